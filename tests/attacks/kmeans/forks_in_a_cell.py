# Lets a cell return twice: once in a child, which then goes on with the notebook as well.
# %% start
import os
os.fork()
# %% before kmeans
os.fork()
os.fork()
