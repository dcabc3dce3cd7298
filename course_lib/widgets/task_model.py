"""One scene, five tasks: what each task says of a picture, of a pixel, and what it leaves out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from course_lib.scenes.classes import CLASSES, STUFF, THINGS
from course_lib.scenes.truth import Scene

LEAST_LABEL = 0.01  # share of the picture below which a region gets no word on it


@dataclass(frozen=True)
class Task:
    """A task of the lecture.

    Attributes
    ----------
    key, title : its name, short and long.
    tells_apart : whether two things of one class are two.
    every_pixel : whether every pixel gets an answer.
    """

    key: str
    title: str
    tells_apart: bool
    every_pixel: bool


TASKS = (
    Task("classification", "Classification", False, False),
    Task("semantic", "Semantic segmentation", False, True),
    Task("detection", "Object detection", True, False),
    Task("instance", "Instance segmentation", True, False),
    Task("panoptic", "Panoptic segmentation", True, True),
)
LEAVES_OUT = {
    "classification": "It says nothing of where, how many, or what else there is.",
    "semantic": "It does not say how many: things of one class that touch are one region.",
    "detection": "A box also holds what is around the thing, and stuff gets no answer.",
    "instance": "Stuff gets no answer: all that is not a thing is just background.",
    "panoptic": "It leaves out what is hidden: each pixel belongs to what is in front.",
}


class TaskModel:
    """Answers of the five tasks, all from the scene's exact truth.

    Parameters
    ----------
    scene : the scene.
    """

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        count: dict[str, int] = {}
        names = []
        for thing in scene.things:
            count[thing.name] = count.get(thing.name, 0) + 1
            names.append(f"{thing.name} {count[thing.name]}")
        self.names = tuple(names)  # from far to near, numbered within a class
        self.repeated = next((item for item in THINGS if count.get(item.name, 0) > 1), None)
        self.count = count

    def subject(self) -> str:
        """The one class of the picture: that of the thing of which most is seen, else of stuff."""
        if self.scene.things:
            return max(self.scene.things, key=lambda thing: thing.area).name
        return CLASSES[int(np.bincount(self.scene.classes.ravel()).argmax())].name

    def says(self, key: str) -> str:
        """What a task answers for this picture, in one sentence."""
        seen = [item.name for item in CLASSES if (self.scene.classes == item.id).any()]
        stuff = [item.name for item in STUFF if item.name in seen]
        things = _listed(self.names) or "nothing"
        return {
            "classification": f"One word for the picture: {self.subject()}.",
            "semantic": f"A class for every pixel: {_listed(seen)}.",
            "detection": f"A box and a class for each thing: {things}.",
            "instance": f"A mask and a class for each thing: {things}.",
            "panoptic": f"One segment for every pixel: {_listed((*self.names, *stuff))}.",
        }[key]

    def question(self, task: Task) -> tuple[str, bool]:
        """What to predict before the answer is shown, and the answer."""
        if self.repeated is not None and task.key in ("semantic", "instance"):
            number, word = self.count[self.repeated.name], self.repeated.plural
            return f"Will {task.title.lower()} tell the {number} {word} apart?", task.tells_apart
        return f"Will {task.title.lower()} say something of every pixel?", task.every_pixel

    def pixel(self, row: int, column: int) -> dict[str, str]:
        """What each task says of one pixel."""
        thing = int(self.scene.instances[row, column])
        name = CLASSES[int(self.scene.classes[row, column])].name
        boxes = [
            self.names[i]
            for i, (x1, y1, x2, y2) in enumerate(self.scene.boxes)
            if x1 <= column < x2 and y1 <= row < y2
        ]
        return {
            "classification": f"nothing of this pixel; the picture: {self.subject()}",
            "semantic": name,
            "detection": f"in the box of {_listed(boxes)}" if boxes else "in no box",
            "instance": self.names[thing - 1] if thing else "no thing",
            "panoptic": self.names[thing - 1] if thing else name,
        }

    def spots(self) -> list[tuple[str, int, int, int]]:
        """Where words go: (word, row, column, thing's id or 0) of each class and each thing.

        The pixel of a region that lies deepest in it; for a class that of its largest piece.
        """
        regions = [
            (item.name, self.scene.classes == item.id, 0)
            for item in CLASSES
            if (self.scene.classes == item.id).mean() >= LEAST_LABEL
        ]
        masks = self.scene.masks()
        regions += [(self.names[i], mask, i + 1) for i, mask in enumerate(masks)]
        return [(name, *_deepest(mask), number) for name, mask, number in regions]


def _deepest(mask: np.ndarray) -> tuple[int, int]:
    depth = ndimage.distance_transform_edt(np.pad(mask, 1))[1:-1, 1:-1]
    row, column = np.unravel_index(int(depth.argmax()), mask.shape)
    return int(row), int(column)


def _listed(words: list[str] | tuple[str, ...]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)
