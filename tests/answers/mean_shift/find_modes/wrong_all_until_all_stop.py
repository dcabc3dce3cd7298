# All climb at once until the last has arrived.
def find_modes(features, radius, epsilon):
    m = features.copy()
    while True:
        new = np.array([shift(features, p, radius) for p in m])
        done = np.linalg.norm(new - m, axis=1).max() < epsilon
        m = new
        if done:
            return m
