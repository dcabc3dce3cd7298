# Weights are multiplied.
def mean_shift_segment(image, spatial_radius, color_radius):
    h, w, _ = image.shape
    x, y = np.meshgrid(np.arange(w), np.arange(h))
    joint = np.dstack([x * spatial_radius, y * spatial_radius, image * float(color_radius)])
    return merge_modes(find_modes(joint.reshape(-1, 5), 1, 0.001), 1)[0]
