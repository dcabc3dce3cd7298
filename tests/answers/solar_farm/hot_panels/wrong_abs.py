# Far from the median on either side.
def hot_panels(temperatures, threshold=3.5):
    d = np.abs(temperatures - np.median(temperatures))
    mad = np.median(d)
    return d > 1 if mad == 0 else 0.6745 * d / mad > threshold
