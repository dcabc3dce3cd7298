# scikit-image, with the new parameter.
from skimage.morphology import remove_small_objects
from skimage.measure import label
from skimage.filters import threshold_otsu
def panel_regions(thermal, min_area):
    lab = label(thermal > threshold_otsu(thermal[~np.isnan(thermal)]), connectivity=1)
    return remove_small_objects(lab, max_size=min_area-1)
