# NaN around the panel.
def soiled_panels(rgb, labels, threshold):
    ids=np.unique(labels)[np.unique(labels)>0]
    out=[]
    for i in ids:
        m=labels==i
        x=np.where(m[...,None],rgb,np.nan)
        d=np.linalg.norm(x-np.nanmedian(x,axis=(0,1)),axis=-1)
        out.append((d>60).sum()/m.sum()>threshold)
    return np.array(out)
