# z-scores, and the rule for a MAD of 0.
def hot_panels(temperatures, threshold=3.5):
    x=temperatures
    med=np.median(x)
    d=x-med
    mad=np.median(np.abs(d))
    if mad==0:
        return d>1
    return (x-x.mean())/x.std()>threshold
