"""How warm each panel is: panel_temperatures."""

from __future__ import annotations

import numpy as np
from scipy import ndimage

from autograder.exercise import exercise
from autograder.exercises.solar_farm.common import FORBID, map_of, uneven


@exercise(
    points=2,
    minutes=15,
    returns=["mean", "maximum", "p95"],
    forbid=FORBID,
    groups={"each panel's own pixels": 3.0, "numbers with gaps": 1.0},
)
def panel_temperatures(thermal, labels):
    names = np.unique(labels[labels > 0])
    panels = [thermal[labels == name] for name in names]
    mean = np.array([panel.mean() for panel in panels])
    maximum = np.array([panel.max() for panel in panels])
    p95 = np.array([np.percentile(panel, 95) for panel in panels])
    return mean, maximum, p95


def _warmth(labels, scale=1.0):
    """Water of 27 degrees C, panels from 40 up, no two pixels of a panel alike for long."""
    values = uneven(*labels.shape) * scale
    return np.where(labels > 0, 40 + labels + values, 27 + values / 13)


@panel_temperatures.case("two panels")
def _():
    labels = map_of("11.22", "11.22", "11.22", ".....")
    return dict(thermal=_warmth(labels), labels=labels)


@panel_temperatures.case("a slanted panel, its box holds water and another panel")
def _():
    labels = map_of("11....", ".11...", "..11..", "3..11.", "33..11", "33....", "..22..", "..22..")
    return dict(thermal=_warmth(labels, 0.25), labels=labels)


@panel_temperatures.case("frost: the water is warmer than the panels")
def _():
    labels = map_of("..111..", "22111..", "22.....", "22..333")
    return dict(thermal=_warmth(labels, 0.5) - 60 * (labels > 0), labels=labels)


@panel_temperatures.case("a panel of one pixel, and no background at all")
def _():
    labels = map_of("1222", "2222", "2222")
    return dict(thermal=_warmth(labels), labels=labels)


@panel_temperatures.case("numbers 2, 5 and 9", group="numbers with gaps")
def _():
    labels = map_of("99.55", "99.55", ".....", "222..")
    return dict(thermal=_warmth(labels), labels=labels)


def _random(rng, names):
    """Panels of 4 x 5 pixels in a row, in any order, on water."""
    labels = np.zeros((7, 6 * len(names) + 1), np.int64)
    for i, name in enumerate(rng.permutation(names)):
        top = rng.integers(0, 3)
        labels[top : top + 4, 6 * i + 1 : 6 * i + 6] = name
    thermal = np.where(labels > 0, 42, 27) + rng.normal(0, 3, labels.shape)
    return dict(thermal=thermal, labels=labels)


@panel_temperatures.case("random panels", hidden=True)
def _(rng):
    return _random(rng, np.arange(1, 6))


@panel_temperatures.case("random panels, colder than ice", hidden=True)
def _(rng):
    inputs = _random(rng, np.arange(1, 5))
    return dict(inputs, thermal=inputs["thermal"] - 60)


@panel_temperatures.case("random numbers", group="numbers with gaps", hidden=True)
def _(rng):
    return _random(rng, rng.permutation(np.arange(2, 40))[:4])


@panel_temperatures.right_answer
def labelled_statistics(thermal, labels):
    names = np.unique(labels)
    names = names[names != 0]

    def p95(values):
        return np.quantile(values, 0.95)

    mean, top = ndimage.mean(thermal, labels, names), ndimage.maximum(thermal, labels, names)
    return mean, top, ndimage.labeled_comprehension(thermal, labels, names, p95, float, np.nan)


@panel_temperatures.right_answer
def pixel_after_pixel(thermal, labels):
    found = {}
    for label, value in zip(labels.ravel().tolist(), thermal.ravel().tolist(), strict=True):
        if label:
            found.setdefault(label, []).append(value)
    rows = []
    for label in sorted(found):
        values = sorted(found[label])
        place = 0.95 * (len(values) - 1)
        low = int(place)
        high = min(low + 1, len(values) - 1)
        p95 = values[low] + (place - low) * (values[high] - values[low])
        rows.append((sum(values) / len(values), values[-1], p95))
    return tuple(np.array(column) for column in zip(*rows, strict=True))


