"""How symmetric a mask is: mirror_symmetry."""

from __future__ import annotations

import numpy as np

from autograder.exercise import exercise
from autograder.exercises.gestalt.common import AFFINITY_JUDGE, FORBID


@exercise(
    points=2,
    minutes=15,
    returns=["symmetry"],
    core=False,
    forbid=FORBID,
    groups={"mirrored masks": 4.0, "empty mask": 1.0},
    judge=AFFINITY_JUDGE,
)
def mirror_symmetry(mask, column):
    height, width = mask.shape
    mirrored = np.zeros_like(mask)
    for c in range(width):
        source = int(2 * column - c)
        if 0 <= source < width:
            mirrored[:, c] = mask[:, source]
    union = np.sum(mask | mirrored)
    if union == 0:
        return 1.0
    return np.sum(mask & mirrored) / union


def _mask(*rows):
    return np.array([[letter == "#" for letter in row] for row in rows])


@mirror_symmetry.case("a symmetric mask about its middle column")
def _():
    return dict(mask=_mask("..#..", ".###.", "#...#"), column=2.0)


@mirror_symmetry.case("a mask that is nearly symmetric")
def _():
    return dict(mask=_mask(".##...", "#####.", "#..##.", ".#...."), column=2.0)


@mirror_symmetry.case("an axis between two columns")
def _():
    return dict(mask=_mask("#..#.#", ".##...", "####.."), column=1.5)


@mirror_symmetry.case("an axis far to the right: most of the mirror image is outside")
def _():
    return dict(mask=_mask("##..#.#", "#...###", ".#..#.."), column=5.0)


@mirror_symmetry.case("an axis on the left edge")
def _():
    return dict(mask=_mask("##.#", "#.#.", "...#"), column=0.0)


@mirror_symmetry.case("an empty mask", group="empty mask")
def _():
    return dict(mask=np.zeros((3, 4), bool), column=1.0)


@mirror_symmetry.case("a random mask", hidden=True)
def _(rng):
    return dict(mask=rng.random((7, 9)) < 0.5, column=float(rng.integers(2, 7)))


@mirror_symmetry.case("a random mask, an axis between columns", hidden=True)
def _(rng):
    return dict(mask=rng.random((5, 12)) < 0.4, column=float(rng.integers(3, 9)) + 0.5)


@mirror_symmetry.case("a larger empty mask", group="empty mask", hidden=True)
def _(rng):
    return dict(mask=np.zeros((int(rng.integers(4, 9)), 6), bool), column=2.5)


def _mirrored(mask, source):
    inside = (source >= 0) & (source < mask.shape[1])
    return mask[:, np.clip(source, 0, mask.shape[1] - 1)] & inside


def _sources(mask, column):
    return (2 * column - np.arange(mask.shape[1])).astype(int)


def _iou(a, b):
    union = np.sum(a | b)
    return 1.0 if union == 0 else np.sum(a & b) / union


@mirror_symmetry.misconception(
    "You mirror about the edge of the column. The axis goes through its middle: 2·column − c."
)
def about_the_edge(mask, column):
    return _iou(mask, _mirrored(mask, _sources(mask, column) - 1))


@mirror_symmetry.misconception(
    "You mirror about the right edge of the column. The axis goes through its middle: 2·column − c."
)
def about_the_right_edge(mask, column):
    return _iou(mask, _mirrored(mask, _sources(mask, column) + 1))


@mirror_symmetry.misconception(
    "An axis between two columns is cut to a whole column. 2·1.5 − c is a whole number already."
)
def cuts_the_column(mask, column):
    return _iou(mask, _mirrored(mask, _sources(mask, int(column))))


@mirror_symmetry.misconception(
    "A negative index takes columns from the right end. Outside the picture M′ is False."
)
def negative_indices(mask, column):
    source = _sources(mask, column)
    return _iou(mask, mask[:, np.minimum(source, mask.shape[1] - 1)] & (source < mask.shape[1]))


@mirror_symmetry.misconception(
    "Outside the picture you take the column at the border. There M′ is False."
)
def clips_to_the_border(mask, column):
    return _iou(mask, mask[:, np.clip(_sources(mask, column), 0, mask.shape[1] - 1)])


