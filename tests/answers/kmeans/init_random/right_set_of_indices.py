# Draw indices one by one into a set until there are k different ones, then look at the distances.
def init_random(features, k, min_distance, rng):
    def draw():
        chosen = set()
        while len(chosen) < k:
            chosen.add(int(rng.integers(0, len(features))))
        return features[sorted(chosen)]

    for _ in range(100):
        m = draw()
        D = np.linalg.norm(m[:, None] - m[None], axis=-1)
        D[range(k), range(k)] = np.inf  # a mean and itself do not count
        if D.min() >= min_distance:
            return m
    raise ValueError("100 draws failed")
