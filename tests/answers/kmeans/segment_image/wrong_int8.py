# Eight bits are enough.
def segment_image(image, labels, means):
    return np.round(means[:, :3]).astype(np.int64).astype(np.int8)[labels].reshape(image.shape)
