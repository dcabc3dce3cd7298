"""The history goes both ways, and takes a student's functions."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_lib.clustering import KMeansHistory, cluster_means, nearest_means, run_kmeans


def same(a, b):
    return (
        a.phase == b.phase
        and a.step == b.step
        and a.error == b.error
        and np.array_equal(a.means, b.means)
        and (a.labels is b.labels or np.array_equal(a.labels, b.labels))
    )


def points_of(seed, count=200):
    return np.random.default_rng(seed).integers(0, 30, (count, 3)).astype(float)


@settings(max_examples=30)
@given(st.integers(0, 10**6), st.integers(1, 8))
def test_error_never_rises_and_back_undoes_forward(seed, k):
    points = points_of(seed)
    history = KMeansHistory(points, points[:k], epsilon=0.1)
    while not history.finished:
        before = history.state
        after = history.forward()
        assert before.error is None or after.error <= before.error * (1 + 1e-12)
        assert same(history.back(), before)
        assert same(history.forward(), after)
    assert history.forward() is history.state
    phases = [state.phase for state in history.states]
    assert phases[0] == "start"
    assert phases[1::2] == ["assigned"] * len(phases[1::2])
    assert phases[2::2] == ["updated"] * len(phases[2::2])


def test_ends_where_the_engine_ends():
    points = points_of(3, 500)
    history = KMeansHistory(points, points[:5])
    history.go(10**6)
    result = run_kmeans(points, points[:5])
    assert history.finished and history.state.step == result.steps
    np.testing.assert_array_equal(history.state.labels, result.labels)
    np.testing.assert_allclose(history.state.means, result.means, rtol=0, atol=1e-9)
    errors = [state.error for state in history.states if state.phase == "assigned"]
    np.testing.assert_allclose(errors, result.errors, rtol=1e-9)


def test_back_and_go_stay_within_the_states():
    points = points_of(0)
    history = KMeansHistory(points, points[:3])
    assert history.back().phase == "start"
    assert history.go(3).phase == "assigned" and history.index == 3
    assert history.go(0).phase == "start" and len(history.states) == 4


def test_a_students_functions_are_run_and_cannot_change_the_history():
    points = points_of(1)

    def assign(features, means):
        labels = nearest_means(features, means)
        features[:] = 0
        means[:] = 0
        return labels

    def update(features, labels, means):
        new = cluster_means(features, labels, means)
        labels[:] = 0
        return new

    own = KMeansHistory(points, points[:4], assign=assign, update=update)
    engine = KMeansHistory(points, points[:4])
    assert same(own.go(9), engine.go(9))


@pytest.mark.parametrize(
    ("assign", "words"),
    [
        (lambda f, m: None, "assign must return an array, got None: did you forget to return"),
        (lambda f, m: np.zeros(3, int), "assign returned something else.*labels must be"),
        (lambda f, m: np.zeros(len(f)), "assign returned something else.*integers"),
    ],
)
def test_what_a_students_function_returns_is_checked(assign, words):
    history = KMeansHistory(points_of(1), points_of(1)[:4], assign=assign)
    with pytest.raises((TypeError, ValueError), match=words):
        history.forward()
    assert history.index == 0 and len(history.states) == 1


def test_a_students_update_must_keep_the_number_of_means():
    history = KMeansHistory(points_of(1), points_of(1)[:4], update=lambda f, n, m: m[:2])
    history.forward()
    with pytest.raises(ValueError, match=r"update must return \(4, 3\) means, got \(2, 3\)"):
        history.forward()


def test_replaced_means_start_afresh():
    points = points_of(2)
    history = KMeansHistory(points, points[:3])
    history.go(4)
    state = history.replace_means(points[5:9])
    assert state.phase == "start" and state.step == 0 and len(history.states) == 1
    np.testing.assert_array_equal(state.means, points[5:9])


def test_every_state_is_described_in_one_sentence():
    points = points_of(2)
    history = KMeansHistory(points, points[:3])
    sentences = [history.describe()]
    while not history.finished:
        history.forward()
        sentences.append(history.describe())
    assert sentences[0].startswith("Start: 3 means placed")
    assert sentences[1].startswith("Step 1: 200 points assigned")
    assert sentences[2].startswith("Update 1: 3 means moved")
    assert sentences[-1].startswith("Finished after")
    assert all("\n" not in sentence and sentence.endswith(".") for sentence in sentences)


def test_bad_arguments():
    points = points_of(0)
    with pytest.raises(TypeError, match="assign must be a function or None, got 3"):
        KMeansHistory(points, points[:2], assign=3)
    with pytest.raises(ValueError, match=r"means must be \(k, 3\)"):
        KMeansHistory(points, [[1.0, 2.0]])
    with pytest.raises(TypeError, match="index must be an integer, got 1.5"):
        KMeansHistory(points, points[:2]).go(1.5)
    with pytest.raises(ValueError, match="index must be at least 0, got -1"):
        KMeansHistory(points, points[:2]).go(-1)
