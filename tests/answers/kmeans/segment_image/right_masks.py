# One mask a cluster, painted with boolean indexing.
def segment_image(image, labels, means):
    result = np.empty_like(image)
    maske = labels.reshape(image.shape[:2])
    for j, mean in enumerate(means):
        result[maske == j] = np.round(mean[:3])
    return result
