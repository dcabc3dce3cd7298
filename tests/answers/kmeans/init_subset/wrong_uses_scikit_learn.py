# KMeans of scikit-learn on the sample.
from sklearn.cluster import KMeans


def init_subset(features, k, fraction, rng):
    n = max(k, round(fraction * len(features)))
    subset = features[rng.choice(len(features), n, replace=False)]
    return KMeans(k, n_init=1, random_state=0).fit(subset).cluster_centers_
