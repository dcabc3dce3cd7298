# Droppings are white.
def soiled_panels(rgb, labels, threshold):
    white = (rgb > 180).all(axis=2)
    return np.array([white[labels == k].mean() > threshold for k in np.unique(labels[labels > 0])])
