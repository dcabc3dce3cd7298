# Neighbours of neighbours too.
def group(affinity, threshold):
    link = (affinity >= threshold).astype(int)
    link = (link @ link) > 0
    return link.argmax(axis=1)
