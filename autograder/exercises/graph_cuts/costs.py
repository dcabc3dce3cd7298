"""What a cut costs: cut_cost, assoc, ncut_cost."""

from __future__ import annotations

import numpy as np

from autograder.exercise import exercise
from autograder.exercises.graph_cuts.common import DRAWN, FORBID, csr, random_graph, random_side

_UP = np.array([True, True, True, False, False, False])
_ONE = np.array([False, False, False, False, False, True])
_MIXED = np.array([True, False, False, True, False, False])


def _add_cases(item):
    """The same graphs for all three costs."""
    item.case("the drawn graph, between the groups")(lambda: dict(weights=DRAWN, side=_UP))
    item.case("the drawn graph, one vertex alone")(lambda: dict(weights=DRAWN, side=_ONE))
    item.case("the drawn graph, two vertices without an edge between them, sparse")(
        lambda: dict(weights=csr(DRAWN), side=_MIXED)
    )
    item.case("the drawn graph with weights that are no whole numbers, most of it on one side")(
        lambda: dict(weights=DRAWN * 0.13, side=~_MIXED)
    )
    item.case("a random graph", hidden=True)(
        lambda rng: dict(weights=random_graph(rng, 9), side=random_side(rng, 9))
    )
    item.case("a random sparse graph", hidden=True)(
        lambda rng: dict(weights=csr(random_graph(rng, 14, 0.3)), side=random_side(rng, 14))
    )


def _table(weights):
    return weights if isinstance(weights, np.ndarray) else weights.toarray()


@exercise(points=1, minutes=10, returns=["cost"], forbid=FORBID)
def cut_cost(weights, side):
    return float(weights[side][:, ~side].sum())


_add_cases(cut_cost)


@cut_cost.right_answer
def cut_with_loops(weights, side):
    cost = 0.0
    for u in range(len(side)):
        for v in range(u):
            if side[u] != side[v]:
                cost += weights[u, v]
    return cost


@cut_cost.right_answer
def cut_as_a_product(weights, side):
    return side.astype(float) @ (weights @ (1.0 - side))


@cut_cost.misconception(
    "Your cost is twice the cut: the matrix holds each edge at (u, v) and at (v, u), and it is to "
    "count once."
)
def cut_twice(weights, side):
    return float(_table(weights)[side[:, None] != side[None]].sum())


@cut_cost.misconception(
    "You add up edges within a side. A cut is made of the edges between the sides."
)
def cut_within(weights, side):
    return float(_table(weights)[np.ix_(side, side)].sum())


@cut_cost.misconception("You count the edges of the cut. Its cost is the sum of their weights.")
def cut_counts(weights, side):
    return float((_table(weights)[np.ix_(side, ~side)] > 0).sum())


@cut_cost.misconception("You add up all edges of the side, also those that stay inside it.")
def cut_all_of_a(weights, side):
    return float(_table(weights)[side].sum())


@cut_cost.misconception(
    "Your cost is half the cut: from one side to the other each edge is met once already."
)
def cut_half(weights, side):
    return cut_cost.reference(weights, side) / 2


@cut_cost.misconception(
    "You only count edges whose first vertex is in A. Of u < v, either may be the one in A."
)
def cut_first_in_a(weights, side):
    return float(np.triu(_table(weights))[np.ix_(side, ~side)].sum())


@cut_cost.misconception("You add up edges within B. A cut is made of the edges between the sides.")
def cut_within_b(weights, side):
    return float(_table(weights)[np.ix_(~side, ~side)].sum())


@cut_cost.misconception("Your cost is rounded to a whole number. Weights may be any numbers.")
def cut_whole_number(weights, side):
    return float(int(cut_cost.reference(weights, side)))


@cut_cost.misconception("You took the mean of the weights between the sides. Add them up.")
def cut_mean(weights, side):
    return float(_table(weights)[np.ix_(side, ~side)].mean())


@cut_cost.misconception(
    "You add up the edges within both sides: that is what stays, not what is cut."
)
def cut_stays(weights, side):
    return float(np.triu(_table(weights) * (side[:, None] == side[None])).sum())


@exercise(points=1, minutes=10, returns=["total"], forbid=FORBID)
def assoc(weights, side):
    degrees = np.asarray(weights.sum(axis=1)).ravel()
    return float(degrees[side].sum())


_add_cases(assoc)


