"""A state that was copied as text is the state after it was pasted; what is none is refused."""

from __future__ import annotations

import json

import pytest

from course_lib.images import photo
from course_lib.scenes.things_and_stuff import make_scene
from course_lib.widgets import (
    CommonFate,
    GestaltPlayground,
    Kanizsa,
    TaskExplorer,
    ThresholdExplorer,
)

pytestmark = pytest.mark.browser

EXPLORERS = {  # how it is made, keys that change its state, a state that is none
    "threshold": (
        lambda: ThresholdExplorer(photo("coins", 64)),
        ["ArrowRight", "ArrowRight", "o"],
        {"t": 300, "view": "both"},
    ),
    "gestalt": (GestaltPlayground, ["9", "c", "r", "3", "End"], {"principle": "closure"}),
    "fate": (CommonFate, [" "], {"cue": "smell"}),
    "kanizsa": (Kanizsa, ["t", "e", "ArrowUp"], {"shape": "circle"}),
    "tasks": (
        lambda: TaskExplorer(make_scene(64, 4)),
        ["Shift+ArrowUp", "ArrowRight"],
        {"seed": None, "task": "nothing"},
    ),
}


def copied(page) -> str:
    page.get_by_test_id("copy-state").click()
    return page.get_by_test_id("state-text").input_value()


def paste(page, text: str) -> None:
    page.get_by_test_id("state-text").fill(text)
    page.get_by_test_id("paste-state").click()


@pytest.mark.parametrize("name", EXPLORERS)
def test_copied_and_pasted(show, name):
    make, keys, wrong = EXPLORERS[name]
    page = show(make)
    page.get_by_text("State as text").click()
    first = copied(page)
    page.locator(".ex").focus()
    for key in keys:
        page.keyboard.press(key)
    if name == "fate":
        page.get_by_test_id("coherence").fill("0.25")
    changed = copied(page)
    assert json.loads(changed)[name] != json.loads(first)[name]
    paste(page, first)
    assert copied(page) == first
    paste(page, changed)
    assert copied(page) == changed
    for text in (json.dumps({name: wrong}), '{"other": 1}', json.dumps({name: None})):
        paste(page, text)
        page.get_by_text("This is not a state of this explorer.").wait_for()
        assert copied(page) == changed
