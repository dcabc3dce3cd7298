# There is a function for it.
from skimage.filters import threshold_otsu


def otsu_threshold(gray):
    return int(threshold_otsu(gray))
