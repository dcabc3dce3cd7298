"""Groups: connected components of an affinity. Returns a partition, in any numbering."""

from __future__ import annotations

import numpy as np

from autograder.exercise import exercise
from autograder.exercises.gestalt.common import FORBID, components, symmetric

PARTITION = {"name": "partition"}


@exercise(
    points=3,
    minutes=25,
    returns=["labels"],
    forbid=FORBID,
    groups={"connected components": 3.0, "at the threshold": 1.0},
    judge=PARTITION,
)
def group(affinity, threshold):
    labels = np.full(len(affinity), -1)
    count = 0
    for start in range(len(affinity)):
        if labels[start] >= 0:
            continue
        labels[start] = count
        waiting = [start]
        while waiting:
            i = waiting.pop()
            for j in range(len(affinity)):
                if labels[j] < 0 and affinity[i, j] >= threshold:
                    labels[j] = count
                    waiting.append(j)
        count += 1
    return labels


@group.case("two groups and a point alone")
def _():
    return dict(affinity=symmetric(6, [(0, 1), (1, 2), (0, 2), (3, 5)]), threshold=0.5)


@group.case("a chain: neighbours only are similar")
def _():
    return dict(affinity=symmetric(5, [(0, 1), (1, 2), (2, 3)]), threshold=0.5)


@group.case("a chain in mixed order")
def _():
    return dict(affinity=symmetric(7, [(0, 4), (4, 2), (2, 6), (6, 1), (3, 5)]), threshold=0.5)


@group.case("two groups that meet late")
def _():
    return dict(affinity=symmetric(8, [(0, 1), (2, 3), (4, 5), (3, 4), (1, 5)]), threshold=0.5)


@group.case("a threshold of 0.8")
def _():
    return dict(affinity=symmetric(6, [(0, 3), (3, 5), (1, 4)], 0.85, 0.7), threshold=0.8)


@group.case("a threshold of 0.2, a chain of sixteen")
def _():
    order = [7, 12, 0, 15, 3, 9, 1, 14, 5, 10, 2, 13, 8, 4, 11, 6]
    edges = list(zip(order[:-1], order[1:], strict=True))
    return dict(affinity=symmetric(16, edges, 0.3, 0.05), threshold=0.2)


@group.case("nothing reaches the threshold")
def _():
    return dict(affinity=symmetric(4, [(0, 1)], 0.4), threshold=0.5)


@group.case("affinities that equal the threshold", group="at the threshold")
def _():
    return dict(affinity=symmetric(5, [(0, 2), (1, 3)], 0.5, 0.25), threshold=0.5)


def _random_affinity(rng, count, share):
    values = np.where(rng.random((count, count)) < share, 0.75, 0.25)
    affinity = np.triu(values, 1)
    return affinity + affinity.T + np.eye(count)


@group.case("a random graph", hidden=True)
def _(rng):
    return dict(affinity=_random_affinity(rng, 24, 0.05), threshold=float(rng.uniform(0.55, 0.7)))


@group.case("a chain in random order", hidden=True)
def _(rng):
    order = rng.permutation(20)
    edges = [(order[i], order[i + 1]) for i in range(19) if i % 7 != 6]
    return dict(affinity=symmetric(20, edges), threshold=0.5)


@group.case("two long chains in random order", hidden=True)
def _(rng):
    order = rng.permutation(70)
    edges = [(order[i], order[i + 1]) for i in range(69) if i != 29]
    return dict(affinity=symmetric(70, edges, 0.4, 0.2), threshold=float(rng.uniform(0.25, 0.35)))


@group.case("a random graph, at the threshold", group="at the threshold", hidden=True)
def _(rng):
    return dict(affinity=_random_affinity(rng, 16, 0.08), threshold=0.75)


@group.misconception(
    "Only direct neighbours are joined. If a is like b and b like c, all three are one group."
)
def direct_neighbours(affinity, threshold):
    labels = np.full(len(affinity), -1)
    for i in range(len(affinity)):
        if labels[i] < 0:
            labels[(labels < 0) & (affinity[i] >= threshold)] = i
    return labels


DIRECT = "Only direct neighbours are joined. What they are linked to belongs to the group as well"


