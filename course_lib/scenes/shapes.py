"""Drawings made of soft-edged round and straight parts, painted all at once.

A part is the set where a signed distance is negative. The distances of all parts are computed in
one go, over the pixels near each of them laid in one row. A pixel's coverage is that of an edge
that crosses it: ½ minus the distance of its centre in pixels, from 0 to 1.

Only +, -, *, /, square roots and sums in a fixed order touch pixels, so that the same numbers give
the same bytes on every machine that computes as IEEE 754 says.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from course_lib.scenes.patches import Flat, Patches
from course_lib.scenes.textures import tile

Colour = tuple[float, float, float]
Point = tuple[float, float]

CORNERS = 4
RIM = 0.3  # how much darker a part is at its edge
LEAST_RADIUS = 0.62  # pixels: thinner parts would fall apart into dots


@dataclass(frozen=True)
class Light:
    """Where the light comes from and what colour it has.

    Attributes
    ----------
    side : -1 from the left, 1 from the right.
    tint : factors of R, G, B.
    """

    side: float
    tint: Colour


@dataclass(frozen=True)
class Layer:
    """A painted drawing, cut at the picture's border.

    Attributes
    ----------
    top, left : the pixel of the picture where the arrays begin.
    colour : (h, w, 3) float32, 0 to 255, already multiplied by the coverage.
    cover : (h, w) float32, coverage from 0 to 1.
    """

    top: int
    left: int
    colour: NDArray[np.float32]
    cover: NDArray[np.float32]

    @property
    def window(self) -> tuple[slice, slice]:
        """Rows and columns of the picture."""
        height, width = self.cover.shape
        return slice(self.top, self.top + height), slice(self.left, self.left + width)


class Drawing:
    """Parts in the order in which they are painted, later ones over earlier ones.

    Coordinates are x to the right and y up, the ground at y = 0; one unit is as long as `paint`
    is told.

    Parameters
    ----------
    surface : name of the tile laid over the parts, see `textures.SURFACES`, or None.
    strength : how strongly the tile shows on parts that do not say it.
    period : units after which the tile repeats.
    """

    def __init__(
        self, surface: str | None = None, strength: float = 0.0, period: float = 1.0
    ) -> None:
        self.surface = surface
        self.strength = strength
        self.period = period
        self._round: list[tuple[float, ...]] = []
        self._round_place: list[int] = []
        self._straight: list[list[tuple[float, float, float]]] = []
        self._straight_place: list[int] = []
        self._look: list[tuple[float, ...]] = []
        self._boxes: list[tuple[float, float, float, float]] = []

    def ellipse(
        self,
        x: float,
        y: float,
        rx: float,
        ry: float,
        colour: Colour,
        *,
        angle: float = 0.0,
        **look,
    ) -> None:
        """An ellipse about (x, y), turned counter-clockwise by `angle` degrees."""
        turn = math.radians(angle)
        self._add_round(x, y, math.cos(turn), math.sin(turn), 0.0, rx, ry, 0.0, colour, **look)

    def limb(self, a: Point, b: Point, ra: float, rb: float, colour: Colour, **look) -> None:
        """A stroke with round ends from a to b, of radius ra at a and rb at b."""
        dx, dy = b[0] - a[0], b[1] - a[1]
        length = math.sqrt(dx * dx + dy * dy) or 1e-6
        radius = (ra + rb) / 2
        self._add_round(
            (a[0] + b[0]) / 2, (a[1] + b[1]) / 2, dx / length, dy / length, length / 2,
            radius, radius, (rb - ra) / length, colour, **look,
        )  # fmt: skip

    def curve(self, points: list[Point], ra: float, rb: float, colour: Colour, **look) -> None:
        """Strokes through these points, of radius ra at the first and rb at the last."""
        step = (rb - ra) / (len(points) - 1)
        for i, (a, b) in enumerate(zip(points, points[1:], strict=False)):
            self.limb(a, b, ra + i * step, ra + (i + 1) * step, colour, **look)

    def polygon(self, points: list[Point], colour: Colour, **look) -> None:
        """A convex polygon of three or four corners, in either direction."""
        twice_area = sum(
            a[0] * b[1] - b[0] * a[1] for a, b in zip(points, [*points[1:], points[0]], strict=True)
        )
        sign = 1.0 if twice_area > 0 else -1.0
        edges = []
        for a, b in zip(points, [*points[1:], points[0]], strict=True):
            dx, dy = b[0] - a[0], b[1] - a[1]
            length = math.sqrt(dx * dx + dy * dy) * sign
            nx, ny = dy / length, -dx / length  # outwards
            edges.append((nx, ny, -(nx * a[0] + ny * a[1])))
        self._straight.append((edges + edges)[:CORNERS])
        self._straight_place.append(len(self._look))
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        self._add_look((min(xs), min(ys), max(xs), max(ys)), colour, **look)

    def box(self, x1: float, y1: float, x2: float, y2: float, colour: Colour, **look) -> None:
        """A rectangle."""
        self.polygon([(x1, y1), (x2, y1), (x2, y2), (x1, y2)], colour, **look)

    def _add_round(
        self, x: float, y: float, cos: float, sin: float, half: float, rx: float, ry: float,
        taper: float, colour: Colour, **look,
    ) -> None:  # fmt: skip
        self._round.append((x, y, cos, sin, half, rx, ry, taper))
        self._round_place.append(len(self._look))
        reach_x = half * abs(cos) + max(rx, ry) + abs(taper) * half
        reach_y = half * abs(sin) + max(rx, ry) + abs(taper) * half
        self._add_look((x - reach_x, y - reach_y, x + reach_x, y + reach_y), colour, **look)

    def _add_look(
        self,
        box: tuple[float, float, float, float],
        colour: Colour,
        *,
        surface: float | None = None,
        opacity: float = 1.0,
        flat: bool = False,
    ) -> None:
        """`flat` parts, such as eyes and windows, have no surface, no shade, no dark rim."""
        strength = 0.0 if flat else self.strength if surface is None else surface
        x1, y1, x2, y2 = box
        size = 1e9 if flat else max(x2 - x1, y2 - y1)
        self._look.append((*colour, strength, opacity, (x1 + x2) / 2, (y1 + y2) / 2, size, flat))
        self._boxes.append(box)

    def paint(
        self, shape: tuple[int, int], x: float, y: float, unit: float, light: Light,
        mirror: bool = False,
    ) -> Layer | None:  # fmt: skip
        """The drawing in a picture of this shape, with its origin at (x, y) = (column, row).

        Parameters
        ----------
        shape : (H, W) of the picture.
        x, y : continuous coordinates, in pixels; (0, 0) is the top left corner of the picture.
        unit : pixels a unit of the drawing.
        light : direction and colour.
        mirror : look to the left instead of the right.

        Returns
        -------
        The layer, or None if the drawing lies outside of the picture.
        """
        flip = -1.0 if mirror else 1.0
        order = self._round_place + self._straight_place
        x1, y1, x2, y2 = np.array([self._boxes[i] for i in order]).T * unit
        if mirror:
            x1, x2 = -x2, -x1
        room = LEAST_RADIUS + 0.5
        left, right = (np.clip(v, 0, shape[1]) for v in (x + x1 - room, x + x2 + room + 1))
        top, bottom = (np.clip(v, 0, shape[0]) for v in (y - y2 - room, y - y1 + room + 1))
        left, right, top, bottom = (v.astype(np.int64) for v in (left, right, top, bottom))
        if left.min() >= right.max() or top.min() >= bottom.max():
            return None
        patches = Patches(left, right, top, bottom, x, y)
        split = int(patches.starts[len(self._round)])
        away = np.empty(len(patches.across), np.float32)
        if self._round:
            away[:split] = self._round_distance(patches, split, unit, flip)
        if self._straight:
            away[split:] = self._straight_distance(patches, split, unit, flip)
        return self._compose(order, away, patches, unit, flip, light)

    def _round_distance(self, patches: Patches, split: int, unit: float, flip: float) -> Flat:
        cx, cy, cos, sin, half, rx, ry, taper = np.array(self._round).T
        cx, cy, half, cos = cx * (unit * flip), cy * unit, half * unit, cos * flip
        rx, ry = np.maximum(rx * unit, LEAST_RADIUS), np.maximum(ry * unit, LEAST_RADIUS)
        radius = np.minimum(rx, ry)
        ax, ay = radius / rx, radius / ry
        each = patches.spread(
            slice(0, len(self._round)),
            ax * cos, ax * sin, -ax * (cos * cx + sin * cy),
            -ay * sin, ay * cos, ay * (sin * cx - cos * cy),
            ax * half, taper / ax, radius,
        )  # fmt: skip
        across, up = patches.across[:split], patches.up[:split]
        along = each[0] * across + (each[1] * up + each[2])
        aside = each[3] * across + (each[4] * up + each[5])
        inner = np.minimum(np.maximum(along, -each[6]), each[6])
        along -= inner
        return np.sqrt(along * along + aside * aside) - (inner * each[7] + each[8])

    def _straight_distance(self, patches: Patches, split: int, unit: float, flip: float) -> Flat:
        edges = np.array(self._straight)
        edges[..., 0] *= flip
        edges[..., 2] *= unit
        across, up = patches.across[split:], patches.up[split:]
        result = None
        for corner in range(CORNERS):
            nx, ny, offset = patches.spread(slice(len(self._round), None), *edges[:, corner].T)
            away = nx * across + (ny * up + offset)
            result = away if result is None else np.maximum(result, away, out=result)
        return result

    def _compose(
        self,
        order: list[int],
        away: Flat,
        patches: Patches,
        unit: float,
        flip: float,
        light: Light,
    ) -> Layer:
        look = np.array(self._look)[order].T
        strength, opacity, cx, cy, size, flat = look[3:]
        everything = slice(None)
        cover = np.minimum(np.maximum(np.float32(0.5) - away, 0), 1)
        if opacity.min() < 1:
            cover *= patches.spread(everything, opacity)[0]
        # Parts are brighter towards the light, and darker in a rim, which parts a leg from the
        # body behind it.
        span = size * unit
        slope, rise = 0.3 * light.side / span, 0.42 / span
        level = 1 - slope * cx * flip * unit - rise * cy * unit
        thin, rim = 1 / np.clip(0.07 * span, 1.2, 4.0), RIM * (1 - flat)
        slope, rise, level, thin, rim = patches.spread(everything, slope, rise, level, thin, rim)
        shade = slope * patches.across + (rise * patches.up + level)
        shade -= rim * np.minimum(np.maximum(away * thin + 1, 0), 1)
        if self.surface is not None:
            pattern = self._pattern(patches, unit)
            shade += patches.spread(everything, strength)[0] * pattern
        shade *= cover
        paint = np.empty((len(away), 4), np.float32)
        for channel in range(3):
            colour = patches.spread(everything, look[channel] * light.tint[channel])[0]
            np.multiply(shade, colour, out=paint[:, channel])
        paint[:, 3] = cover
        keep = (1 - cover)[:, None]
        canvas = np.zeros((patches.height, patches.width, 4), np.float32)
        for place in np.argsort(order).tolist():
            (top, bottom, left, right), pixels = patches.window(place)
            if top < bottom and left < right:
                shape = bottom - top, right - left, -1
                view = canvas[top:bottom, left:right]
                view *= keep[pixels].reshape(shape)
                view += paint[pixels].reshape(shape)
        colour = np.minimum(canvas[..., :3], 255)
        return Layer(patches.top, patches.left, colour, canvas[..., 3])

    def _pattern(self, patches: Patches, unit: float) -> Flat:
        """The surface with about one texel a pixel, so that it neither blurs nor flickers."""
        texels = 16
        while texels < 256 and texels < self.period * unit:
            texels *= 2
        step = np.float32(texels / (self.period * unit))
        rows = (patches.up * step).astype(np.int32) & (texels - 1)
        columns = (patches.across * step).astype(np.int32) & (texels - 1)
        return tile(self.surface, texels)[rows, columns]
