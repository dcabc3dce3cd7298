# Round, then take what is different.
def merge_modes(modes, radius):
    centres, labels = np.unique(modes.round(2), axis=0, return_inverse=True)
    return labels.ravel(), centres
