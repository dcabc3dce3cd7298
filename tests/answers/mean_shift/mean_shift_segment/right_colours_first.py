# The order of the features does not matter.
def mean_shift_segment(image, spatial_radius, color_radius):
    rows = []
    for r in range(image.shape[0]):
        for c in range(image.shape[1]):
            rows.append(list(image[r, c] / color_radius) + [r / spatial_radius, c / spatial_radius])
    modes = find_modes(np.array(rows), 1.0, 1e-3)
    labels, centres = merge_modes(modes, 1.0)
    return labels
