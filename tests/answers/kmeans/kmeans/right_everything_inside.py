# Without my other functions, because I was not sure of them: all in one.
from scipy.spatial.distance import cdist


def kmeans(features, means, epsilon=0.5, max_iter=100):
    M = np.array(means, dtype=float)
    for steps in range(1, max_iter + 1):
        nearest = cdist(features, M, "sqeuclidean").argmin(axis=1)
        N = M.copy()
        for j in range(len(M)):
            if j in nearest:
                N[j] = features[nearest == j].mean(axis=0)
        done = not np.any(np.sqrt(((N - M) ** 2).sum(axis=1)) >= epsilon)
        M = N
        if done:
            break
    return cdist(features, M, "sqeuclidean").argmin(axis=1), M, steps
