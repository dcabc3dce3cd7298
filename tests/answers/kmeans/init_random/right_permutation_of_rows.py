# rng.permutation of the features gives a shuffled copy; the first k rows of it.
def init_random(features, k, min_distance, rng):
    for versuch in range(100):
        means = rng.permutation(features)[:k]
        zu_nah = False
        for i in range(k):
            for j in range(i + 1, k):
                if np.linalg.norm(means[i] - means[j]) < min_distance:
                    zu_nah = True
        if not zu_nah:
            return means
        print("zu nah, Versuch", versuch)
    raise ValueError("keine k Punkte mit diesem Abstand gefunden")
