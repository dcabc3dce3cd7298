"""Where things stand: on ground that suits them, not too much behind each other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from course_lib.scenes.animals import cat, dog
from course_lib.scenes.built import car, house
from course_lib.scenes.classes import GRASS, ROAD, THINGS
from course_lib.scenes.draw import Draw
from course_lib.scenes.landscape import Land
from course_lib.scenes.people import person
from course_lib.scenes.shapes import Drawing
from course_lib.scenes.trees import tree

TRIES = 12  # places tried for one thing


@dataclass(frozen=True)
class Kind:
    """How a class is drawn and where it stands.

    `height` is in heights of the camera above the ground: a thing whose foot is y rows below the
    horizon is height * y pixels high. `width` is in heights of the thing. `near` is the range of t,
    see `landscape`.
    """

    draw: Callable[[Draw], Drawing]
    height: float
    width: float
    near: tuple[float, float]
    ground: tuple[int, ...]


KINDS = {
    "cat": Kind(cat, 0.56, 1.0, (0.55, 0.97), (GRASS, ROAD)),
    "dog": Kind(dog, 0.60, 1.2, (0.55, 0.97), (GRASS, ROAD)),
    "person": Kind(person, 1.10, 0.5, (0.32, 0.95), (GRASS, ROAD)),
    "car": Kind(car, 0.50, 2.1, (0.40, 0.90), (ROAD,)),
    "house": Kind(house, 2.10, 1.4, (0.15, 0.30), (GRASS,)),
    "tree": Kind(tree, 2.10, 0.7, (0.12, 0.40), (GRASS,)),
}


@dataclass(frozen=True)
class Place:
    """What stands where: its foot at (x, y), continuous coordinates, `unit` pixels high."""

    name: str
    x: float
    y: float
    unit: float

    def hides(self, other: Place) -> float:
        """Share of the farther one's box that the nearer one's box covers, about."""
        far, near = (self, other) if self.y < other.y else (other, self)
        half_far, half_near = (p.unit * KINDS[p.name].width / 2 for p in (far, near))
        across = min(far.x + half_far, near.x + half_near) - max(
            far.x - half_far, near.x - half_near
        )
        down = far.y - max(far.y - far.unit, near.y - near.unit)
        return max(0.0, across) * max(0.0, down) / (2 * half_far * far.unit)


def choose(draw: Draw, most: int | None) -> list[str]:
    """Names of things by chance; two houses at most, which are wide."""
    count = 2 + int(draw.between(0, 4)) if most is None else most
    names: list[str] = []
    for _ in range(count):
        name = draw.choice(THINGS).name
        names.append(name if names.count(name) < 2 or name != "house" else "person")
    return names


def find_places(draw: Draw, land: Land, names: list[str]) -> list[Place]:
    """A place for each thing and for some trees, where they do not hide each other too much."""
    trees = ["tree"] * int(draw.between(0, 3.4))
    places: list[Place] = []
    for name in [*names, *trees]:
        for _ in range(TRIES):
            place = _place(draw, land, name)
            if place is not None and all(place.hides(other) < 0.45 for other in places):
                places.append(place)
                break
    return places


def _place(draw: Draw, land: Land, name: str) -> Place | None:
    """One try: None where this kind cannot stand."""
    height, width = land.classes.shape
    depth = height - land.horizon
    kind = KINDS[name]
    y = land.horizon + draw.between(*kind.near) * depth
    x, side = draw.between(0, 1) * width, draw.between(0.25, 0.75)
    if name == "car" and land.road == "across":
        rows = np.flatnonzero(land.classes[:, int(x)] == ROAD)
        if len(rows):  # in one of the lanes
            y = float(rows[0] + (rows[-1] - rows[0] + 1) * (0.45 + 0.6 * (side - 0.25)))
    elif name == "car" and land.road == "ahead":
        columns = np.flatnonzero(land.classes[min(int(y), height - 1)] == ROAD)
        if len(columns):
            x = float(columns[0] + (columns[-1] - columns[0] + 1) * (0.28 if side < 0.5 else 0.72))
    unit = kind.height * (y - land.horizon) * draw.between(0.9, 1.12)
    half = unit * kind.width / 2
    if name == "car" and land.road == "ahead":
        half /= 1.7
    if not 0.6 * half <= x <= width - 0.6 * half:
        return None
    ground = (GRASS,) if name == "car" and land.road is None else kind.ground
    row = min(int(y), height - 1)
    feet = (max(0, int(x - 0.7 * half)), int(x), min(width - 1, int(x + 0.7 * half)))
    if any(land.classes[row, column] not in ground for column in feet):
        return None
    return Place(name, x, y, unit)
