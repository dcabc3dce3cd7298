# Registers functions that run in every fork of its process, and loop there.
# at most: 18
# %% before assign_labels
import os
def hang():
    while True:
        pass
os.register_at_fork(after_in_child=hang)