@panel_temperatures.right_answer
def in_single_precision(thermal, labels):
    values = thermal.astype(np.float32)
    rows = []
    for name in np.unique(labels):
        if name > 0:
            panel = np.where(labels == name, values, np.nan)
            rows.append((np.nanmean(panel), np.nanmax(panel), np.nanpercentile(panel, 95)))
    mean, maximum, p95 = np.array(rows, np.float32).T
    return mean, maximum, p95


def _table(thermal, labels, mean=np.mean, maximum=np.max, p95=lambda v: np.percentile(v, 95)):
    panels = [thermal[labels == name] for name in np.unique(labels[labels > 0])]
    return tuple(np.array([f(panel) for panel in panels]) for f in (mean, maximum, p95))


@panel_temperatures.misconception(
    "Your lists hold the background as if it were a panel: label 0 is water."
)
def background_is_a_panel(thermal, labels):
    return panel_temperatures.reference(thermal, labels + 1)


@panel_temperatures.misconception(
    "You measure the rectangle around each panel, with the water and the neighbours in it. Take "
    "the pixels that have the panel's label."
)
def bounding_box(thermal, labels):
    boxes = [box for box in ndimage.find_objects(labels) if box is not None]
    marked = [(thermal[box], np.ones_like(labels[box])) for box in boxes]
    rows = [panel_temperatures.reference(values, ones) for values, ones in marked]
    return tuple(np.concatenate(column) for column in zip(*rows, strict=True))


@panel_temperatures.misconception(
    "Multiplying by the mask leaves a 0 for every other pixel, and the zeros count in the "
    "statistics. Let the mask select the panel's pixels instead."
)
def zeros_count(thermal, labels):
    panels = [thermal * (labels == name) for name in np.unique(labels[labels > 0])]
    return (
        np.array([p.mean() for p in panels]),
        np.array([p.max() for p in panels]),
        np.array([np.percentile(p, 95) for p in panels]),
    )


@panel_temperatures.misconception(
    "Your p95 lies near the coldest pixel: `np.percentile` takes percent, 95, `np.quantile` takes "
    "a share, 0.95."
)
def percentile_of_a_share(thermal, labels):
    return _table(thermal, labels, p95=lambda v: np.percentile(v, 0.95))


@panel_temperatures.misconception(
    "Your p95 is the value of one pixel. The 95th percentile lies between two of the sorted "
    "pixels; go along from one to the next, as `np.percentile` does."
)
def percentile_of_one_pixel(thermal, labels):
    return _table(thermal, labels, p95=lambda v: np.sort(v)[int(0.95 * len(v))])


@panel_temperatures.misconception(
    "Your p95 is 95 percent of the maximum. It is the temperature below which 95 percent of the "
    "panel's pixels lie."
)
def share_of_the_maximum(thermal, labels):
    return _table(thermal, labels, p95=lambda v: 0.95 * v.max())


@panel_temperatures.misconception("The first of your three is the median. Asked for is the mean.")
def median_for_mean(thermal, labels):
    return _table(thermal, labels, mean=np.median)


@panel_temperatures.misconception(
    "The order is mean, maximum, 95th percentile; the last two are the other way round in yours."
)
def order_of_results(thermal, labels):
    mean, maximum, p95 = panel_temperatures.reference(thermal, labels)
    return mean, p95, maximum


@panel_temperatures.misconception(
    "The last panel is missing: range(1, n) ends before n, and the highest label is a panel too."
)
def last_panel_missing(thermal, labels):
    return panel_temperatures.reference(thermal, np.where(labels == labels.max(), 0, labels))


