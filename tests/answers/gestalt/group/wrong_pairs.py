# The pairs that belong together.
def group(affinity, threshold):
    return np.argwhere(affinity >= threshold)
