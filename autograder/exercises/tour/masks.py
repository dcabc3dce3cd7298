"""Making a mask: threshold."""

from __future__ import annotations

import numpy as np

from autograder.exercise import exercise
from autograder.exercises.tour.common import FORBID


@exercise(
    points=1,
    minutes=5,
    returns=["mask"],
    forbid=FORBID,
    groups={"brighter pixels": 3.0, "pixels equal to t": 1.0},
)
def threshold(gray, t):
    return gray > t


@threshold.case("a small picture of whole grey levels")
def _():
    gray = np.array([[12, 200, 90], [130, 60, 255], [0, 101, 99]], np.uint8)
    return dict(gray=gray, t=100)


@threshold.case("a picture of more rows than columns, low threshold")
def _():
    return dict(gray=np.array([[3, 140], [20, 90], [41, 39], [0, 255]], np.uint8), t=40)


@threshold.case("grey values between 0 and 1")
def _():
    return dict(gray=np.array([[0.1, 0.7, 0.3], [0.55, 0.95, 0.0]]), t=0.5)


@threshold.case("grey values with fractions")
def _():
    return dict(gray=np.array([[2.4, 3.25, 2.75], [7.9, 0.5, 3.75]]), t=2.5)


@threshold.case("a threshold that nothing exceeds")
def _():
    return dict(gray=np.array([[12, 200], [90, 254]], np.uint8), t=255)


@threshold.case("some pixels are exactly t", group="pixels equal to t")
def _():
    return dict(gray=np.array([[99, 100, 101], [100, 100, 255]], np.uint8), t=100)


@threshold.case("random uint8 picture", hidden=True)
def _(rng):
    # Odd grey levels and an even threshold: ties have a group of their own.
    gray = (2 * rng.integers(0, 128, (9, 14)) + 1).astype(np.uint8)
    return dict(gray=gray, t=2 * int(rng.integers(30, 60)))


@threshold.case("random float picture", hidden=True)
def _(rng):
    return dict(gray=rng.uniform(0, 255, (7, 5)), t=float(rng.uniform(150, 200)))


@threshold.case("random ties", group="pixels equal to t", hidden=True)
def _(rng):
    return dict(gray=rng.integers(0, 5, (8, 8)).astype(np.uint8), t=2)


@threshold.misconception(
    "Pixels equal to t are True in yours. The mask is True where gray is strictly greater than t."
)
def greater_or_equal(gray, t):
    return gray >= t


@threshold.misconception("The mask is inverted: True means brighter than t.")
def inverted(gray, t):
    return gray <= t


@threshold.misconception(
    "You returned a picture of 0 and 255. A mask holds True and False: the comparison gives it."
)
def zero_and_255(gray, t):
    return np.where(gray > t, 255, 0).astype(np.uint8)


@threshold.misconception(
    "You returned 0 and 1. A mask holds True and False: with whole numbers, gray[mask] would pick "
    "rows 0 and 1."
)
def zero_and_one(gray, t):
    return (gray > t).astype(int)


@threshold.misconception(
    "You returned a picture of 0.0 and 255.0. A mask holds True and False: the comparison gives it."
)
def zero_and_255_in_floats(gray, t):
    return np.where(gray > t, 255.0, 0.0)


@threshold.misconception(
    "You returned 0.0 and 1.0. A mask holds True and False, so that gray[mask] picks pixels."
)
def zero_and_one_in_floats(gray, t):
    return (gray > t).astype(float)


@threshold.misconception(
    "You returned a list of the bright values. A mask has the picture's shape and says True or "
    "False for every pixel."
)
def picks_the_values(gray, t):
    return gray[gray > t]


@threshold.misconception(
    "The grey values are cut to whole numbers here; 0.7 becomes 0. Compare them as they are."
)
def cuts_gray(gray, t):
    return gray.astype(int) > t


@threshold.misconception(
    "You returned the grey values of the bright pixels. A mask says only where they are."
)
def keeps_the_grey(gray, t):
    return np.where(gray > t, gray, 0)


@threshold.misconception("The threshold is fixed at the middle. Use the t that the caller gives.")
def fixed_threshold(gray, t):
    return gray > 128


@threshold.misconception("t is cut to a whole number here; 0.5 becomes 0. Use t as it is.")
def cuts_t(gray, t):
    return gray > int(t)


@threshold.misconception(
    "The picture is compared with 255 times t. Picture and t have one scale already."
)
def scales_t(gray, t):
    return gray > 255 * t


@threshold.right_answer
def two_loops(gray, t):
    mask = np.zeros(gray.shape, dtype=bool)
    for row in range(gray.shape[0]):
        for column in range(gray.shape[1]):
            if gray[row, column] > t:
                mask[row, column] = True
    return mask


@threshold.right_answer
def by_where(gray, t):
    return np.where(gray.astype(float) - t > 0, True, False)


@threshold.right_answer
def not_below(gray, t):
    return np.logical_not(gray <= t)
