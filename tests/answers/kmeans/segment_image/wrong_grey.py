# One grey value a cluster.
def segment_image(image, labels, means):
    grey = np.round(means[:, :3].mean(axis=1)).astype(np.uint8)
    return np.stack([grey[labels].reshape(image.shape[:2])] * 3, axis=2)
