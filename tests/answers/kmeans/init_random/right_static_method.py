# My functions live in classes.
class Start:
    @staticmethod
    def init_random(features, k, min_distance, rng):
        for _ in range(100):
            m = features[rng.choice(len(features), size=k, replace=False)]
            if all(np.linalg.norm(a - b) >= min_distance for i, a in enumerate(m) for b in m[:i]):
                return m
        raise ValueError("too close")
init_random = Start.init_random
