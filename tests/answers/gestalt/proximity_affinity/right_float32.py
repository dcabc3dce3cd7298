# Scaled by sigma, in float32.
def proximity_affinity(points, sigma):
    p = points.astype(np.float32) / np.float32(sigma)
    d = p[:, None] - p[None]
    return np.exp(-np.einsum("ijk,ijk->ij", d, d) / 2)
