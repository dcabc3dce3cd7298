# The mean colours of the picture's pixels.
def segment_image(image, labels, means):
    f = image.reshape(-1, 3).astype(float)
    m = np.array([f[labels == j].mean(0) if (labels == j).any() else means[j, :3] for j in range(len(means))])
    return np.round(m).astype(np.uint8)[labels].reshape(image.shape)