@mirror_symmetry.misconception(
    "Columns whose mirror image is outside keep their own pixels in yours. There M′ is False: "
    "start from zeros, not from a copy of the mask."
)
def keeps_what_is_outside(mask, column):
    source = _sources(mask, column)
    outside = (source < 0) | (source >= mask.shape[1])
    return _iou(mask, _mirrored(mask, source) | (mask & outside))


@mirror_symmetry.misconception(
    "Pixels that are mirrored out of the picture count in your union. M′ has the picture's columns "
    "only."
)
def counts_pixels_outside(mask, column):
    here = {(r, c) for r, c in np.argwhere(mask).tolist()}
    there = {(r, 2 * column - c) for r, c in here}
    return len(here & there) / len(here | there) if here else 1.0


@mirror_symmetry.misconception(
    "You divide by the pixels of the mask. Divide by those in the mask or its mirror image."
)
def over_the_mask(mask, column):
    both = mask & _mirrored(mask, _sources(mask, column))
    return both.sum() / mask.sum() if mask.any() else 1.0


@mirror_symmetry.misconception(
    "An empty mask divides by 0. It is its own mirror image: its symmetry is 1."
)
def divides_by_zero_when_empty(mask, column):
    mirrored = _mirrored(mask, _sources(mask, column))
    return int(np.sum(mask & mirrored)) / int(np.sum(mask | mirrored))


@mirror_symmetry.misconception("An empty mask is its own mirror image: its symmetry is 1, not 0.")
def zero_when_empty(mask, column):
    return mirror_symmetry.reference(mask, column) if mask.any() else 0.0


@mirror_symmetry.misconception(
    "Columns outside the picture wrap round to the other side. Outside is False."
)
def wraps(mask, column):
    return _iou(mask, mask[:, _sources(mask, column) % mask.shape[1]])


@mirror_symmetry.misconception("You mirror the rows. A vertical axis mirrors columns: c → 2·k − c.")
def mirrors_rows(mask, column):
    return _iou(mask, _mirrored(mask.T, _sources(mask.T, column)).T)


@mirror_symmetry.misconception("You flip the whole picture. Mirror about the column that is given.")
def ignores_the_column(mask, column):
    return _iou(mask, mask[:, ::-1])


@mirror_symmetry.misconception(
    "This is the share of pixels that agree. Background must not count: take the IoU."
)
def pixel_accuracy(mask, column):
    return np.mean(mask == _mirrored(mask, _sources(mask, column)))


@mirror_symmetry.misconception("This is the Dice coefficient. Divide by the union, without the 2.")
def dice(mask, column):
    mirrored = _mirrored(mask, _sources(mask, column))
    total = mask.sum() + mirrored.sum()
    return 1.0 if total == 0 else 2 * np.sum(mask & mirrored) / total


@mirror_symmetry.misconception(
    "Columns whose mirror image is outside were left out. They count: there M′ is False."
)
def only_the_overlap(mask, column):
    source = _sources(mask, column)
    inside = (source >= 0) & (source < mask.shape[1])
    return _iou(mask[:, inside], mask[:, source[inside]])


@mirror_symmetry.misconception(
    "An empty mask gives 0/0. It is its own mirror image: its symmetry is 1."
)
def nan_when_empty(mask, column):
    mirrored = _mirrored(mask, _sources(mask, column))
    with np.errstate(all="ignore"):
        return np.float64(np.sum(mask & mirrored)) / np.sum(mask | mirrored)


@mirror_symmetry.right_answer
def symmetry_with_sets(mask, column):
    height, width = mask.shape
    here = {(r, c) for r in range(height) for c in range(width) if mask[r, c]}
    there = {(r, 2 * column - c) for r, c in here if 0 <= 2 * column - c < width}
    return len(here & there) / len(here | there) if here else 1.0


@mirror_symmetry.right_answer
def symmetry_with_indices(mask, column):
    return _iou(mask, _mirrored(mask, _sources(mask, column)))
