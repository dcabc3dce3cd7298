"""Photos from the installed packages, sizes, colour spaces, the stereo pair and the clip."""

from __future__ import annotations

import socket
from pathlib import Path

import numpy as np
import pytest
from skimage import color, data

from course_lib import images
from course_lib.images import PHOTOS, clip, photo, resize, stereo_pair, to_gray, to_lab

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("name", PHOTOS)
def test_every_photo_opens_without_a_network(name, monkeypatch):
    monkeypatch.setattr(socket, "socket", None)
    images._photo.cache_clear()
    picture = photo(name)
    assert picture.dtype == np.uint8 and picture.ndim == 3 and picture.shape[2] == 3
    assert picture.std() > 5


def test_photos_are_the_packages_own():
    np.testing.assert_array_equal(photo("astronaut"), data.astronaut())
    np.testing.assert_array_equal(photo("camera")[..., 1], data.camera())


def test_credits_name_every_photo():
    text = (ROOT / "assets" / "CREDITS.md").read_text(encoding="utf-8")
    for name, info in PHOTOS.items():
        row = next(line for line in text.splitlines() if line.startswith(f"| `{name}` |"))
        for part in (info.title, info.source, info.licence, info.file):
            assert part in row
    assert text.count("\n| `") == len(PHOTOS)


@pytest.mark.parametrize(
    ("name", "size", "shape"),
    [
        ("astronaut", 256, (256, 256, 3)),
        ("astronaut", 1024, (1024, 1024, 3)),
        ("coffee", 300, (200, 300, 3)),
        ("coffee", (64, 64), (64, 64, 3)),
        ("rocket", (50, 10), (50, 10, 3)),
        ("rocket", np.int64(1), (1, 1, 3)),
    ],
)
def test_sizes(name, size, shape):
    assert photo(name, size).shape == shape


def test_any_size_can_be_asked_for():
    for side in range(1, 300, 7):
        assert max(photo("chelsea", side).shape[:2]) == side
        assert photo("rocket", (side, 300 - side)).shape == (side, 300 - side, 3)


def test_smaller_is_averaged_over_areas():
    picture = np.zeros((4, 4, 3), np.uint8)
    picture[:2, :2] = [[[0], [100]], [[100], [200]]]
    np.testing.assert_array_equal(resize(picture, 2)[..., 0], [[100, 0], [0, 0]])


def test_a_photo_is_the_callers_own():
    photo("coffee", 32)[:] = 0
    assert photo("coffee", 32).max() > 0


def test_colour_spaces_are_those_of_scikit_image():
    picture = photo("coffee", 40)
    np.testing.assert_allclose(to_gray(picture), color.rgb2gray(picture) * 255, atol=1e-9)
    np.testing.assert_allclose(to_lab(picture), color.rgb2lab(picture))


@pytest.mark.parametrize("size", [None, 256, 100])
def test_stereo_disparity_maps_left_onto_right(size):
    left, right, disparity = stereo_pair(size)
    assert left.shape == right.shape == (*disparity.shape, 3)
    assert size is None or max(left.shape) == size
    known = np.isfinite(disparity)
    assert 0.85 < known.mean() < 1
    rows, columns = np.mgrid[: left.shape[0], : left.shape[1]]
    at = np.round(columns - np.nan_to_num(disparity)).astype(int)
    inside = known & (at >= 0)
    moved = right[rows, np.clip(at, 0, None)].astype(float)
    error = np.abs(left - moved).mean(axis=2)[inside].mean()
    unmoved = np.abs(left.astype(float) - right).mean(axis=2)[inside].mean()
    assert error < 0.5 * unmoved


def test_clip_moves_a_disc_and_nothing_else():
    frames = clip("chelsea", "grass", frames=4, size=64, speed=3)
    assert frames.shape == (4, 64, 64, 3) and frames.dtype == np.uint8
    ground = photo("grass", (64, 64))
    np.testing.assert_array_equal(frames[:, :16], np.broadcast_to(ground[:16], (4, 16, 64, 3)))
    np.testing.assert_array_equal(frames[0, 28:36, 12:20], frames[2, 28:36, 18:26])


PICTURE = np.zeros((4, 4, 3), np.uint8)


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda: photo("lena"), ValueError, "name must be one of astronaut, .* got 'lena'"),
        (lambda: photo(3), TypeError, "name must be a photo's name .* got 3"),
        (lambda: photo("coffee", 0), ValueError, "size must be from 1 to 8192 .* got 0"),
        (lambda: photo("coffee", 10**9), ValueError, "size must be from 1"),
        (lambda: photo("coffee", 2.5), TypeError, "size must be a number .* got 2.5"),
        (lambda: photo("coffee", (1, 2, 3)), TypeError, r"size must be .* got \(1, 2, 3\)"),
        (lambda: photo("coffee", "big"), TypeError, "size must be .* got 'big'"),
        (lambda: resize(PICTURE, None), TypeError, "size must be .* got None"),
        (lambda: resize(PICTURE / 255, 4), TypeError, "picture must be uint8 .* float64"),
        (lambda: to_gray(PICTURE[..., 0]), ValueError, r"picture must be .* got shape \(4, 4\)"),
        (lambda: to_lab(PICTURE[:0]), ValueError, r"at least one pixel, got shape \(0, 4, 3\)"),
        (lambda: stereo_pair((4, 4)), TypeError, "size must be a number of pixels or None"),
        (lambda: clip(frames=1), ValueError, "frames must be at least 2, got 1"),
        (lambda: clip(size=2.0), TypeError, "size must be an integer, got 2.0"),
        (lambda: clip(speed=np.nan), ValueError, "speed must be finite, got nan"),
    ],
)
def test_bad_arguments_get_one_sentence(call, error, words):
    with pytest.raises(error, match=words) as caught:
        call()
    assert "\n" not in str(caught.value)
