# Returns objects whose class, shape, dtype, buffer and conversions lie, and views that change later.
# points: 0
# %% start
import threading
class Liar:
    __class__ = property(lambda self: np.ndarray)
    shape, dtype, ndim, size = (3,), np.dtype(float), 1, 3
    def __array__(self, *a, **k): return np.zeros(3)
    def __getattr__(self, name): return lambda *a, **k: True
class Sub(np.ndarray):
    dtype = property(lambda self: np.dtype("f8"))
    shape = property(lambda self: (4, 3))
    def tobytes(self, *a): return b""
    def __array__(self, *a, **k): raise RuntimeError
    def __array_finalize__(self, other): pass
    def __array_function__(self, *a): return True
    def __array_ufunc__(self, *a, **k): return True
class Number(int):
    def __eq__(self, o): return True
    def __sub__(self, o): return 0
    __hash__ = int.__hash__
    def __float__(self): return 0.0
    def __array__(self, *a, **k): return np.array(0.0)
# %% instead of pixel_features
def pixel_features(image, space_weight=0.0):
    return Liar()
# %% instead of feature_distance
def feature_distance(fi, fj):
    return Number(7)
# %% instead of assign_labels
def assign_labels(features, means):
    return np.zeros(len(features), int).view(Sub)
# %% instead of update_means
def update_means(features, labels, means):
    return np.matrix(means) + 1
# %% instead of within_cluster_error
def within_cluster_error(features, labels, means):
    return np.ma.masked_array([1.0], mask=[True])
# %% instead of kmeans
def kmeans(features, means, epsilon=0.5, max_iter=100):
    class T(tuple):
        def __iter__(self): return iter((1, 2, 3))
        def __len__(self): return 3
    return T((Liar(),) * 3)
# %% instead of init_random
def init_random(features, k, min_distance, rng):
    return np.memmap("m", float, "w+", shape=(k, features.shape[1]))
# %% instead of init_uniform
def init_uniform(features, k):
    out = features[:k]
    threading.Thread(target=lambda: out.__setitem__(slice(None), 5), daemon=True).start()
    return out
# %% instead of init_subset
def init_subset(features, k, fraction, rng):
    return np.lib.stride_tricks.as_strided(np.zeros(1), (k, features.shape[1]), (0, 0))
# %% instead of segment_image
def segment_image(image, labels, means):
    return np.recarray((3,), dtype=[("shape", "f8")])
