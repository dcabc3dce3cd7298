"""The best threshold on a vector: best_split."""

from __future__ import annotations

import numpy as np

from autograder.exercise import exercise
from autograder.exercises.graph_cuts.common import (
    FORBID,
    LONELY,
    csr,
    graph,
    on_a_line,
    random_graph,
)
from autograder.exercises.graph_cuts.costs import cut_cost, ncut_cost


@exercise(
    points=2,
    minutes=20,
    returns=["side"],
    uses=["ncut_cost"],
    forbid=FORBID,
    groups={"least normalised cut": 3.0, "ties": 1.0},
)
def best_split(weights, y, n_thresholds=20):
    best_side, best_cost = None, np.inf
    for t in np.linspace(y.min(), y.max(), n_thresholds + 2)[1:-1]:
        side = y > t
        cost = ncut_cost.reference(weights, side)
        if best_side is None or cost < best_cost:
            best_side, best_cost = side, cost
    return best_side


_PLACES = np.array([0.0, 0.4, 0.9, 1.3, 5.0, 5.5, 9.5, 10.0])


@best_split.case("two groups of different size")
def _():
    places = np.array([0.0, 0.4, 0.9, 1.3, 1.8, 5.0, 5.5])
    return dict(weights=on_a_line(places), y=places - 4)


@best_split.case("three groups, sparse")
def _():
    return dict(weights=csr(on_a_line(_PLACES)), y=_PLACES - 2.0)


@best_split.case("two thresholds only")
def _():
    # The median, 0 and the ends all give other sides.
    return dict(weights=on_a_line(_PLACES), y=_PLACES**2 / 10 - 1, n_thresholds=2)


@best_split.case("a lonely vertex: cut and normalised cut differ")
def _():
    return dict(weights=LONELY, y=np.array([-1, -0.9, -0.6, 0.4, 0.5, 0.8, 1.6]), n_thresholds=20)


@best_split.case("three thresholds only; more of them would find a cheaper cut")
def _():
    edges = [
        (0, 1, 5), (0, 3, 2), (0, 4, 2), (0, 5, 2), (0, 6, 1), (1, 5, 4), (1, 6, 3), (2, 3, 5),
        (2, 4, 6), (2, 5, 2), (3, 4, 4), (3, 5, 4), (3, 6, 4), (4, 5, 1), (5, 6, 6),
    ]  # fmt: skip
    y = np.array([-2.6, -0.9, 1.1, -3.6, -0.4, -4.4, 1.4])
    return dict(weights=graph(7, edges), y=y, n_thresholds=3)


@best_split.case("the smallest y alone would be cheaper, but the ends are no thresholds")
def _():
    edges = [
        (0, 1, 6), (0, 2, 6), (0, 3, 4), (0, 5, 4), (1, 2, 2), (1, 4, 6), (1, 6, 5), (2, 6, 1),
        (3, 4, 5), (3, 5, 1), (4, 5, 5), (4, 6, 1), (5, 6, 3),
    ]  # fmt: skip
    y = np.array([2.75, -1.5, -2.75, -2.5, 1.0, -0.25, 1.5])
    return dict(weights=graph(7, edges), y=y, n_thresholds=3)


@best_split.case("three thresholds, eight vertices in any order")
def _():
    edges = [
        (0, 1, 1), (0, 2, 4), (0, 4, 1), (0, 5, 6), (0, 6, 6), (0, 7, 1), (1, 5, 5), (2, 3, 4),
        (2, 6, 2), (3, 5, 3), (3, 6, 1), (3, 7, 6), (4, 5, 2), (4, 7, 1), (5, 6, 3), (5, 7, 1),
        (6, 7, 6),
    ]  # fmt: skip
    y = np.array([-2.75, -2.5, 2.75, -1.75, -1.0, 1.5, -0.5, 1.25])
    return dict(weights=csr(graph(8, edges)), y=y, n_thresholds=3)


@best_split.case("thresholds that are values of y")
def _():
    edges = [(0, 2, 2), (0, 5, 1), (1, 3, 5), (1, 5, 2), (4, 5, 5)]
    y = np.array([1.0, 0, -2, -1, 2, 0])  # the thresholds are -1, 0 and 1, without rounding
    return dict(weights=graph(6, edges), y=y, n_thresholds=3)


