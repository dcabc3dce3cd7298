"""Pictures as graphs: a vertex a pixel, an edge the weight of how much two pixels belong together.

The lecture joins each pair of pixels (`dense_affinity`), which a picture of 160 x 160 pixels
already makes 655 million numbers. The affordable approximation joins pixels that lie near each
other (`pixel_graph`).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse
from scipy.spatial.distance import cdist

from course_lib.graphs.arguments import (
    check_features,
    check_integer,
    check_number,
    check_sigma,
)

MOST_VERTICES = 10_000  # of a dense graph: 800 MB
MOST_ENTRIES = 100_000_000  # of a radius graph: 1.2 GB
FLOOR = 1e-4


def dense_affinity(features: ArrayLike, sigma: float) -> NDArray[np.float64]:
    """Weights between all pairs: exp(-S / (2 sigma^2)), S the L2 distance of the features.

    This is the lecture's formula. Shi and Malik square S; `pixel_graph` does as they do.

    Parameters
    ----------
    features : (N,) or (N, d) real numbers, N at most 10,000.
    sigma : width, in the unit of the square root of S, at least 1e-6.

    Returns
    -------
    (N, N) float64, symmetric, in [0, 1], 1 on the diagonal.

    Raises
    ------
    TypeError, ValueError
        When an argument is not what is said above.

    Examples
    --------
    >>> dense_affinity([0.0, 2.0], 1.0).round(4)
    array([[1.    , 0.3679],
           [0.3679, 1.    ]])
    """
    table = check_features(features, (1, 2))
    if len(table) > MOST_VERTICES:
        raise ValueError(
            f"features must have at most {MOST_VERTICES} rows for a dense graph, got {len(table)}: "
            "pixel_graph joins near pixels only"
        )
    sigma = check_sigma(sigma)
    return np.exp(-cdist(table, table) / (2 * sigma**2))


def affinity_row(features: ArrayLike, vertex: int, sigma: float) -> NDArray[np.float64]:
    """One row of `dense_affinity`, for any number of vertices.

    Parameters
    ----------
    features : (N,) or (N, d) real numbers.
    vertex : whose row, 0 to N - 1.
    sigma : as in `dense_affinity`.

    Returns
    -------
    (N,) float64

    Examples
    --------
    >>> affinity_row([0.0, 2.0, 4.0], 0, 1.0).round(4)
    array([1.    , 0.3679, 0.1353])
    """
    table = check_features(features, (1, 2))
    vertex = check_integer(vertex, "vertex", 0)
    if vertex >= len(table):
        raise ValueError(f"vertex must be at most {len(table) - 1}, got {vertex}")
    sigma = check_sigma(sigma)
    return np.exp(-cdist(table[vertex : vertex + 1], table)[0] / (2 * sigma**2))


def pixel_graph(
    features: ArrayLike,
    *,
    sigma_features: float,
    sigma_space: float = 4.0,
    radius: float = 3.0,
    floor: float = FLOOR,
) -> sparse.csr_array:
    """Weights between pixels that lie nearer to each other than `radius`.

    w(i, j) = max(exp(-|f_i - f_j|^2 / sigma_features^2), floor) exp(-d^2 / sigma_space^2), with d
    the distance of the pixels.

    Parameters
    ----------
    features : (H, W) or (H, W, d) real numbers: brightness, colour or anything else.
    sigma_features : width in the unit of the features, at least 1e-6.
    sigma_space : width in pixels, at least 0.1.
    radius : in pixels, at least 1; a pixel as far as this is not joined. 3 gives 24 neighbours.
    floor : least part that features may leave of a weight, 0 to 1. Without one, small groups of
        pixels that look like nothing around them are almost cut off; their eigenvalues crowd at 0
        and no eigensolver tells them apart.

    Returns
    -------
    (H W, H W) CSR float64, symmetric, in [0, 1], nothing on the diagonal; vertices are the pixels
    row by row.

    Raises
    ------
    TypeError, ValueError
        When an argument is not what is said above, or the graph would have over 100 million
        entries.

    Notes
    -----
    J. Shi and J. Malik, "Normalized cuts and image segmentation", PAMI 2000, equation 11; the floor
    is ours.

    Examples
    --------
    >>> pixel_graph([[0.0, 0.0, 1.0]], sigma_features=1.0, radius=2.0).toarray().round(3)
    array([[0.   , 0.939, 0.   ],
           [0.939, 0.   , 0.346],
           [0.   , 0.346, 0.   ]])
    """
    image = check_features(features, (2, 3))
    sigma_features = check_sigma(sigma_features, "sigma_features")
    sigma_space = check_sigma(sigma_space, "sigma_space", 0.1)
    radius = check_number(radius, "radius", 1.0)
    floor = check_number(floor, "floor", 0.0, 1.0)
    height, width = image.shape[:2]
    offsets = neighbour_offsets(radius, height, width)
    if len(offsets) * height * width > MOST_ENTRIES:
        raise ValueError(
            f"radius must give at most {MOST_ENTRIES} entries, got {radius:g} with {len(offsets)} "
            f"neighbours for each of {height * width} pixels"
        )
    half = len(offsets) // 2  # the second half are the first's opposites, in reverse
    values = np.zeros((height, width, len(offsets)))
    inside = np.zeros((height, width, len(offsets)), dtype=bool)
    planes = np.ascontiguousarray(np.moveaxis(image / sigma_features, 2, 0))
    for k in range(half):
        down, right = offsets[half + k]
        here = slice(0, height - down), slice(max(0, -right), width - max(0, right))
        there = slice(down, height), slice(max(0, right), width - max(0, -right))
        square = sum((plane[here] - plane[there]) ** 2 for plane in planes)
        weight = np.maximum(np.exp(-square), floor)
        weight *= np.exp(-(down**2 + right**2) / sigma_space**2)
        # The same number goes to both ends, so that the matrix is symmetric to the last bit.
        values[(*here, half + k)] = values[(*there, half - 1 - k)] = weight
        inside[(*here, half + k)] = inside[(*there, half - 1 - k)] = True
    starts = np.zeros(height * width + 1, dtype=np.int32)
    np.cumsum(inside.sum(axis=2, dtype=np.int32).ravel(), out=starts[1:])
    steps = np.array([down * width + right for down, right in offsets], dtype=np.int32)
    columns = np.arange(height * width, dtype=np.int32).reshape(height, width, 1) + steps
    graph = sparse.csr_array(
        (values[inside], columns[inside], starts), shape=(height * width, height * width)
    )
    graph.has_canonical_format = True  # offsets are sorted, so columns are
    return graph


def neighbour_offsets(radius: float, height: int, width: int) -> list[tuple[int, int]]:
    """Steps (rows, columns) shorter than `radius` that fit a picture, sorted, without (0, 0)."""
    down = min(int(np.ceil(radius)) - 1, height - 1)
    right = min(int(np.ceil(radius)) - 1, width - 1)
    return [
        (r, c)
        for r in range(-down, down + 1)
        for c in range(-right, right + 1)
        if 0 < r * r + c * c < radius * radius
    ]
