"""TaskExplorer in an exported page: predict, reveal, and what is said of pixels is the model's."""

from __future__ import annotations

import pytest

from course_lib.scenes.things_and_stuff import make_scene
from course_lib.widgets import TaskExplorer
from course_lib.widgets.task_model import TASKS, TaskModel

pytestmark = pytest.mark.browser


def test_tasks_by_keyboard_and_every_pixel(show):
    scene = make_scene(64, 4, things=["dog", "dog", "cat"])
    model = TaskModel(scene)
    page = show(lambda: TaskExplorer(scene))
    root = page.get_by_test_id("tasks")
    root.focus()
    page.keyboard.press("ArrowRight")
    assert "predict first" in page.get_by_test_id("sentence").inner_text()
    page.get_by_test_id("predict-no").click()
    assert page.get_by_test_id("verdict").inner_text().startswith("Right: no")
    for task in TASKS[2:]:
        page.keyboard.press("ArrowRight")
        assert root.get_attribute("data-task") == task.key
        page.get_by_test_id("show").click()
        assert model.says(task.key) in page.get_by_test_id("sentence").inner_text()
    said = root.evaluate(
        "(root) => Array.from({length: 64 * 64}, (_, i) =>"
        " root.explorer().answersFor([Math.floor(i / 64), i % 64]))"
    )
    assert said == [model.pixel(i // 64, i % 64) for i in range(64 * 64)]
    page.keyboard.press("Shift+ArrowDown")
    assert root.evaluate("(root) => root.explorer().pinned") == [33, 32]
    assert page.get_by_test_id("says-panoptic").inner_text() == model.pixel(33, 32)["panoptic"]
