# Five colours are the most that come up.
def segment_image(image, labels, means):
    out = np.zeros(image.shape, dtype=np.uint8)
    grid = labels.reshape(image.shape[:2])
    for j in range(5):
        if j < len(means):
            out[grid == j] = np.round(means[j, :3])
    return out