@assoc.right_answer
def assoc_rows(weights, side):
    return weights[side].sum()


@assoc.right_answer
def assoc_with_loops(weights, side):
    total = 0.0
    for u in np.flatnonzero(side):
        for v in range(len(side)):
            total += weights[u, v]
    return total


@assoc.misconception(
    "You add up the edges within A only. assoc(A, V) goes to all vertices V, so the edges that "
    "leave A belong to it too."
)
def assoc_within(weights, side):
    return cut_within(weights, side)


@assoc.misconception(
    "You count every edge once. An edge inside A belongs to the degrees of both its ends, so it "
    "counts twice."
)
def assoc_once(weights, side):
    return cut_within(weights, side) / 2 + cut_cost.reference(weights, side)


@assoc.misconception(
    "You count the edges of the cut twice. They belong to the degree of one vertex of A only."
)
def assoc_cut_twice(weights, side):
    return cut_within(weights, side) + 2 * cut_cost.reference(weights, side)


@assoc.misconception(
    "You count edges inside A four times: the matrix holds each of them twice already."
)
def assoc_inside_again(weights, side):
    return 2 * cut_within(weights, side) + cut_cost.reference(weights, side)


@assoc.misconception("You halved the sum. Here an edge inside A does count twice.")
def assoc_half(weights, side):
    return assoc.reference(weights, side) / 2


@assoc.misconception("Your total is twice as large: the sum of the rows of A is all of it.")
def assoc_double(weights, side):
    return 2 * assoc.reference(weights, side)


@assoc.misconception("That is the cut: the edges that leave A. assoc(A, V) has those inside too.")
def assoc_cut(weights, side):
    return cut_cost.reference(weights, side)


@assoc.misconception("You added up the degrees of the other side: `side` is True for A.")
def assoc_other(weights, side):
    return assoc.reference(weights, ~side)


@assoc.misconception("You counted edges. A degree is the sum of the weights of a vertex's edges.")
def assoc_counts(weights, side):
    return float((_table(weights)[side] > 0).sum())


@assoc.misconception("You added up all degrees. Only those of the vertices of A belong to it.")
def assoc_everything(weights, side):
    return float(weights.sum())


@exercise(
    points=2,
    minutes=15,
    returns=["cost"],
    uses=["cut_cost", "assoc"],
    forbid=FORBID,
    groups={"both sides": 3.0, "nothing to divide by": 1.0},
    judge={"rtol": 1e-5, "atol": 1e-6},
)
def ncut_cost(weights, side):
    a, b = assoc.reference(weights, side), assoc.reference(weights, ~side)
    if a == 0 or b == 0:
        return float("inf")
    cut = cut_cost.reference(weights, side)
    return cut / a + cut / b


_add_cases(ncut_cost)


@ncut_cost.case("two groups without an edge between them")
def _():
    weights = np.zeros((7, 7))
    weights[:3, :3], weights[3:, 3:] = 2 - 2 * np.eye(3), 1 - np.eye(4)
    return dict(weights=weights, side=np.arange(7) < 3)


@ncut_cost.case("an empty side", group="nothing to divide by")
def _():
    return dict(weights=DRAWN, side=np.zeros(6, bool))


@ncut_cost.case("all on one side", group="nothing to divide by")
def _():
    return dict(weights=DRAWN, side=np.ones(6, bool))


@ncut_cost.case("a vertex without edges", group="nothing to divide by")
def _():
    weights = np.zeros((4, 4))
    weights[:3, :3] = 2 - 2 * np.eye(3)
    return dict(weights=weights, side=np.array([False, False, False, True]))


@ncut_cost.case("random groups without an edge between them", hidden=True)
def _(rng):
    weights = np.zeros((9, 9))
    weights[:4, :4], weights[4:, 4:] = random_graph(rng, 4), random_graph(rng, 5)
    return dict(weights=weights, side=np.arange(9) >= 4)


@ncut_cost.case("a random graph with a vertex alone", group="nothing to divide by", hidden=True)
def _(rng):
    weights = np.zeros((8, 8))
    weights[:7, :7] = np.rint(8 * random_graph(rng, 7)) / 8  # sums without rounding: 0 stays 0
    return dict(weights=weights, side=np.arange(8) < 7)


@ncut_cost.right_answer
def ncut_product(weights, side):
    table = _table(weights)
    a, b = table[side].sum(), table[~side].sum()
    return table[np.ix_(side, ~side)].sum() * (a + b) / (a * b) if a * b else np.inf


