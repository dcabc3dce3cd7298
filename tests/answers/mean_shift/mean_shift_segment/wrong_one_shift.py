# One shift is enough to join.
def mean_shift_segment(image, spatial_radius, color_radius):
    y, x = np.indices(image.shape[:2])
    f = np.column_stack([x.ravel() / spatial_radius, y.ravel() / spatial_radius, image.reshape(-1, 3) / color_radius])
    return merge_modes(np.array([shift(f, p, 1.0) for p in f]), 1.0)[0]
