"""One climb goes both ways, ends where the engine ends, and takes a student's shift."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_lib.clustering import ClimbHistory, hill_height, run_mean_shift


def points_of(seed, count=150, d=2):
    return np.random.default_rng(seed).integers(0, 20, (count, d)).astype(float)


def same(a, b):
    return (
        (a.step, a.moved, a.height) == (b.step, b.moved, b.height)
        and np.array_equal(a.mean, b.mean)
        and np.array_equal(a.inside, b.inside)
    )


@settings(max_examples=60)
@given(st.integers(0, 10**6), st.integers(1, 6), st.sampled_from([0.5, 2.0, 5.0, 40.0]))
def test_the_height_never_falls_and_back_undoes_forward(seed, d, radius):
    points = points_of(seed, 60, d)
    climb = ClimbHistory(points, points[0], radius)
    while not climb.finished:
        before = climb.state
        after = climb.forward()
        assert after.height >= before.height - 1e-12
        np.testing.assert_allclose(after.mean, points[before.inside].mean(axis=0))
        assert same(climb.back(), before)
        assert same(climb.forward(), after)
    assert climb.forward() is climb.state
    assert climb.path.shape == (climb.state.step + 1, d)
    np.testing.assert_array_equal(climb.path[0], points[0])
    heights = [state.height for state in climb.states]
    np.testing.assert_allclose(heights, hill_height(points, climb.path, radius), atol=1e-12)


def test_ends_where_the_engine_ends():
    points = points_of(3, d=3)
    result = run_mean_shift(points, 6.0)
    for number in range(0, len(points), 10):
        climb = ClimbHistory(points, points[number], 6.0)
        climb.go(10**6)
        assert climb.state.step == result.steps[number]
        np.testing.assert_allclose(climb.state.mean, result.modes[number], rtol=0, atol=1e-9)


def test_a_point_on_the_edge_is_inside_and_an_empty_window_stays():
    climb = ClimbHistory([[0.0], [2.0], [9.0]], [1.0], 1.0)
    np.testing.assert_array_equal(climb.state.inside, [True, True, False])
    assert climb.state.height == 0
    climb.replace_start([5.0])
    assert not climb.state.inside.any() and climb.state.height == 0
    state = climb.forward()
    assert climb.finished and state.moved == 0 and state.mean == [5.0]


def test_back_go_and_path_stay_within_the_states():
    climb = ClimbHistory(points_of(1), [0.0, 0.0], 6.0)
    assert climb.back().step == 0 and climb.path.shape == (1, 2)
    assert climb.go(2).step == 2 and climb.path.shape == (3, 2)
    assert climb.go(0).step == 0 and len(climb.states) == 3


def test_says_what_it_does():
    climb = ClimbHistory([[0.0], [1.0], [2.0], [9.0]], [0.0], 2.0)
    assert climb.describe() == "Start: 3 points in the window; height 0.438."
    climb.forward()
    assert climb.describe() == (
        "Shift 1: the mean moved by 1.00; 3 points in the window; height 0.625."
    )
    climb.forward()
    assert climb.describe() == (
        "At the top after 2 shifts: the last moved the mean by 0, less than 0.001; "
        "3 points in the window; height 0.625."
    )


def test_a_students_shift_is_run_and_cannot_change_the_history():
    points = points_of(2)

    def shift(features, mean, radius):
        inside = ((features - mean) ** 2).sum(axis=1) <= radius**2
        new = features[inside].mean(axis=0)
        features[:], mean[:] = 0, 0
        return new

    own = ClimbHistory(points, points[5], 5.0, shift=shift)
    engine = ClimbHistory(points, points[5], 5.0)
    assert same(own.go(100), engine.go(100))
    np.testing.assert_array_equal(own.path, engine.path)


@pytest.mark.parametrize(
    ("returned", "words"),
    [
        (None, "shift must return an array, got None: did you forget to return?"),
        ([1.0], "shift returned something else than it should: mean must be (2,) to match 2"),
        ([np.nan, 1.0], "shift returned something else than it should: mean must hold finite"),
        (["a", "b"], "shift returned something else than it should: mean must be a (2,) array"),
    ],
)
def test_what_a_student_returns_is_checked(returned, words):
    climb = ClimbHistory(points_of(0), [1.0, 1.0], 5.0, shift=lambda *_: returned)
    with pytest.raises((TypeError, ValueError)) as caught:
        climb.forward()
    assert str(caught.value).startswith(words)
    assert climb.state.step == 0 and len(climb.states) == 1


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: ClimbHistory([[0.0]], [0.0, 1.0], 1), "start must be (1,) to match 1 features"),
        (lambda: ClimbHistory([[0.0]], 0.0, 1), "start must be (1,) with at least one number"),
        (lambda: ClimbHistory([[0.0]], [np.inf], 1), "start must hold finite numbers"),
        (lambda: ClimbHistory([[0.0]], [0.0], -1), "radius must be finite"),
        (lambda: ClimbHistory([[0.0]], [0.0], 1, epsilon=None), "epsilon must be a number"),
        (lambda: ClimbHistory([[0.0]], [0.0], 1, shift=3), "shift must be a function or None"),
        (lambda: ClimbHistory([[0.0]], [0.0], 1).go(-1), "index must be at least 0"),
    ],
)
def test_wrong_arguments_are_named_in_one_sentence(call, words):
    with pytest.raises((TypeError, ValueError)) as caught:
        call()
    assert str(caught.value).startswith(words) and "got" in str(caught.value)
