# Sorts the modes, which looks tidy.
def find_modes(features, radius, epsilon):
    m = np.array([climb(features, f, radius, epsilon)[-1] for f in features])
    return m[np.lexsort(m.T[::-1])]
