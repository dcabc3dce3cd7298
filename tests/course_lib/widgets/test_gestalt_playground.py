"""GestaltPlayground without a browser: messages, budgets, bad input."""

from __future__ import annotations

import numpy as np
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


def dots(**more) -> dict:
    points = [[54.0 * (i % 6), 40.0 * (i // 6)] for i in range(36)]
    return {"do": "group", "points": sum(points, []), "looks": [0.0] * 144, **more}


def by_column(points, looks):
    assert points.shape == (36, 2) and looks.shape == (36, 4) and not looks.any()
    return points[:, 0] // 108 * 70 + 7


def test_the_students_own_groups(wire, tell):
    explorer = GestaltPlayground(group=lambda *dots: by_column(*dots).astype(int))
    assert list(explorer.principles) == ["proximity", "similarity", "conflict"]
    tell(explorer, dots())
    assert wire.contents()[-1]["kind"] == "groups"
    labels = np.frombuffer(wire.buffers()[-1][0], np.uint8).reshape(6, 6)
    assert (labels == np.arange(6) // 2).all()


def test_the_students_own_common_fate(wire, tell):
    explorer = GestaltPlayground("fate", fate=lambda tracks: (tracks[-1] > tracks[0])[:, 0])
    tracks = np.zeros((10, 36, 2))
    tracks[:, ::2, 0] = np.arange(10)[:, None]
    tell(explorer, {"do": "group", "tracks": tracks.ravel().tolist()})
    assert list(wire.buffers()[-1][0]) == [1, 0] * 18


def unwritten(points, looks):
    raise NotImplementedError


@pytest.mark.parametrize(
    ("function", "message", "words"),
    [
        (unwritten, dots(), "unwritten is not written yet"),
        (lambda points, looks: None, dots(), "group returned None: did you forget to return?"),
        (lambda points, looks: points.no, dots(), "group raised AttributeError"),
        (by_column, dots(), "by_column must return 36 integers, one a dot, it gave shape (36,), d"),
        (lambda p, q: [[1], [1, 2]], dots(), "group must return 36 integers"),
        (by_column, dots(points=[1, 2]), "These are no dots."),
        (by_column, {"do": "group", "tracks": []}, "There is no function of yours here."),
    ],
)
def test_what_is_wrong_in_it_is_a_sentence(wire, tell, function, message, words):
    tell(GestaltPlayground(group=function), message)
    assert wire.contents()[-1]["problem"].startswith(words)


def test_a_page_runs_no_function(static):
    config = GestaltPlayground(group=by_column).page_config()
    assert config["own"] == {} and "needs a kernel" in config["note"]


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
        ({"group": 3}, "group must be a function"),
        ({"fate": 3}, "fate must be a function"),
        ({"principle": "symmetry", "group": by_column}, "principle must be one of proximity, sim"),
    ],
)
def test_wrong_arguments(named, words):
    with pytest.raises(ValueError, match=words):
        GestaltPlayground(**named)
