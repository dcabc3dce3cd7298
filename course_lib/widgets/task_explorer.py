"""One scene and the five tasks of segmentation: what each says, and what it leaves out."""

from __future__ import annotations

from typing import Any

import numpy as np
import traitlets
from numpy.typing import NDArray

from course_lib.scenes.classes import CLASSES
from course_lib.scenes.things_and_stuff import make_scene
from course_lib.scenes.truth import Scene
from course_lib.widgets import page, pictures
from course_lib.widgets.arguments import check_seed
from course_lib.widgets.base import Explorer
from course_lib.widgets.parts import picture_parts
from course_lib.widgets.task_model import LEAVES_OUT, TASKS, TaskModel

SIZE = 128
MOST_PIXELS = 65_536  # the maps of classes and things are one message
FIRST = ["dog", "dog", "cat"]  # the lecture's picture
FIRST_SEED = 4


class TaskExplorer(Explorer):
    """See a picture through five tasks; point at a pixel, and each says what it knows of it.

    Parameters
    ----------
    scene : a scene of `course_lib.scenes.things_and_stuff` of at most 65 536 pixels; None for two
        dogs and a cat. In JupyterLab others can be drawn from there.

    Raises
    ------
    ValueError
        When `scene` is not what is said above.
    """

    scripts = ("task_explorer.js",)
    page_scripts = ("task_explorer.js",)

    photo = traitlets.Bytes().tag(sync=True)

    def __init__(self, scene: Scene | None = None) -> None:
        self.model = self._first = TaskModel(_check_scene(scene))
        image = self.model.scene.image
        super().__init__(config=self._config(), photo=page.jpeg(image, 32_000))

    def describe(self) -> str:
        """Say in one sentence what is shown."""
        height, width = self.model.scene.classes.shape
        things = self.model.says("detection").split(": ")[1].rstrip(".")
        return f"A scene of {width} × {height} pixels, with {things}, seen through five tasks."

    def alt(self) -> str:
        """Text that stands for the key picture."""
        return (
            f"{self.describe()} From left: the picture, its classes, the things' boxes, "
            "the things, and all segments."
        )

    def key_picture(self) -> NDArray[np.uint8]:
        """(H, W, 3) uint8: the picture and four of the five answers."""
        scene = self.model.scene
        gray = np.full_like(scene.image, 128) // 2 + scene.image // 4
        classes = np.array([item.colour for item in CLASSES], np.uint8)[scene.classes]
        colours = pictures.palette(max(1, len(scene.things)))
        instances = colours[np.maximum(scene.instances, 1) - 1]
        is_thing = (scene.instances > 0)[..., None]
        boxes = scene.image.copy()
        for (x1, y1, x2, y2), colour in zip(scene.boxes.astype(int), colours, strict=False):
            boxes[y1:y2, [x1, x2 - 1]] = colour
            boxes[[y1, y2 - 1], x1:x2] = colour
        panels = [
            scene.image,
            _mixed(scene.image, classes),
            boxes,
            np.where(is_thing, _mixed(scene.image, instances), gray),
            _mixed(scene.image, np.where(is_thing, instances, classes)),
        ]
        return pictures.side_by_side(panels, height=200)

    def receive(self, message: dict) -> list[tuple[dict, list]]:
        """Answer the front end: the scene it shows, or another one."""
        if message.get("do") == "scene":
            try:
                self.model = self._wanted(message["seed"])
            except KeyError:
                return [({"kind": "problem", "problem": "seed is missing."}, [])]
            except ValueError as error:
                return [({"kind": "problem", "problem": f"{error}."}, [])]
        elif message.get("do") != "hello":
            problem = f"There is nothing to do named {message.get('do')!r} here."
            return [({"kind": "problem", "problem": problem}, [])]
        scene = self.model.scene
        maps = [np.ascontiguousarray(part).data for part in self._maps()]
        return [
            ({"kind": "scene", **self._scene()}, maps),
            *picture_parts(scene.image),
            ({"kind": "ready"}, []),
        ]

    def page_config(self) -> dict:
        """Everything an exported page needs."""
        return {
            **self._config(),
            "page": True,
            "scene": self._scene(),
            "rgb": page.deflated_pixels(self.model.scene.image),
            "maps": page.deflated(np.stack(self._maps())),
        }

    def _wanted(self, seed: Any) -> TaskModel:
        """The scene of a seed, or for None the one that the explorer was made with."""
        return self._first if seed is None else TaskModel(make_scene(SIZE, check_seed(seed)))

    def _maps(self) -> list[NDArray[np.uint8]]:
        scene = self.model.scene
        return [scene.classes, scene.instances.astype(np.uint8)]

    def _config(self) -> dict:
        height, width = self.model.scene.classes.shape
        return {
            "width": width,
            "height": height,
            "tasks": [[task.key, task.title, LEAVES_OUT[task.key]] for task in TASKS],
            "classes": [[item.name, list(item.colour)] for item in CLASSES],
            "alt": f"The scene, {width} × {height} pixels",
        }

    def _scene(self) -> dict[str, Any]:
        model, scene = self.model, self.model.scene
        height, width = scene.classes.shape
        questions = [model.question(task) for task in TASKS]
        return {
            "width": width,
            "height": height,
            "subject": model.subject(),
            "names": list(model.names),
            "boxes": scene.boxes.tolist(),
            "says": [model.says(task.key) for task in TASKS],
            "questions": [text for text, _ in questions],
            "answers": [answer for _, answer in questions],
            "spots": [list(spot) for spot in model.spots()],
        }


def _mixed(image: NDArray[np.uint8], colours: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Mostly the colours, with the picture seen through."""
    return (0.35 * image + 0.65 * colours).astype(np.uint8)


def _check_scene(scene: Scene | None) -> Scene:
    """Return the scene, the first one for None, or raise."""
    if scene is None:
        return make_scene(SIZE, FIRST_SEED, things=FIRST)
    if not isinstance(scene, Scene):
        raise ValueError(f"scene must be a Scene, see make_scene, got {type(scene).__name__}")
    if scene.classes.size > MOST_PIXELS:
        height, width = scene.classes.shape
        raise ValueError(f"scene must have at most {MOST_PIXELS} pixels, got {width} x {height}")
    return scene
