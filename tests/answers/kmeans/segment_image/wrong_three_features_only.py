# means[labels] has the shape of the picture already.
# at most: 1.33
def segment_image(image, labels, means):
    return np.round(means[labels]).astype(np.uint8).reshape(image.shape)
