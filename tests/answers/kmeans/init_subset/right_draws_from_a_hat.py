# A list of numbers as a hat: draw one, take it out.
def init_subset(features, k, fraction, rng):
    hat = list(range(len(features)))
    how_many = max([k, round(len(features) * fraction)])
    drawn = []
    for _ in range(how_many):
        drawn.append(hat.pop(rng.integers(len(hat))))
    subset = np.array([features[i] for i in drawn], dtype=np.float32)
    _, means, _ = kmeans(subset, init_random(subset, k, 0.0, rng))
    return means
