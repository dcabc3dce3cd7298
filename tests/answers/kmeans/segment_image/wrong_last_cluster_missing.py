# All clusters from 0 to k - 1.
def segment_image(image, labels, means):
    out = np.zeros(image.shape, dtype=np.uint8)
    grid = labels.reshape(image.shape[:2])
    for j in range(len(means) - 1):
        out[grid == j] = np.round(means[j, :3])
    return out
