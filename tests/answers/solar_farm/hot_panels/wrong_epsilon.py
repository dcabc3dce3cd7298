# A tiny number under the fraction, so that nothing is divided by 0.
# at most: 1.5
def hot_panels(temperatures, threshold=3.5):
    d = temperatures - np.median(temperatures)
    return 0.6745 * d / (np.median(np.abs(d)) + 1e-12) > threshold
