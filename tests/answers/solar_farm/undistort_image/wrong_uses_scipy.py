# SciPy can do that.
from scipy.ndimage import map_coordinates
def undistort_image(image, k1, k2, center, focal):
    yy, xx = np.indices(image.shape)
    p = distort(np.column_stack([xx.ravel(), yy.ravel()]).astype(float), k1, k2, center, focal)
    out = map_coordinates(image, [p[:, 1], p[:, 0]], order=1, cval=np.nan)
    return out.reshape(image.shape)
