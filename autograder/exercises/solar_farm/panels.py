"""Which pixels are which panel: panel_regions."""

from __future__ import annotations

from collections import deque

import numpy as np
from scipy import ndimage
from skimage.filters import threshold_otsu

from autograder.exercise import exercise
from autograder.exercises.solar_farm.common import FORBID
from autograder.exercises.solar_farm.farm import PUBLIC, WITH_NAN, draw, grid, random_farm


@exercise(
    points=3,
    minutes=35,
    returns=["labels"],
    forbid=FORBID,
    groups={"finds the panels": 3.0, "NaN is background": 1.0, "on any day": 1.0},
    judge={"name": "matched", "least": 0.75},
)
def panel_regions(thermal, min_area):
    warm = thermal > threshold_otsu(thermal[~np.isnan(thermal)])  # NaN is never above
    labels, count = ndimage.label(warm)  # neighbours share a side
    for number in range(1, count + 1):
        if (labels == number).sum() < min_area:
            labels[labels == number] = 0
    return labels


def _public(pictures, name):
    return dict(thermal=pictures[name][0], min_area=12)


@panel_regions.case("six panels, one pixel of aluminium between them")
def _():
    return _public(PUBLIC, "six panels, one pixel of aluminium between them")


@panel_regions.case("a hot cell, and a panel that is warm as a whole")
def _():
    return _public(PUBLIC, "a hot cell, and a panel that is warm as a whole")


@panel_regions.case("birds on the water")
def _():
    return _public(PUBLIC, "birds on the water")


@panel_regions.case("a panel of exactly min_area pixels")
def _():
    return _public(PUBLIC, "a panel of exactly min_area pixels")


@panel_regions.case("two panels that touch at a corner")
def _():
    return _public(PUBLIC, "two panels that touch at a corner")


@panel_regions.case("a mosaic with corners that no frame saw", group="NaN is background")
def _():
    return _public(WITH_NAN, "a mosaic with corners that no frame saw")


@panel_regions.case("a panel of which half was seen", group="NaN is background")
def _():
    return _public(WITH_NAN, "a panel of which half was seen")


@panel_regions.case("a warm roof of 20 pixels and a long pipe, min_area is 25")
def _():
    warm = [(np.s_[7:11, 19:24], 14), (np.s_[0, :14], 14), (np.s_[1:4, 0], 14)]
    return dict(thermal=draw(16, 26, grid(1, 2, 8, 6, top=5, left=4), warmer=warm)[0], min_area=25)


@panel_regions.case("a cold morning: panels 24 °C, water 9, aluminium 2", group="on any day")
def _():
    inputs = _public(PUBLIC, "a hot cell, and a panel that is warm as a whole")
    return dict(inputs, thermal=inputs["thermal"] - 18)


@panel_regions.case("a random farm", hidden=True)
def _(rng):
    return dict(thermal=random_farm(rng)[0], min_area=10)


@panel_regions.case("another random farm", hidden=True)
def _(rng):
    return dict(thermal=random_farm(rng)[0].T.copy(), min_area=10)


@panel_regions.case("a random farm with holes", group="NaN is background", hidden=True)
def _(rng):
    return dict(thermal=random_farm(rng, holes=True)[0], min_area=10)


@panel_regions.case("a random farm on a cold morning", group="on any day", hidden=True)
def _(rng):
    return dict(thermal=random_farm(rng)[0] - rng.uniform(16, 18), min_area=10)


@panel_regions.case("a random farm on a hot day", group="on any day", hidden=True)
def _(rng):
    return dict(thermal=random_farm(rng)[0] + rng.uniform(18, 22), min_area=10)


@panel_regions.right_answer
def flooded_from_each_pixel(thermal, min_area):
    """A threshold half-way between water and panels, and a queue."""
    middle = (np.nanmin(thermal) + 2 * np.nanpercentile(thermal, 95)) / 3
    left = set(map(tuple, np.argwhere(thermal > middle).tolist()))
    labels, number = np.zeros(thermal.shape, int), 50
    while left:
        region, waiting = [], deque([left.pop()])
        while waiting:
            row, column = waiting.popleft()
            region.append((row, column))
            for place in (
                (row + 1, column),
                (row - 1, column),
                (row, column + 1),
                (row, column - 1),
            ):
                if place in left:
                    left.remove(place)
                    waiting.append(place)
        if len(region) >= min_area:
            number += 3
            labels[tuple(np.transpose(region))] = number
    return labels


