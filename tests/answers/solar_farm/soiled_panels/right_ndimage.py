# SciPy has medians and means by label.
def soiled_panels(rgb, labels, threshold):
    ids=np.unique(labels[labels>0])
    far=np.zeros(labels.shape)
    for ch in range(3):
        med=np.zeros(labels.max()+1)
        med[ids]=ndimage.median(rgb[...,ch].astype(float),labels,ids)
        far+=(rgb[...,ch]-med[labels])**2
    return ndimage.mean(np.sqrt(far)>60,labels,ids)>threshold
