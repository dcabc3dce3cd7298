"""Mean shift: every point climbs to a peak of the density, and one peak is one cluster.

As in the lecture: lay a window around the point, move it to the mean of the points inside, again
and again until it stays. The window is flat, a ball of radius W: a point counts fully up to the
distance W and not at all beyond. Points are rows of numbers of any dimension.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course_lib.clustering.arguments import (
    LARGEST,
    SMALLEST,
    check_integer,
    check_number,
    check_table,
)
from course_lib.clustering.merging import distinct_rows, joined
from course_lib.clustering.nearest import sum_by_label, threads
from course_lib.clustering.windows import Windows

SAME = 2.0**-40  # of a radius: means nearer than this are one, for they differ by rounding errors
LEAST = 1e-9  # of the points' range: in smaller windows float64 would not tell points apart


@dataclass(frozen=True)
class _Step:
    """Where some means went, and which mean of the next step that is; -1 where a climb ended."""

    means: NDArray[np.float64]
    following: NDArray[np.intp]


@dataclass(frozen=True)
class MeanShiftResult:
    """What mean shift found.

    Attributes
    ----------
    labels : (N,) int64, the number of the peak that each start climbed; 0 has the most starts.
    centres : (k, d) float64, the mean of the ends of the climbs of each label.
    modes : (N, d) float64, where each climb ended.
    steps : (N,) int64, shifts of each climb, the last one included.
    converged : bool, False when `max_steps` ended a climb.
    """

    labels: NDArray[np.int64]
    centres: NDArray[np.float64]
    modes: NDArray[np.float64]
    steps: NDArray[np.int64]
    converged: bool


def run_mean_shift(
    points: ArrayLike,
    radius: float,
    *,
    starts: ArrayLike | None = None,
    epsilon: float = 1e-3,
    max_steps: int = 1000,
) -> MeanShiftResult:
    """Climb from every point, each exactly, and join the peaks.

    Climbs whose means meet are one from there on, so that most of the way is walked only once.

    Parameters
    ----------
    points : (N, d) real numbers.
    radius : W, above 0, in the unit of the features; a point at exactly this distance is inside.
    starts : (M, d) real numbers, where to climb from in place of the points. Labels, modes and
        steps are theirs then. Where a window is empty the mean stays.
    epsilon : in the unit of the features; a climb ends when its mean moved less than this in L2.
        With 0 it runs to `max_steps`.
    max_steps : most shifts of a climb, at least 1.

    Returns
    -------
    MeanShiftResult

    Raises
    ------
    TypeError, ValueError
        When an argument is not what is said above.

    Notes
    -----
    D. Comaniciu and P. Meer, "Mean shift: a robust approach toward feature space analysis", IEEE
    Transactions on Pattern Analysis and Machine Intelligence, 2002. Modes at most half a radius
    apart are joined, transitively. Labels go by the climb, not by the nearest centre.

    Examples
    --------
    >>> result = run_mean_shift([[0.0], [1.0], [2.0], [9.0]], 2.0)
    >>> result.labels, result.centres.ravel()
    (array([0, 0, 0, 1]), array([1., 9.]))
    """
    points, radius = check_window(points, radius)
    epsilon = check_number(epsilon, "epsilon")
    max_steps = check_integer(max_steps, "max_steps", 1)
    begin = points if starts is None else check_starts(starts, points.shape[1])
    first, which = distinct_rows(points)
    if starts is None:
        begin, begin_of = points[first], which
    else:
        different, begin_of = distinct_rows(begin)
        begin = begin[different]
    # A climb is as much work as some 16 points of k-means.
    with threads(len(begin) * 16) as share:
        windows = Windows(points[first], np.bincount(which), radius, share)
        ends, taken, converged = _climb_all(windows.means, begin, radius, epsilon, max_steps)
    labels, centres = _join(ends, np.bincount(begin_of), radius / 2)
    return MeanShiftResult(labels[begin_of], centres, ends[begin_of], taken[begin_of], converged)


def approximate_mean_shift(
    points: ArrayLike, radius: float, *, cells: float = 2.0, epsilon: float = 1e-3
) -> MeanShiftResult:
    """Mean shift fast enough for a slider: cells of the feature space climb in place of the points.

    All points of a small cell climb together, from their mean and as one heavy point. The peaks
    found so are climbed to their tops among all points, exactly. So modes are true ones, while a
    point near the border of two basins may have the other label, and low peaks may be lost.

    Parameters
    ----------
    points : (N, d) real numbers.
    radius : W, above 0, in the unit of the features.
    cells : how many cells make up a radius; more are slower and closer to `run_mean_shift`.
    epsilon : in the unit of the features; where the last, exact climbs end.

    Returns
    -------
    MeanShiftResult
        Modes and steps are those of a point's cell.

    Raises
    ------
    TypeError, ValueError
        When an argument is not what is said above.
    """
    points, radius = check_window(points, radius)
    cells = check_number(cells, "cells", 0.1, 1e3)
    epsilon = check_number(epsilon, "epsilon")
    first, cell = distinct_rows(np.floor((points - points.min(axis=0)) * (cells / radius)))
    counts = np.bincount(cell)
    heavy = sum_by_label(points.T, cell, len(first)) / counts[:, None]
    windows = Windows(heavy, counts, radius)
    ends, taken, _ = _climb_all(windows.means, heavy, radius, 1e-2 * radius, 300)
    coarse, tops = _join(ends, counts, radius / 2)
    first, which = distinct_rows(points)
    windows = Windows(points[first], np.bincount(which), radius)
    tops, more, converged = _climb_all(windows.means, tops, radius, epsilon, 300)
    labels, centres = _join(tops, np.bincount(coarse, counts).astype(np.int64), radius / 2)
    top, steps = coarse[cell], (taken + more[coarse])[cell]
    return MeanShiftResult(labels[top], centres, tops[top], steps, converged)


def join_modes(modes: ArrayLike, reach: float) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Modes at most `reach` apart are one cluster, transitively.

    Parameters
    ----------
    modes : (N, d) real numbers.
    reach : above 0, L2, in the unit of the features; half a window's radius as a rule.

    Returns
    -------
    labels : (N,) int64; 0 has the most modes, and of equally many the one that comes first.
    centres : (k, d) float64, the mean of the modes of each label.

    Examples
    --------
    >>> join_modes([[5.0], [0.0], [1.0], [2.0]], 1.0)
    (array([1, 0, 0, 0]), array([[1.],
           [5.]]))
    """
    modes, reach = check_window(modes, reach, "modes", "reach")
    first, which = distinct_rows(modes)
    labels, centres = _join(modes[first], np.bincount(which), reach)
    return labels[which], centres


