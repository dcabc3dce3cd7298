# Plots the curve of the error at the end; returns a list instead of a tuple.
import matplotlib.pyplot as plt


def kmeans(features, means, epsilon=0.5, max_iter=100):
    errors = []
    largest_move = float("inf")
    while largest_move >= epsilon and len(errors) < max_iter:
        labels = assign_labels(features, means)
        errors.append(within_cluster_error(features, labels, means))
        old_means = means.copy()
        means = update_means(features, labels, means)
        largest_move = max(((means - old_means) ** 2).sum(axis=1)) ** 0.5
    plt.plot(errors)
    plt.xlabel("step")
    plt.show()
    return [assign_labels(features, means), means, len(errors)]
