# Add a half and cut off, the old way of rounding.
def segment_image(image, labels, means):
    flat = np.floor(means[labels] + 0.5)[:, :3]
    return flat.astype(np.int32).reshape(image.shape)
