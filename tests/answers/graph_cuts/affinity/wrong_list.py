# Forgot to make an array of the list.
def affinity(features, sigma):
    return [[np.exp(-np.linalg.norm(a - b) / (2 * sigma**2)) for b in features] for a in features]
