"""Pixels to features and back: pixel_features, feature_distance, segment_image."""

from __future__ import annotations

import numpy as np

from autograder.exercise import exercise
from autograder.exercises.kmeans.common import FORBID, picture


@exercise(
    points=2,
    minutes=15,
    returns=["features"],
    forbid=FORBID,
    groups={"colour features": 2.0, "with positions": 2.0},
    judge={"rtol": 1e-5, "atol": 1e-4},
)
def pixel_features(image, space_weight=0.0):
    height, width = image.shape[:2]
    colours = image.reshape(height * width, 3).astype(np.float64)
    if space_weight == 0:
        return colours
    y, x = np.indices((height, width))
    positions = np.stack([x.ravel(), y.ravel()], axis=1)
    return np.hstack([colours, space_weight * positions])


@pixel_features.case("a picture of 2 by 3 pixels, colours only")
def _():
    return dict(image=picture(2, 3))


@pixel_features.case("a picture of one pixel")
def _():
    return dict(image=np.array([[[250, 3, 128]]], np.uint8), space_weight=0.0)


@pixel_features.case("positions with weight 1", group="with positions")
def _():
    return dict(image=picture(3, 4), space_weight=1.0)


@pixel_features.case("positions with weight 0.5 in a wide picture", group="with positions")
def _():
    return dict(image=picture(2, 600), space_weight=0.5)


@pixel_features.case("a random picture", hidden=True)
def _(rng):
    return dict(image=rng.integers(0, 256, (rng.integers(3, 9), 11, 3)).astype(np.uint8))


@pixel_features.case("a random picture with positions", group="with positions", hidden=True)
def _(rng):
    shape = (rng.integers(5, 9), rng.integers(300, 320), 3)
    image = rng.integers(0, 256, shape).astype(np.uint8)
    return dict(image=image, space_weight=float(rng.uniform(1.2, 3.0)))


@pixel_features.case("a random tall picture", group="with positions", hidden=True)
def _(rng):
    shape = (rng.integers(300, 320), rng.integers(3, 7), 3)
    image = rng.integers(0, 256, shape).astype(np.uint8)
    return dict(image=image, space_weight=float(rng.uniform(0.3, 0.9)))


@pixel_features.misconception(
    "Your last two columns are (row, column). A position feature is (x, y) = (column, row): "
    "x grows to the right."
)
def row_before_column(image, space_weight=0.0):
    features = pixel_features.reference(image, space_weight)
    return features if space_weight == 0 else features[:, [0, 1, 2, 4, 3]]


@pixel_features.misconception(
    "Your positions start again after 255: they were computed in uint8, which wraps. Convert the "
    "picture to float64 before you add anything to it."
)
def wraps_in_uint8(image, space_weight=0.0):
    features = pixel_features.reference(image, space_weight)
    features[:, 3:] = features[:, 3:].astype(np.int64) % 256
    return features


@pixel_features.misconception(
    "Your positions start again after 255: x and y were put into uint8, which wraps. Keep them as "
    "they are, or convert them to float64."
)
def indices_in_uint8(image, space_weight=0.0):
    features = pixel_features.reference(image, 1.0)
    features[:, 3:] = space_weight * (features[:, 3:] % 256)
    return features if space_weight else features[:, :3]


@pixel_features.misconception(
    "The colours are multiplied by space_weight too. It weighs the positions only."
)
def weighs_the_colours(image, space_weight=0.0):
    features = pixel_features.reference(image, space_weight)
    features[:, :3] *= space_weight or 1
    return features


@pixel_features.misconception(
    "x is divided by the width and y by the height here. Positions are pixels, times the weight."
)
def positions_in_shares(image, space_weight=0.0):
    features = pixel_features.reference(image, space_weight)
    if space_weight:
        features[:, 3:] /= image.shape[1], image.shape[0]
    return features