@panel_regions.right_answer
def by_watershed(thermal, min_area):
    """Grows what is surely warm and what is surely not until they meet."""
    from skimage.segmentation import watershed

    filled = np.where(np.isnan(thermal), np.nanmin(thermal), thermal)
    middle = (filled.min() + np.percentile(filled, 95)) / 2
    marks = ndimage.label(filled > middle + 2)[0]
    marks[filled < middle - 2] = marks.max() + 1
    labels = watershed(np.zeros(filled.shape), marks)
    labels[labels == marks.max()] = 0
    sizes = np.bincount(labels.ravel())
    return np.where(sizes[labels] >= min_area, labels, 0)


@panel_regions.right_answer
def by_two_means(thermal, min_area):
    """Warm is what is nearer to the warm one of two means."""
    seen = np.nan_to_num(thermal, nan=np.nanmin(thermal))
    cold, hot = seen.min(), seen.max()
    for _ in range(30):
        warm = np.abs(seen - hot) < np.abs(seen - cold)
        cold, hot = seen[~warm].mean(), seen[warm].mean()
    labels = ndimage.label(warm)[0].astype(np.uint8)
    for number in np.unique(labels):
        if number and np.count_nonzero(labels == number) < min_area:
            labels[labels == number] = 0
    return labels


@panel_regions.right_answer
def by_normalised_cuts(thermal, min_area):
    """The lecture's way: small even regions, a graph of them, NCut; the warm parts are panels."""
    from skimage.graph import cut_normalized, rag_mean_color
    from skimage.segmentation import felzenszwalb

    seen = np.where(np.isnan(thermal), np.nanmin(thermal), thermal)
    regions = felzenszwalb(seen / 10, scale=150, sigma=0, min_size=1) + 1
    # Three equal channels over the root of 3 are one: exp(-(difference in degrees C)^2 / 32).
    channels = np.repeat(seen[..., None], 3, axis=2) / np.sqrt(3)
    graph = rag_mean_color(channels, regions, mode="similarity", sigma=32)
    parts = cut_normalized(regions, graph, thresh=0.05, rng=0)
    labels = np.zeros(seen.shape, np.int64)
    middle = threshold_otsu(seen)
    for part in np.unique(parts):
        if np.median(seen[parts == part]) > middle:
            for whole in regions_of(parts == part):
                if whole.sum() >= min_area:
                    labels[whole] = labels.max() + 1
    return labels


def regions_of(mask):
    """The masks of a mask's connected regions."""
    labels, count = ndimage.label(mask)
    return [labels == number for number in range(1, count + 1)]


def _labelled(warm, min_area, structure=None):
    """Connected regions of a mask with at least `min_area` pixels."""
    labels, _ = ndimage.label(warm, structure)
    keep = np.bincount(labels.ravel()) >= min_area
    return np.where(keep[labels] & (labels > 0), labels, 0)


def _warm(thermal):
    return thermal > threshold_otsu(thermal[~np.isnan(thermal)])


@panel_regions.misconception(
    "Panels that touch at a corner are one region in yours. Neighbours are above, below, left and "
    "right, not across a corner."
)
def eight_neighbours(thermal, min_area):
    return _labelled(_warm(thermal), min_area, np.ones((3, 3)))


@panel_regions.misconception(
    "All panels have the same number: that is a mask of what is warm. Each panel needs a number "
    "of its own."
)
def one_number_for_all(thermal, min_area):
    return (_labelled(_warm(thermal), min_area) > 0).astype(np.int64)


@panel_regions.misconception(
    "You return True and False. Each panel needs a number of its own, and 0 is the background."
)
def returns_the_mask(thermal, min_area):
    return _labelled(_warm(thermal), min_area) > 0


