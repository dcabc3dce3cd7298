"""What can be seen in a scene of things and stuff: the lecture's ten classes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class SceneClass:
    """A class of the semantic map.

    Attributes
    ----------
    id : its number in the semantic map, which is its place in `CLASSES`.
    name : one word.
    thing : True for what can be counted, False for stuff.
    colour : R, G, B for overlays and legends; see `CLASSES`.
    """

    id: int
    name: str
    thing: bool
    colour: tuple[int, int, int]

    @property
    def plural(self) -> str:
        """The word for several things."""
        return "people" if self.name == "person" else self.name + "s"


# The colours are the ten of Paul Tol's scheme "muted" (Tol 2021, Colour Schemes,
# SRON/EPS/TN/09-002), made for all kinds of colour vision; with ten classes say the name too.
CLASSES: tuple[SceneClass, ...] = tuple(
    SceneClass(number, name, thing, colour)
    for number, (name, thing, colour) in enumerate(
        [
            ("sky", False, (136, 204, 238)),
            ("grass", False, (153, 153, 51)),
            ("water", False, (51, 34, 136)),
            ("trees", False, (17, 119, 51)),
            ("road", False, (221, 221, 221)),
            ("cat", True, (204, 102, 119)),
            ("dog", True, (136, 34, 85)),
            ("person", True, (170, 68, 153)),
            ("car", True, (221, 204, 119)),
            ("house", True, (68, 170, 153)),
        ]
    )
)
STUFF = tuple(item for item in CLASSES if not item.thing)
THINGS = tuple(item for item in CLASSES if item.thing)
BY_NAME = {item.name: item for item in CLASSES}
SKY, GRASS, WATER, TREES, ROAD = (item.id for item in STUFF)
