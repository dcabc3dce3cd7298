# Distances by SciPy.
from scipy.spatial.distance import cdist
def soiled_panels(rgb, labels, threshold):
    out=[]
    for i in np.unique(labels[labels>0]):
        p=rgb[labels==i].astype(float)
        out.append(bool(np.sum(cdist(p,[np.median(p,axis=0)])>60)/p.shape[0]>threshold))
    return np.array(out)
