"""The hill climber's key picture, drawn with numpy and Pillow."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from course_lib.clustering import hill_height
from course_lib.widgets.pictures import STAGE, side_by_side

# As in hill_climber.js.
YAW, PITCH, RISE, FLOOR = 0.5, 0.55, 0.6, -0.36
NODES = 40
SIZE = 600  # twice as large as shown, so that lines become smooth
LOW, HIGH = np.array([0, 34, 78]), np.array([254, 232, 56])  # the ends of cividis
BALL = (213, 94, 0)


def draw(
    points: NDArray[np.float64],
    colours: NDArray[np.uint8] | None,
    radius: float,
    path: NDArray[np.float64],
    names: tuple[str, str],
) -> NDArray[np.uint8]:
    """(H, W, 3) uint8: the hill over two features with a climb's path, and its floor from above.

    Parameters
    ----------
    points : (N, 2).
    colours : (N, 3) of the points, or None for grey.
    radius : of the window.
    path : (T, 2), the means of a climb.
    names : of the two features.
    """
    low, high = points.min(axis=0), points.max(axis=0)
    span = float((high - low).max() or 2 * radius) * 1.12
    corner = (low + high - span) / 2
    hill = _hill((points, radius, path), corner, span)
    floor = _floor((points, colours, radius, path), corner, span, names)
    return side_by_side([hill, floor], height=SIZE // 2)


def _hill(what: tuple, corner: NDArray[np.float64], span: float) -> NDArray[np.uint8]:
    points, radius, path = what
    image = Image.new("RGB", (SIZE, SIZE), STAGE)
    pen = ImageDraw.Draw(image)
    ticks = np.linspace(0, 1, NODES)
    places = np.stack(np.meshgrid(ticks, ticks), axis=-1).reshape(-1, 2)
    heights = hill_height(points, corner + span * places, radius)
    most = heights.max() or 1.0
    seen = _project(places, heights / most * RISE).reshape(NODES, NODES, 2)
    pen.polygon(
        [tuple(p) for p in _project(np.array([[0, 0], [1, 0], [1, 1], [0, 1]]), FLOOR)],
        outline=(150, 155, 165),
        fill=(240, 242, 245),
    )
    turns = np.linspace(0, 2 * np.pi, 60)
    circle = (path[-1] - corner) / span + radius / span * np.column_stack(
        [np.cos(turns), np.sin(turns)]
    )
    pen.line([tuple(p) for p in _project(circle, FLOOR)], fill=BALL, width=4)
    height = heights.reshape(NODES, NODES) / most
    for row in range(NODES - 2, -1, -1):
        for column in range(NODES - 1):
            square = np.s_[row : row + 2, column : column + 2]
            share = float(height[square].mean())
            if share > 0:
                a, b, c, d = seen[square].reshape(4, 2)
                fill = tuple(int(v) for v in LOW * (1 - share) + HIGH * share)
                pen.polygon([tuple(p) for p in (a, b, d, c)], fill=fill)
    climbed = hill_height(points, path, radius) / most * RISE
    line = [tuple(p) for p in _project((path - corner) / span, climbed)]
    pen.line(line, fill="white", width=8)
    pen.line(line, fill=BALL, width=4)
    x, y = line[-1]
    pen.ellipse([x - 13, y - 13, x + 13, y + 13], fill=BALL, outline="white", width=4)
    return np.asarray(image)


def _floor(
    what: tuple, corner: NDArray[np.float64], span: float, names: tuple[str, str]
) -> NDArray[np.uint8]:
    points, colours, radius, path = what
    image = Image.new("RGB", (SIZE, SIZE), STAGE)
    pen = ImageDraw.Draw(image)

    def seen(places: NDArray[np.float64]) -> NDArray[np.float64]:
        return (places - corner) / span * (SIZE, -SIZE) + (0, SIZE)

    for number, (x, y) in enumerate(seen(points)):
        fill = (90, 95, 105) if colours is None else tuple(int(v) for v in colours[number])
        pen.rectangle([x - 3, y - 3, x + 3, y + 3], fill=fill)
    line = [tuple(p) for p in seen(path)]
    pen.line(line, fill="white", width=8)
    pen.line(line, fill=BALL, width=4)
    (x, y), reach = line[-1], radius / span * SIZE
    pen.ellipse([x - reach, y - reach, x + reach, y + reach], outline=BALL, width=4)
    pen.ellipse([x - 10, y - 10, x + 10, y + 10], fill=BALL, outline="white", width=4)
    ink = (30, 33, 40)
    pen.text((SIZE - 12, SIZE - 10), names[0], fill=ink, anchor="rs", font_size=26)
    pen.text((12, 12), names[1], fill=ink, anchor="lt", font_size=26)
    return np.asarray(image)


def _project(
    places: NDArray[np.float64], heights: NDArray[np.float64] | float
) -> NDArray[np.float64]:
    """(N, 2) in 0..1 and heights -> (N, 2) columns and rows of the view."""
    a, b = (places - 0.5).T
    across, away = a * np.cos(YAW) + b * np.sin(YAW), b * np.cos(YAW) - a * np.sin(YAW)
    up = heights * np.cos(PITCH) + away * np.sin(PITCH)
    return np.column_stack([SIZE / 2 + across * 0.66 * SIZE, SIZE / 2 - up * 0.66 * SIZE])
