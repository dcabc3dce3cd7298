# A list of booleans.
def hot_panels(temperatures, threshold=3.5):
    d=temperatures-np.median(temperatures); mad=np.median(abs(d))
    return [bool(t>1) if mad==0 else bool(0.6745*t/mad>threshold) for t in d]
