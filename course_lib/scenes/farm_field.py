"""The field of a solar farm seen straight from above: temperatures, colours, faults."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

PANEL = (40, 24)  # height and width in pixels; 10 x 6 cells of 4 x 4
CELL = 4
RIM = 3  # pixels of aluminium between two panels
AISLE = 16  # pixels of water after every second row
MARGIN = 24  # pixels of water around the farm
PAD = 40  # pixels beyond the field that a bent frame may look at

WATER, ALUMINIUM, SILICON = 27.0, 20.0, 42.0  # degrees C as the camera sees them
WATER_RGB, ALUMINIUM_RGB, SILICON_RGB = (72, 96, 92), (188, 190, 192), (34, 44, 82)
LINES_RGB = (52, 64, 104)  # the wires between cells
DROPPING_RGB = (222, 220, 206)
TRAIL_RGB = (98, 76, 60)  # a crack in a cell turns its silver wires brown: a snail trail
TRAIL = 1.5  # its width, pixels
STRIDE = 2.0  # pixels from one corner of a crack to the next


@dataclass(frozen=True)
class Field:
    """The truth of a farm.

    Attributes
    ----------
    thermal : (H, W) float64, degrees C.
    rgb : (H, W, 3) float64, grey levels.
    labels : (H, W) int64, panels from 1 row by row, 0 = water and aluminium.
    faults : panel to why it is hot: ``"cell"``, ``"string"`` or ``"dropping"``.
    soiled : panels with droppings, whether they are hot or not.
    cracked : panels with a crack, hot (a ``"cell"``) or not; none of them is soiled.
    padded_thermal, padded_rgb : the same with water 40 pixels wide around, for bent frames.
    """

    thermal: NDArray[np.float64]
    rgb: NDArray[np.float64]
    labels: NDArray[np.int64]
    faults: dict[int, str]
    soiled: frozenset[int]
    cracked: frozenset[int]
    padded_thermal: NDArray[np.float64]
    padded_rgb: NDArray[np.float64]

    def at(
        self, padded: NDArray[np.float64], places: list[NDArray[np.float64]]
    ) -> NDArray[np.float64]:
        """Values of a padded layer at rows and columns of the field, bilinear."""
        return ndimage.map_coordinates(padded, [p + PAD for p in places], order=1, mode="nearest")


def draw_field(rng: np.random.Generator, rows: int, columns: int, least: tuple[int, int]) -> Field:
    """Draw a field of `rows` times `columns` panels, at least as large as a frame."""
    labels = _layout(rows, columns, least)
    everywhere = np.pad(labels, PAD)
    aluminium = ndimage.binary_dilation(everywhere > 0, np.ones((2 * RIM - 1,) * 2))
    aluminium &= everywhere == 0
    panel = everywhere > 0

    ripples = ndimage.gaussian_filter(rng.normal(size=everywhere.shape), 3)
    ripples /= ripples.std()
    thermal = WATER + 0.5 * ripples
    thermal[aluminium] = ALUMINIUM + rng.normal(0, 0.6, aluminium.sum())
    # Modules differ a little, and so do the pixels of one; the wind cools one side of the farm.
    of_panel = np.append(0, rng.normal(0, 0.4, rows * columns))
    y, x = np.mgrid[: everywhere.shape[0], : everywhere.shape[1]] / max(everywhere.shape) - 0.5
    slope = rng.uniform(-0.6, 0.6, 2)
    silicon = SILICON + of_panel[everywhere] + slope[0] * y + slope[1] * x
    silicon += rng.normal(0, 0.25, everywhere.shape)
    thermal[panel] = silicon[panel]

    rgb = np.empty((*everywhere.shape, 3))
    rgb[:] = np.array(WATER_RGB) + 7 * ripples[..., None]
    rgb[aluminium] = ALUMINIUM_RGB
    shade = 1 + np.append(0, rng.normal(0, 0.05, rows * columns))
    rgb[panel] = (np.array(SILICON_RGB) * shade[everywhere][..., None])[panel]
    boxes = {i + 1: box for i, box in enumerate(ndimage.find_objects(everywhere))}
    for box in boxes.values():
        rgb[box][::CELL] = LINES_RGB
        rgb[box][:, ::CELL] = LINES_RGB

    faults, soiled, cracked = _faults(rng, rows, columns)
    ends = {number: _crack(rng, rgb[boxes[number]]) for number in sorted(cracked)}
    for number, fault in faults.items():
        if fault == "string":
            thermal[boxes[number]] += rng.uniform(4, 6)
        elif fault == "cell":
            _heat_cells(rng, thermal[boxes[number]], ends.get(number))
    for number in sorted(soiled):
        _soil(rng, thermal[boxes[number]], rgb[boxes[number]], faults.get(number) == "dropping")
    inside = np.s_[PAD:-PAD, PAD:-PAD]
    return Field(
        thermal[inside],
        rgb[inside],
        labels,
        faults,
        frozenset(soiled),
        frozenset(cracked),
        thermal,
        rgb,
    )


def _layout(rows: int, columns: int, least: tuple[int, int]) -> NDArray[np.int64]:
    """Panels numbered from 1, row by row, in pairs of rows with an aisle between."""
    top = MARGIN + np.arange(rows) * (PANEL[0] + RIM) + np.arange(rows) // 2 * AISLE
    left = MARGIN + np.arange(columns) * (PANEL[1] + RIM)
    height = max(int(top[-1]) + PANEL[0] + MARGIN, least[0])
    width = max(int(left[-1]) + PANEL[1] + MARGIN, least[1])
    labels = np.zeros((height, width), np.int64)
    for i, row in enumerate(top):
        for j, column in enumerate(left):
            labels[row : row + PANEL[0], column : column + PANEL[1]] = i * columns + j + 1
    return labels


def _faults(
    rng: np.random.Generator, rows: int, columns: int
) -> tuple[dict[int, str], list[int], list[int]]:
    """Which panels are hot and why, which are soiled, which cracked; at most a sixth is hot."""
    count = rows * columns
    length = min(int(rng.integers(3, 5)), count // 12 + 1)
    begin = int(rng.integers(rows)) * columns + int(rng.integers(columns - length + 1)) + 1
    faults = {begin + i: "string" for i in range(length)}
    others = [i for i in range(1, count + 1) if i not in faults]
    cells = max(1, count // 18)
    dirty = max(2, count // 12)
    cold_cracks = max(1, count // 36)
    chosen = [int(i) for i in rng.choice(others, cells + dirty + cold_cracks, replace=False)]
    faults |= dict.fromkeys(chosen[:cells], "cell")
    soiled = chosen[cells : cells + dirty]
    faults |= dict.fromkeys(soiled[: dirty // 2], "dropping")
    cracked = chosen[: (cells + 1) // 2] + chosen[cells + dirty :]
    return faults, soiled, cracked


def _crack(rng: np.random.Generator, rgb: NDArray[np.float64]) -> tuple[float, float]:
    """Draw a crack with one to three branches on a panel, in place; return where it begins."""
    # From one end of the panel towards the other, so that most of it lies on the panel.
    way = rng.choice([-1, 1])
    start = (PANEL[0] / 2 - way * rng.uniform(4, 13), PANEL[1] / 2 + rng.uniform(-6, 6))
    heading = way * (np.pi / 2 + rng.uniform(-0.5, 0.5))
    trunk = _walk(rng, start, heading, int(rng.integers(10, 15)))
    corners = [trunk]
    for _ in range(int(rng.integers(1, 4))):
        fork = trunk[int(rng.integers(1, len(trunk) // 2 + 2))]
        turn = rng.choice([-1, 1]) * rng.uniform(0.6, 1.3)
        corners.append(_walk(rng, fork, heading + turn, int(rng.integers(4, 8))))
    y, x = np.mgrid[: PANEL[0], : PANEL[1]]
    distance = np.full(PANEL, np.inf)
    for line in corners:
        for (row, column), (down, along) in zip(line[:-1], np.diff(line, axis=0), strict=True):
            share = np.clip(((y - row) * down + (x - column) * along) / STRIDE**2, 0, 1)
            away = np.hypot(y - row - share * down, x - column - share * along)
            distance = np.minimum(distance, away)
    covered = np.clip((TRAIL + 1) / 2 - distance, 0, 1)[..., None]
    rgb += covered * (np.array(TRAIL_RGB) - rgb)
    return start


def _walk(
    rng: np.random.Generator, start: tuple[float, float], heading: float, steps: int
) -> NDArray[np.float64]:
    """Corners (steps + 1, 2), (row, column), of a jagged line that keeps its heading mostly."""
    angles = heading + rng.normal(0, 0.45, steps)
    strides = STRIDE * np.column_stack([np.sin(angles), np.cos(angles)])
    return np.vstack([start, start + np.cumsum(strides, axis=0)])


def _heat_cells(
    rng: np.random.Generator, thermal: NDArray[np.float64], at: tuple[float, float] | None
) -> None:
    """Heat one cell or two neighbours, in place; the heat seeps a little into what is around.

    Where `at` is None, any cell; else the one at this row and column.
    """
    row, column = int(rng.integers(PANEL[0] // CELL)), int(rng.integers(PANEL[1] // CELL - 1))
    if at is not None:
        row, column = (int(place) // CELL for place in at)
    spot = np.zeros(PANEL)
    wide = CELL * int(rng.integers(1, 3))
    spot[row * CELL : (row + 1) * CELL, column * CELL : column * CELL + wide] = 1
    heat = np.maximum(spot, ndimage.gaussian_filter(spot, 1.5))
    thermal += rng.uniform(9, 22) * heat


def _soil(
    rng: np.random.Generator,
    thermal: NDArray[np.float64],
    rgb: NDArray[np.float64],
    hot: bool,
) -> None:
    """Drop three to six blots on a panel, in place; where `hot`, the covered cell heats up."""
    y, x = np.mgrid[: PANEL[0], : PANEL[1]]
    covered = np.zeros(PANEL, bool)
    for i in range(int(rng.integers(3, 7))):
        row, column = rng.uniform(6, PANEL[0] - 6), rng.uniform(6, PANEL[1] - 6)
        radius = rng.uniform(2.6, 4.0) if i == 0 else rng.uniform(1.5, 3.2)
        angle = np.arctan2(y - row, x - column)
        ragged = radius * (1 + 0.2 * np.sin(3 * angle + rng.uniform(0, 6)))
        blot = np.hypot(y - row, x - column) < ragged
        covered |= blot
        if i == 0 and hot:
            thermal += rng.uniform(7, 12) * ndimage.gaussian_filter(blot.astype(float), 0.7)
    rgb[covered] = np.array(DROPPING_RGB) + rng.normal(0, 8, (int(covered.sum()), 1))
