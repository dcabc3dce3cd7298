"""The references of unit 05 against SciPy, scikit-image, the engine and drawn truth."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import ndimage
from scipy.optimize import brentq
from scipy.stats import median_abs_deviation
from skimage.measure import regionprops
from skimage.registration import phase_cross_correlation
from skimage.transform import warp

from autograder.exercises import solar_farm as unit
from autograder.exercises.solar_farm.farm import PUBLIC, WITH_NAN, random_farm
from autograder.exercises.solar_farm.registration import pair as pair_of
from course_lib import thermal
from course_lib.checks.matching import matching_fault
from course_lib.scenes.solar_farm import make_farm

SEEDS = range(20)


@pytest.mark.parametrize("seed", SEEDS)
def test_distort_is_undone_by_a_search_for_the_radius(seed):
    rng = np.random.default_rng(seed)
    points, center = rng.uniform(0, 200, (15, 2)), (99.0, 81.0)
    k1, k2, focal = rng.uniform(-0.2, 0.2), rng.uniform(0, 0.03), 180.0
    bent = unit.distort(points, k1, k2, center, focal)
    for point, moved in zip(points - center, bent - center, strict=True):
        far = np.hypot(*moved) / focal
        r = brentq(lambda r, far=far: r + k1 * r**3 + k2 * r**5 - far, 0, 1.2, xtol=1e-14)
        np.testing.assert_allclose(moved / np.hypot(*moved) * r * focal, point, atol=1e-8)
    np.testing.assert_allclose(bent, thermal.distort(points, k1, k2, center, focal))


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("k1", [-0.2, 0.35])
def test_undistorted_as_scikit_image_warps(seed, k1):
    rng = np.random.default_rng(seed)
    image = rng.uniform(20, 50, (23, 31))
    center = (15 + rng.uniform(-2, 2), 11 + rng.uniform(-2, 2))
    lens = (k1, 0.03, center, 24.0)
    peer = warp(
        image, lambda p: thermal.distort(p, *lens), order=1, mode="constant", cval=np.nan,
        preserve_range=True,
    )  # fmt: skip
    ours = unit.undistort_image(image, *lens)
    both = ~np.isnan(peer) & ~np.isnan(ours)
    np.testing.assert_allclose(ours[both], peer[both], atol=1e-9)
    rim = ndimage.binary_dilation(np.isnan(ours)) | np.pad(np.zeros((21, 29), bool), 1,
                                                           constant_values=True)  # fmt: skip
    assert not ((np.isnan(ours) != np.isnan(peer)) & ~rim).any()
    assert both.mean() > 0.4


def test_undistorting_undoes_a_dense_inverse():
    """A smooth picture bent by the inverse of the lens comes back."""
    lens = (-0.2, 0.02, (31.0, 24.0), 50.0)
    y, x = np.mgrid[:50, :64].astype(float)

    def smooth(x, y):
        return 30 + 5 * np.sin(x / 9) * np.cos(y / 7)

    origin = thermal.undistort_points(np.stack([x, y], axis=-1), *lens)
    back = unit.undistort_image(smooth(origin[..., 0], origin[..., 1]), *lens)
    assert np.abs(back - smooth(x, y)).max() < 0.06


@pytest.mark.parametrize("seed", range(60))
def test_shifts_are_the_true_ones_and_scikit_images(seed):
    rng = np.random.default_rng(seed)
    dy, dx = (int(v) for v in rng.integers(-5, 6, 2))
    scene = rng.uniform(20, 40, (40, 46)) + rng.uniform(-2, 2) * np.arange(46)
    pair = pair_of(scene, 28, 34, dy, dx)
    assert unit.estimate_shift(**pair) == (dy, dx)
    np.testing.assert_array_equal(
        pair["b"][max(dy, 0) : 28 + min(dy, 0), max(dx, 0) : 34 + min(dx, 0)],
        pair["a"][max(-dy, 0) : 28 - max(dy, 0), max(-dx, 0) : 34 - max(dx, 0)],
    )
    peer, _, _ = phase_cross_correlation(pair["a"], pair["b"], normalization="phase")
    assert (-peer).tolist() == [dy, dx]
    assert thermal.estimate_shift(**pair) == (dy, dx)


def cases(exercise, seeds):
    """Inputs of all cases; the hidden ones with several generators."""
    for case in exercise.cases:
        for seed in range(seeds if case.hidden else 1):
            yield exercise.inputs(case, np.random.default_rng(seed))


def test_all_ways_to_find_a_shift_agree_on_all_cases():
    ways = [thermal.estimate_shift, *unit.estimate_shift.right_answers.values()]
    for inputs in cases(unit.estimate_shift, 40):
        found = unit.estimate_shift(**inputs)
        peer, _, _ = phase_cross_correlation(inputs["a"], inputs["b"], normalization="phase")
        assert tuple(-peer) == found
        for way in ways:
            assert tuple(way(**inputs)) == found


@settings(max_examples=80)
@given(
    hnp.arrays(np.float64, (4, 3, 4), elements=st.sampled_from([20.0, 31, 45.5, np.nan])),
    hnp.arrays(np.int64, (4, 2), elements=st.integers(-5, 6)),
)
def test_mosaics_are_weighted_sums_and_the_engines(frames, shifts):
    mosaic = unit.stitch(frames, shifts)
    rows, columns = (shifts - shifts.min(axis=0)).T
    r, c = np.mgrid[:3, :4]
    where = np.stack([(rows[:, None, None] + r).ravel(), (columns[:, None, None] + c).ravel()])
    values = frames.ravel()
    where, values = where[:, ~np.isnan(values)], values[~np.isnan(values)]
    flat = np.ravel_multi_index(where, mosaic.shape)
    total, count = (np.bincount(flat, w, mosaic.size) for w in (values, None))
    with np.errstate(invalid="ignore"):
        np.testing.assert_allclose(mosaic.ravel(), total / count)
    np.testing.assert_allclose(mosaic, thermal.stitch(frames, shifts))


@pytest.mark.parametrize("name", [*PUBLIC, *WITH_NAN])
def test_panels_are_the_drawn_ones(name):
    picture, truth = {**PUBLIC, **WITH_NAN}[name]
    assert matching_fault(truth, unit.panel_regions(picture, 12), 0.95) == ""
    assert name in {case.name for case in unit.panel_regions.cases}


@pytest.mark.parametrize("holes", [False, True])
@pytest.mark.parametrize("seed", SEEDS)
def test_panels_of_random_farms_are_the_drawn_ones_whatever_the_way(seed, holes):
    picture, truth = random_farm(np.random.default_rng(seed), holes=holes)
    assert np.isnan(picture).any() == holes
    assert matching_fault(truth, unit.panel_regions(picture, 10), 0.95) == ""
    for way in (*unit.panel_regions.right_answers.values(), thermal.panel_regions):
        assert matching_fault(truth, way(picture, 10), 0.9) == ""


def test_panels_of_the_scene_are_found():
    farm = make_farm(np.random.default_rng(3), rows=4, columns=5, glare=False).field
    found = unit.panel_regions(farm.thermal, 300)
    assert matching_fault(farm.labels, found, 0.9) == ""


@pytest.mark.parametrize("seed", SEEDS)
def test_temperatures_are_scipys_and_scikit_images(seed):
    rng = np.random.default_rng(seed)
    labels, values = rng.integers(0, 6, (12, 15)) * 3, rng.normal(40, 5, (12, 15))
    mean, maximum, p95 = unit.panel_temperatures(values, labels)
    names = np.unique(labels)[1:]
    np.testing.assert_allclose(mean, ndimage.mean(values, labels, names))
    np.testing.assert_allclose(maximum, ndimage.maximum(values, labels, names))
    regions = regionprops(labels, values, extra_properties=[_p95])
    np.testing.assert_allclose(p95, [region._p95 for region in regions])
    engine = thermal.panel_temperatures(values, labels)
    np.testing.assert_allclose((mean, maximum, p95), (engine.mean, engine.maximum, engine.p95))


def _p95(mask, values):
    ordered = np.sort(values[mask])
    return np.interp(0.95 * (len(ordered) - 1), np.arange(len(ordered)), ordered)


@settings(max_examples=200)
@given(hnp.arrays(np.float64, st.integers(1, 15), elements=st.integers(36, 60).map(float)))
def test_hot_panels_by_scipys_mad(temperatures):
    mad = median_abs_deviation(temperatures)
    above = temperatures - np.median(temperatures)
    expected = above > 1 if mad == 0 else above / mad * 0.6745 > 3.5
    np.testing.assert_array_equal(unit.hot_panels(temperatures), expected)
    np.testing.assert_array_equal(thermal.hot_panels(temperatures), expected)


def test_scores_of_hidden_cases_are_not_at_the_threshold():
    for inputs in cases(unit.hot_panels, 100):
        temperatures, threshold = inputs["temperatures"], inputs.get("threshold", 3.5)
        mad = median_abs_deviation(temperatures)
        if mad > 0 and threshold != 2.698:  # that case is about it
            scores = 0.6745 * (temperatures - np.median(temperatures)) / mad
            assert np.abs(scores - threshold).min() > 1e-3


@pytest.mark.parametrize("seed", SEEDS)
def test_soiled_panels_by_labelled_statistics(seed):
    rng = np.random.default_rng(seed)
    labels = np.kron(rng.permutation(12).reshape(3, 4), np.ones((5, 4), int))
    rgb = rng.integers(0, 90, (15, 16, 3)).astype(np.uint8)
    names = np.unique(labels)[1:]
    squares = np.zeros(labels.shape)
    for channel in np.moveaxis(rgb.astype(float), 2, 0):
        medians = np.append(0, ndimage.median(channel, labels, names))
        squares += (channel - medians[labels]) ** 2
    share = ndimage.mean(squares > 3600, labels, names)
    np.testing.assert_array_equal(unit.soiled_panels(rgb, labels, 0.3), share > 0.3)
    np.testing.assert_array_equal(thermal.soiled_panels(rgb, labels, 0.3), share > 0.3)


def test_the_exercises_in_a_row_find_the_faults_of_the_scene():
    """Frames to alarms with the exercises' functions alone; where frames lie is given."""
    undistort = unit.undistort_image.right_answers["all_at_once"]
    farm = make_farm(np.random.default_rng(5), rows=4, columns=6, glare=False)
    lens = (farm.k1, farm.k2, farm.center, farm.focal)
    frames = np.stack([undistort(frame, *lens) for frame in farm.thermal])
    colours = [
        unit.stitch(np.stack([undistort(rgb[..., k], *lens) for rgb in farm.rgb]), farm.shifts)
        for k in range(3)
    ]
    mosaic = unit.stitch(frames, farm.shifts)
    labels = unit.panel_regions(mosaic, 300)
    mean, maximum, _ = unit.panel_temperatures(mosaic, labels)
    hot = unit.hot_panels(mean) | unit.hot_panels(maximum)
    inner = np.where(ndimage.binary_erosion(labels > 0, iterations=2), labels, 0)
    soiled = unit.soiled_panels(np.nan_to_num(np.stack(colours, axis=2)), inner, 0.03)
    top, left = farm.shifts.min(axis=0)
    truth = farm.field.labels[top : top + labels.shape[0], left : left + labels.shape[1]]
    partner = [int(np.median(truth[labels == name])) for name in np.unique(labels)[1:]]
    assert sorted(partner) == list(range(1, 25))
    assert {p for p, is_hot in zip(partner, hot, strict=True) if is_hot} == set(farm.field.faults)
    found = {p for p, is_soiled in zip(partner, soiled, strict=True) if is_soiled}
    assert found == set(farm.field.soiled)
