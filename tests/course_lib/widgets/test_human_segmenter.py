"""HumanSegmenter without a browser: messages, budgets, bad input."""

from __future__ import annotations

import base64

import numpy as np
import pytest

from course_lib.images import photo
from course_lib.widgets import HumanSegmenter

COFFEE = photo("coffee", 48)
SHAPE = COFFEE.shape[:2]


def test_budgets_and_segmentations(wire, tell):
    explorer = HumanSegmenter(photo("coffee"))
    assert "is shown at" in explorer.note
    assert sum(wire.sizes("comm_open")) <= 100_000
    tell(explorer, {"do": "hello", "id": "a"})
    contents = wire.contents()
    assert [c["name"] for c in contents[:2]] == list(explorer.others)
    assert contents[-1] == {"kind": "ready", "id": "a"}
    assert max(wire.sizes("comm_msg")) <= 256_000
    for labels in explorer.others.values():
        assert labels.shape == explorer.photo.shape[:2] and 2 <= len(np.unique(labels)) <= 4


def test_drawings_are_taken(wire, tell):
    explorer = HumanSegmenter(COFFEE, {})
    drawn = np.arange(SHAPE[0] * SHAPE[1], dtype=np.uint8).reshape(SHAPE) % 3
    text = base64.b64encode(drawn.tobytes()).decode()
    tell(explorer, {"do": "drawing", "attempt": 1, "labels": text})
    assert wire.contents()[-1]["kind"] == "taken"
    assert (explorer.labels[1] == drawn).all() and not explorer.labels[0].any()


@pytest.mark.parametrize(
    "message",
    [
        {},
        {"attempt": 0, "labels": "AAAA"},
        {"attempt": 2, "labels": base64.b64encode(bytes(SHAPE[0] * SHAPE[1])).decode()},
        {"attempt": 0, "labels": base64.b64encode(b"\xff" * SHAPE[0] * SHAPE[1]).decode()},
        {"attempt": 0, "labels": "no text of this kind"},
        {"attempt": 0, "labels": 7},
    ],
)
def test_what_is_no_drawing_is_a_sentence(wire, tell, message):
    explorer = HumanSegmenter(COFFEE, {})
    tell(explorer, message)
    assert wire.contents()[-1]["problem"] == "This is no drawing on this photo."
    assert not explorer.labels[0].any()


def test_other_segmentations_and_bundle(static):
    mine = np.where(np.arange(SHAPE[1]) < 20, 70_000, 5) * np.ones((SHAPE[0], 1), int)
    explorer = HumanSegmenter(COFFEE, {"mine": mine})
    assert set(np.unique(explorer.others["mine"])) == {0, 1}
    bundle, metadata = explorer._repr_mimebundle_()
    assert set(bundle) == {"text/plain", "text/html", "image/png"} and explorer.comm is None
    assert "compare with mine" in metadata["image/png"]["alt"]


def test_a_tiny_picture():
    explorer = HumanSegmenter(np.zeros((2, 2, 3), np.uint8))
    assert explorer._repr_mimebundle_()[0]["image/png"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (([1],), "picture must be"),
        ((COFFEE, 3), "others must be a mapping"),
        ((COFFEE, {"a": np.zeros((2, 2), int)}), r"others\['a'\] must be \(\d+, \d+\) integers"),
        ((COFFEE, {"a": np.zeros(SHAPE)}), r"others\['a'\] must be"),
    ],
)
def test_wrong_arguments(arguments, words):
    with pytest.raises(ValueError, match=words):
        HumanSegmenter(*arguments)