@pixel_features.misconception("Your positions start at 1. The first pixel is at x = 0, y = 0.")
def positions_from_one(image, space_weight=0.0):
    features = pixel_features.reference(image, space_weight)
    features[:, 3:] += space_weight
    return features


@pixel_features.misconception(
    "Width and height are swapped: np.meshgrid takes x, from 0 to the width, first."
)
def meshgrid_swapped(image, space_weight=0.0):
    features = pixel_features.reference(image, space_weight)
    if space_weight:
        x, y = np.meshgrid(np.arange(image.shape[0]), np.arange(image.shape[1]))
        features[:, 3:] = space_weight * np.stack([x.ravel(), y.ravel()], axis=1)
    return features


@pixel_features.misconception("The positions come after the colours: [R, G, B, w·x, w·y].")
def positions_first(image, space_weight=0.0):
    features = pixel_features.reference(image, space_weight)
    return np.roll(features, 2, axis=1) if space_weight else features


@pixel_features.misconception(
    "Your features are whole numbers. Return float64: sums and differences of uint8 wrap at 255, "
    "and whole numbers cannot hold half a pixel."
)
def stays_uint8(image, space_weight=0.0):
    return pixel_features.reference(image, space_weight).astype(np.uint8)


@pixel_features.misconception(
    "Your pixels come column by column. Row-major order goes along each row of the picture first, "
    "as image.reshape(-1, 3) does."
)
def column_major(image, space_weight=0.0):
    height, width = image.shape[:2]
    features = pixel_features.reference(image, space_weight)
    grid = features.reshape(height, width, -1)
    return grid.transpose(1, 0, 2).reshape(height * width, -1)


@pixel_features.misconception(
    "Only the colours are column by column? Colours and positions of one pixel must stand in "
    "the same row: your positions are in another order than your colours."
)
def positions_in_other_order(image, space_weight=0.0):
    height, width = image.shape[:2]
    features = pixel_features.reference(image, space_weight)
    if space_weight:
        x, y = np.meshgrid(np.arange(width), np.arange(height), indexing="ij")
        features[:, 3:] = space_weight * np.stack([x.ravel(), y.ravel()], axis=1)
    return features


@pixel_features.misconception(
    "The positions are not multiplied by space_weight: the columns are w·x and w·y."
)
def forgets_the_weight(image, space_weight=0.0):
    return pixel_features.reference(image, 1.0 if space_weight else 0.0)


@pixel_features.misconception(
    "With space_weight 0 there are three columns only, [R, G, B]: leave the positions out."
)
def always_five_columns(image, space_weight=0.0):
    features = pixel_features.reference(image, 1.0)
    features[:, 3:] *= space_weight
    return features


@pixel_features.misconception(
    "Your colours are divided by 255. Here colours stay in grey levels, 0 to 255."
)
def scaled_to_one(image, space_weight=0.0):
    features = pixel_features.reference(image, space_weight)
    features[:, :3] /= 255
    return features


@pixel_features.right_answer
def features_with_loops(image, space_weight=0.0):
    rows = []
    for y in range(image.shape[0]):
        for x in range(image.shape[1]):
            row = [float(value) for value in image[y, x]]
            if space_weight > 0:
                row += [space_weight * x, space_weight * y]
            rows.append(row)
    return np.array(rows)


@pixel_features.right_answer
def features_in_float32(image, space_weight=0.0):
    return pixel_features.reference(image, space_weight).astype(np.float32)


@exercise(points=1, minutes=5, returns=["distance"], forbid=FORBID)
def feature_distance(fi, fj):
    return np.sqrt(np.sum((fi - fj) ** 2))


@feature_distance.case("two colours, 3-4-12 apart")
def _():
    return dict(fi=np.array([10.0, 20.0, 30.0]), fj=np.array([13.0, 24.0, 18.0]))


@feature_distance.case("five features [R, G, B, x, y]")
def _():
    return dict(fi=np.array([1.0, 2.0, 3.0, 40.0, 50.0]), fj=np.array([2.0, 0.0, 7.0, 10.0, 90.0]))


