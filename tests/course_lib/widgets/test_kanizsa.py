"""Kanizsa without a browser: where the figure has edges, budgets, bad input."""

from __future__ import annotations

import numpy as np
import pytest

from course_lib.widgets import Kanizsa


def test_the_shape_is_not_in_the_picture():
    figure = Kanizsa("square", support=0.5, gap=100).figure()[:, :, 0]
    assert (figure[200] == 255).all() and (figure[:, 200] == 255).all()  # rows between pac-men
    assert figure[:, :].min() == 0
    assert (figure[150:250, 150:250] == 255).all()  # the square's inside


@pytest.mark.parametrize("shape", ["square", "triangle"])
def test_edges_cover_the_share_that_is_said(shape):
    kanizsa = Kanizsa(shape, support=0.4, gap=150)
    figure, corners = kanizsa.figure()[:, :, 0], np.array(kanizsa._corners())
    a, b = (corners[-1], corners[-2]) if shape == "triangle" else (corners[0], corners[1])
    inside = corners.mean(axis=0)
    outward = (a + b) / 2 - inside
    outward *= 2 / np.hypot(*outward)
    line = a + np.linspace(0, 1, 400)[:, None] * (b - a) + outward  # just outside the side
    columns, rows = np.round(line - 0.5).astype(int).T
    assert np.mean(figure[rows, columns] < 128) == pytest.approx(0.4, abs=0.03)


@pytest.mark.parametrize("support", [0.1, 0.9])
@pytest.mark.parametrize("gap", [20, 240])
@pytest.mark.parametrize("shape", ["square", "triangle"])
def test_it_fits(shape, support, gap):
    figure = Kanizsa(shape, support=support, gap=gap).figure()
    for border in (figure[0], figure[-1], figure[:, 0], figure[:, -1]):
        assert (border == 255).all()


def test_faded_pac_men_are_lighter():
    assert Kanizsa(fade=1).figure().min() == 255
    assert Kanizsa(fade=0.5).figure().min() == 128


def test_budgets_and_messages(wire, tell):
    explorer = Kanizsa()
    assert sum(wire.sizes("comm_open")) <= 100_000
    tell(explorer, {"do": "anything", "id": "a"})
    assert wire.contents()[-1] == {"kind": "ready", "id": "a"}


def test_bundle(static):
    bundle, metadata = Kanizsa("triangle")._repr_mimebundle_()
    assert set(bundle) == {"text/plain", "text/html", "image/png"}
    assert "3 pac-men" in metadata["image/png"]["alt"]


@pytest.mark.parametrize(
    ("named", "words"),
    [
        ({"shape": "circle"}, "shape must be one of square, triangle"),
        ({"support": 0}, "support must be a number from 0.1 to 0.9"),
        ({"gap": "wide"}, "gap must be a number from 20 to 240"),
        ({"fade": float("nan")}, "fade must be a number from 0 to 1"),
        ({"fade": True}, "fade must be a number"),
    ],
)
def test_wrong_arguments(named, words):
    with pytest.raises(ValueError, match=words):
        Kanizsa(**named)
