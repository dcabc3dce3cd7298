"""Which panels the colour picture shows covered: soiled_panels."""

from __future__ import annotations

import numpy as np

from autograder.exercise import exercise
from autograder.exercises.solar_farm.common import FORBID, map_of

FAR = 60  # grey levels
BLUE, WATER, DROPPING = (34, 44, 82), (72, 96, 92), (222, 220, 206)


@exercise(
    points=2,
    minutes=20,
    returns=["soiled"],
    core=False,
    forbid=FORBID,
    groups={"share of far colours": 3.0, "numbers with gaps": 1.0},
)
def soiled_panels(rgb, labels, threshold):
    soiled = []
    for name in np.unique(labels[labels > 0]):
        colours = rgb[labels == name].astype(float)
        away = colours - np.median(colours, axis=0)
        far = np.sqrt((away**2).sum(axis=1)) > FAR
        soiled.append(far.mean() > threshold)
    return np.array(soiled, bool)


# Three panels of 4 x 5 pixels with water between them.
_THREE = map_of(*["11111.22222.33333"] * 4)


def _picture(labels, *, panels=None, pixels=()):
    """Blue panels on water; `panels` have a colour of their own, `pixels` are (row, column)."""
    rgb = np.empty((*labels.shape, 3), np.uint8)
    rgb[:] = WATER
    rgb[labels > 0] = BLUE
    for name, colour in (panels or {}).items():
        rgb[labels == name] = colour
    for row, column, colour in pixels:
        rgb[row, column] = colour
    return rgb


def _plus(*steps):
    return tuple(b + s for b, s in zip(BLUE, steps, strict=True))


@soiled_panels.case("droppings on the middle one of three")
def _():
    rgb = _picture(_THREE, pixels=[(1, 7, DROPPING), (1, 8, DROPPING), (2, 8, DROPPING)])
    return dict(rgb=rgb, labels=_THREE, threshold=0.03)


@soiled_panels.case("six of 20 pixels covered, and seven of 20 allowed")
def _():
    places = [(r, c, DROPPING) for r in (1, 2) for c in (1, 2, 3)]
    places += [(r, c, DROPPING) for r in range(4) for c in (12, 14)]
    return dict(rgb=_picture(_THREE, pixels=places), labels=_THREE, threshold=0.35)


@soiled_panels.case("near in each channel, far in all three")
def _():
    places = [(2, c, _plus(40, 40, 40)) for c in (1, 2)]  # 69 grey levels away
    places += [(2, c, _plus(30, 30, 30)) for c in (7, 8, 9)]  # 52
    places += [(2, c, _plus(20, 40, 40)) for c in (13, 14)]  # 60, which is not more than 60
    return dict(rgb=_picture(_THREE, pixels=places), labels=_THREE, threshold=0.05)


@soiled_panels.case("dirt as dark as the panel, and cells in a light shade")
def _():
    brown, red, shade = (100, 44, 16), (130, 34, 4), (24, 30, 70)
    places = [(r, 2, brown) for r in range(3)] + [(r, 8, shade) for r in range(4)]
    places += [(r, 14, red) for r in range(3)]
    return dict(rgb=_picture(_THREE, pixels=places), labels=_THREE, threshold=0.1)


@soiled_panels.case("a share of exactly the threshold is not above it")
def _():
    places = [(r, c, DROPPING) for r, c in ((0, 0), (1, 1), (2, 2), (3, 3), (3, 4))]
    places += [(r, c, DROPPING) for r in (1, 2) for c in (7, 8, 9)]
    return dict(rgb=_picture(_THREE, pixels=places), labels=_THREE, threshold=0.25)


@soiled_panels.case("a large panel and a small one of another make")
def _():
    labels = map_of("1111111.22", "1111111.22", "1111111.22", "1111111...", "1111111.33",
                    "1111111.33")  # fmt: skip
    rgb = _picture(
        labels, panels={2: (140, 30, 30), 3: (150, 150, 150)},
        pixels=[(2, 2, DROPPING), (2, 3, DROPPING), (1, 8, DROPPING)],
    )  # fmt: skip
    return dict(rgb=rgb, labels=labels, threshold=0.1)


