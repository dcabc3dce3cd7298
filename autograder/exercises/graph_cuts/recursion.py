"""Splits of splits: recursive_ncut."""

from __future__ import annotations

import numpy as np

from autograder.exercise import exercise
from autograder.exercises.graph_cuts.common import FORBID, csr, on_a_line
from autograder.exercises.graph_cuts.costs import cut_cost, ncut_cost
from autograder.exercises.graph_cuts.spectral import second_eigenvector
from autograder.exercises.graph_cuts.thresholds import best_split


@exercise(
    points=3,
    minutes=30,
    core=False,
    returns=["labels"],
    uses=["second_eigenvector", "best_split", "ncut_cost"],
    forbid=FORBID,
    judge={"name": "partition"},
)
def recursive_ncut(weights, max_ncut, min_size):
    labels = np.zeros(weights.shape[0], np.int64)
    parts, count = [np.arange(weights.shape[0])], 0
    while parts:
        part = parts.pop()
        halves = _halves(weights[part][:, part], max_ncut, min_size)
        if halves is None:
            labels[part] = count
            count += 1
        else:
            parts += [part[half] for half in halves]
    return labels


def _halves(inner, max_ncut, min_size):
    """The two sides of a graph's best split, or None where it is not to be split."""
    if inner.shape[0] < 2:
        return None
    side = best_split.reference(inner, second_eigenvector.reference(inner))
    small = min(side.sum(), (~side).sum()) < min_size
    return None if small or ncut_cost.reference(inner, side) >= max_ncut else (side, ~side)


_FOUR = np.array([0, 12.0, 4.5, 0.3, 12.4, 4.9, 17.0, 0.7, 12.6, 5.2, 17.3, 17.7])
_ORDER = np.array([13, 2, 7, 16, 0, 9, 4, 11, 17, 5, 14, 1, 8, 12, 3, 10, 6, 15])


def _along_a_line():
    """Six groups of three with growing gaps: each split takes off the last group."""
    first = np.cumsum([0, 2.5, 3.2, 4.0, 5.0, 6.2])
    return (first[:, None] + np.array([0, 0.2, 0.5])).ravel()


def _two_rows():
    """Four groups of three at the corners of a rectangle; the rows mirror each other."""
    left = np.array([[0, 1.1], [0.4, 1.2], [0.1, 1.6]])
    row = np.vstack([left, left + [3.5, 0]])
    return np.vstack([row, row * [1, -1]])


def _in_the_plane(points):
    """Complete graph of points in the plane: near points are joined strongly."""
    weights = np.exp(-np.linalg.norm(points[:, None] - points[None], axis=2))
    np.fill_diagonal(weights, 0)
    return weights


_TRIO = np.array([9.0, 0, 0.3, 9.2, 4.5, 0.7, 9.5, 4.9, 5.2, 0.1])


@recursive_ncut.case("four groups, mixed")
def _():
    return dict(weights=on_a_line(_FOUR), max_ncut=0.4, min_size=1)


@recursive_ncut.case("four groups, only the best split is cheap enough")
def _():
    return dict(weights=on_a_line(_FOUR), max_ncut=0.005, min_size=1)


@recursive_ncut.case("three groups, sparse")
def _():
    return dict(weights=csr(on_a_line(_TRIO)), max_ncut=0.4, min_size=2)


@recursive_ncut.case("groups too small to be parted")
def _():
    return dict(weights=on_a_line([0, 0.2, 0.5, 0.7, 5.0, 5.3, 10, 10.2]), max_ncut=0.4, min_size=3)


@recursive_ncut.case("six groups of three along a line, min_size 3")
def _():
    return dict(weights=on_a_line(_along_a_line()[_ORDER]), max_ncut=0.6, min_size=3)


@recursive_ncut.case("two rows of two groups; a group's own degrees decide")
def _():
    return dict(weights=_in_the_plane(_two_rows()[_ORDER[_ORDER < 12]]), max_ncut=1.25, min_size=1)


@recursive_ncut.case("five, three and five vertices, min_size 4")
def _():
    places = [0, 4.5, 10, 0.3, 10.9, 4.8, 0.5, 10.2, 0.8, 11, 5.1, 10.5, 1]
    return dict(weights=on_a_line(places), max_ncut=0.4, min_size=4)


@recursive_ncut.case("six random groups along a line", hidden=True)
def _(rng):
    places = _along_a_line() + rng.uniform(-0.05, 0.05, 18)
    return dict(weights=csr(on_a_line(rng.permutation(places))), max_ncut=0.6, min_size=3)


@recursive_ncut.case("two random rows of two groups", hidden=True)
def _(rng):
    points = _two_rows() + rng.uniform(-0.03, 0.03, (12, 2))
    return dict(weights=_in_the_plane(rng.permutation(points)), max_ncut=1.25, min_size=1)


