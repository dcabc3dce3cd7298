# Velocities as complex numbers.
def common_fate(tracks, tolerance):
    z = tracks[..., 0] + 1j * tracks[..., 1]
    v = (z[-1] - z[0]) / (len(z) - 1)
    near = np.abs(v[:, None] - v) <= tolerance
    for k in range(len(v)):
        near |= near[:, k:k+1] & near[k:k+1]
    return near.argmax(axis=1)
