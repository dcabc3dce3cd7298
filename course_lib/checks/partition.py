"""Labels compared up to their numbers: partitions, and region maps whose 0 is background."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def renumbered(labels: NDArray, background: bool = False) -> NDArray[np.int64]:
    """The same groups, numbered in the order of their first items.

    Parameters
    ----------
    labels : integers of any shape.
    background : whether 0 is no group and stays 0; the groups are then numbered from 1.

    Returns
    -------
    int64 of the same shape

    Examples
    --------
    >>> renumbered(np.array([0, 7, 7, 0, 3])).tolist()
    [0, 1, 1, 0, 2]
    >>> renumbered(np.array([7, 7, 2, 7, 0])).tolist()
    [0, 0, 1, 0, 2]
    """
    values, first, inverse = np.unique(labels, return_index=True, return_inverse=True)
    there = bool(background and 0 in values)
    if there:
        first[values == 0] = -1  # it comes first, wherever it is seen first
    numbers = np.empty(len(values), np.int64)
    numbers[np.argsort(first)] = np.arange(len(values)) + (background and not there)
    return numbers[inverse.reshape(labels.shape)]


def partition_fault(name: str, want: NDArray, got: NDArray) -> str:
    """A sentence on the first item whose group is wrong, and one that it is wrong with.

    Parameters
    ----------
    name : str
        What the student knows the labels as.
    want, got : integers of one shape, any numbering, which are not the same partition.
    """
    right, found = renumbered(want).ravel(), renumbered(got).ravel()
    item = int(np.argmax(right != found))
    earlier = right[:item]  # up to there both are the same
    if right[item] in earlier:
        other, wish, have = int(np.argmax(right == right[item])), "one group", "different groups"
    else:
        other, wish, have = int(np.argmax(found == found[item])), "different groups", "one group"
    return f"Items {other} and {item} belong in {wish}, `{name}` puts them in {have}."


def region_fault(want: NDArray, got: NDArray) -> str:
    """What is wrong with a region map, as the end of a sentence; empty if nothing is.

    Parameters
    ----------
    want, got : integers of one shape, 0 for background.
    """
    if np.array_equal(renumbered(want, True), renumbered(got, True)):
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
