# SciPy has it.
def kernel_density(features, points, bandwidth):
    from scipy.stats import gaussian_kde

    return gaussian_kde(features.T, bandwidth)(points.T)
