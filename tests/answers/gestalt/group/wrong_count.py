# How many groups there are.
def group(affinity, threshold):
    return 1 + int((affinity[0] < threshold).sum())
