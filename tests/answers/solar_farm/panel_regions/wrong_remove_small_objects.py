# As in every tutorial; scikit-image 0.26 takes away exactly min_size too.
from skimage.morphology import remove_small_objects
from skimage.measure import label
from skimage.filters import threshold_otsu
def panel_regions(thermal, min_area):
    m = np.nan_to_num(thermal, nan=np.nanmin(thermal)) > threshold_otsu(thermal[~np.isnan(thermal)])
    return label(remove_small_objects(m, min_size=min_area, connectivity=1), connectivity=1)