@feature_distance.case("a feature and itself")
def _():
    return dict(fi=np.array([7.0, 7.0]), fj=np.array([7.0, 7.0]))


@feature_distance.case("random features", hidden=True)
def _(rng):
    return dict(fi=rng.uniform(0, 255, 6), fj=rng.uniform(0, 255, 6))


@feature_distance.case("random features between 0 and 1", hidden=True)
def _(rng):
    return dict(fi=rng.uniform(0, 1, 4), fj=rng.uniform(0, 1, 4))


@feature_distance.misconception("This is the squared distance: take the square root at the end.")
def squared(fi, fj):
    return np.sum((fi - fj) ** 2)


@feature_distance.misconception(
    "This is the L1 distance, the sum of absolute differences. L2 squares each difference, sums, "
    "and takes the root."
)
def manhattan(fi, fj):
    return np.sum(np.abs(fi - fj))


@feature_distance.misconception(
    "This is the largest difference of one feature. L2 uses all of them: square, sum, root."
)
def chebyshev(fi, fj):
    return np.max(np.abs(fi - fj))


@feature_distance.misconception("Sum the squares, do not average them: there is no 1/d in L2.")
def root_mean_square(fi, fj):
    return np.sqrt(np.mean((fi - fj) ** 2))


@feature_distance.misconception("Only the first three features count here. Use all of them.")
def colours_only(fi, fj):
    return np.sqrt(np.sum((fi[:3] - fj[:3]) ** 2))


@feature_distance.misconception(
    "You count three features, 0, 1 and 2. There may be more of them or fewer: use all."
)
def three_by_index(fi, fj):
    return sum((fi[c] - fj[c]) ** 2 for c in range(3)) ** 0.5


@feature_distance.misconception(
    "Each difference needs its own square: (a + b)² is not a² + b². Square before you sum."
)
def squares_the_sum(fi, fj):
    return np.abs(np.sum(fi - fj))


@feature_distance.misconception(
    "One difference a feature came back. Sum the squares before you take the root."
)
def forgets_the_sum(fi, fj):
    return np.sqrt((fi - fj) ** 2)


@feature_distance.right_answer
def distance_with_loop(fi, fj):
    total = 0
    for a, b in zip(fi, fj, strict=True):
        total += (float(a) - float(b)) ** 2
    return total**0.5


@feature_distance.right_answer
def distance_by_norm(fi, fj):
    return np.linalg.norm(fj - fi)


@exercise(
    points=2,
    minutes=15,
    returns=["picture"],
    forbid=FORBID,
    groups={"mean colours": 2.0, "means with positions": 1.0},
    judge={"name": "rounded"},
)
def segment_image(image, labels, means):
    colours = np.clip(np.round(means[:, :3]), 0, 255).astype(np.uint8)
    return colours[labels].reshape(image.shape)


@segment_image.exact
def _(image, labels, means):
    return means[labels, :3].reshape(image.shape)


@segment_image.case("two colours in a picture of 2 by 3 pixels")
def _():
    means = np.array([[10.8, 200.2, 30.0], [250.9, 0.1, 99.7]])
    return dict(image=picture(2, 3), labels=np.array([0, 1, 0, 1, 1, 0]), means=means)


@segment_image.case("five colours in a picture of 6 by 9 pixels")
def _():
    means = np.stack(
        [np.linspace(3.7, 243.7, 5), np.linspace(250.3, 10.3, 5), np.full(5, 127.9)], 1
    )
    return dict(image=picture(6, 9), labels=np.arange(54) * 3 % 5, means=means)


