"""From a mask to regions: connected_components."""

from __future__ import annotations

import numpy as np

from autograder.exercise import exercise
from autograder.exercises.tour.common import FORBID, mask_of

FOUR = [(-1, 0), (1, 0), (0, -1), (0, 1)]
EIGHT = [*FOUR, (-1, -1), (-1, 1), (1, -1), (1, 1)]


@exercise(
    points=2,
    minutes=35,
    returns=["labels", "count"],
    core=False,
    forbid=FORBID,
    groups={"4-connected": 3.0, "8-connected": 1.0, "large regions": 1.0},
    judge={"name": "regions"},
)
def connected_components(mask, connectivity=4):
    return flood(mask, FOUR if connectivity == 4 else EIGHT)


def flood(mask, steps):
    """Fill region after region from its first pixel, over the neighbours `steps` away."""
    height, width = mask.shape
    labels = np.zeros(mask.shape, dtype=np.int64)
    count = 0
    for row in range(height):
        for column in range(width):
            if not mask[row, column] or labels[row, column]:
                continue
            count += 1
            labels[row, column] = count
            waiting = [(row, column)]
            while waiting:
                y, x = waiting.pop()
                for dy, dx in steps:
                    v, u = y + dy, x + dx
                    inside = 0 <= v < height and 0 <= u < width
                    if inside and mask[v, u] and not labels[v, u]:
                        labels[v, u] = count
                        waiting.append((v, u))
    return labels, count


@connected_components.case("two boxes and a pixel")
def _():
    return dict(mask=mask_of("##..#", "##...", "...##", "...##"), connectivity=4)


@connected_components.case("a U")
def _():
    return dict(mask=mask_of("#..#.", "#..#.", "####.", "....."), connectivity=4)


@connected_components.case("a comb: many arms, one region")
def _():
    return dict(mask=mask_of("#.#.#.#", "#.#.#.#", "#.###.#", "#.....#", "#######"), connectivity=4)


@connected_components.case("a snake")
def _():
    rows = ["#######", "......#"] * 2 + ["#######", "#......"]
    return dict(mask=mask_of(*rows[:3], "#......", *rows[:3], "#......", *rows[:3]), connectivity=4)


@connected_components.case("regions at opposite borders")
def _():
    return dict(mask=mask_of("..#..", "#...#", ".....", "..#.."), connectivity=4)


@connected_components.case("pixels that touch at corners only")
def _():
    return dict(mask=mask_of("#.#.", ".#..", "#..#", "..#."), connectivity=4)


@connected_components.case("nothing is True")
def _():
    return dict(mask=np.zeros((2, 3), bool), connectivity=4)


@connected_components.case("everything is True")
def _():
    return dict(mask=np.ones((3, 2), bool), connectivity=4)


@connected_components.case("the same corners, 8-connected", group="8-connected")
def _():
    return dict(mask=mask_of("#.#..", ".#...", "....#", "#..#.", "....#"), connectivity=8)


@connected_components.case("a diagonal up to the right, 8-connected", group="8-connected")
def _():
    return dict(mask=mask_of("...#", "..#.", ".#..", "#..#"), connectivity=8)


@connected_components.case("a region of 1600 pixels", group="large regions")
def _():
    return dict(mask=np.ones((40, 40), bool), connectivity=4)


@connected_components.case("a chessboard: 288 regions", group="large regions")
def _():
    return dict(mask=np.indices((24, 24)).sum(axis=0) % 2 == 0, connectivity=4)


@connected_components.case("random pixels", hidden=True)
def _(rng):
    return dict(mask=rng.random((14, 19)) < 0.55, connectivity=4)


@connected_components.case("random blocks", hidden=True)
def _(rng):
    return dict(mask=np.kron(rng.random((6, 5)) < 0.6, np.ones((2, 3))) > 0, connectivity=4)


@connected_components.case("a spiral", hidden=True)
def _(rng):
    mask = mask_of(
        "########", ".......#", "######.#", "#....#.#", "#.##.#.#", "#.####.#", "#......#"
    )
    return dict(mask=np.rot90(mask, int(rng.integers(4))).copy(), connectivity=4)


@connected_components.case("a long snake", group="large regions", hidden=True)
def _(rng):
    mask = np.zeros((27, 27), bool)
    mask[::2] = True
    mask[1::4, -1] = mask[3::4, 0] = True
    return dict(mask=np.rot90(mask, int(rng.integers(4))).copy(), connectivity=4)


