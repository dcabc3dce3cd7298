# A helper for the bounding box in its own cell, with a plot that I forgot in the answer.
import matplotlib.pyplot as plt


def bounding_box(points):
    sorted_points = np.sort(points, axis=0)  # np.sort copies
    return sorted_points[0], sorted_points[-1]
# %%
def init_uniform(features, k):
    low, high = bounding_box(features)
    means = np.zeros((k, features.shape[1]))
    for i in range(k):
        means[i] = low + (i + 1 / 2) / k * (high - low)
    plt.scatter(features[:, 0], features[:, -1])
    plt.scatter(means[:, 0], means[:, -1], marker="x")
    plt.show()
    return means
