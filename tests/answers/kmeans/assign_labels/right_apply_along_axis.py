# apply_along_axis so that I see no loop.
def assign_labels(features, means):
    return np.apply_along_axis(
        lambda f: np.argmin(np.linalg.norm(means - f, axis=1)), 1, features
    )
