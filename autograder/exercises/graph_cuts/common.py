"""What the exercises of the graph cuts unit share."""

from __future__ import annotations

import numpy as np

FORBID = [
    "course_lib.graphs",
    "course_lib.checks.factories",
    "sklearn.cluster",
    "sklearn.manifold.spectral_embedding",
    "sklearn.manifold.SpectralEmbedding",
    "sklearn.feature_extraction.image",
    "skimage.graph",
    "networkx.cut_size",
    "networkx.volume",
    "networkx.normalized_cut_size",
    "networkx.stoer_wagner",
    "networkx.minimum_cut",
    "networkx.fiedler_vector",
    "scipy.sparse.csgraph.maximum_flow",
]


def csr(dense):
    """A pack's name for a SciPy CSR matrix with these numbers."""
    return {"$make": "csr", "dense": np.asarray(dense, float)}


def graph(n, edges):
    """Symmetric (n, n) weights from edges (u, v, weight)."""
    weights = np.zeros((n, n))
    for u, v, weight in edges:
        weights[u, v] = weights[v, u] = weight
    return weights


def on_a_line(places, reach=1.0):
    """Complete graph of points on a line: near points are joined strongly."""
    places = np.asarray(places, float)
    weights = np.exp(-np.abs(places[:, None] - places[None]) / reach)
    np.fill_diagonal(weights, 0)
    return weights


def random_graph(rng, n, density=0.6):
    """Random weights of a connected graph: a path, and other edges by chance."""
    weights = np.triu(rng.uniform(0.1, 1, (n, n)) * (rng.uniform(size=(n, n)) < density), 1)
    weights[np.arange(n - 1), np.arange(1, n)] = rng.uniform(0.2, 1, n - 1)
    return weights + weights.T


def random_side(rng, n):
    """A side that is neither empty nor everything, nor as large as the other."""
    side = np.zeros(n, bool)
    side[rng.permutation(n)[: max(2, n // 3)]] = True
    return side


# The drawn graph of the notebook: two groups of three, two light edges between them.
DRAWN = graph(
    6,
    [(0, 1, 5), (0, 2, 4), (1, 2, 6), (3, 4, 7), (3, 5, 3), (4, 5, 5), (2, 3, 1), (1, 4, 2)],
)
# Two groups and a vertex that hangs on by one light edge: min-cut takes it, NCut does not.
LONELY = graph(
    7,
    [
        (0, 1, 5), (0, 2, 4), (1, 2, 6), (3, 4, 7), (3, 5, 3), (4, 5, 5), (2, 3, 1), (1, 4, 1),
        (5, 6, 1),
    ],
)  # fmt: skip
