"""Small thermal pictures of panels with their truth, for panel_regions."""

from __future__ import annotations

import numpy as np
from scipy import ndimage

from autograder.exercises.solar_farm.common import ALUMINIUM, SILICON, WATER, uneven


def draw(height, width, boxes, *, warmer=(), unseen=()):
    """A thermal picture in degrees C and its true labels.

    Panels lie in frames of aluminium, one pixel wide, on water. `boxes` are (top, left, height,
    width) of panels; `warmer` are (place, degrees C), added in the order given; `unseen` are places
    of which no frame has a picture.
    """
    truth = np.zeros((height, width), np.int64)
    for number, (top, left, tall, wide) in enumerate(boxes, 1):
        truth[top : top + tall, left : left + wide] = number
    rim = ndimage.binary_dilation(truth > 0, np.ones((3, 3))) & (truth == 0)
    thermal = np.where(truth > 0, SILICON, np.where(rim, ALUMINIUM, WATER))
    thermal += uneven(height, width) / 12
    for place, degrees in warmer:
        thermal[place] += degrees
    for place in unseen:
        thermal[place], truth[place] = np.nan, 0
    return thermal, truth


def grid(rows, columns, tall, wide, top=1, left=1):
    """Boxes row by row, one pixel between two."""
    return [
        (top + row * (tall + 1), left + column * (wide + 1), tall, wide)
        for row in range(rows)
        for column in range(columns)
    ]


PUBLIC = {
    "six panels, one pixel of aluminium between them": draw(15, 20, grid(2, 3, 6, 5)),
    "a hot cell, and a panel that is warm as a whole": draw(
        13, 24, grid(1, 3, 8, 6, top=2), warmer=[(np.s_[4, 3:5], 11), (np.s_[2:10, 15:21], 5)]
    ),
    "birds on the water": draw(
        16, 22, grid(1, 2, 8, 6, top=5, left=4),
        warmer=[(np.s_[1, 2:5], 11), (np.s_[2, 2], 11), (np.s_[8, 20], 12), (np.s_[1, 15:17], 13)],
    ),
    "a panel of exactly min_area pixels": draw(12, 16, [(1, 1, 9, 6), (3, 10, 4, 3)]),
    "two panels that touch at a corner": draw(15, 15, [(1, 1, 6, 6), (7, 7, 6, 6)]),
}  # fmt: skip
"""(thermal, truth) by the name of the public case; min_area is 12."""

WITH_NAN = {
    "a mosaic with corners that no frame saw": draw(
        18, 22, grid(2, 3, 7, 5, top=2, left=2), unseen=[np.s_[:4, 16:], np.s_[15:, :6]]
    ),
    "a panel of which half was seen": draw(
        14, 20, grid(1, 3, 9, 5, top=2), unseen=[np.s_[:, 16:]]
    ),
}  # fmt: skip
"""The same for mosaics with holes."""


def random_farm(rng, *, holes=False):
    """A farm of four to nine panels with noise, a hot cell, a warm panel and two birds."""
    rows, columns = (int(n) for n in rng.integers(2, 4, 2))
    tall, wide = int(rng.integers(7, 11)), int(rng.integers(6, 10))
    boxes = grid(rows, columns, tall, wide, top=5, left=3)
    size = rows * (tall + 1) + 8, columns * (wide + 1) + 8
    hot, warm = (boxes[i] for i in rng.choice(len(boxes), 2, replace=False))
    cell = hot[0] + int(rng.integers(tall - 1)), hot[1] + int(rng.integers(wide - 1))
    warmer = [
        (np.s_[cell[0] : cell[0] + 2, cell[1] : cell[1] + 2], rng.uniform(6, 10)),
        (np.s_[warm[0] : warm[0] + tall, warm[1] : warm[1] + wide], rng.uniform(4, 6)),
        (np.s_[1:3, rng.integers(1, 6)], 11),
        (np.s_[size[0] - 2, size[1] - 5 : size[1] - 2], 12),
    ]
    unseen = [np.s_[: rng.integers(6, 9), : rng.integers(5, 7)], np.s_[:, -3:]] if holes else []
    thermal, truth = draw(*size, boxes, warmer=warmer, unseen=unseen)
    return thermal + rng.normal(0, 0.3, size), truth
