# Takes image[..., 0] for the colour.
def mean_shift_segment(image, spatial_radius, color_radius):
    y, x = np.indices(image.shape[:2])
    f = np.column_stack([x.ravel() / spatial_radius, y.ravel() / spatial_radius, image[..., 0].ravel() / color_radius])
    return merge_modes(find_modes(f, 1.0, 1e-3), 1.0)[0]
