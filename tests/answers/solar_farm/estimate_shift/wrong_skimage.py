# There is a function for that.
from skimage.registration import phase_cross_correlation
def estimate_shift(a, b):
    dy, dx = phase_cross_correlation(a, b)[0]
    return int(-dy), int(-dx)
