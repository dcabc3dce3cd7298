# Squares the table of near modes until it stays.
def merge_modes(modes, radius):
    s = (modes ** 2).sum(1)
    d2 = np.maximum(s[:, None] + s[None] - 2 * modes @ modes.T, 0)
    near = (d2 <= radius ** 2 / 4).astype(int)
    while True:
        new = ((near @ near) > 0).astype(int)
        if (new == near).all():
            break
        near = new
    labels = np.unique(near, axis=0, return_inverse=True)[1].ravel()
    return labels, np.array([modes[labels == k].mean(axis=0) for k in range(labels.max() + 1)])
