# Makes an array of 10 GB, and one of 10 TB, in a cell and in a call.
# %% start
for size in (10**10, 10**13):
    try:
        np.ones(size, np.uint8)
        print("TAKEN")
    except MemoryError:
        pass
# %% instead of update_means
def update_means(features, labels, means):
    return np.ones((100_000, 100_000))
