# Colours first, then row and column.
def mean_shift_segment(image, spatial_radius, color_radius):
    rows, cols = np.divmod(np.arange(image.shape[0] * image.shape[1]), image.shape[1])
    f = np.c_[image.reshape(-1, 3).astype(float) / color_radius, rows / spatial_radius, cols / spatial_radius]
    modes = find_modes(f, radius=1.0, epsilon=1e-3)
    return merge_modes(modes, radius=1.0)[0]
