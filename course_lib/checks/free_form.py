"""Answers that are right in more than one form: partitions in any numbering, and trajectories."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray


def renumbered(values: tuple[Any, ...]) -> tuple[Any, ...]:
    """A partition with its labels numbered in the order in which they first appear.

    Parameters
    ----------
    values : (labels,) or (labels, centres)
        (N,) integers, and (k, d) numbers, row j for label j. Centres are put into the new order if
        each has a label and each label a centre; otherwise they stay as they are.

    Returns
    -------
    tuple
        Two answers that differ in their numbering only have become equal.

    Examples
    --------
    >>> renumbered((np.array([4, 4, 1]),))
    (array([0, 0, 1]),)
    """
    labels = np.asarray(values[0])
    if labels.ndim != 1 or labels.dtype.kind not in "biu" or not len(labels):
        return values
    names, first, which = np.unique(labels, return_index=True, return_inverse=True)
    order = np.argsort(first)
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    new = rank[which.ravel()]
    if len(values) < 2:
        return (new, *values[1:])
    centres = np.asarray(values[1])
    if centres.ndim != 2 or not np.array_equal(names, np.arange(len(centres))):
        return (new, *values[1:])
    return (new, centres[order], *values[2:])


def partition_fault(want: NDArray[Any], got: NDArray[Any], name: str) -> str:
    """A sentence about two entries that are wrongly together or apart; empty if there are none.

    Parameters
    ----------
    want, got : (N,) integers
        Labels in any numbering.
    name : str
        What the answer is called.
    """
    want, got = renumbered((want,))[0], renumbered((got,))[0]
    if np.array_equal(want, got):
        return ""
    # Before the first entry that differs both number alike, so one of its fellows there tells.
    i = int(np.argmax(want != got))
    together = np.flatnonzero(got[:i] == got[i])
    if len(together):
        return f"`{name}`: entries {together[0]} and {i} have one label, but two are expected."
    j = int(np.flatnonzero(want[:i] == want[i])[0])
    return f"`{name}`: entries {j} and {i} have two labels, but one is expected."


def trajectory_fault(want: NDArray[Any], got: NDArray[Any], same: NDArray[np.bool_]) -> str:
    """A sentence about a trajectory of the wrong length; empty if the lengths agree.

    Parameters
    ----------
    want, got : (T, d) and (S, d)
    same : (min(T, S), d) bool
        Where the rows that both have agree.
    """
    if len(want) == len(got):
        return ""
    rows = same.all(axis=1)
    right = len(rows) if rows.all() else int(np.argmin(rows))
    text = f"has {len(got)} rows, {len(want)} are expected"
    if right == 0:
        return f"{text}, and the first row is already another one."
    if right == len(rows):
        end = "it stops too early" if len(got) < len(want) else "it goes on too long"
        return f"{text}: the first {right} are right, but {end}."
    return f"{text}: the first {right} are right, row {right} is not."
