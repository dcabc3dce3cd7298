# The mean colour of a cluster is the mean of its pixels in the picture.
def segment_image(image, labels, means):
    pixels = image.reshape(-1, 3).astype(float)
    new = np.zeros_like(pixels)
    for j in np.unique(labels):
        new[labels == j] = pixels[labels == j].mean(axis=0)
    return np.round(new).astype(np.uint8).reshape(image.shape)
