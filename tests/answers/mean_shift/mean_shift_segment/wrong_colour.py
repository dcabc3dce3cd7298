# Colours are what one sees.
def mean_shift_segment(image, spatial_radius, color_radius):
    modes = find_modes(image.reshape(-1, 3) / color_radius, 1.0, 1e-3)
    return merge_modes(modes, 1.0)[0]