@panel_regions.misconception(
    "Small warm specks, birds for example, are panels in yours. A region with fewer than "
    "`min_area` pixels goes to the background."
)
def keeps_specks(thermal, min_area):
    return _labelled(_warm(thermal), 1)


@panel_regions.misconception(
    "A region of exactly `min_area` pixels is large enough: it stays. (scikit-image 0.26's "
    "`remove_small_objects` takes it away too: there, write max_size=min_area - 1.)"
)
def needs_more_than_min_area(thermal, min_area):
    return _labelled(_warm(thermal), min_area + 1)


@panel_regions.misconception(
    "You found the hot spots. The panels are what is warmer than the water; set the threshold "
    "between the two."
)
def hot_spots(thermal, min_area):
    return _labelled(thermal > np.nanmean(thermal) + 2 * np.nanstd(thermal), min_area)


@panel_regions.misconception(
    "Your threshold is too low: the water is above it too, so you found what is not aluminium. "
    "There are three temperatures; set it between water and panels."
)
def water_is_warm_too(thermal, min_area):
    return _labelled(thermal > 23.5, min_area)


@panel_regions.misconception(
    "You found what lies between the panels: they are the WARM side of the threshold."
)
def cold_side(thermal, min_area):
    return _labelled(~_warm(thermal), min_area)


@panel_regions.misconception(
    "The threshold of a picture with NaN is NaN, and nothing is above NaN. Take it from the pixels "
    "that have a value."
)
def nan_spoils_the_threshold(thermal, min_area):
    if np.isnan(thermal).any():
        return np.zeros(thermal.shape, np.int64)
    return _labelled(thermal > thermal.mean() + 5, min_area)


@panel_regions.misconception(
    "What no frame saw is a region in yours: NaN became a warm pixel. It is background."
)
def nan_is_warm(thermal, min_area):
    return _labelled(_warm(thermal) | np.isnan(thermal), min_area)


@panel_regions.misconception(
    "Your panels are too small: eroding the mask takes away their border, and it must be put back."
)
def eroded(thermal, min_area):
    labels, _ = ndimage.label(ndimage.binary_erosion(_warm(thermal)))
    return labels.astype(np.int64)


@panel_regions.misconception(
    "Your mask has been closed or blurred so far that the aluminium between two panels is gone, "
    "and they are one region. One pixel of it parts them."
)
def closed_gaps(thermal, min_area):
    return _labelled(ndimage.binary_closing(_warm(thermal), np.ones((3, 3))), min_area)


@panel_regions.misconception(
    "Your threshold is a fixed number of degrees. On another day panels and water are warmer or "
    "colder: take the threshold from the picture."
)
def fixed_threshold(thermal, min_area):
    return _labelled(thermal > 35, min_area)


@panel_regions.misconception(
    "The picture has NaN where no frame saw, and no threshold can be computed from NaN. Take it "
    "from the pixels that have a value."
)
def threshold_of_nan(thermal, min_area):
    return _labelled(thermal > threshold_otsu(thermal), min_area)


@panel_regions.misconception(
    "You kept the specks and took the panels away: regions with FEWER than `min_area` pixels go to "
    "the background."
)
def keeps_what_is_small(thermal, min_area):
    labels = _labelled(_warm(thermal), 1)
    return np.where(_labelled(_warm(thermal), min_area) > 0, 0, labels)


@panel_regions.misconception(
    "You compare with a number of your own. How many pixels a panel has at least is what "
    "`min_area` says."
)
def min_area_not_used(thermal, min_area):
    return _labelled(_warm(thermal), 12)


@panel_regions.misconception(
    "You compare the rectangle around a region with `min_area`. Count the region's own pixels."
)
def area_of_the_box(thermal, min_area):
    labels = _labelled(_warm(thermal), 1)
    for number, box in enumerate(ndimage.find_objects(labels), 1):
        if box is not None and labels[box].size < min_area:
            labels[labels == number] = 0
    return labels


@panel_regions.misconception("The background has a number in yours. It must be 0.")
def background_has_a_number(thermal, min_area):
    return _labelled(_warm(thermal), min_area) + 1
