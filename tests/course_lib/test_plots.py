"""Figures show something, and say what it is."""

from __future__ import annotations

import io
import re
import subprocess
import sys

import numpy as np
import pytest
from PIL import Image

from course_lib import plots
from course_lib.clustering import run_kmeans
from course_lib.images import photo, to_gray

PICTURE = photo("coffee", 48)
POINTS = PICTURE.reshape(-1, 3).astype(float)
RESULT = run_kmeans(POINTS, POINTS[[0, 500, 900]])


def pixels(figure):
    return np.asarray(Image.open(io.BytesIO(figure._repr_png_())).convert("RGB"))


@pytest.mark.parametrize(
    "figure",
    [
        plots.show_pictures({"photo": PICTURE, "grey <b>": to_gray(PICTURE)}),
        plots.show_pictures([PICTURE] * 5, alt='Five "cups"', columns=2),
        plots.colour_cloud(POINTS, means=RESULT.means, alt="Colours of a cup in the RGB cube"),
        plots.colour_cloud(POINTS, labels=RESULT.labels, alt="Clusters", most=50),
        plots.error_curve(RESULT.errors),
        plots.gray_histogram(to_gray(PICTURE).astype(np.uint8), alt="Grey levels of a cup"),
    ],
    ids=["pictures", "rows", "cloud", "labels", "curve", "histogram"],
)
def test_figures_have_a_picture_and_alt_text(figure):
    assert pixels(figure).std() > 5
    markup = figure._repr_html_()
    alt = re.match(r'<img alt="([^"]+)" ', markup).group(1)
    assert "<" not in alt and figure.alt in repr(figure)
    assert "data:image/png;base64," in markup


def test_grey_pictures_are_grey_and_other_numbers_are_not():
    ramp = np.arange(256, dtype=np.uint8).reshape(16, 16)
    shown = pixels(plots.show_pictures([ramp], alt="From black to white")).astype(int)
    assert (np.ptp(shown, axis=2) == 0).all() and shown.min() < 5
    assert (
        np.ptp(pixels(plots.show_pictures([ramp.astype(float)], alt="Numbers")), axis=2).max() > 9
    )
    with pytest.raises(ValueError, match="gray must be"):
        plots.gray_histogram(ramp.astype(float), alt="Numbers")


def test_mean_colour_picture_paints_and_rounds():
    picture = plots.mean_colour_picture([1, 0], [[0.6, 300, -4, 9], [1, 2, 3, 9]], (1, 2))
    np.testing.assert_array_equal(picture, [[[1, 2, 3], [1, 255, 0]]])
    assert picture.dtype == np.uint8


def test_label_colours_differ():
    for k in (1, 8, 20):
        colours = plots.label_colours(k)
        assert colours.shape == (k, 3) and len(np.unique(colours, axis=0)) == k
    np.testing.assert_array_equal(plots.label_picture([0, 1], (1, 2))[0], plots.OKABE_ITO[:2])


def test_plotly_cloud_is_titled_and_small():
    figure = plots.distribution_3d(POINTS, title="Colours of a cup", most=500)
    assert figure.layout.title.text == "Colours of a cup"
    assert len(figure.data[0].x) == 500
    assert len(figure.to_json()) < 60_000


def test_pyplot_is_left_alone():
    code = "import sys, course_lib.plots; sys.exit('matplotlib.pyplot' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda: plots.show_pictures(PICTURE, ["a"]), TypeError, "pictures must be a list or dict"),
        (lambda: plots.show_pictures([PICTURE]), ValueError, "alt must say"),
        (lambda: plots.show_pictures([PICTURE], ["a", "b"]), ValueError, "titles must be 1"),
        (lambda: plots.show_pictures({"a": PICTURE / 2}), TypeError, r"pictures\[0\] must be"),
        (lambda: plots.mean_colour_picture([0, 3], [[1, 2, 3]], (1, 2)), ValueError,
         "labels must lie from 0 to 0, got 0 to 3"),
        (lambda: plots.label_picture([0, 1], (2, 2)), ValueError, "labels must be 4, .* got 2"),
        (lambda: plots.label_colours(0), ValueError, "k must be an integer of at least 1, got 0"),
        (lambda: plots.colour_cloud(POINTS[:, :2], alt="x"), ValueError, "points must be"),
        (lambda: plots.colour_cloud(POINTS, alt=" "), ValueError, "alt must be a sentence"),
        (lambda: plots.error_curve([]), ValueError, "errors must be a list of numbers"),
    ],
)  # fmt: skip
def test_bad_arguments_get_one_sentence(call, error, words):
    with pytest.raises(error, match=words):
        call()


def test_background_has_a_colour_of_its_own():
    labels = np.arange(60).reshape(6, 10)
    painted = plots.label_picture(labels, (6, 10), background=True)
    assert (painted[labels == 0] == 232).all()
    assert not (painted[labels > 0] == 232).all(axis=1).any()
    np.testing.assert_array_equal(painted[0, 1], plots.label_colours(1)[0])
    only = plots.label_picture(np.zeros((2, 2), int), (2, 2), background=True)
    assert (only == 232).all()
