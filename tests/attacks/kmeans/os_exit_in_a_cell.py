# Ends its process in a cell, by os._exit.
# note: ended a process of its notebook
# %% end
import os
os._exit(0)