@connected_components.case("many random regions", group="large regions", hidden=True)
def _(rng):
    dots = np.zeros((40, 60), bool)
    dots[::2, ::2] = rng.random((20, 30)) < 0.8
    return dict(mask=dots, connectivity=int(rng.choice([4, 8])))


@connected_components.case("random pixels, 8-connected", group="8-connected", hidden=True)
def _(rng):
    return dict(mask=rng.random((15, 12)) < 0.3, connectivity=8)


@connected_components.case("a large region with holes", group="large regions", hidden=True)
def _(rng):
    return dict(mask=rng.random((50, 60)) < 0.9, connectivity=4)


@connected_components.misconception(
    "Regions that touch at a corner only are one in yours. With connectivity 4 a pixel's "
    "neighbours are above, below, left and right."
)
def eight_for_four(mask, connectivity=4):
    return flood(mask, EIGHT)


@connected_components.misconception(
    "connectivity=8 is ignored: then the four diagonal neighbours count too."
)
def four_for_eight(mask, connectivity=4):
    return flood(mask, FOUR)


def _one_pass(mask, connectivity, merge, pick=min):
    """One scan that copies the label of a neighbour already seen; `merge` may repair labels."""
    steps = [s for s in (FOUR if connectivity == 4 else EIGHT) if s < (0, 0)]
    labels = np.zeros(mask.shape, dtype=np.int64)
    count = 0
    for y, x in np.argwhere(mask):
        seen = [(y + dy, x + dx) for dy, dx in steps if y + dy >= 0 and x + dx >= 0]
        near = [labels[p] for p in seen if p[1] < mask.shape[1] and mask[p]]
        if not near:
            count += 1
        labels[y, x] = pick(near) if near else count
        if near:
            merge(labels, near)
    return labels, count


@connected_components.misconception(
    "A U gets two labels: its arms start apart and meet later. Labels that turn out to be the same "
    "region must be merged."
)
def no_merge(mask, connectivity=4):
    return _one_pass(mask, connectivity, lambda labels, near: None)


def _first(labels):
    return labels[0]


@connected_components.misconception(
    "A U gets two labels: a pixel copies the label above it, and its left neighbour keeps another. "
    "Labels that turn out to be the same region must be merged."
)
def no_merge_label_above(mask, connectivity=4):
    return _one_pass(mask, connectivity, lambda labels, near: None, _first)


@connected_components.misconception(
    "A U gets two labels: a pixel takes the larger label of its neighbours, one arm keeps the "
    "smaller. Labels that turn out to be the same region must be merged."
)
def no_merge_larger_label(mask, connectivity=4):
    return _one_pass(mask, connectivity, lambda labels, near: None, max)


@connected_components.misconception(
    "The regions are right, but the count still has the labels that were merged away. Count the "
    "regions that are left."
)
def counts_merged_labels(mask, connectivity=4):
    def merge(labels, near):
        for label in near:
            labels[labels == label] = min(near)

    return _one_pass(mask, connectivity, merge)


@connected_components.misconception(
    "The regions are right, but the count is the highest label, and merging left gaps. Count the "
    "labels that are left."
)
def counts_by_the_highest_label(mask, connectivity=4):
    labels, _ = counts_merged_labels(mask, connectivity)
    return labels, int(labels.max(initial=0))


@connected_components.misconception(
    "You look for negative indices nowhere: −1 is the last row or column, so opposite borders are "
    "joined. A pixel at the border has fewer neighbours."
)
def negative_indices(mask, connectivity=4):
    labels = np.zeros(mask.shape, dtype=np.int64)
    count = 0
    for start in map(tuple, np.argwhere(mask)):
        if labels[start]:
            continue
        count += 1
        waiting = [start]
        while waiting:
            y, x = waiting.pop()
            labels[y, x] = count
            for dy, dx in FOUR if connectivity == 4 else EIGHT:
                v, u = y + dy, x + dx
                if v < mask.shape[0] and u < mask.shape[1] and mask[v, u] and not labels[v, u]:
                    waiting.append((v, u))
    return labels, count


@connected_components.misconception(
    "Regions at opposite borders are joined: an index of −1 is the last row or column. A pixel at "
    "the border has fewer neighbours."
)
def wraps_at_the_border(mask, connectivity=4):
    labels = np.zeros(mask.shape, dtype=np.int64)
    count = 0
    for start in map(tuple, np.argwhere(mask)):
        if labels[start]:
            continue
        count += 1
        labels[start] = count
        waiting = [start]
        while waiting:
            y, x = waiting.pop()
            for dy, dx in FOUR if connectivity == 4 else EIGHT:
                there = (y + dy) % mask.shape[0], (x + dx) % mask.shape[1]
                if mask[there] and not labels[there]:
                    labels[there] = count
                    waiting.append(there)
    return labels, count


