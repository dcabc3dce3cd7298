"""Graphs whose vertices are regions of a picture: hundreds of vertices instead of its pixels."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse

from course_lib.graphs.affinity import FLOOR
from course_lib.graphs.arguments import check_features, check_number, check_sigma


def region_borders(regions: ArrayLike) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Which regions touch along sides of pixels, and along how many.

    Parameters
    ----------
    regions : (H, W) integers, 0 = no region, others may have gaps.

    Returns
    -------
    (E, 2) int64, pairs of labels, the lower first, and (E,) int64, the lengths in pixels.

    Raises
    ------
    TypeError, ValueError
        When `regions` is not what is said above.

    Examples
    --------
    >>> region_borders([[1, 1, 0], [2, 2, 5]])
    (array([[1, 2],
           [2, 5]]), array([2, 1]))
    """
    labels = _check_regions(regions)
    pairs = []
    for here, there in ((labels[:-1], labels[1:]), (labels[:, :-1], labels[:, 1:])):
        border = (here != there) & (here > 0) & (there > 0)
        pairs.append(np.column_stack([here[border], there[border]]))
    return np.unique(np.sort(np.concatenate(pairs), axis=1), axis=0, return_counts=True)


def region_graph(
    regions: ArrayLike, features: ArrayLike, *, sigma: float, floor: float = FLOOR
) -> sparse.csr_array:
    """Weights between regions that touch: w = max(exp(-|f_i - f_j|^2 / sigma^2), floor).

    `pixel_graph`'s weight, with regions for pixels and a common border for nearness.

    Parameters
    ----------
    regions : (H, W) integers, 0 = no region, others may have gaps.
    features : (R,) or (R, d) real numbers, one row a region in ascending order of the labels, such
        as its mean.
    sigma : width in the unit of the features, at least 1e-6.
    floor : least weight of regions that touch, 0 to 1; why, `pixel_graph` says.

    Returns
    -------
    (R, R) CSR float64, symmetric, in [0, 1], nothing on the diagonal.

    Raises
    ------
    TypeError, ValueError
        When an argument is not what is said above.

    Notes
    -----
    J. Shi and J. Malik, "Normalized cuts and image segmentation", PAMI 2000, equation 11.

    Examples
    --------
    >>> region_graph([[1, 2, 4]], [0.0, 1.0, 1.0], sigma=1.0).toarray().round(3)
    array([[0.   , 0.368, 0.   ],
           [0.368, 0.   , 1.   ],
           [0.   , 1.   , 0.   ]])
    """
    labels = _check_regions(regions)
    names = np.unique(labels[labels > 0])
    table = check_features(features, (1, 2))
    if len(table) != len(names):
        raise ValueError(
            f"features must have one row for each of {len(names)} regions, got {len(table)}"
        )
    sigma = check_sigma(sigma)
    floor = check_number(floor, "floor", 0.0, 1.0)
    pairs, _ = region_borders(labels)
    first, second = np.searchsorted(names, pairs).T
    square = (((table[first] - table[second]) / sigma) ** 2).sum(axis=1)
    half = sparse.csr_array(
        (np.maximum(np.exp(-square), floor), (first, second)), shape=(len(names),) * 2
    )
    return (half + half.T).tocsr()


def _check_regions(regions: ArrayLike) -> NDArray[np.int64]:
    """Return `regions` as (H, W) int64 from 0, or raise."""
    array = np.asarray(regions)
    if array.dtype.kind not in "iu":
        raise TypeError(f"regions must be integers, got dtype {array.dtype}")
    if array.ndim != 2 or array.size == 0:
        raise ValueError(f"regions must be (H, W) and not empty, got shape {array.shape}")
    if array.min() < 0:
        raise ValueError(f"regions must be 0 or positive, got {int(array.min())}")
    return array.astype(np.int64, copy=False)