@soiled_panels.case("a slanted panel, its box holds water")
def _():
    labels = map_of("11....22", ".11...22", "..11..22", "...11.22", "....1122", "......22")
    rgb = _picture(labels, pixels=[(0, 6, DROPPING), (1, 7, DROPPING)])
    return dict(rgb=rgb, labels=labels, threshold=0.15)


@soiled_panels.case("no background at all")
def _():
    labels = map_of("11112222", "11112222", "11122222")
    rgb = _picture(labels, pixels=[(0, 1, DROPPING), (1, 2, DROPPING)])
    return dict(rgb=rgb, labels=labels, threshold=0.1)


@soiled_panels.case("numbers 9, 4 and 2", group="numbers with gaps")
def _():
    labels = np.array([0, 9, 4, 2])[_THREE]
    places = [(1, 1, DROPPING), (2, 1, DROPPING), (1, 13, DROPPING), (2, 3, DROPPING)]
    return dict(rgb=_picture(labels, pixels=places), labels=labels, threshold=0.08)


def _random(rng, names):
    """Panels of 8 x 6 pixels with up to a third of dirt, the picture with a little noise."""
    labels = np.zeros((10, 8 * len(names)), np.int64)
    rgb = np.empty((*labels.shape, 3))
    rgb[:] = WATER
    for i, name in enumerate(rng.permutation(names)):
        box = np.s_[1:9, 8 * i + 1 : 8 * i + 7]
        labels[box] = name
        panel = np.tile(np.array(BLUE) + rng.uniform(-15, 15), (48, 1))
        panel[rng.permutation(48)[: rng.choice([0, 1, 4, 9, 16])]] = DROPPING
        rgb[box] = panel.reshape(8, 6, 3)
    rgb = np.clip(rgb + rng.normal(0, 3, rgb.shape), 0, 255).round().astype(np.uint8)
    return dict(rgb=rgb, labels=labels, threshold=0.05)


@soiled_panels.case("random panels", hidden=True)
def _(rng):
    return _random(rng, np.arange(1, 7))


@soiled_panels.case("random panels, much is allowed", hidden=True)
def _(rng):
    return dict(_random(rng, np.arange(1, 7)), threshold=0.25)


@soiled_panels.case("random numbers", group="numbers with gaps", hidden=True)
def _(rng):
    return _random(rng, rng.permutation(np.arange(2, 30))[:5])


@soiled_panels.right_answer
def pixel_after_pixel(rgb, labels, threshold):
    soiled = []
    for name in sorted(set(labels.ravel().tolist()) - {0}):
        places = np.argwhere(labels == name)
        median = [np.median([int(rgb[r, c, k]) for r, c in places]) for k in range(3)]
        far = 0
        for r, c in places:
            squared = sum((int(rgb[r, c, k]) - median[k]) ** 2 for k in range(3))
            far += squared > FAR**2
        soiled.append(bool(far / len(places) > threshold))
    return np.array(soiled)


@soiled_panels.right_answer
def a_picture_of_medians(rgb, labels, threshold):
    """Every pixel gets its panel's median, and one subtraction is left for the whole picture."""
    names, numbers = np.unique(labels, return_inverse=True)
    numbers = numbers.reshape(labels.shape)
    medians = np.array([np.median(rgb[labels == name], axis=0) for name in names])
    far = np.linalg.norm(rgb - medians[numbers], axis=2) > FAR
    share = np.bincount(numbers.ravel(), far.ravel()) / np.bincount(numbers.ravel())
    return (share > threshold)[names > 0]


@soiled_panels.right_answer
def with_masked_medians(rgb, labels, threshold):
    values = rgb.astype(np.float32)
    results = []
    for name in np.unique(labels)[np.unique(labels) > 0]:
        panel = np.where((labels == name)[..., None], values, np.nan).reshape(-1, 3)
        away = panel - np.nanmedian(panel, axis=0)
        far = np.count_nonzero(np.einsum("nc,nc->n", away, away) > 3600)
        results.append(far > threshold * np.count_nonzero(labels == name))
    return np.array(results)


def _soiled(rgb, labels, threshold, middle=None, far=None, above=np.greater):
    """The reference with a part exchanged: where a panel's colour is, or which pixels are far."""
    middle = middle or (lambda colours: np.median(colours, axis=0))
    far = far or (lambda away: np.linalg.norm(away, axis=1) > FAR)
    soiled = []
    for name in np.unique(labels[labels > 0]):
        colours = rgb[labels == name].astype(float)
        soiled.append(above(far(colours - middle(colours)).mean(), threshold))
    return np.array(soiled, bool)


