# Forgot the row.
def mean_shift_segment(image, spatial_radius, color_radius):
    y, x = np.indices(image.shape[:2])
    f = np.column_stack([x.ravel() / spatial_radius, image.reshape(-1, 3) / color_radius])
    return merge_modes(find_modes(f, 1.0, 1e-3), 1.0)[0]
