# Nothing is divided.
def hot_panels(temperatures, threshold=3.5):
    d = temperatures-np.median(temperatures)
    mad = np.median(np.abs(d))
    if mad < 1e-12:
        return d > 1
    return 0.6745*d > threshold*mad
