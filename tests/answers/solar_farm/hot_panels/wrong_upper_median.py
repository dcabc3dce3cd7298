# The median is the middle of the sorted list.
def hot_panels(temperatures, threshold=3.5):
    x=temperatures
    med=np.sort(x)[len(x)//2]
    d=x-med
    mad=np.median(np.abs(d))
    if mad==0:
        return d>1
    return 0.6745*d/mad>threshold
