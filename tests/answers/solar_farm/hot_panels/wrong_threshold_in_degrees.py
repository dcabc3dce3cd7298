# Without a MAD, degrees are the score.
# at most: 1.5
def hot_panels(temperatures, threshold=3.5):
    x=temperatures
    med=np.median(x)
    d=x-med
    mad=np.median(np.abs(d))
    if mad==0:
        return d>threshold
    return 0.6745*d/mad>threshold
