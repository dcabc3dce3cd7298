"""Feature columns: measured ones exactly, computed ones by what they must tell apart."""

from __future__ import annotations

import numpy as np
import pytest

from course_lib.features import (
    FEATURES,
    depth_from_disparity,
    feature_columns,
    fill_unknown,
    filter_bank,
    match_stereo,
    motion,
    stretch,
    texture,
)
from course_lib.images import clip, photo, stereo_pair, to_gray, to_lab

IMAGE = photo("coffee", (20, 30))


def test_measured_features():
    table = feature_columns(IMAGE, ["R", "G", "B", "x", "y", "L*", "a*", "b*", "brightness"])
    assert table.dtype == np.float64 and table.shape == (600, 9)
    np.testing.assert_array_equal(table[:, :3], IMAGE.reshape(-1, 3))
    np.testing.assert_array_equal(table[31, 3:5], [1, 1])
    np.testing.assert_array_equal(table[29, 3:5], [29, 0])
    np.testing.assert_allclose(table[:, 5:8], to_lab(IMAGE).reshape(-1, 3))
    np.testing.assert_allclose(table[:, 8], to_gray(IMAGE).ravel())


def test_all_features_in_any_order_and_twice():
    frames = clip(size=32, frames=2)
    depth = np.arange(32 * 32.0).reshape(32, 32)
    names = [*FEATURES[::-1], "R"]
    table = feature_columns(frames[0], names, depth, frames)
    assert table.shape == (1024, 13) and np.isfinite(table).all()
    np.testing.assert_array_equal(table[:, names.index("R")], table[:, -1])
    np.testing.assert_allclose(table[:, names.index("depth")], np.linspace(0, 255, 1024))


def test_one_pixel_and_one_colour():
    names = ["R", "L*", "x", "y", "texture", "brightness"]
    for shape in [(1, 1, 3), (5, 4, 3)]:
        table = feature_columns(np.full(shape, 9, np.uint8), names)
        assert np.isfinite(table).all()
        np.testing.assert_allclose(table[:, 4], 0, atol=1e-9)


def test_texture_tells_cloth_from_wall():
    flat = np.full((64, 64, 3), 128, np.uint8)
    both = np.concatenate([flat, photo("gravel", (64, 64))], axis=1)
    strength = texture(both)
    assert strength[:, 80:].min() > 2 * strength[:, :48].max()
    assert filter_bank(both, [1, 2, 4]).shape == (64, 128, 15)


def test_filter_bank_knows_directions():
    rows, columns = np.mgrid[:40, :40]
    stripes = np.repeat((127 + 100 * np.sin(columns))[..., None], 3, axis=2).astype(np.uint8)
    answer = filter_bank(stripes, [1.0])[20, 20]
    assert answer[0] > 20 * answer[1]


def test_motion_is_the_speed_where_something_moves():
    frames = clip("chelsea", "grass", frames=2, size=128, speed=2)
    speed = motion(frames)
    assert abs(np.median(speed[56:72, 24:40]) - 2) < 0.1
    assert np.median(speed[:30]) < 0.1


def test_matching_finds_the_disparity():
    left, right, disparity = stereo_pair(200)
    found = match_stereo(left, right, 20)
    known = np.isfinite(disparity)
    assert np.median(np.abs(found - disparity)[known]) < 1


def test_a_shift_is_found_exactly():
    wide = photo("gravel", (40, 100))
    found = match_stereo(wide[:, :90], wide[:, 7:97], 12)
    np.testing.assert_array_equal(found[5:-5, 20:-5], 7)


def test_depth_is_larger_where_the_disparity_is_smaller():
    _, _, disparity = stereo_pair(150)
    depth = depth_from_disparity(disparity, 150)
    assert 2000 < np.nanmin(depth) < np.nanmax(depth) < 5500  # a garage, in millimetres
    full = depth_from_disparity(stereo_pair()[2], 741)
    assert np.nanmedian(depth) == pytest.approx(np.nanmedian(full), rel=0.03)


def test_unknown_depth_takes_the_nearest_known():
    depth = np.array([[1.0, np.nan, np.nan, 5.0]])
    np.testing.assert_array_equal(fill_unknown(depth), [[1, 1, 5, 5]])
    np.testing.assert_array_equal(np.isnan(depth).sum(), 2)


def test_stretch():
    np.testing.assert_allclose(stretch([2.0, 4, 6]), [0, 127.5, 255])
    np.testing.assert_array_equal(stretch([3, 3]), [0, 0])


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda: feature_columns(IMAGE, "RGB"), TypeError, r"names must be a list .* got 'RGB'"),
        (lambda: feature_columns(IMAGE, []), ValueError, "names must hold at least one"),
        (lambda: feature_columns(IMAGE, ["Q"]), ValueError, "names must be among R, .* got 'Q'"),
        (lambda: feature_columns(IMAGE, [3]), ValueError, "names must be among R, .* got 3"),
        (lambda: feature_columns(IMAGE / 1.0, ["R"]), TypeError, "image must be uint8"),
        (lambda: feature_columns(IMAGE, ["depth"]), ValueError, "depth must be given .* got None"),
        (lambda: feature_columns(IMAGE, ["depth"], np.ones((3, 3))), ValueError,
         r"depth must be \(20, 30\) to match the image, got shape \(3, 3\)"),
        (lambda: feature_columns(IMAGE, ["depth"], np.full((20, 30), np.nan)), ValueError,
         "depth must be known in at least one pixel"),
        (lambda: feature_columns(IMAGE, ["motion"]), ValueError, "clip must be given"),
        (lambda: feature_columns(IMAGE, ["motion"], clip=clip(size=16)), ValueError,
         r"clip must be \(20, 30\) to match the image, got \(16, 16\)"),
        (lambda: motion(clip(size=16)[:1]), ValueError, "two frames or more"),
        (lambda: motion(clip(size=16)[:, :9]), ValueError, "clip must be at least 16 pixels"),
        (lambda: match_stereo(IMAGE, IMAGE[:5], 3), ValueError, "right must be"),
        (lambda: match_stereo(IMAGE, IMAGE, 30), ValueError, "most must be from 0 to 29, got 30"),
        (lambda: filter_bank(IMAGE, [0]), ValueError, "scales must be numbers above 0"),
    ],
)  # fmt: skip
def test_bad_arguments_get_one_sentence(call, error, words):
    with pytest.raises(error, match=words) as caught:
        call()
    assert "\n" not in str(caught.value)


def test_names_are_those_of_the_course():
    assert FEATURES[:8] == ("R", "G", "B", "L*", "a*", "b*", "x", "y")
    assert set(FEATURES[8:]) == {"depth", "texture", "motion", "brightness"}
