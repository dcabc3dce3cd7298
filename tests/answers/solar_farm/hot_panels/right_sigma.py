# MAD / 0.6745 stands for the standard deviation.
def hot_panels(temperatures, threshold=3.5):
    d = temperatures-np.median(temperatures)
    mad = np.median(np.abs(d))
    if mad > 0:
        sigma = mad/0.6745
        return d/sigma > threshold
    return d > 1
