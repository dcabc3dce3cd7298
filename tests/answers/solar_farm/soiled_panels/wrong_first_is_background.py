# The first of unique is the background.
def soiled_panels(rgb, labels, threshold):
    ids=np.unique(labels)[1:]
    out=[]
    for k in ids:
        p=rgb[labels==k].astype(float)
        m=np.median(p,axis=0)
        d=np.sqrt(((p-m)**2).sum(axis=1))
        out.append((d>60).mean()>threshold)
    return np.array(out)
