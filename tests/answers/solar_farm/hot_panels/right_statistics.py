# The standard library has a median.
import statistics
def hot_panels(temperatures, threshold=3.5):
    t = [float(x) for x in temperatures]
    med = statistics.median(t); mad = statistics.median(abs(x-med) for x in t)
    if mad: f = lambda x: 0.6745*(x-med)/mad > threshold
    else: f = lambda x: x-med > 1
    return np.array(list(map(f, t)))
