# Gives the common peak of near ends.
def find_modes(features, radius, epsilon):
    m = np.array([climb(features, f, radius, epsilon)[-1] for f in features])
    labels, centres = merge_modes(m, radius)
    return centres[labels]
