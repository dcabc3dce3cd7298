"""Colour and place together: mean_shift_segment."""

from __future__ import annotations

import numpy as np

from autograder.exercise import exercise
from autograder.exercises.mean_shift.common import FORBID
from autograder.exercises.mean_shift.merging import merge_modes
from autograder.exercises.mean_shift.modes import find_modes

EPSILON = 1e-3  # in the joint space, where the radius is 1


@exercise(
    points=2,
    minutes=25,
    returns=["labels"],
    uses=["find_modes", "merge_modes"],
    forbid=FORBID,
    judge={"name": "partition"},
)
def mean_shift_segment(image, spatial_radius, color_radius):
    return _cluster(_joint(image, spatial_radius, color_radius))


def _joint(image, spatial_radius, color_radius):
    y, x = np.indices(image.shape[:2])
    places = np.stack([x.ravel(), y.ravel()], axis=1)
    colours = image.reshape(-1, 3).astype(np.float64)
    return np.hstack([places / spatial_radius, colours / color_radius])


def _cluster(features, radius=1.0):
    modes = find_modes.reference(features, radius, EPSILON * radius)
    return merge_modes.reference(modes, radius)[0]


def _grey(rows):
    return np.repeat(np.array(rows, np.uint8)[:, :, None], 3, axis=2)


@mean_shift_segment.case("two halves")
def _():
    image = _grey([[10, 12, 10, 200, 202, 200]] * 4)
    return dict(image=image, spatial_radius=8.0, color_radius=40.0)


@mean_shift_segment.case("one colour in two places")
def _():
    image = _grey([[20] * 2 + [220] * 10 + [20] * 2] * 2)
    return dict(image=image, spatial_radius=6.3, color_radius=50.0)


@mean_shift_segment.case("a checkerboard of rows")
def _():
    image = _grey([[30, 30, 30, 30], [90, 90, 90, 90], [30, 30, 30, 30], [90, 90, 90, 90]])
    return dict(image=image, spatial_radius=9.0, color_radius=30.0)


@mean_shift_segment.case("one colour in two places, a wide window")
def _():
    image = _grey([[80] * 2 + [200] * 10 + [80] * 2])
    return dict(image=image, spatial_radius=30.0, color_radius=3.0)


@mean_shift_segment.case("a slope beside a hill")
def _():
    levels = [0, 1, 2, 3, 4, 5, 9, 13, 17, 21, 24, 26]
    image = np.zeros((1, len(levels), 3), np.uint8)
    image[0, :, 0] = np.array(levels) * 8
    return dict(image=image, spatial_radius=100.0, color_radius=50.0)


@mean_shift_segment.case("three colours of one brightness, one above the other")
def _():
    colours = np.array([[90, 40, 20], [20, 110, 20], [40, 10, 100], [20, 110, 20]], np.uint8)
    image = np.repeat(np.repeat(colours[:, None], 2, axis=1), 3, axis=0)
    return dict(image=image, spatial_radius=2.6, color_radius=40.0)


@mean_shift_segment.case("neither too far nor too different, but both at once")
def _():
    image = _grey([[20, 60], [20, 60]])
    return dict(image=image, spatial_radius=1.25, color_radius=86.0)


@mean_shift_segment.case("random colours of one brightness", hidden=True)
def _(rng):
    colours = rng.permutation([[90, 40, 20], [20, 110, 20], [40, 10, 100]], axis=1)
    image = np.repeat(np.repeat(colours[[0, 1, 2, 1], None], 2, axis=1), 3, axis=0)
    return dict(image=image.astype(np.uint8), spatial_radius=2.6, color_radius=40.0)


@mean_shift_segment.case("a random slope", hidden=True)
def _(rng):
    steps = np.repeat([4, 16, 32, 24, 16], [3, 2, 4, 2, 1]) + rng.integers(0, 3, 12)
    image = np.zeros((1, 12, 3), np.uint8)
    image[0, :, int(rng.integers(3))] = np.cumsum(steps) - steps[0]
    return dict(image=image, spatial_radius=100.0, color_radius=50.0)


@mean_shift_segment.case("random stripes", hidden=True)
def _(rng):
    levels = np.repeat(50 * rng.permutation(4), 3)
    image = np.repeat(levels[None, :, None], 4, axis=0) + rng.integers(0, 6, (4, 12, 3))
    return dict(image=image.astype(np.uint8), spatial_radius=7.3, color_radius=25.0)


@mean_shift_segment.case("random blocks of two colours", hidden=True)
def _(rng):
    blocks = np.kron(np.array([[0, 1, 0], [1, 0, 1]]), np.ones((3, 4), int))
    image = 40 + 150 * blocks[:, :, None] + rng.integers(0, 6, (6, 12, 3))
    return dict(image=image.astype(np.uint8), spatial_radius=4.5, color_radius=35.0)


@mean_shift_segment.right_answer
def with_two_loops(image, spatial_radius, color_radius):
    features = []
    for row in range(image.shape[0]):
        for column in range(image.shape[1]):
            colour = [float(value) / color_radius for value in image[row, column]]
            features.append([column / spatial_radius, row / spatial_radius, *colour])
    modes = find_modes.reference(np.array(features), 1.0, 1e-3)
    return merge_modes.reference(modes, 1.0)[0]


