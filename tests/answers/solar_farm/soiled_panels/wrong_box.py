# The box around the panel.
def soiled_panels(rgb, labels, threshold):
    ids=np.unique(labels[labels>0])
    out=[]
    for k in ids:
        p=rgb[ndimage.find_objects(labels)[k-1]].reshape(-1,3).astype(float)
        m=np.median(p,axis=0)
        d=np.sqrt(((p-m)**2).sum(axis=1))
        out.append((d>60).mean()>threshold)
    return np.array(out)
