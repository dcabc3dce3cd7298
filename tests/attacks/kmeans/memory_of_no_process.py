# Fills shared memory and lets go of the pages at once, so that they are no process's.
# %% start
import mmap
kept = []
def fill(make):
    try:
        big = make(200 << 20)
    except OSError:
        return
    for at in range(0, 200 << 20, 20 << 20):
        big.madvise(23, at, 20 << 20)  # MADV_POPULATE_WRITE
        big.madvise(mmap.MADV_DONTNEED, at, 20 << 20)
    kept.append(big)
    if len(kept) > 3:
        print("TAKEN", 200 * len(kept), "MB")
def without_a_file(size):
    return mmap.mmap(-1, size)
def of_a_device(size):
    with open("/dev/zero", "r+b", buffering=0) as file:
        return mmap.mmap(file.fileno(), size)
# %% before pixel_features
fill(without_a_file)
# %% before feature_distance
fill(without_a_file)
# %% before assign_labels
fill(without_a_file)
# %% before update_means
fill(without_a_file)
# %% before within_cluster_error
kept.clear()
fill(of_a_device)
# %% before kmeans
fill(of_a_device)
# %% before init_random
fill(of_a_device)
# %% before init_uniform
fill(of_a_device)
