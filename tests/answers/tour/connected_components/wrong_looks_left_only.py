# A run in a row is a region.
def connected_components(mask, connectivity=4):
    labels = np.zeros(mask.shape, dtype=int)
    n = 0
    for y in range(mask.shape[0]):
        for x in range(mask.shape[1]):
            if mask[y, x]:
                if x == 0 or not mask[y, x - 1]:
                    n += 1
                labels[y, x] = n
    return labels, n
