# Leaves atexit functions, finalisers, import hooks and a patched library for the next submission.
# %% start
import atexit, builtins, os, sys, weakref
def harm():
    np.attack_left = builtins.attack_left = True
atexit.register(harm)
class Late:
    def __del__(self):
        harm()
np.late = Late()
weakref.finalize(np, harm)
class Hook:
    def find_spec(self, name, path=None, target=None):
        if name.startswith("inside") or name == "attack_left":
            harm()
sys.meta_path.insert(0, Hook())
os.register_at_fork(before=lambda: None)
np.attack_left = builtins.attack_left = True
os.environ["PYTHONSTARTUP"] = "/tmp/attack_left.py"
