# Ends its process by sys.exit, quit, SystemExit and KeyboardInterrupt, in cells and in calls.
# %% start
import sys
sys.exit(0)
# %% before assign_labels
raise SystemExit("0")
# %% before kmeans
raise KeyboardInterrupt
# %% before init_random
quit()
# %% instead of feature_distance
def feature_distance(fi, fj):
    raise SystemExit(0)
# %% instead of init_uniform
def init_uniform(features, k):
    raise KeyboardInterrupt
