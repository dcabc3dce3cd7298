"""Scenes of things and stuff with exact panoptic truth, drawn by chance.

The classes are the lecture's: sky, grass, water, trees and road are stuff; cats, dogs, people, cars
and houses are things. What is near stands lower in the picture, is larger, and hides what is behind
it. It is a toy world: a cat is half as high as a person, so that it can be seen at 96 × 96 pixels.

    scene = make_scene(128, seed=7)
    scene.image, scene.classes, scene.instances, scene.things
    make_scene(things=["dog", "dog", "cat"])
    data = make_dataset(1000, size=64)
"""

from __future__ import annotations

import numbers
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from course_lib.scenes.arguments import check_seed, check_size, check_things
from course_lib.scenes.built import car
from course_lib.scenes.classes import BY_NAME, CLASSES, STUFF, THINGS, TREES
from course_lib.scenes.draw import Draw
from course_lib.scenes.landscape import Land, paint_land
from course_lib.scenes.placing import KINDS, Place, choose, find_places
from course_lib.scenes.shapes import Layer
from course_lib.scenes.truth import Dataset, Scene, Thing

__all__ = [
    "CLASSES", "STUFF", "THINGS", "Dataset", "Scene", "Thing", "make_dataset", "make_scene",
]  # fmt: skip

LEAST_VISIBLE = 0.35  # what would be hidden more is not a fair question
LEAST_AREA = 12  # pixels
ATTEMPTS = 40  # landscapes tried until all the things asked for can be seen


def make_scene(
    size: int | tuple[int, int] = 128,
    seed: int | Sequence[int] | np.random.Generator = 0,
    *,
    things: int | Sequence[str] | None = None,
) -> Scene:
    """Draw one scene.

    Parameters
    ----------
    size : height and width in pixels, or (height, width); each from 48 to 512.
    seed : the same seed gives the same bytes: a whole number from 0 or several, or a generator,
        which is moved on. One seed gives about the same scene in every size.
    things : None for two to five things; a number for at most so many, as far as they find a place;
        names such as ["dog", "dog", "cat"] for exactly these. At most 8.

    Returns
    -------
    The scene: image (H, W, 3) uint8, classes (H, W) uint8, instances (H, W) int32, and its things
    from far to near.

    Raises
    ------
    TypeError, ValueError
        When an argument is not what is said above, or the things asked for find no place.

    Examples
    --------
    >>> scene = make_scene(96, seed=3, things=["dog", "cat"])
    >>> scene.image.shape, sorted(thing.name for thing in scene.things)
    ((96, 96, 3), ['cat', 'dog'])
    """
    shape = check_size(size)
    rng = check_seed(seed)
    things = check_things(things)
    draw = Draw(rng)
    for _ in range(ATTEMPTS):
        names = things if isinstance(things, list) else choose(draw, things)
        canvas = _Canvas(paint_land(draw, shape))
        for place in sorted(find_places(draw, canvas.land, names), key=lambda p: p.y):
            canvas.put(draw, place)
        if not isinstance(things, list) or canvas.names() == sorted(things):
            return canvas.finish(rng)
    raise ValueError(
        f"things must find a place in {shape[1]} x {shape[0]} pixels, and these {len(things)} did "
        f"not in {ATTEMPTS} landscapes: {', '.join(things)}"
    )


def make_dataset(
    count: int, size: int | tuple[int, int] = 96, seed: int = 0, *, things: int | None = None
) -> Dataset:
    """Draw many scenes, stacked for training.

    Scene i is `make_scene(size, (seed, i), things=things)`: it does not depend on how many there
    are, so a smaller set is the beginning of a larger one.

    Parameters
    ----------
    count : number of scenes, at least 1.
    size, things : see `make_scene`.
    seed : a whole number from 0. Take different ones to train and to test.

    Returns
    -------
    The scenes; N x H x W x 8 bytes and a little more.
    """
    if isinstance(count, bool) or not isinstance(count, numbers.Integral):
        raise TypeError(f"count must be a whole number of scenes, got {count!r}")
    if count < 1:
        raise ValueError(f"count must be at least 1 scene, got {count}")
    if isinstance(seed, bool) or not isinstance(seed, numbers.Integral):
        raise TypeError(f"seed must be a whole number, got {seed!r}")
    shape = check_size(size)
    images = np.empty((count, *shape, 3), np.uint8)
    classes, instances = np.empty((count, *shape), np.uint8), np.empty((count, *shape), np.int32)
    tables = []
    for i in range(count):
        scene = make_scene(shape, (seed, i), things=things)
        images[i], classes[i], instances[i] = scene.image, scene.classes, scene.instances
        tables.append(scene.things)
    return Dataset(images, classes, instances, tuple(tables))


