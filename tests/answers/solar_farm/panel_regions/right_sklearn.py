# Two clusters of temperatures.
from sklearn.cluster import KMeans
def panel_regions(thermal, min_area):
    ok = ~np.isnan(thermal)
    km = KMeans(2, n_init=3, random_state=0).fit(thermal[ok][:,None])
    warm = np.zeros(thermal.shape, bool)
    warm[ok] = km.labels_ == km.cluster_centers_[:,0].argmax()
    lab, n = ndimage.label(warm)
    for i, s in enumerate(ndimage.find_objects(lab), 1):
        if (lab[s]==i).sum() < min_area: lab[s][lab[s]==i] = 0
    return lab
