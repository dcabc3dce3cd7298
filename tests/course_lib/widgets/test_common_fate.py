"""CommonFate without a browser: messages, budgets, bad input."""

from __future__ import annotations

import numpy as np
import pytest

from course_lib.widgets import CommonFate


def test_budgets_and_answers(wire, tell):
    explorer = CommonFate()
    assert sum(wire.sizes("comm_open")) <= 100_000
    tell(explorer, {"do": "answers", "answers": [[0.2, True], [1, False]], "id": "a"})
    assert wire.contents()[-1] == {"kind": "ready", "id": "a"}
    assert explorer.answers == [(0.2, True), (1.0, False)]


@pytest.mark.parametrize("answers", [3, [[1]], [["a", True]], [[0.5, 1]], [None]])
def test_what_is_no_answer_is_a_sentence(wire, tell, answers):
    explorer = CommonFate()
    tell(explorer, {"answers": answers})
    assert wire.contents()[-1]["problem"] == "These are no answers." and explorer.answers == []


@pytest.mark.parametrize(("cue", "word"), [("motion", "move as one"), ("flicker", "change")])
def test_bundle(static, cue, word):
    explorer = CommonFate(cue, coherence=0.3)
    bundle, metadata = explorer._repr_mimebundle_()
    assert set(bundle) == {"text/plain", "text/html", "image/png"} and explorer.comm is None
    assert word in metadata["image/png"]["alt"] and "30 %" in explorer.describe()
    assert (CommonFate(cue, seed=3).key_picture() == CommonFate(cue, seed=3).key_picture()).all()
    assert explorer.key_picture().dtype == np.uint8


@pytest.mark.parametrize(
    ("named", "words"),
    [
        ({"cue": "colour"}, "cue must be one of motion, flicker"),
        ({"coherence": 1.1}, "coherence must be a number from 0 to 1"),
        ({"coherence": float("nan")}, "coherence must be a number from 0 to 1"),
        ({"speed": 0}, "speed must be a number from 10 to 200"),
        ({"speed": "fast"}, "speed must be a number from 10 to 200"),
        ({"seed": -1}, "seed must be an integer"),
    ],
)
def test_wrong_arguments(named, words):
    with pytest.raises(ValueError, match=words):
        CommonFate(**named)
