"""Numbers that say how good a segmentation is, or how alike two are."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import ndimage

from course_lib.clustering.kmeans import squared_error

__all__ = [
    "contingency",
    "count_regions",
    "iou",
    "label_agreement",
    "match_labels",
    "squared_error",
]


def contingency(a: ArrayLike, b: ArrayLike) -> NDArray[np.int64]:
    """How many pixels have label i in `a` and label j in `b`.

    Parameters
    ----------
    a, b : integers from 0, of the same shape.

    Returns
    -------
    (largest label of a + 1, largest label of b + 1) int64

    Examples
    --------
    >>> contingency([0, 0, 1], [1, 1, 0])
    array([[0, 2],
           [1, 0]])
    """
    a, b = _check_labels(a, "a"), _check_labels(b, "b")
    if a.shape != b.shape:
        raise ValueError(f"b must have the shape of a, {a.shape}, got {b.shape}")
    rows, columns = int(a.max()) + 1, int(b.max()) + 1
    if rows * columns > 10**8:
        raise ValueError(f"labels must be numbered closely from 0, got up to {max(rows, columns)}")
    pairs = a.ravel().astype(np.int64) * columns + b.ravel().astype(np.int64)
    return np.bincount(pairs, minlength=rows * columns).reshape(rows, columns)


def match_labels(labels: ArrayLike, like: ArrayLike) -> NDArray[np.int64]:
    """Renumber `labels` so that they agree with `like` in as many pixels as possible.

    Numbers of clusters mean nothing, so before two segmentations are compared by eye they should
    have the same numbers, and colours. Each label keeps to itself (the Hungarian method).

    Parameters
    ----------
    labels, like : integers from 0, of the same shape.

    Returns
    -------
    int64, of the shape of `labels`.

    Examples
    --------
    >>> match_labels([2, 2, 0], [0, 0, 1])
    array([0, 0, 1])
    """
    from scipy.optimize import linear_sum_assignment

    table = contingency(labels, like)
    side = max(table.shape)
    square = np.zeros((side, side), np.int64)
    square[: table.shape[0], : table.shape[1]] = table
    rows, columns = linear_sum_assignment(square, maximize=True)
    number = np.empty(side, np.int64)
    number[rows] = columns
    return number[np.asarray(labels)]


def label_agreement(a: ArrayLike, b: ArrayLike) -> float:
    """Share of pixels that agree once the labels are renumbered as well as can be, 0 to 1.

    Parameters
    ----------
    a, b : integers from 0, of the same shape.

    Examples
    --------
    >>> label_agreement([0, 0, 1, 2], [1, 1, 0, 0])
    0.75
    """
    return float((match_labels(a, b) == np.asarray(b)).mean())


def iou(a: ArrayLike, b: ArrayLike) -> float:
    """Intersection over union of two masks; 1 when both are empty.

    Parameters
    ----------
    a, b : bool, of the same shape.

    Examples
    --------
    >>> iou([True, True, False], [True, False, False])
    0.5
    """
    masks = [np.asarray(mask) for mask in (a, b)]
    for mask, name in zip(masks, "ab", strict=True):
        if mask.dtype != bool:
            raise TypeError(f"{name} must be a mask of bool, got dtype {mask.dtype}")
    if masks[0].shape != masks[1].shape:
        raise ValueError(f"b must have the shape of a, {masks[0].shape}, got {masks[1].shape}")
    union = int((masks[0] | masks[1]).sum())
    return float((masks[0] & masks[1]).sum() / union) if union else 1.0


def count_regions(mask: ArrayLike) -> int:
    """How many regions a mask falls into; pixels touch side by side or one above the other.

    Parameters
    ----------
    mask : (H, W) bool.

    Examples
    --------
    >>> count_regions([[True, False], [False, True]])
    2
    """
    mask = np.asarray(mask)
    if mask.dtype != bool:
        raise TypeError(f"mask must be bool, got dtype {mask.dtype}")
    if mask.ndim != 2:
        raise ValueError(f"mask must be (height, width), got shape {mask.shape}")
    return int(ndimage.label(mask)[1])


def _check_labels(labels: ArrayLike, name: str) -> NDArray[np.integer]:
    array = np.asarray(labels)
    if array.dtype.kind not in "iu":
        raise TypeError(f"{name} must be integer labels, got dtype {array.dtype}")
    if array.size == 0:
        raise ValueError(f"{name} must hold at least one label, got shape {array.shape}")
    if array.min() < 0:
        raise ValueError(f"{name} must hold labels from 0, got {array.min()}")
    return array