@ncut_cost.right_answer
def ncut_try(weights, side):
    cut = float(cut_cost.reference(weights, side))
    try:
        return sum(cut / float(assoc.reference(weights, part)) for part in (side, ~side))
    except ZeroDivisionError:
        return float("inf")


def _ncut(cut, a, b):
    return float("inf") if a == 0 or b == 0 else cut / a + cut / b


@ncut_cost.misconception(
    "You divide by what is inside a side, assoc(A, A). Divide by assoc(A, V), the sum of the "
    "side's degrees."
)
def ncut_within(weights, side):
    cut = cut_cost.reference(weights, side)
    return _ncut(cut, cut_within(weights, side), cut_within(weights, ~side))


@ncut_cost.misconception("You take the smaller of the two fractions. Add both.")
def ncut_smaller(weights, side):
    a, b = assoc.reference(weights, side), assoc.reference(weights, ~side)
    return float("inf") if a == 0 or b == 0 else cut_cost.reference(weights, side) / max(a, b)


@ncut_cost.misconception("You take the larger of the two fractions. Add both.")
def ncut_larger(weights, side):
    a, b = assoc.reference(weights, side), assoc.reference(weights, ~side)
    return float("inf") if a == 0 or b == 0 else cut_cost.reference(weights, side) / min(a, b)


@ncut_cost.misconception(
    "You divide by both associations together. Divide by each of them, then add the two fractions."
)
def ncut_together(weights, side):
    a, b = assoc.reference(weights, side), assoc.reference(weights, ~side)
    return float("inf") if a == 0 or b == 0 else cut_cost.reference(weights, side) / (a + b)


@ncut_cost.misconception("You multiplied the two fractions. Add them.")
def ncut_multiplied(weights, side):
    a, b = assoc.reference(weights, side), assoc.reference(weights, ~side)
    return float("inf") if a == 0 or b == 0 else cut_cost.reference(weights, side) ** 2 / (a * b)


@ncut_cost.misconception("You averaged the two fractions. Add them.")
def ncut_averaged(weights, side):
    return ncut_cost.reference(weights, side) / 2


@ncut_cost.misconception(
    "You return inf where the cut is 0. Only an association of 0 gives inf: two groups without an "
    "edge between them have the best cut there is, 0."
)
def ncut_no_cut(weights, side):
    found = ncut_cost.reference(weights, side)
    return found if found > 0 else float("inf")


@ncut_cost.misconception("You have the fraction of one side only: both sides must be added.")
def ncut_one_side(weights, side):
    a, b = assoc.reference(weights, side), assoc.reference(weights, ~side)
    return float("inf") if a == 0 or b == 0 else cut_cost.reference(weights, side) / a


@ncut_cost.misconception(
    "You divide by how many vertices a side has. That is the ratio cut; divide by its degrees."
)
def ncut_sizes(weights, side):
    return _ncut(cut_cost.reference(weights, side), side.sum(), (~side).sum())


@ncut_cost.misconception("Your cut counts each edge twice: NCut comes out twice as large.")
def ncut_twice(weights, side):
    return 2 * ncut_cost.reference(weights, side)


@ncut_cost.misconception(
    "Where a side has no edges you return 0: that would be the best cut. It is inf."
)
def ncut_zero(weights, side):
    found = ncut_cost.reference(weights, side)
    return 0.0 if found == float("inf") else found


@ncut_cost.misconception(
    "0 / 0 is not a number. Ask whether an assoc is 0 before you divide, and return infinity."
)
def ncut_nan(weights, side):
    found = ncut_cost.reference(weights, side)
    return float("nan") if found == float("inf") else found


@ncut_cost.misconception(
    "You divide by 0. Ask whether an assoc is 0 before you divide, and return infinity."
)
def ncut_unasked(weights, side):
    cut = cut_cost.reference(weights, side)
    return cut / assoc.reference(weights, side) + cut / assoc.reference(weights, ~side)


@ncut_cost.misconception(
    "You ask whether a side is empty. A side may have vertices and no edges: ask whether an assoc "
    "is 0."
)
def ncut_empty_sides_only(weights, side):
    found = ncut_cost.reference(weights, side)
    return float("nan") if found == float("inf") and side.any() and not side.all() else found
