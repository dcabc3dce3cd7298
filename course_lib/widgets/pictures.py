"""Key pictures, drawn with numpy and Pillow: what a reader sees where nothing runs."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from course_lib.label_pictures import OKABE_ITO

STAGE = (228, 231, 236)
# The clouds' first view, as in kmeans_stepper.js.
YAW, PITCH = 0.55, 0.38
CORNERS = np.array([[i & 1, (i >> 1) & 1, i >> 2] for i in range(8)], float)
EDGES = [(i, i | bit) for i in range(8) for bit in (1, 2, 4) if not i & bit]


def palette(k: int) -> NDArray[np.uint8]:
    """(k, 3) uint8 colours of the clusters, those of kit.js."""
    turns = [((255, 255, 255), 0.0), ((255, 255, 255), 0.5), ((0, 0, 0), 0.45), ((128,) * 3, 0.5)]
    colours = []
    for i in range(k):
        other, share = turns[(i >> 3) % 4]
        mixed = OKABE_ITO[i % 8] * (1 - share) + np.array(other) * share
        colours.append(np.floor(mixed + 0.5))
    return np.array(colours, np.uint8)


def sample_indices(pixels: int, most: int) -> NDArray[np.int64]:
    """Pixels that stand for all of them, those of kit.js: golden-ratio steps."""
    if pixels <= most:
        return np.arange(pixels)
    steps = np.arange(1, most + 1) * 0.6180339887498949
    return np.floor(steps % 1 * pixels).astype(np.int64)


def project(places: NDArray[np.float64], size: int) -> NDArray[np.float64]:
    """(N, 3) in 0..1 -> (N, 3): column, row, depth of a square view of `size` pixels."""
    x, y, z = (places - 0.5).T
    across, away = x * np.cos(YAW) + z * np.sin(YAW), z * np.cos(YAW) - x * np.sin(YAW)
    up, depth = y * np.cos(PITCH) - away * np.sin(PITCH), y * np.sin(PITCH) + away * np.cos(PITCH)
    near = 3.6 / (3.6 + depth) * 0.56 * size
    return np.column_stack([size / 2 + across * near, size / 2 - up * near, depth])


def draw_points(
    places: NDArray[np.float64],
    colours: NDArray[np.uint8],
    names: tuple[str, ...] = ("R", "G", "B"),
    size: int = 300,
) -> NDArray[np.uint8]:
    """Points (N, 3) in 0..1 in a box with named axes: (size, size, 3) uint8."""
    return _smaller(_points(places, colours, names, 2 * size), size)


def draw_cloud(
    picture: NDArray[np.uint8],
    means: NDArray[np.float64],
    colours: NDArray[np.uint8],
    size: int = 300,
) -> NDArray[np.uint8]:
    """The picture's colours as a cloud in the RGB cube, with numbered means: (size, size, 3)."""
    rgb = picture.reshape(-1, 3)
    image = _points(rgb / 255, rgb, ("R", "G", "B"), 2 * size)
    draw = ImageDraw.Draw(image)
    centres = project(means / 255, 2 * size)
    for m in np.argsort(-centres[:, 2], kind="stable"):
        x, y = centres[m, :2]
        fill = tuple(int(v) for v in colours[m])
        for radius, colour in ((22, "black"), (20, "white"), (16, fill)):
            draw.ellipse([x - radius, y - radius, x + radius, y + radius], fill=colour)
        ink = "black" if np.dot(fill, (0.299, 0.587, 0.114)) > 140 else "white"
        draw.text((x, y), str(m), fill=ink, anchor="mm", font_size=22)
    return _smaller(image, size)


def _points(
    places: NDArray[np.float64], colours: NDArray[np.uint8], names: tuple[str, ...], size: int
) -> Image.Image:
    """The cloud, drawn twice as large as it will be, so that lines become smooth."""
    image = Image.new("RGB", (size, size), STAGE)
    draw = ImageDraw.Draw(image)
    corners = project(CORNERS, size)
    for a, b in EDGES:
        draw.line([*corners[a, :2], *corners[b, :2]], fill=(150, 155, 165), width=2)
    chosen = sample_indices(len(places), 4000)
    seen = project(places[chosen], size)
    for i in np.argsort(-seen[:, 2], kind="stable"):
        x, y = seen[i, :2]
        fill = tuple(int(v) for v in colours[chosen[i]])
        draw.rectangle([x - 2, y - 2, x + 2, y + 2], fill=fill)
    for name, corner in zip(names, corners[[1, 2, 4]], strict=True):
        way = corner[:2] - corners[0, :2]
        draw.line([*corners[0, :2], *corner[:2]], fill=(70, 75, 85), width=4)
        x, y = corner[:2] + way / np.hypot(*way) * 22
        draw.text((x, y), name, fill=(30, 33, 40), anchor="mm", font_size=26)
    return image


def _smaller(image: Image.Image, size: int) -> NDArray[np.uint8]:
    return np.asarray(image.resize((size, size), Image.Resampling.BOX))


def side_by_side(
    panels: list[NDArray[np.uint8]], height: int = 240, gap: int = 8
) -> NDArray[np.uint8]:
    """Pictures at one height beside each other on white: (height, W, 3) uint8."""
    row = []
    for panel in panels:
        width = min(2 * height, max(20, round(panel.shape[1] * height / panel.shape[0])))
        grows = height > panel.shape[0]
        method = Image.Resampling.NEAREST if grows else Image.Resampling.BOX
        image = Image.fromarray(np.ascontiguousarray(panel)).resize((width, height), method)
        row += [np.asarray(image), np.full((height, gap, 3), 255, np.uint8)]
    return np.concatenate(row[:-1], axis=1)
