# The first entry of the climb.
def find_modes(features, radius, epsilon):
    return np.array([climb(features, row, radius, epsilon)[0] for row in features])
