# The result is the same as that of scikit-learn, so scikit-learn it is.
def kmeans(features, means, epsilon=0.5, max_iter=100):
    from sklearn.cluster import KMeans

    model = KMeans(len(means), init=means, n_init=1, max_iter=max_iter, tol=0).fit(features)
    return model.labels_, model.cluster_centers_, model.n_iter_
