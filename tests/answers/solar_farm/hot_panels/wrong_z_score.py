# z-scores.
def hot_panels(temperatures, threshold=3.5):
    return (temperatures - temperatures.mean()) / (temperatures.std() + 1e-9) > threshold