@recursive_ncut.case("random groups of five, three and five", hidden=True)
def _(rng):
    places = np.repeat([0, 4.5, 10], [5, 3, 5]) + rng.uniform(0, 1, 13)
    return dict(weights=on_a_line(rng.permutation(places)), max_ncut=0.4, min_size=4)


@recursive_ncut.case("four random groups", hidden=True)
def _(rng):
    places = np.repeat([0, 5, 12, 17], 4) + rng.uniform(0, 0.8, 16)
    return dict(weights=on_a_line(rng.permutation(places)), max_ncut=0.4, min_size=1)


@recursive_ncut.right_answer
def recursive(weights, max_ncut, min_size):
    halves = _halves(weights, max_ncut, min_size)
    labels = np.zeros(weights.shape[0], int)
    if halves is not None:
        for half in halves:
            part = recursive(weights[half][:, half], max_ncut, min_size)
            labels[half] = part + labels.max() + 1
    return labels


@recursive_ncut.right_answer
def other_numbers(weights, max_ncut, min_size):
    return 50 - 7 * recursive_ncut.reference(weights, max_ncut, min_size)


@recursive_ncut.misconception(
    "Labels of deeper splits land on the wrong vertices: a part's indices count inside the part. "
    "Map them back to the whole graph."
)
def local_indices(weights, max_ncut, min_size):
    labels = np.zeros(weights.shape[0], np.int64)
    parts, count = [np.arange(weights.shape[0])], 0
    graphs = [weights]
    while parts:
        part, inner = parts.pop(), graphs.pop()
        halves = _halves(inner, max_ncut, min_size)
        if halves is None:
            labels[part] = count
            count += 1
        else:
            parts += [np.flatnonzero(half) for half in halves]
            graphs += [inner[half][:, half] for half in halves]
    return labels


@recursive_ncut.misconception(
    "Labels of deeper splits land on the wrong vertices: on the way down a part forgets which "
    "vertices of the whole graph it has. Indices of a side count inside the part; map them back."
)
def local_indices_in_recursion(weights, max_ncut, min_size):
    labels, count = np.zeros(weights.shape[0], np.int64), 0

    def go_on(inner, part):
        nonlocal count
        halves = _halves(inner, max_ncut, min_size)
        for half in halves or ():
            go_on(inner[half][:, half], np.flatnonzero(half))
        if halves is None:
            labels[part] = count
            count += 1

    go_on(weights, np.arange(weights.shape[0]))
    return labels


def _once(weights, max_ncut, min_size):
    halves = _halves(weights, max_ncut, min_size)
    return np.zeros(weights.shape[0], int) if halves is None else halves[0].astype(int)


def _one_half_stays(weights, max_ncut, min_size, vertex):
    """Of two halves that would both split again, the one without `vertex` stays whole.

    Which side comes first, and so is followed, is up to the eigenvector's sign. The halves with
    vertices 0, 1, 3 and 4 cover all that can happen in the two public cases of twice two groups.
    """
    halves = _halves(weights, max_ncut, min_size) or ()
    again = [_halves(weights[half][:, half], max_ncut, min_size) is not None for half in halves]
    labels = np.zeros(weights.shape[0], int)
    for half in halves:
        whole = all(again) and not half[vertex]
        own = 0 if whole else recursive_ncut.reference(weights[half][:, half], max_ncut, min_size)
        labels[half] = own + labels.max() + 1
    return labels


_ONE_SIDE = "You go on with one side of each split only. Both may split again."


@recursive_ncut.misconception(_ONE_SIDE)
def one_side(weights, max_ncut, min_size):
    return _one_half_stays(weights, max_ncut, min_size, 0)


@recursive_ncut.misconception(_ONE_SIDE)
def one_side_other_signs(weights, max_ncut, min_size):
    return _one_half_stays(weights, max_ncut, min_size, 4)


@recursive_ncut.misconception(_ONE_SIDE)
def one_side_first_sign(weights, max_ncut, min_size):
    return _one_half_stays(weights, max_ncut, min_size, 3)


@recursive_ncut.misconception(_ONE_SIDE)
def one_side_second_sign(weights, max_ncut, min_size):
    return _one_half_stays(weights, max_ncut, min_size, 1)


@recursive_ncut.misconception(
    "You split each side once more and no further. Go on as long as a split is cheap."
)
def two_levels(weights, max_ncut, min_size):
    halves = _halves(weights, max_ncut, min_size)
    labels = np.zeros(weights.shape[0], int)
    for number, half in enumerate(halves or ()):
        own = _once(weights[half][:, half], max_ncut, min_size)
        labels[half] = own + 2 * number
    return labels


