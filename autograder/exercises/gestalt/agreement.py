"""How alike two segmentations are: rand_index."""

from __future__ import annotations

import numpy as np

from autograder.exercise import exercise
from autograder.exercises.gestalt.common import AFFINITY_JUDGE, FORBID


@exercise(points=2, minutes=20, returns=["index"], forbid=FORBID, judge=AFFINITY_JUDGE)
def rand_index(a, b):
    a, b = a.ravel(), b.ravel()
    agree, pairs = 0, 0
    for i in range(len(a)):
        for j in range(i + 1, len(a)):
            agree += (a[i] == a[j]) == (b[i] == b[j])
            pairs += 1
    return agree / pairs


@rand_index.case("six pixels, one boundary moved")
def _():
    return dict(a=np.array([[0, 0, 0, 1, 1, 1]]), b=np.array([[0, 0, 1, 1, 1, 1]]))


@rand_index.case("the same regions with other numbers")
def _():
    a = np.array([[0, 0, 1], [2, 2, 1]])
    return dict(a=a, b=np.array([7, 3, 0])[a])


@rand_index.case("a region split in two")
def _():
    a = np.zeros((3, 4), np.int64)
    a[:, 2:] = 1
    b = a.copy()
    b[2, :2] = 5
    return dict(a=a, b=b)


@rand_index.case("stripes against columns")
def _():
    rows, columns = np.indices((3, 3))
    return dict(a=rows, b=columns)


@rand_index.case("random segmentations", hidden=True)
def _(rng):
    return dict(a=rng.integers(0, 4, (6, 7)), b=rng.integers(0, 3, (6, 7)))


@rand_index.case("random segmentations that are alike", hidden=True)
def _(rng):
    a = rng.integers(0, 5, (5, 6))
    b = np.where(rng.random((5, 6)) < 0.2, 6, (a + 2) % 5)
    return dict(a=a, b=b)


@rand_index.misconception(
    "A pixel paired with itself always agrees, and must not count. Take pairs of two pixels."
)
def counts_the_diagonal(a, b):
    a, b = a.ravel(), b.ravel()
    return np.mean((a[:, None] == a) == (b[:, None] == b))


@rand_index.misconception(
    "Pixels paired with themselves are among your N(N + 1)/2 pairs, and always agree. Start the "
    "second loop one further: N(N − 1)/2 pairs."
)
def counts_each_with_itself(a, b):
    pairs = a.size * (a.size - 1) / 2
    return (rand_index.reference(a, b) * pairs + a.size) / (pairs + a.size)


@rand_index.misconception(
    "Pixels paired with themselves are counted as agreeing, but are no pairs in the divisor. Start "
    "the second loop one further."
)
def adds_each_with_itself(a, b):
    pairs = a.size * (a.size - 1) / 2
    return (rand_index.reference(a, b) * pairs + a.size) / pairs


@rand_index.misconception("You divide by N². There are N(N − 1)/2 pairs of two different pixels.")
def over_n_squared(a, b):
    return rand_index.reference(a, b) * (a.size - 1) / (2 * a.size)


@rand_index.misconception("You divide by N²/2. There are N(N − 1)/2 pairs of two different pixels.")
def over_half_n_squared(a, b):
    return rand_index.reference(a, b) * (a.size - 1) / a.size


@rand_index.misconception(
    "Each pair is counted twice above, (i, j) and (j, i), but divided by N(N − 1)/2."
)
def double(a, b):
    return 2 * rand_index.reference(a, b)


@rand_index.misconception(
    "You compared label values. Numbers mean nothing here: compare whether two pixels share a "
    "region in both."
)
def compares_values(a, b):
    return np.mean(a == b)


def _pairs(a, b):
    upper = np.triu_indices(a.size, 1)
    a, b = a.ravel(), b.ravel()
    return (a[:, None] == a)[upper], (b[:, None] == b)[upper]


@rand_index.misconception(
    "Only pairs that both put together are counted. Pairs that both keep apart agree as well."
)
def only_same_same(a, b):
    in_a, in_b = _pairs(a, b)
    return np.mean(in_a & in_b)


@rand_index.misconception(
    "Only pairs that both keep apart are counted. Pairs that both put together agree as well."
)
def only_apart_apart(a, b):
    in_a, in_b = _pairs(a, b)
    return np.mean(~in_a & ~in_b)


@rand_index.misconception("This is the share of pairs that disagree: 1 minus the index.")
def share_that_disagrees(a, b):
    in_a, in_b = _pairs(a, b)
    return np.mean(in_a != in_b)


@rand_index.misconception(
    "This is the Jaccard index of pairs. The Rand index counts pairs that both keep apart too."
)
def jaccard_of_pairs(a, b):
    in_a, in_b = _pairs(a, b)
    return (in_a & in_b).sum() / max((in_a | in_b).sum(), 1)


@rand_index.misconception("You counted agreeing pairs. Divide by the number of pairs, N(N − 1)/2.")
def not_divided(a, b):
    in_a, in_b = _pairs(a, b)
    return np.sum(in_a == in_b)


@rand_index.misconception(
    "Only neighbouring pixels are compared. Every pixel is paired with every other one."
)
def neighbours_only(a, b):
    a, b = a.ravel(), b.ravel()
    return np.mean((a[1:] == a[:-1]) == (b[1:] == b[:-1]))


@rand_index.misconception(
    "Each pair is counted once above, but divided by N(N − 1): divide by N(N − 1)/2."
)
def half(a, b):
    return rand_index.reference(a, b) / 2


@rand_index.right_answer
def rand_at_once(a, b):
    in_a, in_b = _pairs(a, b)
    return np.mean(in_a == in_b)


@rand_index.right_answer
def rand_by_the_contingency_table(a, b):
    _, a = np.unique(a, return_inverse=True)
    _, b = np.unique(b, return_inverse=True)
    table = np.zeros((a.max() + 1, b.max() + 1))
    np.add.at(table, (a.ravel(), b.ravel()), 1)

    def pairs(counts):
        return (counts * (counts - 1) / 2).sum()

    total = a.size * (a.size - 1) / 2
    both = pairs(table)
    return (total + 2 * both - pairs(table.sum(axis=0)) - pairs(table.sum(axis=1))) / total


@rand_index.right_answer
def rand_of_ordered_pairs(a, b):
    a, b = a.ravel(), b.ravel()
    agree = (a[:, None] == a) == (b[:, None] == b)
    return (agree.sum() - a.size) / (a.size * (a.size - 1))
