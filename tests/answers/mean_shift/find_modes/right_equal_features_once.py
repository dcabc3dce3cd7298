# Equal features climb alike, so climb once.
def find_modes(features, radius, epsilon):
    rows, which = np.unique(features, axis=0, return_inverse=True)
    ends = [climb(features, row, radius, epsilon=epsilon)[-1] for row in rows]
    return np.array(ends)[which.ravel()]
