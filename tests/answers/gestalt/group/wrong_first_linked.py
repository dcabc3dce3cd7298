# The first item that each is linked to.
def group(affinity, threshold):
    return np.argmax(affinity >= threshold, axis=1)
