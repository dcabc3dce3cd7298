"""Each step of the pipeline against an implementation that is not ours."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import ndimage
from skimage.registration import phase_cross_correlation

from course_lib.scenes.solar_farm import make_farm
from course_lib.thermal import (
    cracked_panels,
    distort,
    estimate_shift,
    hot_panels,
    locate_frames,
    panel_detail,
    panel_regions,
    panel_temperatures,
    robust_scores,
    soiled_panels,
    stitch,
    undistort_image,
    undistort_points,
)
from course_lib.thermal.correlation import overlap_correlation

LENS = {"k1": -0.2, "k2": 0.03, "center": (31.0, 22.5), "focal": 60.0}


def test_distortion_of_a_hand_case() -> None:
    # One focal length from the centre: r = 1, so the factor is 1 + k1 + k2.
    np.testing.assert_allclose(distort([[91.0, 22.5]], **LENS), [[31 + 60 * 0.83, 22.5]])


@given(st.floats(-0.25, 0.3), st.floats(0, 0.1), st.floats(-40, 40), st.floats(-40, 40))
def test_the_inverse_undoes_the_lens(k1: float, k2: float, x: float, y: float) -> None:
    lens = {"k1": k1, "k2": k2, "center": (2.0, -3.0), "focal": 60.0}
    back = undistort_points(distort([[x, y]], **lens), **lens)
    np.testing.assert_allclose(back, [[x, y]], atol=1e-8)


def test_a_lens_that_folds_is_refused() -> None:
    with pytest.raises(ValueError, match="fold|inverse"):
        undistort_points([[500.0, 0.0]], -0.5, 0.0, (0, 0), 100.0)


@pytest.mark.parametrize("k1", [-0.2, 0.25])
def test_undistortion_is_scipys_interpolation_of_the_same_places(k1: float) -> None:
    image = np.random.default_rng(0).normal(size=(47, 61))
    y, x = np.mgrid[:47, :61].astype(float)
    square = ((x - 31) ** 2 + (y - 22.5) ** 2) / 60**2
    bend = 1 + k1 * square + 0.03 * square**2
    places = [22.5 + (y - 22.5) * bend, 31 + (x - 31) * bend]
    expected = ndimage.map_coordinates(image, places, order=1, mode="nearest")
    outside = (places[0] < 0) | (places[0] > 46) | (places[1] < 0) | (places[1] > 60)
    expected[outside] = np.nan
    found = undistort_image(image, **{**LENS, "k1": k1})
    np.testing.assert_allclose(found, expected, atol=1e-12)
    assert np.isnan(found).any() == (k1 > 0)
    colour = undistort_image(np.stack([image] * 3, axis=2), **{**LENS, "k1": k1})
    np.testing.assert_array_equal(colour[..., 1], found)


@settings(max_examples=30)
@given(st.integers(-15, 15), st.integers(-20, 20), st.integers(0, 9))
def test_shifts_are_signed_and_agree_with_scikit_image(dy: int, dx: int, seed: int) -> None:
    world = ndimage.gaussian_filter(np.random.default_rng(seed).normal(size=(120, 140)), 1)
    a = world[30:90, 40:104]
    b = world[30 - dy : 90 - dy, 40 - dx : 104 - dx]
    assert estimate_shift(a, b) == (dy, dx)
    # scikit-image gives the shift that brings its second picture onto its first.
    theirs = phase_cross_correlation(b, a, normalization="phase")[0]
    if abs(dy) < 12 and abs(dx) < 12:
        np.testing.assert_array_equal(theirs, [dy, dx])


def test_frames_find_their_places_despite_a_hole_that_all_share() -> None:
    world = ndimage.gaussian_filter(np.random.default_rng(1).normal(size=(110, 130)), 1)
    corners = np.array([(0, 0), (2, 25), (0, 50), (24, 48), (25, 26), (23, 1)])
    frames = [world[r : r + 60, c : c + 70].copy() for r, c in corners]
    for frame in frames:
        frame[25:32, 30:38] = np.nan
    np.testing.assert_array_equal(locate_frames(frames), corners)


def plain_phase_correlation(a: np.ndarray, b: np.ndarray) -> tuple[int, int]:
    """The highest peak alone, as the unit's exercise has it."""
    cross = np.fft.fft2(b) * np.conj(np.fft.fft2(a))
    power = np.abs(cross)
    surface = np.fft.ifft2(np.divide(cross, power, out=0 * cross, where=power > 1e-9)).real
    peak = np.unravel_index(np.argmax(surface), surface.shape)
    return tuple(int(p - n if p > n // 2 else p) for p, n in zip(peak, surface.shape, strict=True))


@pytest.mark.parametrize("seed", [0, 1])
def test_plain_phase_correlation_finds_a_farm_in_what_does_not_repeat(seed: int) -> None:
    farm = make_farm(np.random.default_rng(seed), rows=4, columns=8)
    frames = [undistort_image(frame, **farm.lens) for frame in farm.thermal]
    frames[0][70:90, 90:110] = np.nan
    found = locate_frames(frames, estimate=plain_phase_correlation)
    assert np.abs(found - (farm.shifts - farm.shifts.min(axis=0))).max() <= 1
    # Whole frames repeat themselves: there the highest peak often is another panel.
    plain = [plain_phase_correlation(a, b) for a, b in zip(frames[1:], frames[2:], strict=False)]
    assert (np.abs(plain - (farm.shifts[1:-1] - farm.shifts[2:])) > 1).any()


def test_detail_is_what_differs_inside_panels() -> None:
    thermal = np.full((30, 40), 25.0)
    thermal[5:20, 3:15], thermal[5:20, 17:30] = 42, 43
    thermal[8:10, 5:8], thermal[12, 20] = 60, np.nan
    found = panel_detail(thermal)
    # The rim of a panel and what lies beside a pixel without value do not count.
    assert (found[6, 4], found[6, 18], found[9, 6]) == (-1, 0, 1.5)
    assert not found[thermal == 25].any() and not found[5].any() and not found[11:14, 19:22].any()
    assert not panel_detail(np.full((4, 5), 20.0)).any()


def test_frames_of_a_few_bright_points_have_a_shift_too() -> None:
    world = np.zeros((60, 70))
    world[np.random.default_rng(5).integers(10, 50, 30), np.arange(10, 70, 2)] = 9
    assert estimate_shift(world[5:45, 10:60], world[2:42, 14:64]) == (3, -4)


def test_overlap_correlation_is_numpys_for_every_shift() -> None:
    rng = np.random.default_rng(4)
    # No value is twice as far from the median as a quartile, so that nothing is clipped.
    values = np.sin(np.linspace(-1.5, 1.5, 99))
    a, b = (rng.permutation(values).reshape(9, 11) for _ in range(2))
    a[2, 3] = b[5, 5] = np.nan
    surface = overlap_correlation(a, b, 0.25)
    for dy in range(-8, 9):
        for dx in range(-10, 11):
            ours = a[max(-dy, 0) : 9 - max(dy, 0), max(-dx, 0) : 11 - max(dx, 0)]
            theirs = b[max(dy, 0) : 9 + min(dy, 0), max(dx, 0) : 11 + min(dx, 0)]
            both = ~(np.isnan(ours) | np.isnan(theirs))
            if both.sum() > 0.25 * 99:
                expected = np.corrcoef(ours[both], theirs[both])[0, 1]
                assert surface[dy, dx] == pytest.approx(expected)
            else:
                assert surface[dy, dx] == -1


def test_overlaps_are_averaged_and_nothing_stays_nothing() -> None:
    rng = np.random.default_rng(2)
    frames, corners = rng.normal(size=(5, 4, 6)), rng.integers(-5, 6, (5, 2))
    frames[0, 1, 1] = np.nan
    layers = np.full((5, 20, 22), np.nan)
    for layer, frame, (row, column) in zip(layers, frames, corners - corners.min(0), strict=True):
        layer[row : row + 4, column : column + 6] = frame
    found = stitch(frames, corners)
    count = (~np.isnan(layers)).sum(axis=0)
    mean = np.where(count > 0, np.nansum(layers, axis=0) / np.maximum(count, 1), np.nan)
    np.testing.assert_allclose(found, mean[: found.shape[0], : found.shape[1]])
    assert np.isnan(mean[found.shape[0] :]).all() and np.isnan(mean[:, found.shape[1] :]).all()


def test_panels_are_parted_specks_dropped_and_a_hot_cell_moves_nothing() -> None:
    thermal = np.full((30, 40), 25.0)
    thermal[5:20, 3:15], thermal[5:20, 17:30], thermal[25, 35] = 42, 43, 42
    thermal[8:10, 5:8] = 300
    expected = np.zeros((30, 40), int)
    expected[5:20, 3:15], expected[5:20, 17:30] = 1, 2
    np.testing.assert_array_equal(panel_regions(thermal, 20), expected)
    assert not panel_regions(np.full((4, 4), 20.0), 1).any()


def test_temperatures_are_scipys_and_numpys() -> None:
    rng = np.random.default_rng(3)
    thermal, labels = rng.normal(40, 3, (20, 30)), rng.integers(0, 5, (20, 30)) * 3
    found, names = panel_temperatures(thermal, labels), [3, 6, 9, 12]
    assert found.labels.tolist() == names
    np.testing.assert_allclose(found.mean, ndimage.mean(thermal, labels, names))
    np.testing.assert_allclose(found.maximum, ndimage.maximum(thermal, labels, names))
    percentiles = [np.percentile(thermal[labels == name], 95) for name in names]
    np.testing.assert_allclose(found.p95, percentiles)


def test_hot_is_one_sided_robust_and_has_a_rule_for_mad_zero() -> None:
    assert hot_panels([40, 41, 40, 41, 40.5, 90, 80]).tolist() == [False] * 5 + [True] * 2
    assert not hot_panels([40, 41, 40, 41, 40.5, 0]).any()
    assert hot_panels([40, 40, 40, 40.9, 41.1]).tolist() == [False] * 4 + [True]
    assert robust_scores([1, 2, 3, 4, 10.0])[-1] == pytest.approx(0.6745 * 7 / 1)


def test_soiled_is_a_share_far_from_the_median_colour() -> None:
    rgb, labels = np.full((10, 20, 3), 40), np.zeros((10, 20), int)
    labels[:, :10], labels[:, 11:] = 4, 9
    rgb[:, 10] = 250  # background does not count
    rgb[0, :5] = 230  # 5 of the 100 pixels of panel 4
    assert soiled_panels(rgb, labels, 0.04).tolist() == [True, False]
    assert soiled_panels(rgb, labels, 0.05).tolist() == [False, False]


def test_a_crack_is_a_long_brown_line_and_a_dropping_none() -> None:
    rgb, labels = np.full((20, 44, 3), (34, 44, 82)), np.zeros((20, 44), int)
    for number, column in enumerate((0, 11, 22, 33)):
        labels[:, column : column + 10] = 3 * number + 2
    rgb[range(4, 10), range(2, 8)] = (70, 60, 70)  # panel 2: six pixels, corner to corner
    rgb[4:8, 13] = (70, 60, 70)  # panel 5: four pixels only
    rgb[3:12, 25:28] = (222, 220, 206)  # panel 8: a dropping, with a rim of mixed colours
    rgb[3:12, 24] = rgb[3:12, 28] = (90, 98, 119)
    rgb[2:9, 32] = (70, 60, 70)  # background does not count
    assert cracked_panels(rgb, labels).tolist() == [True, False, False, False]
    assert cracked_panels(rgb, labels, 4).tolist() == [True, True, False, False]


@pytest.mark.parametrize(
    ("call", "error", "sentence"),
    [
        (lambda: distort([[1.0]], 0, 0, (0, 0), 1), ValueError, "points must be"),
        (lambda: distort([[1.0, 2]], 0, 0, (0, 0), 0), ValueError, "focal must be"),
        (lambda: distort([[1.0, 2]], np.nan, 0, (0, 0), 1), ValueError, "k1 must be"),
        (lambda: undistort_image("x", 0, 0, (0, 0), 1), TypeError, "image must be"),
        (lambda: undistort_image([[1.0]], 0, 0, (0, 0, 0), 1), ValueError, "center must be"),
        (lambda: estimate_shift(np.eye(3), np.eye(4)), ValueError, "one shape"),
        (lambda: estimate_shift(np.ones((9, 9)), np.eye(9)), ValueError, "a must show something"),
        (lambda: stitch([], []), ValueError, "at least one frame"),
        (lambda: stitch([np.eye(2)], [(0.5, 0)]), TypeError, "shifts must be integers"),
        (lambda: stitch([np.eye(2)] * 2, [(0, 0), (10**6, 10**6)]), ValueError, "at most"),
        (lambda: panel_regions(np.eye(3), 0), ValueError, "min_area must be"),
        (lambda: panel_temperatures(np.eye(3), np.eye(3)), TypeError, "labels must be integers"),
        (lambda: hot_panels([1.0, np.nan]), ValueError, "temperatures must hold finite"),
        (lambda: hot_panels([1.0], -1), ValueError, "threshold must be"),
        (lambda: cracked_panels(np.ones((2, 2, 3)), np.eye(2, dtype=int), 0), ValueError, "length"),
        (lambda: soiled_panels(np.ones((2, 2)), np.ones((2, 2), int)), ValueError, "rgb must be"),
    ],
)
def test_bad_arguments_are_one_sentence(call, error, sentence) -> None:
    with pytest.raises(error, match=sentence) as caught:
        call()
    assert "\n" not in str(caught.value)
