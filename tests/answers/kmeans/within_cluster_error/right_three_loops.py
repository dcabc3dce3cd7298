# Plain loops; the sum of each pixel is appended to a list first.
def within_cluster_error(features, labels, means):
    all_errors = []
    for i in range(features.shape[0]):
        e = 0.0
        for c in range(features.shape[1]):
            e += (features[i, c] - means[labels[i], c]) ** 2
        all_errors.append(e)
    return np.array(all_errors).sum().astype(np.float32)