@segment_image.case("means [R, G, B, x, y]", group="means with positions")
def _():
    means = np.array([[10.2, 20.7, 30.1, 1.0, 140.0], [200.6, 100.3, 50.9, 230.0, 0.5]])
    return dict(image=picture(4, 5), labels=np.arange(20) // 11, means=means)


@segment_image.case("random colours", hidden=True)
def _(rng):
    image = rng.integers(0, 256, (7, 12, 3)).astype(np.uint8)
    return dict(image=image, labels=rng.integers(0, 6, 84), means=rng.uniform(0, 255, (6, 3)))


@segment_image.case("random colours with positions", group="means with positions", hidden=True)
def _(rng):
    image = rng.integers(0, 256, (9, 5, 3)).astype(np.uint8)
    return dict(image=image, labels=rng.integers(0, 4, 45), means=rng.uniform(0, 255, (4, 5)))


@segment_image.misconception(
    "The colours are cut, not rounded: astype(np.uint8) turns 10.8 into 10. Round first."
)
def truncates(image, labels, means):
    return means[:, :3].astype(np.uint8)[labels].reshape(image.shape)


@segment_image.misconception(
    "The picture is transposed: reshape to image.shape, (height, width, 3), without swapping."
)
def transposed(image, labels, means):
    height, width = image.shape[:2]
    colours = np.round(means[:, :3]).astype(np.uint8)[labels]
    return colours.reshape(width, height, 3).transpose(1, 0, 2)


@segment_image.misconception(
    "Height and width are swapped in the reshape: image.shape is (height, width, 3)."
)
def swapped_shape(image, labels, means):
    height, width = image.shape[:2]
    return np.round(means[:, :3]).astype(np.uint8)[labels].reshape(width, height, 3)


@segment_image.misconception(
    "Positions were painted as colours: with five features only the first three columns, "
    "means[:, :3], are colours."
)
def paints_positions(image, labels, means):
    return np.round(means[:, -3:]).astype(np.uint8)[labels].reshape(image.shape)


@segment_image.misconception(
    "Five numbers a pixel do not fit into a picture: with positions only the first three columns, "
    "means[:, :3], are colours."
)
def all_columns(image, labels, means):
    return np.round(means[labels]).astype(np.uint8).reshape(image.shape)


@segment_image.misconception(
    "The colours are columns 0, 1 and 2 of the means; you took the columns from 2 on: means[:, :3]."
)
def takes_the_last_columns(image, labels, means):
    return np.round(means[:, 2:]).astype(np.uint8)[labels].reshape(image.shape)


@segment_image.misconception(
    "Each pixel got its number of cluster instead of its mean colour: use the labels as indices, "
    "means[labels]."
)
def paints_labels(image, labels, means):
    grid = labels.reshape(image.shape[:2])
    return np.repeat(grid[..., None], 3, axis=2).astype(np.uint8)


@segment_image.misconception(
    "A floating-point picture came back. Round and convert: np.round(…).astype(np.uint8)."
)
def float_picture(image, labels, means):
    return means[labels, :3].reshape(image.shape)


@segment_image.misconception(
    "The colours come in the order B, G, R. Here pictures are R, G, B: keep the columns' order."
)
def blue_first(image, labels, means):
    return np.round(means[:, 2::-1]).astype(np.uint8)[labels].reshape(image.shape)


@segment_image.misconception("The colours are rounded up. Round to the nearest: np.round.")
def rounds_up(image, labels, means):
    return np.ceil(means[:, :3]).astype(np.uint8)[labels].reshape(image.shape)


@segment_image.right_answer
def paint_with_loops(image, labels, means):
    picture = np.zeros_like(image)
    width = image.shape[1]
    for i, label in enumerate(labels):
        for c in range(3):
            picture[i // width, i % width, c] = int(means[label, c] + 0.5)
    return picture


@segment_image.right_answer
def paint_cluster_by_cluster(image, labels, means):
    picture = np.empty(image.shape, np.int64)
    grid = labels.reshape(image.shape[:2])
    for j in range(len(means)):
        picture[grid == j] = np.rint(means[j, :3])
    return picture
