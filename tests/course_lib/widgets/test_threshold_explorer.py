"""ThresholdExplorer without a browser: messages, budgets, the student's functions, bad input."""

from __future__ import annotations

import numpy as np
import pytest

from course_lib.images import photo
from course_lib.widgets import ThresholdExplorer

COINS = photo("coins", 64)


def test_budgets_and_grey_levels(wire, tell):
    explorer = ThresholdExplorer(photo("astronaut"))
    assert "is shown at" in explorer.note
    assert sum(wire.sizes("comm_open")) <= 100_000
    tell(explorer, {"do": "hello", "id": "a"})
    assert wire.contents()[-1] == {"kind": "ready", "id": "a"}
    assert bytes(wire.buffers()[-2][0]) == explorer.gray.tobytes()
    assert max(wire.sizes("comm_msg")) <= 256_000


def test_grey_pictures_are_taken_as_they_are():
    gray = np.arange(256, dtype=np.uint8).reshape(16, 16)
    explorer = ThresholdExplorer(gray, t=100)
    assert (explorer.gray == gray).all() and "155 of them, 61 %" in explorer.describe()


def test_the_students_functions_are_asked(wire, tell):
    explorer = ThresholdExplorer(COINS, lambda gray, t: gray >= t, lambda gray: np.int64(77))
    tell(explorer, {"do": "mask", "t": 90})
    assert wire.contents()[-1] == {"kind": "mask", "t": 90, "id": None}
    assert bytes(wire.buffers()[-1][0]) == (explorer.gray >= 90).tobytes()
    tell(explorer, {"do": "otsu"})
    assert wire.contents()[-1] == {"kind": "otsu", "t": 77, "id": None}


def unwritten(gray, t):
    raise NotImplementedError


@pytest.mark.parametrize(
    ("threshold", "words"),
    [
        (lambda gray, t: 255 * (gray > t), "must return a mask of bool, it gave dtype int"),
        (lambda gray, t: None, "threshold returned None: did you forget to return?"),
        (lambda gray, t: [1], "must return an array, it gave list"),
        (unwritten, "unwritten is not written yet: write it above"),
        (lambda gray, t: gray[1:] > t, "must return shape"),
        (lambda gray, t: 1 // 0, "threshold raised ZeroDivisionError"),
    ],
)
def test_what_is_wrong_with_the_students_mask_is_a_sentence(wire, tell, threshold, words):
    tell(ThresholdExplorer(COINS, threshold), {"do": "mask", "t": 90})
    assert words in wire.contents()[-1]["problem"]


@pytest.mark.parametrize("found", [300, 12.5, "many"])
def test_what_is_wrong_with_the_students_otsu(wire, tell, found):
    tell(ThresholdExplorer(COINS, otsu=lambda gray: found), {"do": "otsu"})
    assert "otsu_threshold must return an int" in wire.contents()[-1]["problem"]


@pytest.mark.parametrize("message", [{}, {"do": "mask"}, {"do": "mask", "t": 1}, {"do": "otsu"}])
def test_what_is_not_understood_is_a_sentence(wire, tell, message):
    tell(ThresholdExplorer(COINS), message)
    assert wire.contents()[-1]["problem"] == "This was not understood."


def test_bundle(static):
    explorer = ThresholdExplorer(COINS, lambda gray, t: gray > t)
    bundle, metadata = explorer._repr_mimebundle_()
    assert set(bundle) == {"text/plain", "text/html", "image/png"}
    assert metadata["image/png"]["alt"] == explorer.alt()
    assert "no kernel runs here" in bundle["text/html"] and explorer.comm is None


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (([1],), "picture must be"),
        ((np.zeros((3, 3)),), "picture must be .*dtype float64"),
        ((COINS, 7), "threshold must be a function"),
        ((COINS, None, 7), "otsu must be a function"),
    ],
)
def test_wrong_arguments(arguments, words):
    with pytest.raises(ValueError, match=words):
        ThresholdExplorer(*arguments)


@pytest.mark.parametrize("t", [-1, 256, 1.5, True, "x"])
def test_wrong_thresholds(t):
    with pytest.raises(ValueError, match="t must be an integer from 0 to 255"):
        ThresholdExplorer(COINS, t=t)
