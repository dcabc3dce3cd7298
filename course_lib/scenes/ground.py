"""The ground of a scene in perspective: where its pixels lie on the plane, and its grass.

See `landscape` for what t is.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from course_lib.scenes.classes import GRASS
from course_lib.scenes.draw import Draw
from course_lib.scenes.shapes import Colour
from course_lib.scenes.textures import noise, tile

Grid = NDArray[np.float32]

GREENS: tuple[Colour, ...] = ((98, 146, 58), (124, 158, 64), (84, 132, 66), (150, 158, 76))


@dataclass(frozen=True)
class Mood:
    """Weather and time of day: the sky's colour above and at the horizon, clouds, light.

    `cover` is the noise above which there is cloud: the lower, the more.
    """

    above: Colour
    low: Colour
    cloud: Colour
    cover: float
    tint: Colour


MOODS = (
    Mood((66, 130, 214), (176, 214, 242), (255, 255, 255), 0.5, (1.0, 1.0, 0.98)),
    Mood((92, 158, 226), (206, 228, 244), (250, 252, 255), 1.1, (1.02, 1.01, 0.97)),
    Mood((88, 116, 176), (250, 204, 150), (255, 226, 196), 0.6, (1.07, 0.97, 0.86)),
    Mood((140, 156, 176), (206, 214, 220), (228, 232, 236), -0.2, (0.93, 0.95, 0.98)),
)


@dataclass(frozen=True)
class Ground:
    """The part of the picture below the horizon: where its pixels lie on the ground plane.

    Attributes
    ----------
    image, classes : views of the picture.
    columns : (1, W) pixel centres. rows : (n, 1), counted from the horizon.
    near : (n, 1), t of the rows.
    u, v : (n, W) and (n, 1) integers, texels of the ground plane, a picture's width a period.
    texels : texels a period.
    contrast : (n, 1), how much of a surface's pattern is still seen so far away.
    """

    image: Grid
    classes: NDArray[np.uint8]
    columns: Grid
    rows: Grid
    near: Grid
    u: NDArray[np.int64]
    v: NDArray[np.int64]
    texels: int
    contrast: Grid

    @property
    def depth(self) -> float:
        """Pixels from the horizon to the lower border."""
        return float(self.rows[-1, 0]) + 0.5

    def surface(self, name: str) -> Grid:
        """The pattern of a surface as it lies here."""
        return tile(name, self.texels)[self.v, self.u] * self.contrast

    def cover(self, away: Grid, colour: Grid, number: int) -> None:
        """Paint where the distance `away`, in pixels, is negative; that is class `number`."""
        share = np.clip(np.float32(0.5) - away, 0, 1)[..., None]
        self.image[...] += share * (colour - self.image)
        self.classes[away < 0] = number

    def tint(self, share: Grid, colour: Colour) -> None:
        """Mix a colour in without changing a class."""
        self.image[...] += share[..., None] * (rgb(colour) - self.image)


def lay_grass(
    draw: Draw, image: Grid, classes: NDArray[np.uint8], mood: Mood, horizon: float
) -> Ground:
    height, width = classes.shape
    first = int(horizon + 0.5)  # the first row whose centre lies below the horizon
    rows = (np.arange(first, height, dtype=np.float32) + np.float32(0.5 - horizon))[:, None]
    rows = np.maximum(rows, np.float32(0.25))
    near = rows / np.float32(height - horizon)
    texels = 32
    while texels < width and texels < 256:
        texels *= 2
    columns = (np.arange(width, dtype=np.float32) + np.float32(0.5))[None]
    world = (columns - width / 2) * np.float32(texels / width) / near
    u = (world + draw.between(0, texels)).astype(np.int64) & (texels - 1)
    v = (np.float32(1.4 * texels) / near + draw.between(0, texels)).astype(np.int64) & (texels - 1)
    contrast = np.minimum(1, near * np.float32(1.5) + np.float32(0.12))
    ground = Ground(image[first:], classes[first:], columns, rows, near, u, v, texels, contrast)
    # Patches, of a finer and a coarser kind, so that a meadow is not one green.
    scale = 128 // texels if texels < 128 else 1
    patches = noise(2)[(v * scale) & 255, (u * scale) & 255]
    shade = 1 + np.float32(0.13) * ground.surface("grass") + np.float32(0.07) * patches
    green = lit(draw.colour(draw.choice(GREENS), 12), mood)
    ground.image[...] = shade[..., None] * green
    ground.classes[...] = GRASS
    return ground


def rgb(colour: Colour) -> Grid:
    return np.array(colour, np.float32)


def lit(colour: Colour, mood: Mood) -> Grid:
    return rgb(colour) * rgb(mood.tint)
