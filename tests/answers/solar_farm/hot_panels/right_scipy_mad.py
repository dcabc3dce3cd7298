# SciPy's MAD.
def hot_panels(temperatures, threshold=3.5):
    from scipy.stats import median_abs_deviation
    d = temperatures - np.median(temperatures)
    mad = median_abs_deviation(temperatures)
    return d > 1.0 if mad == 0 else 0.6745 * d / mad > threshold
