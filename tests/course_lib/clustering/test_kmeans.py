"""The engine against the textbook and scikit-learn, where it is easy and where it is not."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from sklearn.cluster import KMeans

from course_lib.clustering import (
    cluster_means,
    kmeans,
    nearest,
    nearest_means,
    run_kmeans,
    squared_error,
)
from course_lib.images import photo


def plain_assign(points, means):
    """The definition, in loops."""
    labels = []
    for point in points:
        best, label = math.inf, None
        for number, mean in enumerate(means):
            square = 0.0
            for a, b in zip(point, mean, strict=True):
                square += (a - b) ** 2
            if square < best:
                best, label = square, number
        labels.append(label)
    return np.array(labels)


def plain_update(points, labels, means):
    new = np.array(means, dtype=float)
    for number in range(len(means)):
        mine = [point for point, label in zip(points, labels, strict=True) if label == number]
        if mine:
            new[number] = [math.fsum(column) / len(mine) for column in zip(*mine, strict=True)]
    return new


def plain_kmeans(points, means, epsilon, max_steps):
    means, steps = np.array(means, dtype=float), 0
    while steps < max_steps:
        new = plain_update(points, plain_assign(points, means), means)
        moved = max(math.dist(a, b) for a, b in zip(new, means, strict=True))
        means, steps = new, steps + 1
        if moved < epsilon:
            break
    return plain_assign(points, means), means, steps


def photo_points(size=64, space_weight=0.0, name="coffee"):
    picture = photo(name, (size, size))
    colours = picture.reshape(-1, 3).astype(float)
    if space_weight == 0:
        return colours
    rows, columns = np.mgrid[:size, :size]
    return np.column_stack([colours, space_weight * columns.ravel(), space_weight * rows.ravel()])


def ties_hang_on_the_last_digit(points, means, epsilon, max_steps):
    """Whether a point is as near to two means but for rounding, or a step stops within rounding.

    Then two right programs may go different ways, and neither is wrong. Exact ties of the first
    step are none of these: all of its numbers are exact, and the smaller number wins.
    """
    for step in range(max_steps + 1):
        squares = ((points[:, None] - means[None]) ** 2).sum(-1)
        scale = 1e-9 * max(1e-300, float(np.ptp(points)) ** 2)
        if step and len(means) > 1:
            first, second = np.sort(squares, axis=1)[:, :2].T
            if (second - first <= scale).any():
                return True
        new = plain_update(points, plain_assign(points, means), means)
        moved = max(math.dist(a, b) for a, b in zip(new, means, strict=True))
        if abs(moved - epsilon) <= 1e-9 * epsilon:
            return True
        means = new
        if moved < epsilon:
            return False
    return False


def spread_start(points, k, seed=0):
    """Pixels shifted off the grid of whole numbers, so that no two distances are equal."""
    rng = np.random.default_rng(seed)
    start = points[rng.choice(len(points), k, replace=False)]
    return start + rng.uniform(-0.4, 0.4, start.shape)


@pytest.fixture
def fast_path(monkeypatch):
    """Small cases take the plain way in `nearest_means`; here they must not, and parts are tiny."""
    monkeypatch.setattr(kmeans, "SMALL", 0)
    monkeypatch.setattr(nearest, "CHUNK", 7)


@st.composite
def tables(draw, most=40):
    """Few different whole numbers, so that ties, repeats and equal means are frequent."""
    d = draw(st.integers(1, 4))
    count = draw(st.integers(1, most))
    k = draw(st.integers(1, 9))
    scale = draw(st.sampled_from([1.0, 0.25, 2.0**-10, 1e6]))  # exact, so that ties are ties
    shift = draw(st.sampled_from([0.0, 100.0, -1e7]))
    numbers = st.integers(0, draw(st.sampled_from([1, 4, 255])))
    rows = st.lists(numbers, min_size=d, max_size=d)
    points = draw(st.lists(rows, min_size=count, max_size=count))
    means = draw(st.lists(rows, min_size=k, max_size=k))
    return np.array(points) * scale + shift, np.array(means) * scale + shift


@settings(max_examples=150)
@given(tables())
def test_labels_are_those_of_the_definition_ties_included(case):
    points, means = case
    expected = plain_assign(points, means)
    np.testing.assert_array_equal(nearest_means(points, means), expected)
    np.testing.assert_array_equal(nearest.Assigner(points).assign(means), expected)


@settings(max_examples=100)
@given(tables(), st.integers(1, 8))
def test_run_equals_the_textbook(case, max_steps):
    points, means = case
    spread = float(np.ptp(points)) or 1.0
    assume(not ties_hang_on_the_last_digit(points, means, 1e-6 * spread, max_steps))
    result = run_kmeans(points, means, epsilon=1e-6 * spread, max_steps=max_steps)
    labels, expected, steps = plain_kmeans(points, means, 1e-6 * spread, max_steps)
    assert result.steps == steps
    np.testing.assert_allclose(result.means, expected, rtol=1e-9, atol=1e-9 * spread)
    np.testing.assert_array_equal(result.labels, nearest_means(points, result.means))
    different = labels != result.labels
    if different.any():  # only where means that differ in the last digit decide a tie
        a = ((points - expected[labels]) ** 2).sum(1)
        b = ((points - expected[result.labels]) ** 2).sum(1)
        np.testing.assert_allclose(a, b, rtol=1e-9, atol=1e-9 * spread**2)


@settings(max_examples=60)
@given(tables())
def test_error_never_rises_and_the_last_is_the_results(case):
    points, means = case
    result = run_kmeans(points, means, epsilon=0, max_steps=6)
    assert len(result.errors) == result.steps + 1 == 7
    slack = 1e-9 * max(1e-30, result.errors[0])
    assert (np.diff(result.errors) <= slack).all()
    exact = squared_error(points, result.labels, result.means)
    assert result.errors[-1] == pytest.approx(exact, rel=1e-9, abs=slack)


@pytest.mark.parametrize("space_weight", [0.0, 0.5])
@pytest.mark.parametrize("k", [2, 8, 16])
def test_agrees_with_sklearn_on_photos(k, space_weight):
    points = photo_points(64, space_weight)
    start = spread_start(points, k)
    result = run_kmeans(points, start, epsilon=0, max_steps=9)
    peer = KMeans(k, init=start, n_init=1, tol=0, max_iter=9, algorithm="lloyd").fit(points)
    assert np.bincount(result.labels, minlength=k).min() > 0
    np.testing.assert_array_equal(result.labels, peer.labels_)
    np.testing.assert_allclose(result.means, peer.cluster_centers_, rtol=0, atol=1e-9)
    assert result.errors[-1] == pytest.approx(peer.inertia_, rel=1e-9)


def test_bounds_and_parts_change_nothing(fast_path):
    points = photo_points(32, 1.0)
    start = points[:: len(points) // 12][:12]  # whole numbers: ties happen
    assigner, means = nearest.Assigner(points), start
    for _ in range(12):
        labels = assigner.assign(means).copy()
        np.testing.assert_array_equal(labels, nearest.nearest_exact(points.T, means))
        means = cluster_means(points, labels, means)
        np.testing.assert_allclose(
            assigner.sums, nearest.sum_by_label(points.T, labels, 12), rtol=1e-12
        )
        np.testing.assert_array_equal(assigner.counts, np.bincount(labels, minlength=12))


def test_threads_give_the_same(monkeypatch):
    points = photo_points(64)
    start = spread_start(points, 8)
    alone = run_kmeans(points, start)
    monkeypatch.setattr(nearest, "CHUNK", 500)
    monkeypatch.setattr(nearest, "THREADS_PAY", 1)
    shared = run_kmeans(points, start)
    np.testing.assert_array_equal(alone.labels, shared.labels)
    np.testing.assert_allclose(alone.means, shared.means, rtol=0, atol=1e-9)


def test_means_may_jump_far_between_assignments():
    points = photo_points(32)
    assigner = nearest.Assigner(points)
    rng = np.random.default_rng(4)
    for reach in (1, 300, 1e4, 1e9, 1):  # the student drags a mean out of the cube
        means = points[rng.choice(len(points), 6)] + rng.uniform(-reach, reach, (6, 3))
        np.testing.assert_array_equal(
            assigner.assign(means), nearest.nearest_exact(points.T, means)
        )


def test_ties_go_to_the_lowest_number():
    points = np.repeat(np.arange(5.0), 3000)[:, None]
    np.testing.assert_array_equal(nearest_means(points, [[4.0], [0.0], [0.0], [2.0]])[::3000],
                                  [1, 1, 3, 0, 0])  # fmt: skip


def test_an_empty_cluster_keeps_its_mean():
    points = [[0.0, 0.0], [2.0, 2.0]]
    result = run_kmeans(points, [[1.0, 1.0], [50.0, 50.0]])
    np.testing.assert_array_equal(result.means, [[1, 1], [50, 50]])
    np.testing.assert_array_equal(result.labels, [0, 0])


def test_one_mean_is_the_mean_of_all():
    points = photo_points(16)
    result = run_kmeans(points, [[0.0, 0.0, 0.0]])
    np.testing.assert_allclose(result.means[0], points.mean(axis=0), rtol=1e-12)
    assert result.steps == 2 and result.converged


def test_as_many_means_as_points():
    points = np.unique(photo_points(16), axis=0)
    result = run_kmeans(points, points)
    np.testing.assert_array_equal(result.labels, np.arange(len(points)))
    assert result.errors[-1] == 0 and result.steps == 1


def test_more_means_than_the_fast_path_takes():
    points = np.random.default_rng(0).normal(size=(1500, 2))
    means = points[:1200] + 1e-3
    np.testing.assert_array_equal(
        nearest_means(points, means), nearest.nearest_exact(points.T, means)
    )


@pytest.mark.parametrize("points", [np.full((5000, 3), 7), np.full((1, 3), 7)])
def test_constant_pictures_and_one_pixel(points):
    result = run_kmeans(points.astype(np.uint8), np.full((16, 3), 7.0))
    assert (result.labels == 0).all() and result.errors[-1] == 0
    np.testing.assert_array_equal(result.means, np.full((16, 3), 7.0))


def test_many_features():
    rng = np.random.default_rng(1)
    points = rng.normal(size=(3000, 40))
    np.testing.assert_array_equal(
        nearest_means(points, points[:33]), nearest.nearest_exact(points.T, points[:33])
    )


def test_arguments_are_not_changed():
    points = photo_points(16)
    means = points[:4].copy()
    before = points.copy(), means.copy()
    run_kmeans(points, means)
    np.testing.assert_array_equal(points, before[0])
    np.testing.assert_array_equal(means, before[1])


POINTS, MEANS = np.zeros((4, 5)), np.zeros((2, 5))


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda: nearest_means(POINTS, np.zeros((3, 3))), ValueError,
         r"means must be \(k, 5\) to match 5 features, got \(3, 3\)"),
        (lambda: nearest_means(np.zeros(4), MEANS), ValueError, r"points must be \(N, d\).*\(4,\)"),
        (lambda: nearest_means(np.zeros((0, 5)), MEANS), ValueError, r"points.*\(0, 5\)"),
        (lambda: nearest_means(POINTS + np.nan, MEANS), ValueError, "points must hold finite.*NaN"),
        (lambda: nearest_means(POINTS, MEANS + np.inf), ValueError, "means must hold finite.*inf"),
        (lambda: nearest_means("picture", MEANS), TypeError, "points must be .* got str"),
        (lambda: nearest_means(None, MEANS), TypeError, "points must be .* got NoneType"),
        (lambda: nearest_means([[1, 2], [3]], MEANS), TypeError, "points must be .* got list"),
        (lambda: nearest_means(POINTS * 1j, MEANS), TypeError, "real numbers.*complex"),
        (lambda: cluster_means(POINTS, [0, 1, 2, 0], MEANS), ValueError, "labels.*0 to 1.*got 2"),
        (lambda: cluster_means(POINTS, [0, -1, 1, 0], MEANS), ValueError, "labels.*got -1"),
        (lambda: cluster_means(POINTS, [0, 1], MEANS), ValueError, r"labels must be \(4,\)"),
        (lambda: squared_error(POINTS, [0.0] * 4, MEANS), TypeError, "labels must be integers"),
        (lambda: run_kmeans(POINTS, MEANS, epsilon=-1), ValueError, "epsilon.*got -1"),
        (lambda: run_kmeans(POINTS, MEANS, epsilon="a"), TypeError, "epsilon must be a number"),
        (lambda: run_kmeans(POINTS, MEANS, max_steps=0), ValueError, "max_steps must be at least"),
        (lambda: run_kmeans(POINTS, MEANS, max_steps=2.5), TypeError, "max_steps must be an int"),
    ],
)  # fmt: skip
def test_bad_arguments_get_one_sentence(call, error, words):
    with pytest.raises(error, match=words) as caught:
        call()
    assert "\n" not in str(caught.value)
