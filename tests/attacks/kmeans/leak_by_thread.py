# A thread that goes on after the cells reads the sockets of the kept states and shows what comes.
# at most: 18
# %% start
import os, stat, threading, time
seen = []
def read():
    fds = []
    for fd in range(3, 256):
        try:
            if stat.S_ISSOCK(os.fstat(fd).st_mode):
                fds.append(fd)
        except OSError:
            pass
    while True:
        for fd in fds[1:]:
            try:
                os.set_blocking(fd, False)
                seen.append(os.read(fd, 1 << 16))
            except OSError:
                pass
        time.sleep(0.002)
threading.Thread(target=read, daemon=True).start()
# %% end
time.sleep(0.3)
print(seen and "TAKEN")
