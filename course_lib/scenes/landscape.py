"""The stuff of a scene: sky, woods at the horizon, grass, water and road, seen in perspective.

The ground is flat. A row y lies t = (y - horizon) / (height - horizon) towards us, from 0 at the
horizon to 1 at the lower border, and what stands there is t times as large as at the border; its
distance is 1 / t. Surfaces are laid on the ground plane and seen through the same 1 / t.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from course_lib.scenes.classes import SKY, TREES
from course_lib.scenes.draw import Draw
from course_lib.scenes.ground import MOODS, Grid, Mood, lay_grass, lit, rgb
from course_lib.scenes.shapes import Colour, Light
from course_lib.scenes.textures import noise, tile
from course_lib.scenes.trees import LEAVES
from course_lib.scenes.water_and_road import dig_pond, flood_lake, road_across, road_ahead


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
    ground = lay_grass(draw, image, classes, mood, horizon)
    if water == "pond":
        dig_pond(draw, ground, mood, road)
    if road == "across":
        road_across(draw, ground, mood, far=0.36 if water == "lake" else 0.24)
    elif road == "ahead":
        road_ahead(draw, ground, mood)
    woods = draw.colour(draw.choice(LEAVES), 8) if draw.chance(0.85) else None
    if water == "lake":
        flood_lake(draw, ground, mood, woods, far=0.14 if road == "ahead" else 0.28)
    ground.tint(np.clip(0.42 - 2.6 * ground.near, 0, 1), mood.low)
    if woods is not None:
        _woods(draw, image, classes, mood, horizon, woods)
    return Land(image, classes, horizon, light, mood.low, road)


def _sky(draw: Draw, image: Grid, classes: NDArray[np.uint8], mood: Mood, horizon: float) -> None:
    height, width = classes.shape
    end = int(horizon) + 1
    classes[:end] = SKY
    down = ((np.arange(end, dtype=np.float32) + np.float32(0.5)) / np.float32(horizon))[:, None]
    colours = rgb(mood.above) + down * (rgb(mood.low) - rgb(mood.above))
    # Clouds lie flatter the nearer they are to the horizon.
    row = (down[:, 0] * (46 + 60 * down[:, 0]) + draw.between(0, 256)).astype(np.int64) & 255
    step = np.float32(120 / width)
    column = (np.arange(width) * step + draw.between(0, 256)).astype(np.int64) & 255
    cloud = noise(1)[row[:, None], column]
    share = np.clip((cloud - mood.cover) * np.float32(0.75), 0, np.float32(0.92))[..., None]
    image[:end] = colours[:, None]
    image[:end] += share * (rgb(mood.cloud) - image[:end])


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
    wide = radius * np.float32(1.5)
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
    colour = (light + np.float32(0.17) * pattern)[..., None] * lit(leaf, mood)
    colour += np.float32(0.22) * (rgb(mood.low) - colour)
    view = image[start:end]
    view += share * (colour - view)
    classes[start:end][away < 0] = TREES
