# The farthest row from those that I have, so nothing is close.
def init_random(features, k, min_distance, rng):
    m = [features[rng.integers(len(features))]]
    while len(m) < k:
        d = np.min([np.linalg.norm(features - q, axis=1) for q in m], axis=0)
        m.append(features[d.argmax()])
    m = np.array(m)
    if k > 1 and min(np.linalg.norm(m[i] - m[j]) for i in range(k) for j in range(i)) < min_distance: raise ValueError("no")
    return m