@best_split.case("two splits cost the same", group="ties")
def _():
    return _tie(1.0, 0)


@best_split.case("random groups", hidden=True)
def _(rng):
    places = np.concatenate([rng.uniform(0, 2, 7), rng.uniform(5, 6, 4), rng.uniform(10, 11, 3)])
    return dict(weights=on_a_line(places), y=places - rng.uniform(7, 9))


@best_split.case("a random graph, few thresholds", hidden=True)
def _(rng):
    return _few_thresholds(rng, lambda weights, y, count: best_split.reference(weights, y, 20))


@best_split.case("a random graph whose ends would be cheaper", hidden=True)
def _(rng):
    return _few_thresholds(rng, lambda weights, y, count: with_both_ends(weights, y, count))


@best_split.case("two random splits cost the same", group="ties", hidden=True)
def _(rng):
    return _tie(rng.choice([0.25, 0.5, 2.0, 4.0]), rng.integers(-3, 3))


def _tie(scale, start):
    """A path whose first and last vertex cost 1 + 1/16 each, without rounding by any formula."""
    weights = scale * graph(4, [(0, 1, 2), (1, 2, 13), (2, 3, 2)])
    return dict(weights=weights, y=np.arange(4.0) + start, n_thresholds=7)


def _few_thresholds(rng, other):
    """A random graph with one clearly best split, which `other` does not find."""
    while True:
        weights, count = np.rint(6 * random_graph(rng, 7)), int(rng.integers(2, 5))
        y = rng.uniform(-3, 2, 7)
        thresholds = np.linspace(y.min(), y.max(), count + 2)[1:-1]
        costs = np.sort([ncut_cost.reference(weights, y > t) for t in thresholds])
        clear = costs[0] + 0.02 < costs[1] and np.abs(y[:, None] - thresholds).min() > 0.05
        side = best_split.reference(weights, y, count)
        if weights.sum(axis=1).all() and clear and (side != other(weights, y, count)).any():
            return dict(weights=weights, y=y, n_thresholds=count)


@best_split.right_answer
def with_a_list(weights, y, n_thresholds=20):
    step = (y.max() - y.min()) / (n_thresholds + 1)
    sides = [y > y.min() + step * (i + 1) for i in range(n_thresholds)]
    return sides[int(np.argmin([ncut_cost.reference(weights, side) for side in sides]))]


@best_split.right_answer
def with_min(weights, y, n_thresholds=20):
    thresholds = np.linspace(y.min(), y.max(), n_thresholds + 2)[1:-1]
    return y > min(thresholds, key=lambda t: ncut_cost.reference(weights, y > t))


@best_split.misconception("You always split at 0. Try all thresholds and keep the best.")
def at_zero(weights, y, n_thresholds=20):
    return y > 0


@best_split.misconception("You split at the median: both sides are equally large. Try thresholds.")
def at_the_median(weights, y, n_thresholds=20):
    return y > np.median(y)


@best_split.misconception("You split at the mean of y. Try all thresholds and keep the best.")
def at_the_mean(weights, y, n_thresholds=20):
    return y > y.mean()


@best_split.misconception(
    "Your thresholds include the ends, min and max of y. Take two more and leave out the ends."
)
def with_ends(weights, y, n_thresholds=20):
    thresholds = np.linspace(y.min(), y.max(), n_thresholds)
    return y > min(thresholds, key=lambda t: ncut_cost.reference(weights, y > t))


@best_split.misconception(
    "Your thresholds include the ends: leave out the first and the last of the n + 2."
)
def with_both_ends(weights, y, n_thresholds=20):
    thresholds = np.linspace(y.min(), y.max(), n_thresholds + 2)
    return y > min(thresholds, key=lambda t: ncut_cost.reference(weights, y > t))


@best_split.misconception(
    "Your first threshold is the smallest y itself: both ends are to be left out, and n_thresholds "
    "to be left."
)
def begins_at_the_smallest(weights, y, n_thresholds=20):
    thresholds = np.linspace(y.min(), y.max(), n_thresholds + 1)[:-1]
    return y > min(thresholds, key=lambda t: ncut_cost.reference(weights, y > t))