def _with_conditions(goes_on):
    """Splits where `goes_on` says so, from the weights, a part's vertices and their side."""

    def split(weights, max_ncut, min_size):
        labels = np.zeros(weights.shape[0], int)
        parts = [np.arange(weights.shape[0])]
        while parts:
            part = parts.pop()
            labels[part] = labels.max() + 1
            inner = weights[part][:, part]
            if len(part) < 2:
                continue
            side = best_split.reference(inner, second_eigenvector.reference(inner))
            if goes_on(weights, part, side, max_ncut, min_size):
                parts += [part[side], part[~side]]
        return labels

    return split


def _own_cost(weights, part, side):
    return ncut_cost.reference(weights[part][:, part], side)


@recursive_ncut.misconception(
    "You ask for sides larger than min_size. A side of exactly min_size vertices is large enough."
)
def larger_than_min_size(weights, max_ncut, min_size):
    return _with_conditions(
        lambda w, part, side, most, least: (
            _own_cost(w, part, side) < most and min(side.sum(), (~side).sum()) > least
        )
    )(weights, max_ncut, min_size)


@recursive_ncut.misconception(
    "You compare the cut with max_ncut. Compare the normalised cut of the split."
)
def cut_is_compared(weights, max_ncut, min_size):
    return _with_conditions(
        lambda w, part, side, most, least: (
            cut_cost.reference(w[part][:, part], side) < most
            and min(side.sum(), (~side).sum()) >= least
        )
    )(weights, max_ncut, min_size)


@recursive_ncut.misconception(
    "You divide by degrees of the whole graph. A part is a graph of its own: its degrees count "
    "only the edges inside the part."
)
def degrees_of_the_whole(weights, max_ncut, min_size):
    def goes_on(whole, part, side, most, least):
        degrees = np.asarray(whole.sum(axis=1)).ravel()[part]
        cut = cut_cost.reference(whole[part][:, part], side)
        cost = cut / degrees[side].sum() + cut / degrees[~side].sum()
        return cost < most and min(side.sum(), (~side).sum()) >= least

    return _with_conditions(goes_on)(weights, max_ncut, min_size)


@recursive_ncut.misconception(
    "You use the eigenvector of the whole graph for every split. Each part needs its own."
)
def one_eigenvector(weights, max_ncut, min_size):
    y = second_eigenvector.reference(weights)
    labels = np.zeros(weights.shape[0], int)
    parts = [np.arange(weights.shape[0])]
    while parts:
        part = parts.pop()
        labels[part] = labels.max() + 1
        inner = weights[part][:, part]
        side = best_split.reference(inner, y[part])
        cheap = ncut_cost.reference(inner, side) < max_ncut
        if cheap and min(side.sum(), (~side).sum()) >= min_size:
            parts += [part[side], part[~side]]
    return labels


@recursive_ncut.misconception(
    "Labels of the two sides collide: both count from 0, so groups of one side share numbers with "
    "groups of the other."
)
def labels_collide(weights, max_ncut, min_size):
    labels = np.zeros(weights.shape[0], int)
    for number, half in enumerate(_halves(weights, max_ncut, min_size) or ()):
        labels[half] = labels_collide(weights[half][:, half], max_ncut, min_size) + number
    return labels


@recursive_ncut.misconception(
    "You split at 0, by the signs of the eigenvector. Take the threshold of least NCut, best_split."
)
def split_at_zero(weights, max_ncut, min_size):
    labels = np.zeros(weights.shape[0], int)
    parts = [np.arange(weights.shape[0])]
    while parts:
        part = parts.pop()
        labels[part] = labels.max() + 1
        if len(part) < 2:
            continue
        inner = weights[part][:, part]
        side = second_eigenvector.reference(inner) > 0
        cheap = ncut_cost.reference(inner, side) < max_ncut
        if cheap and min(side.sum(), (~side).sum()) >= min_size:
            parts += [part[side], part[~side]]
    return labels


@recursive_ncut.misconception("You split once. Each side is to be split again while that is cheap.")
def once(weights, max_ncut, min_size):
    return _once(weights, max_ncut, min_size)


@recursive_ncut.misconception(
    "You do not look at min_size, or only at the part that is split: both sides must have so many "
    "vertices."
)
def any_size(weights, max_ncut, min_size):
    return recursive_ncut.reference(weights, max_ncut, 1)


@recursive_ncut.misconception("You do not look at max_ncut: a part whose best split is dear stays.")
def any_cost(weights, max_ncut, min_size):
    return recursive_ncut.reference(weights, np.inf, min_size)


@recursive_ncut.misconception("You never split: a split is made when its NCut is BELOW max_ncut.")
def never(weights, max_ncut, min_size):
    return np.zeros(weights.shape[0], int)