@connected_components.misconception(
    "The count includes the background. Count the regions of True pixels only."
)
def counts_the_background(mask, connectivity=4):
    labels, count = connected_components.reference(mask, connectivity)
    return labels, count + 1


@connected_components.misconception(
    "The count is the number of different labels, and the background's 0 is one of them. Count the "
    "regions of True pixels only."
)
def counts_different_labels(mask, connectivity=4):
    labels, _ = connected_components.reference(mask, connectivity)
    return labels, len(np.unique(labels))


@connected_components.misconception(
    "The count is one too small: labels start at 1, so the highest label is the count."
)
def counts_one_less(mask, connectivity=4):
    labels, count = connected_components.reference(mask, connectivity)
    return labels, count - 1


@connected_components.misconception(
    "The regions are numbered from 0, so the first one looks like background. Start at 1."
)
def regions_from_zero(mask, connectivity=4):
    labels, count = connected_components.reference(mask, connectivity)
    return np.where(labels > 0, labels - 1, 0), count


@connected_components.misconception(
    "Background pixels are −1 in yours. Background is 0, and the regions start at 1."
)
def background_minus_one(mask, connectivity=4):
    labels, count = connected_components.reference(mask, connectivity)
    return labels - 1, count


@connected_components.misconception(
    "Every True pixel is a region of its own. Neighbours share a label."
)
def every_pixel(mask, connectivity=4):
    return np.cumsum(mask).reshape(mask.shape) * mask, int(mask.sum())


@connected_components.misconception(
    "A function that calls itself for every pixel is stopped by Python at about 1000 calls. Keep a "
    "list of pixels that wait for a visit instead."
)
def recursion(mask, connectivity=4):
    labels = np.zeros(mask.shape, dtype=np.int64)
    steps = FOUR if connectivity == 4 else EIGHT

    def fill(y, x, label):
        if not (0 <= y < mask.shape[0] and 0 <= x < mask.shape[1]):
            return
        if not mask[y, x] or labels[y, x]:
            return
        labels[y, x] = label
        for dy, dx in steps:
            fill(y + dy, x + dx, label)

    count = 0
    for y, x in np.argwhere(mask):
        if not labels[y, x]:
            count += 1
            fill(y, x, count)
    return labels, count


@connected_components.right_answer
def by_union_find(mask, connectivity=4):
    parent = {tuple(pixel): tuple(pixel) for pixel in np.argwhere(mask).tolist()}

    def root(pixel):
        while parent[pixel] != pixel:
            pixel = parent[pixel]
        return pixel

    for y, x in parent:
        for dy, dx in FOUR if connectivity == 4 else EIGHT:
            if (dy, dx) < (0, 0) and (y + dy, x + dx) in parent:
                a, b = root((y, x)), root((y + dy, x + dx))
                parent[max(a, b)] = min(a, b)
    labels = np.zeros(mask.shape, dtype=np.int32)
    numbers = {}
    for pixel in reversed(parent):
        labels[pixel] = numbers.setdefault(root(pixel), len(numbers) + 1)
    return labels, len(numbers)


@connected_components.right_answer
def by_spreading_the_largest(mask, connectivity=4):
    labels = np.arange(1, mask.size + 1).reshape(mask.shape) * mask
    while True:
        padded = np.pad(labels, 1)
        near = [labels]
        for dy, dx in FOUR if connectivity == 4 else EIGHT:
            rows, columns = slice(1 + dy, 1 + dy + mask.shape[0]), slice(1 + dx, None)
            near.append(padded[rows, columns][:, : mask.shape[1]])
        new = np.max(near, axis=0) * mask
        if np.array_equal(new, labels):
            return labels, len(np.unique(labels[mask]))  # numbers with gaps
        labels = new


@connected_components.right_answer
def by_a_queue(mask, connectivity=4):
    from collections import deque

    left = set(map(tuple, np.argwhere(mask).tolist()))
    labels = np.zeros(mask.shape, np.uint16)
    count = 0
    while left:
        count += 1
        queue = deque([left.pop()])
        while queue:
            y, x = queue.popleft()
            labels[y, x] = count
            for dy, dx in FOUR if connectivity == 4 else EIGHT:
                if (y + dy, x + dx) in left:
                    left.remove((y + dy, x + dx))
                    queue.append((y + dy, x + dx))
    return labels, count
