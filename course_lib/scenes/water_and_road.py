"""Water and roads on the ground of a scene."""

from __future__ import annotations

import numpy as np

from course_lib.scenes.classes import ROAD, WATER
from course_lib.scenes.draw import Draw, mix
from course_lib.scenes.ground import Grid, Ground, Mood, lit, rgb
from course_lib.scenes.shapes import Colour
from course_lib.scenes.textures import noise

WHITE = (236.0, 236.0, 228.0)
DEEP = (24.0, 62.0, 104.0)


def _water(draw: Draw, ground: Ground, mood: Mood) -> Grid:
    """Colours of water everywhere on the ground: the sky's, deeper nearby, with ripples."""
    scale = 256 // ground.texels
    ripples = noise(3, 8)[(ground.v * scale * 3) & 255, (ground.u * scale // 2) & 255]
    ripples = ripples * (ground.contrast * np.float32(0.7) + np.float32(0.3))
    deep = draw.colour(DEEP, 14)
    far, close = rgb(mix(mood.low, deep, 0.35)), rgb(mix(mood.above, deep, 0.55))
    colour = (far + np.sqrt(ground.near) * (close - far))[:, None]
    colour = colour * (1 + np.float32(0.10) * ripples)[..., None]
    glint = np.clip(ripples - np.float32(1.25), 0, 1) * 70
    return colour + glint[..., None]


def _bank(ground: Ground, away: Grid) -> None:
    """A darker rim of earth around water."""
    width = 1 + np.float32(0.035 * ground.depth) * ground.near
    ground.tint(np.clip(1 - away / width, 0, 1) * np.float32(0.55), (112, 96, 66))


def dig_pond(draw: Draw, ground: Ground, mood: Mood, road: str | None) -> None:
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


def flood_lake(draw: Draw, ground: Ground, mood: Mood, woods: Colour | None, far: float) -> None:
    width = ground.columns.shape[1]
    shore = draw.between(0.6, 1.0) * far
    step, start = np.float32(40 / width), draw.between(0, 256)
    wobble = noise(4)[7][(ground.columns[0] * step + start).astype(np.int64) & 255]
    away = ground.rows - (shore + np.float32(0.25 * shore) * wobble)[None] * ground.depth
    _bank(ground, away)
    colour = _water(draw, ground, mood)
    if woods is not None:  # what stands behind the lake is mirrored in it
        mirrored = np.clip(0.7 - ground.near * np.float32(0.7 / shore), 0, 1)[..., None]
        colour = colour + mirrored * (lit(mix(woods, DEEP, 0.35), mood) - colour)
    ground.cover(away, colour, WATER)


def _asphalt(draw: Draw, ground: Ground, mood: Mood) -> Grid:
    gray = draw.between(84, 122)
    shade = 1 + np.float32(0.13) * ground.surface("gravel")
    return shade[..., None] * lit((gray, gray, gray + 5), mood)


def _lines(ground: Ground, road: Grid, mood: Mood, *lines: Grid) -> None:
    """Paint marks, shares from 0 to 1, onto a road's colours."""
    for line in lines:
        road += (np.float32(0.85) * line)[..., None] * (lit(WHITE, mood) - road)


def road_ahead(draw: Draw, ground: Ground, mood: Mood) -> None:
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


def road_across(draw: Draw, ground: Ground, mood: Mood, far: float) -> None:
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
