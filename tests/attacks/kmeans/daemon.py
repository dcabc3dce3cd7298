# Leaves a daemon with a session of its own that is to outlive the grading.
# %% start
import os, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        for fd in range(256):
            try:
                os.close(fd)
            except OSError:
                pass
        os.execv("/bin/sh", ["sh", "-c", "trap '' HUP TERM INT; exec -a attack-daemon sleep 1234"])
    os._exit(0)
# %% instead of init_uniform
def init_uniform(features, k):
    import os
    if os.fork() == 0:
        os.setsid()
        os.execv("/bin/sleep", ["attack-daemon", "1234"])
    return None
