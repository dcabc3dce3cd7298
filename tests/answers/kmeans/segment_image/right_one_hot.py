# One-hot labels times means.
def segment_image(image, labels, means):
    hot = np.eye(len(means))[labels]
    colours = hot @ means[:, :3]
    return np.clip(np.around(colours), 0, 255).astype(np.uint8).reshape(image.shape)
