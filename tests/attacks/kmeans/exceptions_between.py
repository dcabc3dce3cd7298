# Lets timers, profilers, audit hooks and collectors raise in the code around its calls.
# at most: 17
# %% start
import gc, signal, sys
# %% instead of feature_distance
def feature_distance(fi, fj):
    def boom(*_): raise KeyboardInterrupt
    signal.signal(signal.SIGUSR1, boom)
    gc.callbacks.append(lambda *a: boom())
    gc.set_threshold(1)
    sys.setprofile(lambda *a: None if a[1] != "return" else boom())
    sys.addaudithook(lambda *a: boom())
    return 0.0
# %% end
def hook(name, *_):
    if name in ("os.fork", "os.close", "signal.signal"):
        raise RuntimeError(name)
sys.addaudithook(hook)
