"""KMeansVersusMeanShift without a browser: messages, budgets, clusters, bad input."""

from __future__ import annotations

import numpy as np
import pytest

from course_lib.clustering import run_mean_shift
from course_lib.images import photo
from course_lib.widgets import KMeansVersusMeanShift, base

NOISE = np.random.default_rng(0).integers(0, 256, (300, 250, 3), dtype=np.uint8)


def last_clusters(wire):
    content, buffers = wire.contents()[-1], wire.buffers()[-1]
    labels = np.frombuffer(buffers[0], np.uint16)
    return content, labels, np.frombuffer(buffers[1], np.uint8).reshape(-1, 3)


@pytest.mark.parametrize("picture", [photo("coffee", 400), NOISE])
def test_budgets(wire, tell, picture):
    versus = KMeansVersusMeanShift(picture)
    assert sum(wire.sizes("comm_open")) <= 100_000
    tell(versus, {"do": "kmeans", "value": 32, "exact": True, "id": "a"})
    tell(versus, {"do": "shift", "value": 30, "exact": False, "id": "b"})
    assert max(wire.sizes("comm_msg")) <= 256_000
    assert wire.contents()[-1]["id"] == "b"
    assert "is shown at" in versus.note
    assert len(base.script("kit.js", *versus.scripts).encode()) < 50_000


def test_many_clusters_stay_small(wire, tell):
    """Noise and a narrow window: thousands of clusters."""
    tell(KMeansVersusMeanShift(NOISE[:150, :150]), {"do": "shift", "value": 8})
    assert max(wire.sizes("comm_msg")) <= 256_000
    _, labels, colours = last_clusters(wire)
    assert labels.max() + 1 == len(colours) > 1000


def test_clusters_are_the_engines(wire, tell):
    picture = photo("coffee", 64)
    tell(KMeansVersusMeanShift(picture), {"do": "shift", "value": 21})
    content, labels, colours = last_clusters(wire)
    result = run_mean_shift(picture.reshape(-1, 3), 21)
    assert content["exact"] and len(colours) == len(result.centres)
    assert (labels == result.labels).all()
    for label, colour in enumerate(colours):
        mean = picture.reshape(-1, 3)[labels == label].mean(axis=0)
        assert np.abs(colour - mean).max() <= 0.5
    assert (np.diff(np.bincount(labels)) <= 0).all()


@pytest.mark.parametrize(
    "message",
    [{}, {"do": "kmeans"}, {"do": "kmeans", "value": 0}, {"do": "shift", "value": "x"}],
)
def test_nonsense_from_the_front_end_is_a_sentence(wire, tell, message):
    tell(KMeansVersusMeanShift(photo("coffee", 16)), message)
    assert wire.contents()[-1]["problem"].endswith(".")


def test_bundle(static):
    versus = KMeansVersusMeanShift(photo("coffee", 48), 5, 30)
    bundle, metadata = versus._repr_mimebundle_()
    assert set(bundle) == {"text/plain", "text/html", "image/png"}
    assert metadata["image/png"]["alt"] == versus.alt()
    assert "k-means with k = 5 makes 5 clusters" in versus.describe()
    assert versus.comm is None


def test_one_pixel(static):
    versus = KMeansVersusMeanShift(np.zeros((1, 1, 3), np.uint8), 1)
    assert "makes 1 cluster of" in versus.describe()
    assert versus._repr_mimebundle_()[0]["image/png"]


PICTURE = np.zeros((4, 5, 3), np.uint8)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (([1],), "picture must be .*, got list"),
        ((PICTURE / 1.0,), "picture must be .*, got dtype float64"),
        ((PICTURE[:0],), "at least one pixel"),
        ((PICTURE, 21), "k must be at most 20"),
        ((PICTURE, 2.5), "k must be an integer"),
        ((PICTURE, 2, 4), "radius must be a number from 8 to 100, got 4"),
        ((PICTURE, 2, np.nan), "radius must be a number"),
        ((PICTURE, 2, None), "radius must be a number"),
    ],
)
def test_bad_input(wire, arguments, words):
    with pytest.raises(ValueError, match=words) as caught:
        KMeansVersusMeanShift(*arguments)
    assert "\n" not in str(caught.value)