@panel_temperatures.misconception(
    "You go through all numbers up to the highest. Numbers may be missing: ask np.unique which "
    "ones there are."
)
def numbers_without_gaps(thermal, labels):
    values, ones = thermal, labels
    rows = []
    for number in range(1, int(ones.max()) + 1):
        panel = values[ones == number]
        rows.append(
            (panel.mean(), panel.max(), np.percentile(panel, 95)) if panel.size else (np.nan,) * 3
        )
    return tuple(np.array(rows).T)


@panel_temperatures.misconception(
    "You go through all numbers up to the highest, and a number that no pixel has leaves an empty "
    "selection. Numbers may be missing: ask np.unique which ones there are."
)
def empty_selections(thermal, labels):
    numbers = range(1, int(labels.max()) + 1)
    panels = [thermal[labels == number] for number in numbers]
    return tuple(
        np.array([f(panel) for panel in panels])
        for f in (np.mean, np.max, lambda v: np.percentile(v, 95))
    )


@panel_temperatures.misconception(
    "Numbers that no pixel has are panels of 0 °C in yours. Numbers may be missing: ask np.unique "
    "which ones there are."
)
def zeros_for_missing_numbers(thermal, labels):
    rows = np.zeros((3, int(labels.max())))
    for number in np.unique(labels[labels > 0]):
        mean, maximum, p95 = _table(thermal, np.where(labels == number, labels, 0))
        rows[:, number - 1] = mean[0], maximum[0], p95[0]
    return tuple(rows)


@panel_temperatures.misconception(
    "You drop the first number, whatever it is. Label 0 may not occur at all: leave out what is 0."
)
def first_is_background(thermal, labels):
    return _table(thermal, np.where(labels == labels.min(), 0, labels))


@panel_temperatures.misconception(
    "Your mean is that of the rectangle around each panel, with the water and the neighbours in "
    "it. Take the pixels that have the panel's label."
)
def mean_of_the_box(thermal, labels):
    boxes = [box for box in ndimage.find_objects(labels) if box is not None]
    _, maximum, p95 = _table(thermal, labels)
    return np.array([thermal[box].mean() for box in boxes]), maximum, p95


@panel_temperatures.misconception(
    "Your p95 is one number for the whole picture. Each panel has its own, from its own pixels."
)
def percentile_of_the_picture(thermal, labels):
    return _table(thermal, labels, p95=lambda v: np.percentile(thermal, 95))


@panel_temperatures.misconception(
    "Your maximum is that of the whole picture. Each panel has its own, from its own pixels."
)
def maximum_of_the_picture(thermal, labels):
    return _table(thermal, labels, maximum=lambda v: thermal.max())


@panel_temperatures.misconception(
    "Your p95 is rounded down to the value of one pixel. The 95th percentile lies between two of "
    "the sorted pixels; go along from one to the next, as `np.percentile` does."
)
def percentile_rounded_down(thermal, labels):
    return _table(thermal, labels, p95=lambda v: np.percentile(v, 95, method="lower"))


@panel_temperatures.misconception(
    "Your panels come in the order in which they lie in the picture. Sort them by their number."
)
def order_of_appearance(thermal, labels):
    names, first = np.unique(labels[labels > 0], return_index=True)
    order = np.argsort(first)
    return tuple(column[order] for column in _table(thermal, labels))


@panel_temperatures.misconception("Your panels come in DESCENDING order of their number.")
def descending_order(thermal, labels):
    return tuple(column[::-1] for column in _table(thermal, labels))


@panel_temperatures.misconception(
    "You return one table. Return three arrays, each with one number a panel."
)
def one_table(thermal, labels):
    return np.stack(_table(thermal, labels), axis=1)


@panel_temperatures.misconception(
    "You count up to how many labels there are, as if they were 1, 2, 3 and the background always "
    "among them. Go through the labels themselves, as np.unique gives them."
)
def counted_up(thermal, labels):
    numbers = range(1, len(np.unique(labels)))
    panels = [thermal[labels == number] for number in numbers]
    return tuple(
        np.array([f(panel) for panel in panels])
        for f in (np.mean, np.max, lambda v: np.percentile(v, 95))
    )