@soiled_panels.misconception(
    "You measure from the panel's MEAN colour. Much dirt moves the mean towards the dirt, and then "
    "the clean pixels are far as well; the median stays with the clean ones."
)
def mean_colour(rgb, labels, threshold):
    return _soiled(rgb, labels, threshold, middle=lambda colours: colours.mean(axis=0))


@soiled_panels.misconception(
    "You measure from one colour for the whole picture. Panels differ, and water is none: take the "
    "median of each panel's own pixels."
)
def median_of_the_picture(rgb, labels, threshold):
    median = np.median(rgb.reshape(-1, 3), axis=0)
    return _soiled(rgb, labels, threshold, middle=lambda colours: median)


@soiled_panels.misconception(
    "Your median is one number. A colour has three: take the median of each channel, along axis 0."
)
def one_median_for_all_channels(rgb, labels, threshold):
    return _soiled(rgb, labels, threshold, middle=np.median)


@soiled_panels.misconception(
    "The background counts in your panels. Let a mask select the panel's pixels; setting "
    "the others to 0 leaves them in."
)
def background_counts(rgb, labels, threshold):
    soiled = []
    for name in np.unique(labels[labels > 0]):
        colours = (rgb * (labels == name)[..., None]).reshape(-1, 3).astype(float)
        away = np.linalg.norm(colours - np.median(colours, axis=0), axis=1)
        soiled.append((away > FAR).mean() > threshold)
    return np.array(soiled, bool)


@soiled_panels.misconception(
    "You divide by the number of pixels of the whole picture. The share is of the panel's pixels."
)
def share_of_the_picture(rgb, labels, threshold):
    soiled = []
    for name in np.unique(labels[labels > 0]):
        colours = rgb[labels == name].astype(float)
        away = np.linalg.norm(colours - np.median(colours, axis=0), axis=1)
        soiled.append((away > FAR).sum() / labels.size > threshold)
    return np.array(soiled, bool)


@soiled_panels.misconception(
    "One far pixel is enough in yours. The threshold is a share, not a number: divide the number "
    "of far pixels by the panel's number of pixels, and compare that."
)
def number_for_share(rgb, labels, threshold):
    soiled = []
    for name in np.unique(labels[labels > 0]):
        colours = rgb[labels == name].astype(float)
        away = np.linalg.norm(colours - np.median(colours, axis=0), axis=1)
        soiled.append((away > FAR).sum() > threshold)
    return np.array(soiled, bool)


@soiled_panels.misconception(
    "You compare each channel with 60. Compare the Euclidean distance, which is made of all three."
)
def each_channel_alone(rgb, labels, threshold):
    return _soiled(rgb, labels, threshold, far=lambda away: (np.abs(away) > FAR).any(axis=1))


@soiled_panels.misconception(
    "You add up the differences of the three channels. The Euclidean distance is the root of the "
    "sum of their squares."
)
def sum_of_differences(rgb, labels, threshold):
    return _soiled(rgb, labels, threshold, far=lambda away: np.abs(away).sum(axis=1) > FAR)


@soiled_panels.misconception(
    "You compare the SQUARED distance with 60. Take the root, or square both sides."
)
def squared_against_60(rgb, labels, threshold):
    return _soiled(rgb, labels, threshold, far=lambda away: (away**2).sum(axis=1) > FAR)


@soiled_panels.misconception(
    "You look at the brightness alone. Dirt may be as bright as the panel and of another colour: "
    "take the distance of the colours."
)
def brightness_only(rgb, labels, threshold):
    return _soiled(
        rgb, labels, threshold, far=lambda away: np.abs(away.mean(axis=1)) * np.sqrt(3) > FAR
    )


@soiled_panels.misconception(
    "A distance of exactly 60 is not MORE than 60: it is not far."
)  # fmt: skip
def far_from_60_on(rgb, labels, threshold):
    return _soiled(rgb, labels, threshold, far=lambda away: np.linalg.norm(away, axis=1) >= FAR)


@soiled_panels.misconception(
    "A share of exactly the threshold is not ABOVE it: compare with >."
)  # fmt: skip
def at_the_threshold(rgb, labels, threshold):
    return _soiled(rgb, labels, threshold, above=np.greater_equal)


