# 3.5, as the text says.
def hot_panels(temperatures, threshold=3.5):
    d = temperatures - np.median(temperatures)
    mad = np.median(np.abs(d))
    return d > 1 if mad == 0 else 0.6745 * d / mad > 3.5
