# Looks for what leaves_hooks and leaves_files of another student have left.
# %% start
import builtins, glob, os, sys
if hasattr(np, "attack_left") or hasattr(builtins, "attack_left"):
    print("TAKEN a patched module")
try:
    import attack_left
    print("TAKEN a module")
except ImportError:
    pass
for pattern in ("/tmp/*", "/tmp/home/*", "/dev/shm/*", "/tmp/home/.ipython/*", "./*"):
    for path in glob.glob(pattern):
        if path not in ("/tmp/home", "/tmp/work", "/tmp/home/.ipython/profile_default"):
            print("TAKEN", path)
if any(type(hook).__name__ == "Hook" for hook in sys.meta_path):
    print("TAKEN a hook")
