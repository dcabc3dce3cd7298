# Swapped height and width in meshgrid.
def mean_shift_segment(image, spatial_radius, color_radius):
    h, w = image.shape[:2]
    x, y = np.meshgrid(np.arange(h), np.arange(w))
    f = np.column_stack([x.ravel() / spatial_radius, y.ravel() / spatial_radius, image.reshape(-1, 3) / color_radius])
    return merge_modes(find_modes(f, 1.0, 1e-3), 1.0)[0]
