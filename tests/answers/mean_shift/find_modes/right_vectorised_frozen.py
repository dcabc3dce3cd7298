# All climb at once; who has arrived rests.
def find_modes(features, radius, epsilon):
    m = features.copy()
    active = np.ones(len(m), bool)
    for _ in range(300):
        idx = np.flatnonzero(active)
        if len(idx) == 0:
            break
        d2 = ((m[idx][:, None] - features[None]) ** 2).sum(-1)
        w = (d2 <= radius ** 2).astype(float)
        cnt = w.sum(1, keepdims=True)
        new = np.where(cnt > 0, w @ features / np.maximum(cnt, 1), m[idx])
        moved = np.linalg.norm(new - m[idx], axis=1)
        m[idx] = new
        active[idx] = moved >= epsilon
    return m
