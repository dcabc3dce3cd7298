"""Looking for the best cut: brute_force_min_cut and best_split."""

from __future__ import annotations

import itertools

import numpy as np

from autograder.exercise import exercise
from autograder.exercises.graph_cuts.common import (
    DRAWN,
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
    core=False,
    returns=["side", "cost"],
    uses=["cut_cost"],
    forbid=FORBID,
    judge={"name": "partition", "rtol": 1e-5, "atol": 1e-6},
)
def brute_force_min_cut(weights):
    n = len(weights)
    best_side, best_cost = None, np.inf
    for number in range(1, 2 ** (n - 1)):
        side = np.array([number >> i & 1 for i in range(n)], bool)
        cost = cut_cost.reference(weights, side)
        if cost < best_cost:
            best_side, best_cost = side, cost
    return best_side, best_cost


@brute_force_min_cut.case("the drawn graph")
def _():
    return dict(weights=DRAWN)


@brute_force_min_cut.case("a vertex that hangs on by one edge")
def _():
    return dict(weights=LONELY)


@brute_force_min_cut.case("two groups whose vertices are mixed")
def _():
    order = [0, 3, 1, 4, 2, 5]
    return dict(weights=DRAWN[np.ix_(order, order)])


@brute_force_min_cut.case("two vertices")
def _():
    return dict(weights=graph(2, [(0, 1, 0.75)]))


@brute_force_min_cut.case("two random groups", hidden=True)
def _(rng):
    weights = np.zeros((9, 9))
    weights[:4, :4], weights[4:, 4:] = random_graph(rng, 4, 1.0) + 1, random_graph(rng, 5, 1.0) + 1
    weights[1, 6] = weights[6, 1] = rng.uniform(0.1, 0.3)
    np.fill_diagonal(weights, 0)
    order = rng.permutation(9)
    return dict(weights=weights[np.ix_(order, order)])


def _best(weights, sides, cost=cut_cost.reference):
    found = [(cost(weights, side), i) for i, side in enumerate(sides)]
    value, index = min(found)
    return sides[index], value


def _sides(n):
    return [np.array(bits, bool) for bits in itertools.product([0, 1], repeat=n)][1:-1]


@brute_force_min_cut.right_answer
def all_products(weights):
    return _best(weights, _sides(len(weights)))


@brute_force_min_cut.right_answer
def combinations(weights):
    n, best = len(weights), (None, np.inf)
    for size in range(1, n // 2 + 1):
        for chosen in itertools.combinations(range(n), size):
            rest = [i for i in range(n) if i not in chosen]
            cost = sum(weights[u, v] for u in chosen for v in rest)
            if cost < best[1]:
                best = np.isin(np.arange(n), rest), cost
    return best


@brute_force_min_cut.misconception(
    "You allow an empty side: it costs 0 and cuts nothing. Both sides need a vertex."
)
def empty_side(weights):
    return np.zeros(len(weights), bool), 0.0


@brute_force_min_cut.misconception("You only cut off single vertices. Try larger sides as well.")
def single_vertices(weights):
    return _best(weights, list(np.eye(len(weights), dtype=bool)))


@brute_force_min_cut.misconception("That is the most expensive cut. Keep the smallest cost.")
def most_expensive(weights):
    side, cost = _best(weights, _sides(len(weights)), lambda w, s: -cut_cost.reference(w, s))
    return side, -cost


@brute_force_min_cut.misconception(
    "You minimise the normalised cut. Here the cost is the cut alone, with its bias to small sides."
)
def normalised(weights):
    return _best(weights, _sides(len(weights)), ncut_cost.reference)


@brute_force_min_cut.misconception(
    "You only try sides of neighbouring numbers, the first m vertices. Any set is a side."
)
def prefixes(weights):
    n = len(weights)
    return _best(weights, [np.arange(n) < m for m in range(1, n)])


@brute_force_min_cut.misconception("The side is right; its cost counts each edge twice.")
def double_cost(weights):
    side, cost = brute_force_min_cut.reference(weights)
    return side, 2 * cost


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


@best_split.case("two splits cost the same", group="ties")
def _():
    weights = graph(4, [(0, 1, 1), (1, 2, 5), (2, 3, 1)])
    return dict(weights=weights, y=np.array([0.0, 1.0, 2.0, 3.0]), n_thresholds=8)


@best_split.case("random groups", hidden=True)
def _(rng):
    places = np.concatenate([rng.uniform(0, 2, 7), rng.uniform(5, 6, 4), rng.uniform(10, 11, 3)])
    return dict(weights=on_a_line(places), y=places - rng.uniform(7, 9))


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