@group.misconception(f"{DIRECT}: go on from every new member.")
def each_row_overwrites(affinity, threshold):
    labels = np.arange(len(affinity))
    for i in range(len(affinity)):
        labels[affinity[i] >= threshold] = i
    return labels


@group.misconception(f"{DIRECT}; and a member that has a number already must not lose it.")
def each_new_row_overwrites(affinity, threshold):
    labels = np.full(len(affinity), -1)
    for i in range(len(affinity)):
        if labels[i] < 0:
            labels[affinity[i] >= threshold] = i
    return labels


@group.misconception(f"{DIRECT}: the first link of an item is one step of the way only.")
def first_link(affinity, threshold):
    return np.argmax(affinity >= threshold, axis=1)


@group.misconception(
    "Items share a number only if they have the same links. Whoever can be reached over links "
    "belongs to the group."
)
def same_links(affinity, threshold):
    return np.unique(affinity >= threshold, axis=0, return_inverse=True)[1].ravel()


@group.misconception(
    "One round over all pairs is not enough: a smaller number must reach the whole group, however "
    "long the chain. Repeat until nothing changes."
)
def one_round(affinity, threshold):
    labels = np.arange(len(affinity))
    for i in range(len(affinity)):
        for j in range(len(affinity)):
            if affinity[i, j] >= threshold:
                labels[i] = labels[j] = min(labels[i], labels[j])
    return labels


@group.misconception("The threshold is fixed at 0.5 in yours. Use the one that is given.")
def fixed_threshold(affinity, threshold):
    return components(affinity >= 0.5)


@group.misconception("Edges lead to higher numbers only. An edge between i and j leads both ways.")
def directed_edges(affinity, threshold):
    labels = np.full(len(affinity), -1)
    for start in range(len(affinity)):
        if labels[start] >= 0:
            continue
        waiting = [start]
        while waiting:
            i = waiting.pop()
            labels[i] = start
            waiting += [j for j in range(i + 1, len(labels))
                        if labels[j] < 0 and affinity[i, j] >= threshold]  # fmt: skip
    return labels


@group.misconception("An affinity equal to the threshold joins as well: ≥, not >.")
def strictly_greater(affinity, threshold):
    return components(affinity > threshold)


@group.misconception(
    "You join what is below the threshold. A large affinity means: these belong together."
)
def below_the_threshold(affinity, threshold):
    return components(affinity < threshold)


@group.misconception(
    "When two groups meet, only one item changes its number. All members of one of them must."
)
def merges_one_item(affinity, threshold):
    labels = np.arange(len(affinity))
    for i in range(len(affinity)):
        for j in range(i + 1, len(affinity)):
            if affinity[i, j] >= threshold:
                labels[j] = labels[i]
    return labels


@group.misconception(
    "All items that stand alone share one number in yours. Each of them is a group of its own."
)
def lonely_together(affinity, threshold):
    labels = components(affinity >= threshold)
    sizes = np.bincount(labels, minlength=len(labels))
    return np.where(sizes[labels] == 1, len(labels), labels)


@group.misconception(
    "Each item takes the number of the one most like it only. Every edge that reaches the "
    "threshold joins."
)
def most_similar_only(affinity, threshold):
    others = affinity - 2 * np.eye(len(affinity))
    linked = np.zeros(affinity.shape, bool)
    best = others.argmax(axis=1)
    linked[np.arange(len(best)), best] = others.max(axis=1) >= threshold
    return components(linked)


@group.right_answer
def by_lowering_labels(affinity, threshold):
    return components(affinity >= threshold)


@group.right_answer
def by_union_find(affinity, threshold):
    parent = list(range(len(affinity)))

    def root(i):
        return i if parent[i] == i else root(parent[i])

    for i, j in np.argwhere(affinity >= threshold):
        parent[root(i)] = root(j)
    return np.array([root(i) for i in range(len(parent))], np.int32)


@group.right_answer
def by_powers_of_the_matrix(affinity, threshold):
    reach = (affinity >= threshold).astype(int)
    for _ in range(len(reach)):
        reach = (reach @ reach > 0).astype(int)
    return reach.argmax(axis=1) + 1
