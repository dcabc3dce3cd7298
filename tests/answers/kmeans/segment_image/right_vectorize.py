# np.vectorize of label and channel.
def segment_image(image, labels, means):
    H, W, C = image.shape
    f = np.vectorize(lambda l, c: round(means[l, c]), otypes=[np.uint8])
    return f(labels.reshape(H, W)[..., None], np.arange(C))