@best_split.misconception(
    "You compare ratio cuts, over the numbers of vertices. NCut divides by the associations."
)
def least_ratio_cut(weights, y, n_thresholds=20):
    thresholds = np.linspace(y.min(), y.max(), n_thresholds + 2)[1:-1]

    def ratio_cut(t):
        below, above = np.sum(y <= t), np.sum(y > t)
        return cut_cost.reference(weights, y > t) * (1 / below + 1 / above)

    return y > min(thresholds, key=ratio_cut)


@best_split.misconception(
    "Your thresholds are quantiles of y. They are evenly spaced numbers, as linspace gives them."
)
def quantiles(weights, y, n_thresholds=20):
    thresholds = np.quantile(y, np.linspace(0, 1, n_thresholds + 2)[1:-1])
    return y > min(thresholds, key=lambda t: ncut_cost.reference(weights, y > t))


@best_split.misconception(
    "You try one threshold too few: without the two ends, n_thresholds are to be left."
)
def one_too_few(weights, y, n_thresholds=20):
    thresholds = np.linspace(y.min(), y.max(), n_thresholds + 1)[1:-1]
    return y > min(thresholds, key=lambda t: ncut_cost.reference(weights, y > t))


@best_split.misconception(
    "You try two thresholds too few: take two more than n_thresholds before you leave out the ends."
)
def two_too_few(weights, y, n_thresholds=20):
    thresholds = np.linspace(y.min(), y.max(), n_thresholds)[1:-1]
    costs = [ncut_cost.reference(weights, y > t) for t in thresholds]
    return y > thresholds[int(np.argmin(costs))]


@best_split.misconception("You try 20 thresholds, whatever is asked for: use n_thresholds.")
def always_twenty(weights, y, n_thresholds=20):
    return best_split.reference(weights, y, 20)


@best_split.misconception(
    "You try the values of y as thresholds. They are n_thresholds evenly spaced numbers."
)
def values_of_y(weights, y, n_thresholds=20):
    return y > min(np.sort(y)[:-1], key=lambda t: ncut_cost.reference(weights, y > t))


@best_split.misconception(
    "A vertex whose y is exactly t belongs below: the side is y > t, not y ≥ t."
)
def at_or_above(weights, y, n_thresholds=20):
    thresholds = np.linspace(y.min(), y.max(), n_thresholds + 2)[1:-1]
    return y >= min(thresholds, key=lambda t: ncut_cost.reference(weights, y >= t))


@best_split.misconception("You keep the largest NCut. The best cut is the cheapest.")
def dearest(weights, y, n_thresholds=20):
    thresholds = np.linspace(y.min(), y.max(), n_thresholds + 2)[1:-1]
    return y > max(thresholds, key=lambda t: ncut_cost.reference(weights, y > t))


@best_split.misconception(
    "You split halfway between the smallest and the largest y. Try all thresholds."
)
def halfway(weights, y, n_thresholds=20):
    return y > (y.min() + y.max()) / 2


@best_split.misconception(
    "You split at the widest gap of y. Try thresholds and compare their NCut."
)
def widest_gap(weights, y, n_thresholds=20):
    ordered = np.sort(y)
    return y > ordered[np.argmax(np.diff(ordered))]


@best_split.misconception("You take the threshold of the least cut. Compare normalised cuts.")
def least_cut(weights, y, n_thresholds=20):
    thresholds = np.linspace(y.min(), y.max(), n_thresholds + 2)[1:-1]
    return y > min(thresholds, key=lambda t: cut_cost.reference(weights, y > t))


@best_split.misconception("Your side is the one below the threshold. It is y > t.")
def below(weights, y, n_thresholds=20):
    return ~best_split.reference(weights, y, n_thresholds)


@best_split.misconception("When two thresholds cost the same, the earlier one wins.")
def last_on_ties(weights, y, n_thresholds=20):
    thresholds = np.linspace(y.min(), y.max(), n_thresholds + 2)[1:-1]
    return y > min(thresholds[::-1], key=lambda t: ncut_cost.reference(weights, y > t))
