# One over 1.4826 instead of 0.6745.
def hot_panels(temperatures, threshold=3.5):
    med = np.median(temperatures)
    mad = np.median(np.absolute(temperatures - med))
    if np.isclose(mad, 0):
        return np.array([t > med + 1 for t in temperatures])
    return (temperatures - med) / (1.4826 * mad) > threshold
