"""GestaltPlayground without a browser: messages, budgets, bad input."""

from __future__ import annotations

import pytest

from course_lib.widgets import GestaltPlayground
from course_lib.widgets.base import script
from course_lib.widgets.gestalt_playground import PRINCIPLES


def test_budgets_and_answers(wire, tell):
    explorer = GestaltPlayground()
    assert sum(wire.sizes("comm_open")) <= 100_000
    assert len(script("kit.js", *explorer.scripts)) < 50_000
    one = {"columns": {"cue": "near", "strength": 0.4}, "rows": {"cue": "alike"}, "seen": "rows"}
    tell(explorer, {"do": "answers", "answers": [one], "id": "a"})
    assert wire.contents()[-1] == {"kind": "ready", "id": "a"} and explorer.answers == [one]


@pytest.mark.parametrize("answers", [3, [[1]], [{"seen": "circles"}], [None]])
def test_what_is_no_answer_is_a_sentence(wire, tell, answers):
    explorer = GestaltPlayground()
    tell(explorer, {"answers": answers})
    assert wire.contents()[-1]["problem"] == "These are no answers." and explorer.answers == []


@pytest.mark.parametrize("principle", PRINCIPLES)
def test_bundle(static, principle):
    explorer = GestaltPlayground(principle, strength=0.25)
    bundle, metadata = explorer._repr_mimebundle_()
    assert set(bundle) == {"text/plain", "text/html", "image/png"} and explorer.comm is None
    assert PRINCIPLES[principle] in metadata["image/png"]["alt"]
    assert "25 % of its strength" in explorer.describe()


@pytest.mark.parametrize(
    ("named", "words"),
    [
        ({"principle": "closure"}, "principle must be one of proximity, similarity"),
        ({"strength": 2}, "strength must be a number from 0 to 1"),
        ({"strength": float("nan")}, "strength must be a number from 0 to 1"),
        ({"strength": None}, "strength must be a number from 0 to 1"),
        ({"seed": 1.5}, "seed must be an integer"),
    ],
)
def test_wrong_arguments(named, words):
    with pytest.raises(ValueError, match=words):
        GestaltPlayground(**named)