@mean_shift_segment.right_answer
def stretched_to_grey_levels(image, spatial_radius, color_radius):
    features = _joint(image, spatial_radius, color_radius) * color_radius
    return _cluster(features, color_radius) + 5  # any numbering is right


def _nearest(features, centres):
    return ((features[:, None] - centres[None]) ** 2).sum(axis=2).argmin(axis=1)


@mean_shift_segment.misconception(
    "You use one radius for colours and places. Divide each by its own radius first; then one ball "
    "of radius 1 serves both."
)
def one_bandwidth(image, spatial_radius, color_radius):
    return _cluster(_joint(image, 1.0, 1.0), color_radius)


@mean_shift_segment.misconception(
    "Your labels know the colour alone. The places, divided by spatial_radius, are features too."
)
def colour_only(image, spatial_radius, color_radius):
    return _cluster(image.reshape(-1, 3) / color_radius)


@mean_shift_segment.misconception(
    "Your labels know the place alone. The colours, divided by color_radius, are features too."
)
def place_only(image, spatial_radius, color_radius):
    return _cluster(_joint(image, spatial_radius, color_radius)[:, :2])


@mean_shift_segment.misconception(
    "Your colours are one number a pixel. All three channels are features of their own: two "
    "colours may be equally bright."
)
def brightness_only(image, spatial_radius, color_radius):
    grey = np.repeat(image.mean(axis=2, keepdims=True), 3, axis=2) / np.sqrt(3)
    return _cluster(_joint(grey, spatial_radius, color_radius))


@mean_shift_segment.misconception("You look at the red channel only. All three are features.")
def red_only(image, spatial_radius, color_radius):
    return _cluster(_joint(image, spatial_radius, color_radius)[:, :3])


@mean_shift_segment.misconception(
    "The row is missing in your features: both x and y, divided by spatial_radius, are features."
)
def column_only(image, spatial_radius, color_radius):
    return _cluster(np.delete(_joint(image, spatial_radius, color_radius), 1, axis=1))


@mean_shift_segment.misconception(
    "The column is missing in your features: both x and y, divided by spatial_radius, are features."
)
def row_only(image, spatial_radius, color_radius):
    return _cluster(_joint(image, spatial_radius, color_radius)[:, 1:])


@mean_shift_segment.misconception(
    "Your places go down the columns of the picture, your colours along its rows: so a pixel gets "
    "another one's place. Both must be in row-major order, also where the picture is not square."
)
def places_of_other_pixels(image, spatial_radius, color_radius):
    features = _joint(image, spatial_radius, color_radius)
    x, y = np.divmod(np.arange(len(features)), image.shape[0])
    features[:, :2] = np.stack([x, y], axis=1) / spatial_radius
    return _cluster(features)


@mean_shift_segment.misconception(
    "You have two windows, one for places and one for colours, as Comaniciu and Meer do. Here it "
    "is one ball of radius 1 in the joint space: one distance over all five features."
)
def two_windows(image, spatial_radius, color_radius):
    features = _joint(image, spatial_radius, color_radius)
    modes = features.copy()
    for i, mode in enumerate(modes):
        for _ in range(300):
            squares = (features - mode) ** 2
            near = (squares[:, :2].sum(axis=1) <= 1) & (squares[:, 2:].sum(axis=1) <= 1)
            old, mode = mode, features[near].mean(axis=0)
            if np.linalg.norm(mode - old) < EPSILON:
                break
        modes[i] = mode
    return merge_modes.reference(modes, 1.0)[0]


@mean_shift_segment.misconception(
    "Your pixels do not climb: you join near features. First find the mode of each, then join "
    "modes."
)
def nobody_climbs(image, spatial_radius, color_radius):
    return merge_modes.reference(_joint(image, spatial_radius, color_radius), 1.0)[0]


@mean_shift_segment.misconception(
    "You join modes with another radius. In the joint space the window's radius is 1, for "
    "merge_modes as well."
)
def merged_with_the_colour_radius(image, spatial_radius, color_radius):
    modes = find_modes.reference(_joint(image, spatial_radius, color_radius), 1.0, EPSILON)
    return merge_modes.reference(modes, color_radius)[0]


@mean_shift_segment.misconception(
    "You give each pixel the nearest centre. A pixel belongs to the peak that its own climb "
    "reached, near or not."
)
def nearest_centre(image, spatial_radius, color_radius):
    features = _joint(image, spatial_radius, color_radius)
    modes = find_modes.reference(features, 1.0, EPSILON)
    return _nearest(features, merge_modes.reference(modes, 1.0)[1])


@mean_shift_segment.misconception(
    "Your two radii are swapped: spatial_radius belongs to x and y, color_radius to the colours."
)
def radii_swapped(image, spatial_radius, color_radius):
    return _cluster(_joint(image, color_radius, spatial_radius))


@mean_shift_segment.misconception(
    "Your labels are not in the order of the pixels: row-major order, as in image.reshape(-1, 3), "
    "goes along each row of the picture first."
)
def column_major_labels(image, spatial_radius, color_radius):
    labels = mean_shift_segment.reference(image, spatial_radius, color_radius)
    return labels.reshape(image.shape[:2]).T.ravel()


@mean_shift_segment.misconception(
    "You return a picture of labels. Return one row of them, (H*W,), in the order of the pixels."
)
def labels_as_a_picture(image, spatial_radius, color_radius):
    labels = mean_shift_segment.reference(image, spatial_radius, color_radius)
    return labels.reshape(image.shape[:2])
