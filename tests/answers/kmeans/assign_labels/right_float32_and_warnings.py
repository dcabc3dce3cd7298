# float32 saves memory; a warning about my own speed is printed each time.
import warnings


def assign_labels(features, means):
    warnings.warn("this could be faster")
    F = features.astype(np.float32)
    M = means.astype(np.float32)
    D = np.zeros((F.shape[0], M.shape[0]), dtype=np.float32)
    for j in range(M.shape[0]):
        D[:, j] = ((F - M[j]) ** 2).sum(1)
    return D.argmin(1).astype(np.uint8)
