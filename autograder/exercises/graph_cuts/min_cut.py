"""Trying all partitions: brute_force_min_cut."""

from __future__ import annotations

import itertools

import numpy as np

from autograder.exercise import exercise
from autograder.exercises.graph_cuts.common import (
    DRAWN,
    FORBID,
    LONELY,
    graph,
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


@brute_force_min_cut.case("ten vertices, five on each side")
def _():
    edges = [
        (0, 2, 1), (0, 3, 8), (0, 6, 1), (0, 8, 1), (0, 9, 8), (1, 2, 9), (1, 3, 1), (1, 7, 9),
        (2, 5, 1), (2, 6, 9), (3, 4, 7), (3, 8, 1), (4, 5, 5), (4, 6, 1), (4, 7, 1), (4, 8, 1),
        (5, 6, 1), (5, 7, 1), (5, 8, 1), (5, 9, 5), (6, 8, 6), (6, 9, 1), (7, 8, 6),
    ]  # fmt: skip
    return dict(weights=graph(10, edges))


@brute_force_min_cut.case("nine vertices; no threshold on an eigenvector finds the cut")
def _():
    edges = [
        (0, 2, 2), (0, 3, 7), (0, 6, 7), (0, 7, 2), (0, 8, 3), (1, 2, 3), (1, 6, 1), (1, 7, 5),
        (2, 4, 7), (2, 8, 1), (3, 7, 1), (3, 8, 5), (4, 5, 1), (4, 8, 2), (5, 6, 8), (6, 8, 8),
    ]  # fmt: skip
    return dict(weights=graph(9, edges))


@brute_force_min_cut.case("five and six random vertices", hidden=True)
def _(rng):
    weights = _two_groups(rng, 5, 6)
    order = rng.permutation(11)
    return dict(weights=weights[np.ix_(order, order)])


@brute_force_min_cut.case("a random graph whose cut takes more than one vertex", hidden=True)
def _(rng):
    while True:
        weights = random_graph(rng, 8, 0.4)
        costs = sorted((cut_cost.reference(weights, side), side.sum()) for side in _sides(8))
        if costs[2][0] > 1.05 * costs[0][0] and 1 < costs[0][1] < 7:  # each side comes twice
            return dict(weights=weights)


@brute_force_min_cut.case("two random groups", hidden=True)
def _(rng):
    order = rng.permutation(9)
    return dict(weights=_two_groups(rng, 4, 5)[np.ix_(order, order)])


def _two_groups(rng, first, second):
    """Random weights of two groups in which all are joined, with one light edge between them."""
    n = first + second
    weights = np.zeros((n, n))
    weights[:first, :first] = random_graph(rng, first, 1.0) + 1
    weights[first:, first:] = random_graph(rng, second, 1.0) + 1
    weights[1, -2] = weights[-2, 1] = rng.uniform(0.1, 0.3)
    np.fill_diagonal(weights, 0)
    return weights


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
    "You minimise the normalised cut and then return what that side cuts. Minimise the cut itself, "
    "with its bias to small sides."
)
def normalised_side(weights):
    side, _ = _best(weights, _sides(len(weights)), ncut_cost.reference)
    return side, cut_cost.reference(weights, side)


@brute_force_min_cut.misconception("You only cut off one or two vertices. Try sides of every size.")
def at_most_two(weights):
    sides = [side for side in _sides(len(weights)) if side.sum() <= 2]
    return _best(weights, sides)


@brute_force_min_cut.misconception(
    "You try thresholds on an eigenvector. That is an approximation for the normalised cut; here "
    "all partitions are tried."
)
def by_eigenvector(weights):
    y = _slow_direction(weights)
    return _best(weights, [y > t for t in np.sort(y)[:-1]])


def _slow_direction(weights):
    degrees = weights.sum(axis=1)
    scale = 1 / np.sqrt(degrees)
    return scale * np.linalg.eigh(np.eye(len(weights)) - scale[:, None] * weights * scale)[1][:, 1]


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