class _Canvas:
    """A landscape into which things are put from far to near."""

    def __init__(self, land: Land) -> None:
        self.land = land
        self.instances = np.zeros(land.classes.shape, np.int32)
        self._put: list[tuple[Place, tuple[slice, slice], NDArray[np.bool_]]] = []
        self._seen: list[int] = []  # pixels of each thing not hidden so far

    def names(self) -> list[str]:
        return sorted(place.name for place, _, _ in self._put)

    def put(self, draw: Draw, place: Place) -> None:
        """Paint what stands there, unless too little would be seen of it or of others."""
        along = self.land.road != "ahead"
        kind = KINDS[place.name]
        drawing = car(draw, along) if place.name == "car" else kind.draw(draw)
        mirror = draw.chance(0.5)
        shape = self.instances.shape
        layer = drawing.paint(shape, place.x, place.y, place.unit, self.land.light, mirror)
        if layer is None:
            return
        mask = _largest_part(layer)
        hidden = np.bincount(self.instances[layer.window][mask], minlength=len(self._put) + 1)[1:]
        area = int(mask.sum())
        if area < LEAST_AREA:
            return
        for (_, _, full), seen, less in zip(self._put, self._seen, hidden, strict=True):
            if seen - less < max(LEAST_VISIBLE * full.sum(), LEAST_AREA):
                return
        self._seen = [seen - int(less) for seen, less in zip(self._seen, hidden, strict=True)]
        self._shadow(layer, place)
        view = self.land.image[layer.window]
        view *= 1 - layer.cover[..., None]
        view += layer.colour
        if place.name == "tree":
            self.instances[layer.window][mask] = 0
            self.land.classes[layer.window][mask] = TREES
            return
        self._put.append((place, layer.window, mask))
        self._seen.append(area)
        self.instances[layer.window][mask] = len(self._put)
        self.land.classes[layer.window][mask] = BY_NAME[place.name].id

    def _shadow(self, layer: Layer, place: Place) -> None:
        """Darken the ground at the foot, on the side away from the light."""
        height, width = self.instances.shape
        wide = layer.cover.shape[1]
        rx, ry = 0.56 * wide, max(1.2, 0.075 * wide)
        x = place.x - 0.16 * wide * self.land.light.side
        left, right = max(0, int(x - rx)), min(width, int(x + rx) + 1)
        top, bottom = max(0, int(place.y - ry)), min(height, int(place.y + ry) + 1)
        across = (np.arange(left, right, dtype=np.float32) + np.float32(0.5 - x)) / np.float32(rx)
        down = (np.arange(top, bottom, dtype=np.float32) + np.float32(0.5 - place.y)) / np.float32(
            ry
        )
        away = across * across + (down * down)[:, None]
        self.land.image[top:bottom, left:right] *= 1 - (
            np.float32(0.5) * np.clip((1 - away) * np.float32(1.3), 0, 1)[..., None]
        )

    def finish(self, rng: np.random.Generator) -> Scene:
        """Add the grain of a camera, round, and make the table of things."""
        image = self.land.image
        image += ((rng.random(image.shape[:2], dtype=np.float32) - np.float32(0.5)) * 7)[..., None]
        pixels = np.clip(image + np.float32(0.5), 0, 255).astype(np.uint8)
        horizon, height = self.land.horizon, image.shape[0]
        things = []
        for number, (place, (rows, columns), full) in enumerate(self._put, start=1):
            origin = columns.start, rows.start
            seen = self.instances[rows, columns] == number
            area = int(seen.sum())
            box, full_box = _box(seen, origin), _box(full, origin)
            x1, y1, x2, y2 = map(int, full_box)
            cut = full[y1 - origin[1] : y2 - origin[1], x1 - origin[0] : x2 - origin[0]]
            distance = (height - horizon) / (place.y - horizon)
            things.append(
                Thing(
                    number, BY_NAME[place.name].id, place.name, box, area,
                    area / int(full.sum()), full_box, distance, cut,
                )
            )  # fmt: skip
        return Scene(pixels, self.land.classes, self.instances, tuple(things))


def _largest_part(layer: Layer) -> NDArray[np.bool_]:
    """Where a layer covers half a pixel or more; parts that the border cut off are taken away."""
    mask = layer.cover >= 0.5
    parts, count = ndimage.label(mask, np.ones((3, 3), int))
    if count > 1:
        largest = 1 + np.bincount(parts.ravel())[1:].argmax()
        stray = mask & (parts != largest)
        layer.cover[stray] = 0
        layer.colour[stray] = 0
        mask &= ~stray
    return mask


def _box(mask: NDArray[np.bool_], origin: tuple[int, int]) -> tuple[float, float, float, float]:
    """The tight box of a mask whose first pixel is at `origin` = (column, row)."""
    columns, rows = np.flatnonzero(mask.any(axis=0)), np.flatnonzero(mask.any(axis=1))
    x, y = origin
    corners = x + columns[0], y + rows[0], x + columns[-1] + 1, y + rows[-1] + 1
    return tuple(float(corner) for corner in corners)
