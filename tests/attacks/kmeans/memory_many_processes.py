# Takes memory in many processes, each a part that would be allowed.
# note: memory|in time
# %% end
import os, time
for _ in range(24):
    if os.fork() == 0:
        kept = bytearray(b"x") * (100 << 20)
        time.sleep(60)
        os._exit(0)
time.sleep(60)