def check_window(
    points: ArrayLike, radius: float, name: str = "points", what: str = "radius"
) -> tuple[NDArray[np.float64], float]:
    """Return points as float64 (N, d) and the radius of a window among them, or raise."""
    points = check_table(points, name)
    spread = float((points.max(axis=0) - points.min(axis=0)).max())
    radius = check_number(radius, what, SMALLEST, LARGEST)
    if radius < LEAST * spread:
        raise ValueError(
            f"{what} must be at least {LEAST:g} times the range of the {name}, {spread:g}, "
            f"got {radius:g}"
        )
    return points, radius


def check_starts(starts: ArrayLike, features: int) -> NDArray[np.float64]:
    """Return `starts` as float64 (M, features), or raise."""
    table = check_table(starts, "starts", f"(M, {features})")
    if table.shape[1] != features:
        raise ValueError(
            f"starts must be (M, {features}) to match {features} features, got {table.shape}"
        )
    return table


def _climb_all(
    shift: Callable[[NDArray[np.float64]], tuple[NDArray[np.float64], NDArray[np.float64]]],
    means: NDArray[np.float64],
    radius: float,
    epsilon: float,
    max_steps: int,
) -> tuple[NDArray[np.float64], NDArray[np.int64], bool]:
    """Ends of the climbs from all `means`, their numbers of shifts, and whether all came to rest.

    What a climb does next depends on its mean alone. So climbs whose means are equal go on as one,
    and at the end everyone asks the one it went on with.
    """
    steps: list[_Step] = []
    # A power of two, so that rounding to it changes no digit that counts.
    quantum = 2.0 ** round(math.log2(radius * SAME))
    while True:
        new, _ = shift(means)
        going = np.flatnonzero(np.sqrt(((new - means) ** 2).sum(axis=1)) >= epsilon)
        following = np.full(len(new), -1)
        if len(going) == 0 or len(steps) + 1 == max_steps:
            steps.append(_Step(new, following))
            break
        first, which = distinct_rows(np.rint(new[going] / quantum))
        following[going] = which
        steps.append(_Step(new, following))
        means = new[going[first]]
    ends, taken = new, np.ones(len(new), np.int64)
    for step in reversed(steps[:-1]):
        on = step.following >= 0
        later, more = ends[step.following], taken[step.following]
        ends = np.where(on[:, None], later, step.means)
        taken = 1 + np.where(on, more, 0)
    return ends, taken, len(going) == 0


def _join(
    modes: NDArray[np.float64], counts: NDArray[np.int64], reach: float
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Labels and centres of modes that stand for `counts` climbs each."""
    first, which = distinct_rows(modes)
    chains = joined(modes[first], reach)[which]
    size = np.bincount(chains, counts)
    order = np.argsort(-size, kind="stable")
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    labels, origin = rank[chains], modes[0]  # differences, so that one mode alone is its centre
    sums = sum_by_label(((modes - origin) * counts[:, None]).T, labels, len(order))
    return labels, origin + sums / size[order][:, None]
