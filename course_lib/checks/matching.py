"""Region maps judged by overlap: the same regions, give or take pixels at their edges."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def matching_fault(want: NDArray, got: NDArray, least: float) -> str:
    """What keeps two maps from having the same regions, as the end of a sentence; or empty.

    Each region must have a partner in the other map, with an intersection over union of at least
    `least`. Above one half a region can have one partner only (Kirillov et al. 2019, section 4.1).

    Parameters
    ----------
    want, got : integers of one shape, 0 for background; the numbers of the regions do not matter.
    least : float
        More than 0.5, at most 1.

    Raises
    ------
    ValueError
        If `least` lets a region have two partners.

    Examples
    --------
    >>> matching_fault(np.array([0, 1, 1, 2]), np.array([0, 5, 5, 5]), 0.9)
    'gives 2 separate regions one label, first at [1]'
    """
    if not 0.5 < least <= 1:
        raise ValueError(f"least must be above 0.5 and at most 1, got {least}")
    names, rows = np.unique(want, return_inverse=True)
    others, columns = np.unique(got, return_inverse=True)
    rows, columns = rows.ravel(), columns.ravel()
    shared = np.zeros((len(names), len(others)), np.int64)
    np.add.at(shared, (rows, columns), 1)
    union = shared.sum(1, keepdims=True) + shared.sum(0, keepdims=True) - shared
    matched = (shared >= least * union) & (names != 0)[:, None] & (others != 0)[None, :]
    lost, more = (names != 0) & ~matched.any(1), (others != 0) & ~matched.any(0)
    if not lost.any() and not more.any():
        return ""
    return _reason(want, got, names, others, shared, lost, more)


def _reason(
    want: NDArray,
    got: NDArray,
    names: NDArray,
    others: NDArray,
    shared: NDArray[np.int64],
    lost: NDArray[np.bool_],
    more: NDArray[np.bool_],
) -> str:
    """The first thing that a student can see: merged, torn, missing, too much, badly outlined."""
    sizes, own = shared.sum(1), shared.sum(0)
    for j in np.flatnonzero(more):
        inside = np.flatnonzero((names != 0) & (2 * shared[:, j] > sizes))
        if len(inside) > 1:
            return f"gives {len(inside)} separate regions one label{_at(got == others[j])}"
    for i in np.flatnonzero(lost):
        parts = np.flatnonzero((others != 0) & (2 * shared[i] > own))
        place = _at(want == names[i])
        if len(parts) > 1:
            return f"tears one region into {len(parts)}{place}"
        if 2 * shared[i, others != 0].sum() < sizes[i]:
            return f"misses a region of {sizes[i]} pixels{place}"
    for j in np.flatnonzero(more):
        if 2 * shared[names != 0, j].sum() < own[j]:
            return f"has a region of {own[j]} pixels where none is expected{_at(got == others[j])}"
    if lost.any():
        i = int(np.argmax(lost))
        best = shared[i] / (sizes[i] + own - shared[i])
        overlap = float(best[others != 0].max(initial=0))
        return (
            f"outlines a region badly: intersection over union {overlap:.2f}{_at(want == names[i])}"
        )
    j = int(np.argmax(more))
    return f"has a region too many{_at(got == others[j])}"


def _at(mask: NDArray) -> str:
    index = np.unravel_index(int(np.argmax(mask)), mask.shape)
    return ", first at [" + ", ".join(str(int(i)) for i in index) + "]"
