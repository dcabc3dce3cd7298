# Two windows, as in the paper.
def mean_shift_segment(image, spatial_radius, color_radius):
    y, x = np.indices(image.shape[:2])
    f = np.column_stack([x.ravel() / spatial_radius, y.ravel() / spatial_radius, image.reshape(-1, 3) / color_radius])
    ends = []
    for p in f:
        for _ in range(300):
            near = (np.linalg.norm(f[:, :2] - p[:2], axis=1) <= 1) & (np.linalg.norm(f[:, 2:] - p[2:], axis=1) <= 1)
            new = f[near].mean(axis=0) if near.any() else p
            done = np.linalg.norm(new - p) < 1e-3
            p = new
            if done: break
        ends.append(p)
    return merge_modes(np.array(ends), 1.0)[0]
