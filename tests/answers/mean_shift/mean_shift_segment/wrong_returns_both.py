# merge_modes gives what I need.
def mean_shift_segment(image, spatial_radius, color_radius):
    h, w, _ = image.shape
    x, y = np.meshgrid(np.arange(w), np.arange(h))
    joint = np.dstack([x / spatial_radius, y / spatial_radius, image / color_radius])
    return merge_modes(find_modes(joint.reshape(-1, 5), 1, 0.001), 1)
