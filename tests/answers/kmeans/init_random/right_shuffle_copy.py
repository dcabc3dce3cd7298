# Shuffle a copy, take the first k.
from itertools import combinations
def init_random(features, k, min_distance, rng):
    rows = features.copy()
    for _ in range(100):
        rng.shuffle(rows)
        m = rows[:k].copy()
        if all(np.linalg.norm(a - b) >= min_distance for a, b in combinations(m, 2)): return m
    raise ValueError(f"{k} rows {min_distance} apart not found")
