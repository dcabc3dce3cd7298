# Leaves modules and files wherever it can for the next submission of the same worker.
# %% start
import os, sys
for folder in (".", "/tmp", "/tmp/home", "/dev/shm", "/var/tmp", os.path.expanduser("~/.ipython"), os.path.dirname(np.__file__)):
    for name in ("attack_left.py", "sitecustomize.py", "usercustomize.py"):
        try:
            with open(os.path.join(folder, name), "w") as file:
                file.write("left = True\n")
        except OSError:
            pass
