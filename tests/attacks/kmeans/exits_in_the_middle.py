# Ends its process after six exercises; what it earned up to there stays.
# points: 11
# note: ended a process of its notebook
# %% before init_random
import os
os._exit(0)
# %% before kmeans
answer = 42
