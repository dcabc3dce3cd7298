# Median in the middle, but the usual deviation.
def hot_panels(temperatures, threshold=3.5):
    x=temperatures
    med=np.median(x)
    d=x-med
    mad=np.median(np.abs(d))
    if mad==0:
        return d>1
    return 0.6745*d/x.std()>threshold
