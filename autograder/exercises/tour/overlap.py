"""How well two masks agree: iou."""

from __future__ import annotations

import numpy as np

from autograder.exercise import exercise
from autograder.exercises.tour.common import FORBID, mask_of


@exercise(
    points=1,
    minutes=10,
    returns=["iou"],
    forbid=FORBID,
    groups={"overlap": 3.0, "empty masks": 1.0},
    judge={"rtol": 1e-5, "atol": 1e-6},  # it lies in [0, 1]
)
def iou(a, b):
    intersection = (a & b).sum()
    union = (a | b).sum()
    if union == 0:
        return 1.0
    return intersection / union


@iou.case("two overlapping boxes")
def _():
    return dict(a=mask_of("##..", "##..", "...."), b=mask_of(".###", ".###", ".###"))


@iou.case("one mask inside the other")
def _():
    return dict(a=mask_of("####", "####", "####"), b=mask_of("....", ".##.", "...."))


@iou.case("a bar and a column")
def _():
    return dict(a=mask_of("#####", ".....", "....."), b=mask_of("..#..", "..#..", "..#.."))


@iou.case("equal masks")
def _():
    return dict(a=mask_of("#..", ".##"), b=mask_of("#..", ".##"))


@iou.case("masks that do not touch")
def _():
    return dict(a=mask_of("##..", "...."), b=mask_of("....", "..##"))


@iou.case("two masks that are no boxes")
def _():
    return dict(a=mask_of("##...", "#..#.", "#.###"), b=mask_of("##.#.", "...##", "#...#"))


@iou.case("the first mask empty", group="empty masks")
def _():
    return dict(a=mask_of("....", "...."), b=mask_of("....", "..##"))


@iou.case("the second mask empty", group="empty masks")
def _():
    return dict(a=mask_of("###", "#.."), b=mask_of("...", "..."))


@iou.case("both masks empty", group="empty masks")
def _():
    return dict(a=mask_of("...", "..."), b=mask_of("...", "..."))


@iou.case("random masks", hidden=True)
def _(rng):
    return dict(a=rng.random((12, 17)) < 0.6, b=rng.random((12, 17)) < 0.3)


@iou.case("random large masks", hidden=True)
def _(rng):
    # More than 255 common pixels: a count kept in uint8 has overflowed.
    return dict(a=rng.random((60, 50)) < 0.5, b=rng.random((60, 50)) < 0.7)


@iou.case("random masks that do not touch", hidden=True)
def _(rng):
    side = rng.random((8, 11)) < 0.5
    return dict(a=side & (rng.random(side.shape) < 0.7), b=~side)


@iou.case("random mask and an empty one", group="empty masks", hidden=True)
def _(rng):
    mask = rng.random((5, 7)) < 0.5
    mask[2, 3] = True
    return dict(a=mask, b=np.zeros_like(mask))


@iou.case("two empty masks of another shape", group="empty masks", hidden=True)
def _(rng):
    shape = tuple(int(side) for side in rng.integers(1, 9, 2))
    return dict(a=np.zeros(shape, bool), b=np.zeros(shape, bool))


@iou.misconception(
    "This is the Dice score, twice the intersection over the sum of both areas. Divide the "
    "intersection by the union."
)
def dice(a, b):
    total = a.sum() + b.sum()
    return 1.0 if total == 0 else 2 * (a & b).sum() / total


@iou.misconception(
    "This is the share of pixels on which the masks agree. The pixels that are in neither mask do "
    "not count."
)
def pixel_accuracy(a, b):
    return (a == b).mean()


@iou.misconception(
    "Two empty masks gave 0/0, which is NaN. They are equal, so their IoU is 1.0: ask for an empty "
    "union first."
)
def nan_when_empty(a, b):
    with np.errstate(all="ignore"):
        return np.float64((a & b).sum()) / (a | b).sum()


@iou.misconception(
    "Two empty masks divide by zero. They are equal, so their IoU is 1.0: ask for an empty union "
    "first."
)
def divides_by_zero(a, b):
    return int((a & b).sum()) / int((a | b).sum())


@iou.misconception("Two empty masks are equal, so their IoU is 1.0, not 0.")
def zero_when_empty(a, b):
    union = (a | b).sum()
    return 0.0 if union == 0 else (a & b).sum() / union


@iou.misconception(
    "The sum of both areas counts the common pixels twice. In the union every pixel counts once."
)
def sum_for_union(a, b):
    total = a.sum() + b.sum()
    return 1.0 if total == 0 else (a & b).sum() / total


@iou.misconception("You divide by the area of the first mask. Divide by the union of both.")
def over_the_first(a, b):
    return 1.0 if a.sum() == 0 and b.sum() == 0 else (a & b).sum() / max(a.sum(), 1)


@iou.misconception("You divide by the area of the second mask. Divide by the union of both.")
def over_the_second(a, b):
    return 1.0 if a.sum() == 0 and b.sum() == 0 else (a & b).sum() / max(b.sum(), 1)


@iou.misconception("You divide by the smaller of the two areas. Divide by the union of both.")
def over_the_smaller(a, b):
    smaller = min(a.sum(), b.sum())
    return (a & b).sum() / smaller if smaller else float(not (a | b).any())


@iou.misconception("You divide by the larger of the two areas. Divide by the union of both.")
def over_the_larger(a, b):
    larger = max(a.sum(), b.sum())
    return (a & b).sum() / larger if larger else 1.0


@iou.misconception("These are the pixels in one mask only. Count those that are in both.")
def in_one_only(a, b):
    union = (a | b).sum()
    return 1.0 if union == 0 else (a ^ b).sum() / union


@iou.misconception("You divide by all pixels of the picture. Divide by the union of both masks.")
def over_the_picture(a, b):
    return 1.0 if not (a | b).any() else (a & b).mean()


@iou.misconception("A whole number came back: // cuts the fraction. Divide with /.")
def whole_number(a, b):
    union = int((a | b).sum())
    return 1 if union == 0 else int((a & b).sum()) // union


@iou.right_answer
def by_counting(a, b):
    both = either = 0
    for p, q in zip(a.ravel().tolist(), b.ravel().tolist(), strict=True):
        both += p and q
        either += p or q
    return both / either if either else 1.0


@iou.right_answer
def by_sets(a, b):
    first, second = set(np.flatnonzero(a)), set(np.flatnonzero(b))
    if not first | second:
        return 1
    return len(first & second) / len(first | second)


@iou.right_answer
def by_areas(a, b):
    common = np.logical_and(a, b).sum()
    union = a.sum() + b.sum() - common
    return np.float32(common / union) if union else np.float32(1)
