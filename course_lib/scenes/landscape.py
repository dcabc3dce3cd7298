"""The stuff of a scene: sky, woods at the horizon, grass, water and road, seen in perspective.

The ground is flat. A row y lies t = (y - horizon) / (height - horizon) towards us, from 0 at the
horizon to 1 at the lower border, and what stands there is t times as large as at the border; its
distance is 1 / t. Surfaces are laid on the ground plane and seen through the same 1 / t.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from course_lib.scenes.classes import GRASS, ROAD, SKY, TREES, WATER
from course_lib.scenes.draw import Draw, mix
from course_lib.scenes.shapes import Colour, Light
from course_lib.scenes.textures import noise, tile
from course_lib.scenes.trees import LEAVES

Grid = NDArray[np.float32]

WHITE = (236.0, 236.0, 228.0)
DEEP = (24.0, 62.0, 104.0)
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
class Land:
    """A landscape without things.

    Attributes
    ----------
    image : (H, W, 3) float32, 0 to 255.
    classes : (H, W) uint8, stuff only.
    horizon : its row, a continuous coordinate.
    light : what things are lit by.
    haze : the colour that distance fades to.
    road : "across" the picture, "ahead" to the horizon, or None.
    """

    image: Grid
    classes: NDArray[np.uint8]
    horizon: float
    light: Light
    haze: Colour
    road: str | None


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
        self.image[...] += share[..., None] * (_colour(colour) - self.image)


def paint_land(draw: Draw, shape: tuple[int, int]) -> Land:
    """Draw a landscape by chance.

    Parameters
    ----------
    draw : chance.
    shape : (H, W) in pixels.

    Returns
    -------
    The landscape; sky and grass are nearly always seen, the others often.
    """
    height, width = shape
    image = np.empty((height, width, 3), np.float32)
    classes = np.empty(shape, np.uint8)
    mood = draw.choice(MOODS)
    horizon = draw.between(0.27, 0.40) * height
    water = draw.choice(("lake", "pond")) if draw.chance(0.5) else None
    road = draw.choice(("across", "ahead")) if draw.chance(0.62) else None
    light = Light(draw.sign(), mood.tint)
    _sky(draw, image, classes, mood, horizon)
    ground = _grass(draw, image, classes, mood, horizon)
    if water == "pond":
        _pond(draw, ground, mood, road)
    if road == "across":
        _road_across(draw, ground, mood, far=0.36 if water == "lake" else 0.24)
    elif road == "ahead":
        _road_ahead(draw, ground, mood)
    woods = draw.colour(draw.choice(LEAVES), 8) if draw.chance(0.85) else None
    if water == "lake":
        _lake(draw, ground, mood, woods, far=0.14 if road == "ahead" else 0.28)
    ground.tint(np.clip(0.42 - 2.6 * ground.near, 0, 1), mood.low)
    if woods is not None:
        _woods(draw, image, classes, mood, horizon, woods)
    return Land(image, classes, horizon, light, mood.low, road)


def _sky(draw: Draw, image: Grid, classes: NDArray[np.uint8], mood: Mood, horizon: float) -> None:
    height, width = classes.shape
    end = int(horizon) + 1
    classes[:end] = SKY
    down = ((np.arange(end, dtype=np.float32) + np.float32(0.5)) / np.float32(horizon))[:, None]
    colours = _colour(mood.above) + down * (_colour(mood.low) - _colour(mood.above))
    # Clouds lie flatter the nearer they are to the horizon.
    row = (down[:, 0] * (46 + 60 * down[:, 0]) + draw.between(0, 256)).astype(np.int64) & 255
    step = np.float32(120 / width)
    column = (np.arange(width) * step + draw.between(0, 256)).astype(np.int64) & 255
    cloud = noise(1)[row[:, None], column]
    share = np.clip((cloud - mood.cover) * np.float32(0.75), 0, np.float32(0.92))[..., None]
    image[:end] = colours[:, None]
    image[:end] += share * (_colour(mood.cloud) - image[:end])


def _grass(
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
    shade = 1 + np.float32(0.20) * ground.surface("grass") + np.float32(0.07) * patches
    green = _lit(draw.colour(draw.choice(GREENS), 12), mood)
    ground.image[...] = shade[..., None] * green
    ground.classes[...] = GRASS
    return ground


def _water(draw: Draw, ground: Ground, mood: Mood) -> Grid:
    """Colours of water everywhere on the ground: the sky's, deeper nearby, with ripples."""
    scale = 256 // ground.texels
    ripples = noise(3, 8)[(ground.v * scale * 3) & 255, (ground.u * scale // 2) & 255]
    ripples = ripples * (ground.contrast * np.float32(0.7) + np.float32(0.3))
    deep = draw.colour(DEEP, 14)
    far, close = _colour(mix(mood.low, deep, 0.35)), _colour(mix(mood.above, deep, 0.55))
    colour = (far + np.sqrt(ground.near) * (close - far))[:, None]
    colour = colour * (1 + np.float32(0.10) * ripples)[..., None]
    glint = np.clip(ripples - np.float32(1.25), 0, 1) * 70
    return colour + glint[..., None]


def _bank(ground: Ground, away: Grid) -> None:
    """A darker rim of earth around water."""
    width = 1 + np.float32(0.035 * ground.depth) * ground.near
    ground.tint(np.clip(1 - away / width, 0, 1) * np.float32(0.55), (112, 96, 66))


def _pond(draw: Draw, ground: Ground, mood: Mood, road: str | None) -> None:
    width = ground.columns.shape[1]
    t = draw.between(0.62, 0.85) if road == "across" else draw.between(0.3, 0.8)
    t = draw.between(0.82, 0.9) if road == "across" else t
    ry = draw.between(0.09, 0.16) * ground.depth * (0.5 + 0.8 * t)
    rx = draw.between(0.2, 0.36) * width * (0.5 + 0.7 * t)
    x = (0.5 + draw.sign() * draw.between(0.24, 0.42)) * width
    across = (ground.columns - x) / rx
    along = (ground.rows - t * ground.depth) / ry
    wobble = noise(4)[0][(ground.columns[0] * np.float32(150 / width)).astype(np.int64) & 255]
    reach = np.sqrt(across * across + along * along) - 1 - np.float32(0.09) * wobble
    away = reach * ry
    _bank(ground, away)
    ground.cover(away, _water(draw, ground, mood), WATER)


def _lake(draw: Draw, ground: Ground, mood: Mood, woods: Colour | None, far: float) -> None:
    width = ground.columns.shape[1]
    shore = draw.between(0.6, 1.0) * far
    step, start = np.float32(40 / width), draw.between(0, 256)
    wobble = noise(4)[7][(ground.columns[0] * step + start).astype(np.int64) & 255]
    away = ground.rows - (shore + np.float32(0.25 * shore) * wobble)[None] * ground.depth
    _bank(ground, away)
    colour = _water(draw, ground, mood)
    if woods is not None:  # what stands behind the lake is mirrored in it
        mirrored = np.clip(0.7 - ground.near * np.float32(0.7 / shore), 0, 1)[..., None]
        colour = colour + mirrored * (_lit(mix(woods, DEEP, 0.35), mood) - colour)
    ground.cover(away, colour, WATER)


def _asphalt(draw: Draw, ground: Ground, mood: Mood) -> Grid:
    gray = draw.between(84, 122)
    shade = 1 + np.float32(0.13) * ground.surface("gravel")
    return shade[..., None] * _lit((gray, gray, gray + 5), mood)


def _lines(ground: Ground, road: Grid, mood: Mood, *lines: Grid) -> None:
    """Paint marks, shares from 0 to 1, onto a road's colours."""
    for line in lines:
        road += (np.float32(0.85) * line)[..., None] * (_lit(WHITE, mood) - road)


def _road_ahead(draw: Draw, ground: Ground, mood: Mood) -> None:
    width = ground.columns.shape[1]
    near = ground.near
    vanish, foot = draw.between(0.3, 0.7) * width, draw.between(0.28, 0.72) * width
    bend = draw.between(-0.3, 0.3) * width
    middle = vanish + near * np.float32(foot - vanish) + np.float32(bend) * (1 - near) * near
    half = near * np.float32(draw.between(0.17, 0.26) * width) + np.float32(0.3)
    aside = np.abs(ground.columns - middle)
    road = _asphalt(draw, ground, mood)
    beat = 1.6 / near + np.float32(draw.between(0, 1))
    dash = ((beat - np.floor(beat)) < 0.55) & (near > 0.06)
    centre = (
        np.clip(0.5 - aside + np.maximum(half * np.float32(0.04), np.float32(0.4)), 0, 1) * dash
    )
    edge = np.abs(aside - half * np.float32(0.88))
    border = np.clip(np.float32(0.5) - edge + half * np.float32(0.03), 0, 1)
    _lines(ground, road, mood, centre, border)
    ground.cover(aside - half, road, ROAD)


def _road_across(draw: Draw, ground: Ground, mood: Mood, far: float) -> None:
    width = ground.columns.shape[1]
    upper = draw.between(far, far + 0.16) * ground.depth
    lower = upper + draw.between(0.20, 0.27) * ground.depth
    slope = draw.between(-0.05, 0.05)
    rows = ground.rows + np.float32(slope) * (ground.columns - width / 2)
    away = np.maximum(upper - rows, rows - lower)
    thick = max(0.5, 0.022 * ground.depth)
    road = _asphalt(draw, ground, mood)
    beat = ground.columns * np.float32(9 / width) + np.float32(draw.between(0, 1))
    dash = (beat - np.floor(beat)) < 0.6
    centre = np.clip(thick + 0.5 - np.abs(rows - (upper + 0.47 * (lower - upper))), 0, 1) * dash
    border = np.clip(0.6 * thick + 0.5 - np.abs(away + 2.2 * thick), 0, 1)
    _lines(ground, road, mood, centre, border)
    ground.cover(away, road, ROAD)


def _woods(
    draw: Draw, image: Grid, classes: NDArray[np.uint8], mood: Mood, horizon: float, leaf: Colour
) -> None:
    """A row of crowns that stands on the horizon."""
    height, width = classes.shape
    count = 9 + int(draw.between(0, 6))
    gap = draw.between(-0.1, 1.1), draw.between(0.0, 0.35)  # where the view is free
    crowns = [
        (
            (i + draw.between(0.1, 0.9)) / count * width,
            draw.between(0.045, 0.085) * height,
            draw.between(0.01, 0.075) * height,
        )
        for i in range(-1, count + 1)
    ]
    crowns = [c for c in crowns if abs(c[0] / width - gap[0]) > gap[1] / 2] or crowns
    x, radius, lift = (np.array(part, np.float32)[:, None] for part in zip(*crowns, strict=True))
    columns = (np.arange(width, dtype=np.float32) + np.float32(0.5))[None]
    wide = radius * np.float32(1.25)
    inside = 1 - ((columns - x) / wide) ** 2
    reach = np.where(inside > 0, lift + radius * np.sqrt(np.maximum(inside, 0)), -1)
    profile = reach.max(axis=0)
    start = max(0, int(horizon - profile.max()) - 1)
    end = min(height, int(horizon) + 1)
    up = np.float32(horizon - 0.5) - np.arange(start, end, dtype=np.float32)[:, None]
    away = up - profile
    share = np.clip(np.float32(0.5) - away, 0, 1)[..., None]
    step = np.float32(110 / width)
    rows = ((np.arange(start, end) * step * 2).astype(np.int64) & 127)[:, None]
    pattern = tile("leaves", 128)[rows, (columns[0] * step).astype(np.int64) & 127]
    light = np.clip(1.12 + away / np.float32(0.16 * height), 0.55, 1.12)
    colour = (light + np.float32(0.17) * pattern)[..., None] * _lit(leaf, mood)
    colour += np.float32(0.22) * (_colour(mood.low) - colour)
    view = image[start:end]
    view += share * (colour - view)
    classes[start:end][away < 0] = TREES


def _colour(colour: Colour) -> Grid:
    return np.array(colour, np.float32)


def _lit(colour: Colour, mood: Mood) -> Grid:
    return _colour(colour) * _colour(mood.tint)
