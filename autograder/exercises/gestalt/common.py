"""What the exercises of the Gestalt unit share."""

from __future__ import annotations

import numpy as np

FORBID = [
    "scipy.spatial",
    "scipy.cluster",
    "scipy.sparse.csgraph",
    "sklearn.cluster",
    "sklearn.metrics",
    "sklearn.preprocessing",
    "skimage.metrics",
    "networkx",
    "torch.cdist",
    "course_lib.metrics",
    "course_lib.clustering",
    "course_lib.checks.factories",
]

AFFINITY_JUDGE = {"rtol": 1e-5, "atol": 1e-6}
"""Affinities and shares lie in [0, 1]."""


def distances(points):
    """(N, d) -> (N, N) Euclidean distances, for misconceptions."""
    return np.sqrt(((points[:, None] - points[None]) ** 2).sum(axis=2))


def components(linked):
    """(N, N) bool, any direction -> (N,) group numbers, by repeated lowering of the labels."""
    linked = linked | linked.T | np.eye(len(linked), dtype=bool)
    labels = np.arange(len(linked))
    while True:
        lower = np.where(linked, labels[None], len(linked)).min(axis=1)
        if np.array_equal(lower, labels):
            return labels
        labels = lower


def symmetric(count, edges, strong=0.9, weak=0.1):
    """(N, N) affinity with 1 on the diagonal, `strong` on the edges and `weak` elsewhere."""
    affinity = np.full((count, count), weak)
    for i, j in edges:
        affinity[i, j] = affinity[j, i] = strong
    np.fill_diagonal(affinity, 1.0)
    return affinity
