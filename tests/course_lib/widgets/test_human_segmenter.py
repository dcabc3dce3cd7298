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
    assert [content["kind"] for content in wire.contents()[-2:]] == ["taken", "ready"]
    assert (explorer.labels[1] == drawn).all() and not explorer.labels[0].any()


@pytest.mark.parametrize(
    "message",
    [
        {},
        {"attempt": 0, "labels": "AAAA"},
        {"attempt": 3, "labels": base64.b64encode(bytes(SHAPE[0] * SHAPE[1])).decode()},
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


def pairs_that_agree(a, b):
    """A student's answer that looks at every pair of pixels."""
    assert a.dtype == b.dtype == np.int64 and a.ndim == 2 and a.size <= 600
    a, b = a.ravel(), b.ravel()
    agree = (a[:, None] == a) == (b[:, None] == b)
    return (agree.sum() - a.size) / (a.size * (a.size - 1))


def asked(tell, wire, explorer, names=None) -> dict:
    tell(explorer, {"do": "agree", "names": list(explorer.others) if names is None else names})
    return wire.contents()[-1]


def test_the_students_own_rand_index(wire, tell):
    explorer = HumanSegmenter(photo("coffee", 96), agreement=pairs_that_agree)
    drawn = base64.b64encode(bytes(range(16)) * (explorer.photo.size // 48)).decode()
    tell(explorer, {"do": "drawing", "attempt": 2, "labels": drawn})
    names = ["classmate", *explorer.others]
    said = asked(tell, wire, explorer, names)
    assert said["names"] == names and len(said["yours"]) == 3
    assert said["yours"] == pytest.approx(said["right"]) and max(said["yours"]) < 1
    zero = asked(tell, wire, HumanSegmenter(photo("coffee", 96), agreement=lambda a, b: 0))
    assert zero["yours"] == [0] and zero["right"][0] > 0.5


def unwritten(a, b):
    raise NotImplementedError


def broken(a, b):
    return a.nothing


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (unwritten, "unwritten is not written yet"),
        (broken, "broken raised AttributeError"),
        (lambda a, b: None, "agreement returned None: did you forget to return?"),
        (lambda a, b: "much", "agreement must return a number from 0 to 1, it gave 'much'."),
        (lambda a, b: float("nan"), "must return a number from 0 to 1, it gave nan."),
    ],
)
def test_what_is_wrong_in_it_is_a_sentence(wire, tell, function, words):
    explorer = HumanSegmenter(photo("coffee", 48), agreement=function)
    assert words in asked(tell, wire, explorer)["problem"]
    assert "no segmentations" in asked(tell, wire, explorer, ["mine"])["problem"]


def test_a_page_says_that_it_uses_its_own(static):
    explorer = HumanSegmenter(COFFEE, {}, agreement=pairs_that_agree)
    config = explorer.page_config()
    assert config["own"] == "" and "the page's own" in config["note"]


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
    with pytest.raises(ValueError, match="agreement must be a function"):
        HumanSegmenter(COFFEE, agreement=0.5)
    with pytest.raises(ValueError, match=words):
        HumanSegmenter(*arguments)
