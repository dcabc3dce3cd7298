"""Region maps compared up to the numbers of their regions; 0 is background and stays 0."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def regions_in_order(labels: NDArray) -> NDArray[np.int64]:
    """The same regions, numbered from 1 in the order of their first pixel.

    Parameters
    ----------
    labels : integers of any shape, 0 for background.

    Returns
    -------
    int64 of the same shape

    Examples
    --------
    >>> regions_in_order(np.array([0, 7, 7, 0, 3])).tolist()
    [0, 1, 1, 0, 2]
    """
    values, first, inverse = np.unique(labels, return_index=True, return_inverse=True)
    first[values == 0] = -1  # background comes first, wherever it is seen first
    numbers = np.empty(len(values), np.int64)
    numbers[np.argsort(first)] = np.arange(len(values)) + (0 not in values)
    return numbers[inverse.reshape(labels.shape)]


def region_fault(want: NDArray, got: NDArray) -> str:
    """What is wrong with a region map, as the end of a sentence; empty if nothing is.

    Parameters
    ----------
    want, got : integers of one shape, 0 for background.
    """
    if np.array_equal(regions_in_order(want), regions_in_order(got)):
        return ""
    background = (want == 0) != (got == 0)
    if background.any():
        return (
            f"mixes up background (0) and regions at {int(background.sum())} of {want.size} pixels"
        )
    pairs = np.unique(np.stack([want.ravel(), got.ravel()], axis=1), axis=0)
    split, torn = np.unique(pairs[:, 0], return_counts=True)
    if (torn > 1).any():
        label = split[np.argmax(torn > 1)]
        return f"gives one region {torn.max()} different labels{_at(want == label)}"
    joined, shared = np.unique(pairs[:, 1], return_counts=True)
    label = joined[np.argmax(shared > 1)]
    return f"gives {shared.max()} separate regions one label{_at(got == label)}"


def _at(mask: NDArray) -> str:
    index = np.unravel_index(int(np.argmax(mask)), mask.shape)
    return ", first at [" + ", ".join(str(int(i)) for i in index) + "]"
