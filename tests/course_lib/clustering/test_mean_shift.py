"""The mean shift engine against the textbook and scikit-learn's climbs."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse.csgraph import connected_components
from scipy.spatial.distance import cdist
from sklearn.cluster._mean_shift import _mean_shift_single_seed
from sklearn.metrics import rand_score
from sklearn.neighbors import NearestNeighbors

from course_lib.clustering import (
    approximate_mean_shift,
    hill_height,
    join_modes,
    mean_shift,
    merging,
    nearest,
    run_mean_shift,
    windows,
)
from course_lib.images import photo


def photo_points(name="astronaut", size=32):
    return photo(name, (size, size)).reshape(-1, 3).astype(float)


def plain_climb(points, start, radius, epsilon, max_steps=1000):
    """The definition: the start and every mean after it."""
    path = [np.asarray(start, dtype=float)]
    while len(path) <= max_steps:
        squares = np.zeros(len(points))
        for feature in range(points.shape[1]):
            squares += (points[:, feature] - path[-1][feature]) ** 2
        inside = points[squares <= radius**2]
        path.append(inside.mean(axis=0) if len(inside) else path[-1])
        if np.linalg.norm(path[-1] - path[-2]) < epsilon:
            break
    return path


def plain_join(modes, reach):
    """Components of the whole distance matrix, numbered in order of appearance."""
    chains = connected_components(cdist(modes, modes) <= reach, directed=False)[1]
    _, first, which = np.unique(chains, return_index=True, return_inverse=True)
    return np.argsort(np.argsort(first))[which]


def same_partition(a, b):
    return len(set(zip(a.tolist(), b.tolist(), strict=True))) == len(set(a)) == len(set(b))


@st.composite
def tables(draw, most=40):
    """Few different whole numbers: duplicates, ties at the edge, constant pictures, one point."""
    d = draw(st.integers(1, 6))
    count = draw(st.integers(1, most))
    scale = draw(st.sampled_from([1.0, 0.25, 2.0**-10, 2.0**20]))  # exact, so that ties are ties
    shift = draw(st.sampled_from([0.0, 100.0, -1000.0]))
    numbers = st.integers(0, draw(st.sampled_from([0, 1, 4, 30])))
    rows = st.lists(numbers, min_size=d, max_size=d)
    points = np.array(draw(st.lists(rows, min_size=count, max_size=count)))
    radius = draw(st.sampled_from([0.5, 1.0, 2.0, 5.0, 100.0]))
    return points * scale + shift, radius * scale


@pytest.fixture(params=["as it is", "many blocks"])
def sizes(request, monkeypatch):
    """Small cases would fit one block and one group."""
    if request.param == "many blocks":
        monkeypatch.setattr(windows, "BLOCK", 3)
        monkeypatch.setattr(windows, "GROUP", 2)
        monkeypatch.setattr(windows, "CHUNK", 60)
        monkeypatch.setattr(windows, "PAIRS", 5)


@settings(max_examples=120)
@given(tables(), st.integers(1, 9), st.integers(1, 9))
def test_windows_are_those_of_the_definition_ties_included(case, block, group):
    points, radius = case
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(windows, "BLOCK", block)
        patch.setattr(windows, "GROUP", group)
        patch.setattr(windows, "CHUNK", 50)
        patch.setattr(windows, "PAIRS", 4)
        weights = np.arange(len(points)) % 3 + 1
        means, weight = windows.Windows(points, weights, radius).means(points)
    squares = ((points[:, None] - points) ** 2).sum(axis=2)  # exact, as the points are
    inside = (squares <= radius**2) * weights
    np.testing.assert_array_equal(weight, inside.sum(axis=1))
    np.testing.assert_allclose(means, inside @ points / weight[:, None], rtol=1e-13, atol=1e-13)


@settings(max_examples=60)
@given(st.integers(1, 200), st.integers(1, 6), st.integers(1, 40))
def test_blocks_hold_every_point_once(count, d, size):
    points = np.random.default_rng(count).integers(0, 9, (count, d)).astype(float)
    blocks = windows.halved(points, size)
    assert blocks.shape[1] <= size
    numbers = blocks[blocks < count]
    np.testing.assert_array_equal(np.sort(numbers), np.arange(count))
    assert len(blocks) == 1 or blocks.size - count < len(blocks)


@settings(max_examples=100)
@given(tables())
def test_ends_are_those_of_the_textbook(case):
    points, radius = case
    result = run_mean_shift(points, radius, epsilon=1e-3 * radius)
    paths = [plain_climb(points, point, radius, 1e-3 * radius) for point in points]
    np.testing.assert_allclose(result.modes, [p[-1] for p in paths], rtol=0, atol=1e-9 * radius)
    np.testing.assert_array_equal(result.steps, [len(path) - 1 for path in paths])
    assert result.converged
    expected = plain_join(np.array([p[-1] for p in paths]), radius / 2)
    assert same_partition(result.labels, expected)
    sizes = np.bincount(result.labels)
    assert (np.diff(sizes) <= 0).all() and sizes.min() > 0
    for label, centre in enumerate(result.centres):
        mine = result.modes[result.labels == label]
        np.testing.assert_allclose(centre, mine.mean(axis=0), rtol=0, atol=1e-9 * radius)


@pytest.mark.parametrize(("name", "radius"), [("astronaut", 21), ("coffee", 35), ("chelsea", 10)])
def test_modes_are_those_of_sklearns_climbs(name, radius, sizes):
    points = photo_points(name)
    result = run_mean_shift(points, radius, epsilon=1e-3 * radius, max_steps=301)
    neighbours = NearestNeighbors(radius=radius).fit(points)
    for number in range(0, len(points), 7):
        mode, _, steps = _mean_shift_single_seed(points[number], points, neighbours, 300)
        np.testing.assert_allclose(result.modes[number], mode, rtol=0, atol=1e-6)
        assert result.steps[number] == steps + 1


@pytest.mark.parametrize("d", [1, 2, 4, 5, 6])
def test_modes_are_those_of_sklearns_climbs_in_other_dimensions(d, sizes):
    rng = np.random.default_rng(d)
    points = rng.normal(size=(400, d)) + 3 * rng.integers(0, 2, (400, 1))
    radius = 0.7 * np.sqrt(d)
    result = run_mean_shift(points, radius, epsilon=1e-3 * radius)
    neighbours = NearestNeighbors(radius=radius).fit(points)
    modes = [_mean_shift_single_seed(p, points, neighbours, 300)[0] for p in points[::4]]
    np.testing.assert_allclose(result.modes[::4], modes, rtol=0, atol=1e-6)


def test_points_far_from_zero_climb_as_those_near_it():
    points = np.random.default_rng(3).normal(size=(300, 3))
    near = run_mean_shift(points, 1.5)
    far = run_mean_shift(points + 2.0**30, 1.5)
    np.testing.assert_array_equal(near.labels, far.labels)
    np.testing.assert_allclose(far.centres - 2.0**30, near.centres, rtol=0, atol=1e-5)


def test_threads_give_the_same(monkeypatch):
    points = photo_points()
    alone = run_mean_shift(points, 21.0)
    monkeypatch.setattr(nearest, "THREADS_PAY", 1)
    monkeypatch.setattr(windows, "PAIRS", 100)
    shared = run_mean_shift(points, 21.0)
    np.testing.assert_array_equal(alone.labels, shared.labels)
    np.testing.assert_array_equal(alone.modes, shared.modes)


@settings(max_examples=60)
@given(tables())
def test_the_hill_never_falls_along_a_climb(case):
    points, radius = case
    path = plain_climb(points, points[0], radius, 1e-3 * radius)
    heights = hill_height(points, path, radius)
    assert (np.diff(heights) >= -1e-12).all()
    result = run_mean_shift(points, radius)
    before, after = (hill_height(points, p, radius) for p in (points, result.modes))
    assert (after >= before - 1e-12).all()


@settings(max_examples=40)
@given(st.integers(0, 10**6), st.integers(1, 6), st.integers(1, 5))
def test_k_clouds_apart_are_k_clusters(seed, d, k):
    rng = np.random.default_rng(seed)
    truth = np.sort(rng.integers(0, k, 80))
    middles = np.zeros((k, d))
    middles[:, 0] = 100 * np.arange(k)
    points = middles[truth] + rng.uniform(-1, 1, (80, d)) / np.sqrt(d)
    for run in (run_mean_shift, approximate_mean_shift):
        result = run(points, 4.0)
        assert len(result.centres) == len(np.unique(truth))
        assert same_partition(result.labels, truth)
        for label in np.unique(truth):
            mine = points[truth == label].mean(axis=0)
            centre = result.centres[result.labels[truth == label][0]]
            np.testing.assert_allclose(centre, mine, rtol=0, atol=1e-9)


@pytest.mark.parametrize("run", [run_mean_shift, approximate_mean_shift])
def test_one_point_and_a_constant_picture(run):
    for count in (1, 500):
        result = run(np.full((count, 3), 7.0), 21.0)
        np.testing.assert_array_equal(result.labels, np.zeros(count))
        np.testing.assert_array_equal(result.centres, [[7.0, 7.0, 7.0]])
        assert result.converged and (result.steps <= 2).all()


def test_starts_of_ones_own_and_empty_windows():
    points = [[0.0], [1.0], [2.0], [9.0]]
    result = run_mean_shift(points, 2.0, starts=[[2.5], [50.0], [8.0], [2.5]])
    np.testing.assert_array_equal(result.modes, [[1.0], [50.0], [9.0], [1.0]])
    np.testing.assert_array_equal(result.labels, [0, 1, 2, 0])
    np.testing.assert_array_equal(result.steps, [3, 1, 2, 3])


def test_stops_after_max_steps_and_says_so():
    points = photo_points(size=16)
    result = run_mean_shift(points, 21.0, max_steps=2)
    assert not result.converged and result.steps.max() == 2
    paths = [plain_climb(points, point, 21.0, 1e-3, 2)[-1] for point in points]
    np.testing.assert_allclose(result.modes, paths, rtol=0, atol=1e-9)
    endless = run_mean_shift(points, 21.0, epsilon=0, max_steps=50)
    assert (endless.steps == 50).all()


@pytest.mark.parametrize("name", ["astronaut", "coffee", "chelsea"])
def test_the_approximation_is_close_and_its_modes_are_exact(name):
    points = photo_points(name, 64)
    exact = run_mean_shift(points, 21.0)
    result = approximate_mean_shift(points, 21.0)
    assert rand_score(exact.labels, result.labels) > 0.93
    finer = approximate_mean_shift(points, 21.0, cells=6)
    assert rand_score(exact.labels, finer.labels) > 0.97
    assert result.converged and finer.converged
    # When new points come in, a shift below epsilon may be followed by a longer one.
    again = run_mean_shift(points, 21.0, starts=result.modes, max_steps=1)
    moved = np.linalg.norm(again.modes - result.modes, axis=1)
    assert (moved < 1e-3).mean() > 0.9 and moved.max() < 1


@settings(max_examples=120)
@given(tables(60))
def test_chains_are_the_components_of_all_distances(case):
    points, reach = case
    np.testing.assert_array_equal(merging.joined(points, reach), plain_join(points, reach))


@pytest.mark.parametrize("d", [1, 2, 3, 6])
@pytest.mark.parametrize("reach", [0.02, 0.1, 0.3])
def test_chains_of_many_points_in_a_cell(d, reach):
    rng = np.random.default_rng(d)
    points = (
        rng.uniform(size=(8, d))[rng.integers(0, 8, 600)] + reach * rng.normal(size=(600, d)) / 3
    )
    np.testing.assert_array_equal(merging.joined(points, reach), plain_join(points, reach))


def test_labels_of_joined_modes_go_by_size():
    labels, centres = join_modes([[9.0], [0.0], [0.5], [1.0], [9.0], [20.0], [20.1]], 0.5)
    np.testing.assert_array_equal(labels, [1, 0, 0, 0, 1, 2, 2])
    np.testing.assert_allclose(centres, [[0.5], [9.0], [20.05]])


@settings(max_examples=60)
@given(tables())
def test_distinct_rows_are_numpys(case):
    table = np.where(case[0] == 0, -0.0, case[0])
    first, which = merging.distinct_rows(table)
    assert (np.diff(first) > 0).all()
    np.testing.assert_array_equal(table[first][which], table)
    assert len(first) == len(np.unique(table, axis=0))


def test_rows_with_one_key_are_told_apart(monkeypatch):
    monkeypatch.setattr(merging, "MIX", np.uint64(0))
    table = np.array([[1.0, 2.0], [3.0, 4.0], [1.0, 2.0], [0.0, 5.0]])
    first, which = merging.distinct_rows(table)
    np.testing.assert_array_equal(first, [0, 1, 3])
    np.testing.assert_array_equal(which, [0, 1, 0, 2])


POINTS = [[0.0, 1.0], [2.0, 3.0]]


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: run_mean_shift([1.0, 2.0], 1), "points must be (N, d)"),
        (lambda: run_mean_shift([[np.nan]], 1), "points must hold finite numbers"),
        (lambda: run_mean_shift([["a"]], 1), "points must be a (N, d) array of real numbers"),
        (lambda: run_mean_shift(POINTS, 0), "radius must be finite, at least 1e-140"),
        (lambda: run_mean_shift(POINTS, "2"), "radius must be a number, got '2'"),
        (lambda: run_mean_shift(POINTS, 1e-12), "radius must be at least 1e-09 times the range"),
        (lambda: run_mean_shift(POINTS, 1, epsilon=-1), "epsilon must be finite, at least 0"),
        (lambda: run_mean_shift(POINTS, 1, max_steps=0), "max_steps must be at least 1, got 0"),
        (lambda: run_mean_shift(POINTS, 1, starts=[[1.0]]), "starts must be (M, 2) to match 2"),
        (lambda: run_mean_shift(POINTS, 1, starts=[1.0]), "starts must be (M, 2) with"),
        (lambda: approximate_mean_shift(POINTS, 1, cells=0), "cells must be finite, at least 0.1"),
        (lambda: approximate_mean_shift(POINTS, np.inf), "radius must be finite"),
        (lambda: join_modes([1.0], 1), "modes must be (k, d)"),
        (lambda: join_modes(POINTS, 0), "reach must be finite"),
    ],
)
def test_wrong_arguments_are_named_in_one_sentence(call, words):
    with pytest.raises((TypeError, ValueError)) as caught:
        call()
    text = str(caught.value)
    assert text.startswith(words) and "got" in text and "\n" not in text


def test_arguments_are_left_as_they_are():
    points = photo_points(size=16)
    before = points.copy()
    run_mean_shift(points, 21.0)
    approximate_mean_shift(points, 21.0)
    np.testing.assert_array_equal(points, before)
    assert mean_shift.SAME < 1e-9
