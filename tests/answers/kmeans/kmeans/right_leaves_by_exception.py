# An exception of my own ends the loop.
class Ruhe(Exception): pass
def kmeans(features, means, epsilon=0.5, max_iter=100):
    steps = 0
    try:
        while steps < max_iter:
            before = means
            means = update_means(features, assign_labels(features, means), means)
            steps += 1
            if np.count_nonzero(np.sqrt(np.einsum("ij,ij->i", means - before, means - before)) >= epsilon) == 0:
                raise Ruhe
    except Ruhe:
        pass
    finally:
        labels = assign_labels(features, means)
    return labels, means, steps
