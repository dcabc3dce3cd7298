"""FeatureSpace without a browser: messages, budgets, columns, bad input."""

from __future__ import annotations

import numpy as np
import pytest

from course_lib.features import feature_columns
from course_lib.images import photo, stereo_pair
from course_lib.widgets import FeatureSpace


def test_budgets_and_columns(wire, tell):
    left, _, disparity = stereo_pair(512)
    space = FeatureSpace(left, disparity)
    assert "is shown at" in space.note
    assert sum(wire.sizes("comm_open")) <= 100_000
    tell(space, {"do": "hello", "id": "a"})
    assert wire.contents()[-1] == {"kind": "ready", "id": "a"}
    for name in space.features:
        tell(space, {"do": "column", "name": name, "id": name})
        content, buffers = wire.contents()[-1], wire.buffers()[-1]
        stored = np.frombuffer(buffers[0], np.uint16)
        step = (content["high"] - content["low"]) / 65535
        values = feature_columns(space.picture, [name], depth=space.depth)[:, 0]
        assert np.abs(content["low"] + step * stored - values).max() <= step * 0.51
    assert max(wire.sizes("comm_msg")) <= 256_000


@pytest.mark.parametrize("message", [{"do": "column", "name": "depth"}, {"do": "column"}, {}])
def test_what_is_not_there_is_a_sentence(wire, tell, message):
    tell(FeatureSpace(photo("coffee", 16)), message)
    assert wire.contents()[-1]["problem"].startswith("There is no feature named")


def test_bundle(static):
    space = FeatureSpace(photo("coffee", 64), axes=["x", "y", "texture"])
    bundle, metadata = space._repr_mimebundle_()
    assert set(bundle) == {"text/plain", "text/html", "image/png"}
    assert metadata["image/png"]["alt"] == space.alt()
    assert "with the axes x, y, texture" in space.describe()
    assert space.comm is None


def test_one_pixel(wire, tell):
    space = FeatureSpace(np.array([[[1, 2, 3]]], np.uint8), np.ones((1, 1)))
    tell(space, {"do": "hello"})
    for name in space.features:
        tell(space, {"do": "column", "name": name})
    assert space._repr_mimebundle_()[0]["image/png"]


PICTURE = np.zeros((4, 5, 3), np.uint8)


@pytest.mark.parametrize(
    ("arguments", "named", "words"),
    [
        (([1],), {}, "picture must be .*, got list"),
        ((PICTURE / 1.0,), {}, "picture must be .*, got dtype float64"),
        ((PICTURE[:0],), {}, "picture must be .*at least one pixel"),
        ((PICTURE, np.zeros((5, 4))), {}, r"depth must be \(4, 5\) to match the picture"),
        ((PICTURE, np.full((4, 5), np.nan)), {}, "depth must be known"),
        ((PICTURE, "near"), {}, r"depth must be \(4, 5\) numbers"),
        ((PICTURE,), {"axes": "RGB"}, "axes must be three different features"),
        ((PICTURE,), {"axes": ("R", "G")}, "axes must be three different features"),
        ((PICTURE,), {"axes": ("R", "G", "R")}, "axes must be three different features"),
        ((PICTURE,), {"axes": ("R", "G", "heat")}, "axes must be three different features"),
        ((PICTURE,), {"axes": ("x", "y", "depth")}, "no depth was given"),
        ((PICTURE,), {"axes": 3}, "axes must be three different features"),
        ((PICTURE,), {"axes": (1, None, "R")}, "axes must be three different features"),
    ],
)
def test_bad_input(wire, arguments, named, words):
    with pytest.raises(ValueError, match=words) as caught:
        FeatureSpace(*arguments, **named)
    assert "\n" not in str(caught.value)
