# Multiplies by 1 / radius instead of dividing.
def mean_shift_segment(image, spatial_radius, color_radius):
    y, x = np.indices(image.shape[:2])
    f = np.column_stack([x.ravel() * (1 / spatial_radius), y.ravel() * (1 / spatial_radius), image.reshape(-1, 3) * (1 / color_radius)])
    labels, _ = merge_modes(find_modes(f, 1.0, 1e-3), 1.0)
    return 3 * labels + 7