@soiled_panels.misconception(
    "Numbers of type uint8 do not go below 0: 24 − 34 is 246 there, and darker pixels look far. "
    "Convert the colours to float before you subtract."
)
def wraps_around(rgb, labels, threshold):
    soiled = []
    for name in np.unique(labels[labels > 0]):
        colours = rgb[labels == name]
        away = (colours - np.median(colours, axis=0).astype(np.uint8)).astype(float)
        soiled.append((np.linalg.norm(away, axis=1) > FAR).mean() > threshold)
    return np.array(soiled, bool)


@soiled_panels.misconception(
    "Your answer has one entry too many: label 0 is the background, not a panel."
)
def background_is_a_panel(rgb, labels, threshold):
    return _soiled(rgb, labels + 1, threshold)


@soiled_panels.misconception(
    "You look at the rectangle around each panel, with the water in it. Take the pixels that have "
    "the panel's label."
)
def bounding_box(rgb, labels, threshold):
    soiled = []
    for name in np.unique(labels[labels > 0]):
        rows, columns = np.nonzero(labels == name)
        box = np.s_[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
        soiled.append(_soiled(rgb[box], np.ones_like(labels[box]), threshold)[0])
    return np.array(soiled, bool)


@soiled_panels.misconception(
    "You drop the first number, whatever it is. Label 0 may not occur at all: leave out what is 0."
)
def first_is_background(rgb, labels, threshold):
    return _soiled(rgb, np.where(labels == labels.min(), 0, labels), threshold)


@soiled_panels.misconception(
    "You measure from one colour for all panels. Panels differ: take the median of each panel's "
    "own pixels."
)
def median_of_all_panels(rgb, labels, threshold):
    median = np.median(rgb[labels > 0], axis=0)
    return _soiled(rgb, labels, threshold, middle=lambda colours: median)


@soiled_panels.misconception(
    "You take the MEAN of the three squares. The L2 distance is the root of their sum."
)
def mean_of_squares(rgb, labels, threshold):
    return _soiled(rgb, labels, threshold, far=lambda away: np.sqrt((away**2).mean(axis=1)) > FAR)


@soiled_panels.misconception(
    "You compare the average of a panel, its colour or its distance, with 60. Count the pixels "
    "that are more than 60 away, and compare their share with the threshold."
)
def average_distance(rgb, labels, threshold):
    return _soiled(rgb, labels, FAR, far=lambda away: np.linalg.norm(away, axis=1))


@soiled_panels.misconception(
    "You go through all numbers up to the highest. Numbers may be missing: ask np.unique which "
    "ones there are."
)
def numbers_without_gaps(rgb, labels, threshold):
    soiled = np.zeros(int(labels.max()), bool)
    soiled[np.unique(labels[labels > 0]) - 1] = _soiled(rgb, labels, threshold)
    return soiled


@soiled_panels.misconception(
    "The last panel is missing: range(1, n) ends before n, and the highest label is a panel too."
)
def last_panel_missing(rgb, labels, threshold):
    return _soiled(rgb, np.where(labels == labels.max(), 0, labels), threshold)


@soiled_panels.misconception("Your panels come in DESCENDING order of their number.")
def descending_order(rgb, labels, threshold):
    return _soiled(rgb, labels, threshold)[::-1]


@soiled_panels.misconception(
    "No panel is soiled in yours. Numbers of type uint8 hold at most 255, and squares of "
    "differences are larger: convert the colours to float before you subtract."
)
def squares_wrap_around(rgb, labels, threshold):
    soiled = []
    for name in np.unique(labels[labels > 0]):
        colours = rgb[labels == name]
        away = colours - np.median(colours, axis=0).astype(np.uint8)
        soiled.append((np.sqrt((away**2).sum(axis=1)) > FAR).mean() > threshold)
    return np.array(soiled, bool)


@soiled_panels.misconception(
    "You compare the mean of the three channels, the brightness. Dirt may be as bright as the "
    "panel and of another colour: take the distance of the colours."
)
def mean_of_the_channels(rgb, labels, threshold):
    return _soiled(rgb, labels, threshold, far=lambda away: np.abs(away.mean(axis=1)) > FAR)
