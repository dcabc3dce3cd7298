"""A scene with what is true of it: every pixel's class, every thing's masks and box."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from course_lib.scenes.classes import CLASSES, STUFF

Box = tuple[float, float, float, float]


@dataclass(frozen=True, eq=False)
class Thing:
    """One thing of a scene.

    Attributes
    ----------
    id : its number in the instance map, from 1, from far to near.
    class_id, name : its class, see `classes.CLASSES`.
    box : (x1, y1, x2, y2) of what is seen of it, half-open: column x2 and row y2 are outside.
    area : pixels that are seen of it.
    visible : share of its pixels in the picture that nothing hides, above 0 and at most 1.
    full_box : the box of all its pixels in the picture, hidden ones too.
    distance : how far away it stands, 1 at the lower border; it is drawn 1 / distance times as
        large as it would be there, but for what makes one cat larger than another.
    full : (y2 - y1, x2 - x1) bool of `full_box`: the thing with what is hidden of it, connected.
    """

    id: int
    class_id: int
    name: str
    box: Box
    area: int
    visible: float
    full_box: Box
    distance: float
    full: NDArray[np.bool_] = field(repr=False)


@dataclass(frozen=True, eq=False)
class Scene:
    """A picture with exact panoptic truth.

    A pixel belongs to the thing or stuff that covers at least half of it; none is void.

    Attributes
    ----------
    image : (H, W, 3) uint8, RGB.
    classes : (H, W) uint8, ids of `classes.CLASSES`.
    instances : (H, W) int32, 0 for stuff, a thing's id otherwise.
    things : the things that can be seen, ids 1, 2, ... in this order.
    """

    image: NDArray[np.uint8] = field(repr=False)
    classes: NDArray[np.uint8] = field(repr=False)
    instances: NDArray[np.int32] = field(repr=False)
    things: tuple[Thing, ...]

    @property
    def boxes(self) -> NDArray[np.float64]:
        """(N, 4): the things' boxes."""
        return np.array([thing.box for thing in self.things], np.float64).reshape(-1, 4)

    @property
    def labels(self) -> NDArray[np.int64]:
        """(N,): the things' class ids."""
        return np.array([thing.class_id for thing in self.things], np.int64)

    def masks(self) -> NDArray[np.bool_]:
        """(N, H, W): what is seen of each thing; no two overlap."""
        return self.instances == np.arange(1, len(self.things) + 1)[:, None, None]

    def full_masks(self) -> NDArray[np.bool_]:
        """(N, H, W): each thing with what others hide of it (the amodal mask)."""
        result = np.zeros((len(self.things), *self.classes.shape), bool)
        for mask, thing in zip(result, self.things, strict=True):
            x1, y1, x2, y2 = map(int, thing.full_box)
            mask[y1:y2, x1:x2] = thing.full
        return result

    def panoptic(self) -> NDArray[np.int32]:
        """(H, W): a segment id a pixel: class id + 1 for stuff, 5 + a thing's id for things.

        0, which stands for void in panoptic maps, does not occur.
        """
        things = self.instances + len(STUFF)
        return np.where(self.instances > 0, things, self.classes + 1).astype(np.int32)

    def describe(self) -> str:
        """Say in one sentence what is seen."""
        height, width = self.classes.shape
        stuff = [item.name for item in STUFF if (self.classes == item.id).any()]
        names = [thing.name for thing in self.things]
        counted = [
            f"{names.count(item.name)} {item.name if names.count(item.name) == 1 else item.plural}"
            for item in CLASSES
            if item.name in names
        ]
        return f"A scene of {width} × {height} pixels with {_listed(counted + stuff)}."


@dataclass(frozen=True, eq=False)
class Dataset:
    """Scenes of one size, stacked for training; `dataset[i]` is one of them.

    Attributes
    ----------
    images : (N, H, W, 3) uint8.
    classes : (N, H, W) uint8.
    instances : (N, H, W) int32.
    things : for each scene its things.
    """

    images: NDArray[np.uint8] = field(repr=False)
    classes: NDArray[np.uint8] = field(repr=False)
    instances: NDArray[np.int32] = field(repr=False)
    things: tuple[tuple[Thing, ...], ...] = field(repr=False)

    def __len__(self) -> int:
        return len(self.images)

    def __getitem__(self, index: int) -> Scene:
        return Scene(
            self.images[index], self.classes[index], self.instances[index], self.things[index]
        )


def _listed(words: list[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)
