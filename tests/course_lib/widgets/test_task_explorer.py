"""TaskExplorer without a browser: answers, messages, budgets, bad input."""

from __future__ import annotations

import numpy as np
import pytest

from course_lib.scenes.things_and_stuff import make_scene
from course_lib.widgets import TaskExplorer
from course_lib.widgets.task_model import TASKS, TaskModel


def test_what_each_task_says_of_a_pixel():
    scene = make_scene(96, 4, things=["dog", "dog", "cat"])
    model = TaskModel(scene)
    assert sorted(model.names) == ["cat 1", "dog 1", "dog 2"]
    for thing, name, mask in zip(scene.things, model.names, scene.masks(), strict=True):
        row, column = np.argwhere(mask)[0]
        said = model.pixel(row, column)
        assert said["semantic"] == thing.name and said["instance"] == said["panoptic"] == name
        assert name in said["detection"]
    row, column = np.argwhere(scene.instances == 0)[0]
    said = model.pixel(row, column)
    assert said["instance"] == "no thing" and said["panoptic"] == said["semantic"] == "sky"
    assert model.question(TASKS[1]) == ("Will semantic segmentation tell the 2 dogs apart?", False)
    assert "dog 1, dog 2" in model.says("panoptic")
    for name, row, column, number in model.spots():
        assert model.pixel(row, column)["panoptic" if number else "semantic"] == name


def test_budgets_and_another_scene(wire, tell):
    explorer = TaskExplorer(make_scene(256, 1))
    assert sum(wire.sizes("comm_open")) <= 100_000
    tell(explorer, {"do": "hello", "id": "a"})
    assert wire.contents()[-1] == {"kind": "ready", "id": "a"}
    maps = next(b for c, b in zip(wire.contents(), wire.buffers(), strict=True) if "names" in c)
    assert bytes(maps[0]) == explorer.model.scene.classes.tobytes()
    tell(explorer, {"do": "scene", "seed": 5, "id": "b"})
    assert explorer.model.scene.image.tobytes() == make_scene(128, 5).image.tobytes()
    tell(explorer, {"do": "scene", "seed": None, "id": "c"})
    assert explorer.model.scene.image.tobytes() == make_scene(256, 1).image.tobytes()
    assert max(wire.sizes("comm_msg")) <= 256_000


@pytest.mark.parametrize(
    "message", [{}, {"do": "fly"}, {"do": "scene"}, {"do": "scene", "seed": -1}]
)
def test_what_cannot_be_done_is_a_sentence(wire, tell, message):
    tell(TaskExplorer(), message)
    assert wire.contents()[-1]["problem"].endswith(".")


def test_bundle_of_an_empty_scene(static):
    explorer = TaskExplorer(make_scene(48, 0, things=0))
    assert set(explorer._repr_mimebundle_()[0]) == {"text/plain", "text/html", "image/png"}
    assert explorer.model.subject() and "with nothing" in explorer.describe()


@pytest.mark.parametrize("scene", [np.zeros((4, 4, 3), np.uint8), make_scene(257, 0)])
def test_bad_input(wire, scene):
    with pytest.raises(ValueError, match=r"^scene must [^\n]*$"):
        TaskExplorer(scene)
