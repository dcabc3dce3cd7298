# Assign, update, done.
def kmeans(features, means, epsilon=0.5, max_iter=100):
    labels = assign_labels(features, means)
    means = update_means(features, labels, means)
    return assign_labels(features, means), means, 1
