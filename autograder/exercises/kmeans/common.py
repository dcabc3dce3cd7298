"""What the exercises of the k-means unit share."""

from __future__ import annotations

import numpy as np

FORBID = [
    "sklearn.cluster",
    "scipy.cluster",
    "course_lib.clustering",
    "course_lib.checks.factories",
    "cv2.kmeans",
    "skimage.segmentation.slic",
    "sklearn.metrics.pairwise_distances_argmin",
    "sklearn.metrics.pairwise_distances_argmin_min",
]


def blobs(rng, centers, count, spread):
    """`count` points around each centre, no farther than `spread` a coordinate, well mixed."""
    centers = np.asarray(centers, float)
    points = centers[:, None] + rng.uniform(
        -spread, spread, (len(centers), count, centers.shape[1])
    )
    return rng.permutation(points.reshape(-1, centers.shape[1]))


def clear_cut(features, means, margin=0.5):
    """The features whose nearest mean is nearest by `margin`: no rounding can turn them."""
    distances = np.sqrt(((features[:, None] - means[None]) ** 2).sum(axis=2))
    best = np.sort(distances, axis=1)
    return features[best[:, 1] - best[:, 0] > margin]


def picture(height, width):
    """A picture without a generator, all of whose channels differ."""
    values = (np.arange(height * width * 3) * 7 + 250) % 256
    return values.reshape(height, width, 3).astype(np.uint8)


# Twelve different rows; column 2 counts them.
SPIRAL = np.stack(
    [40 * np.arange(12) % 251, 17 * np.arange(12) ** 2 % 241, 5 * np.arange(12)], axis=1
).astype(float)
