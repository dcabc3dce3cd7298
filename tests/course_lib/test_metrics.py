"""Metrics against plain counting."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_lib.metrics import contingency, iou, label_agreement, match_labels

PAIRS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=30)


@given(PAIRS)
def test_agreement_is_the_best_of_all_renumberings(pairs):
    a, b = np.array(pairs).T
    best = max((np.array(order)[a] == b).mean() for order in permutations(range(4)))
    assert label_agreement(a, b) == pytest.approx(best)
    matched = match_labels(a, b)
    assert matched.shape == a.shape
    assert len(np.unique(matched)) == len(np.unique(a))


@given(PAIRS)
def test_contingency_counts(pairs):
    a, b = np.array(pairs).T
    table = contingency(a, b)
    assert table.sum() == len(a)
    for i, j in np.ndindex(table.shape):
        assert table[i, j] == sum(1 for pair in pairs if pair == (i, j))


def test_iou():
    a, b = np.zeros((4, 4), bool), np.zeros((4, 4), bool)
    assert iou(a, b) == 1.0
    a[:2], b[1:3] = True, True
    assert iou(a, b) == pytest.approx(1 / 3)


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda: contingency([0, 1], [0]), ValueError, r"b must have the shape of a, \(2,\)"),
        (lambda: contingency([0.5], [0]), TypeError, "a must be integer labels"),
        (lambda: contingency([0], [-1]), ValueError, "b must hold labels from 0, got -1"),
        (lambda: contingency([], []), TypeError, "a must be integer labels"),
        (lambda: contingency([10**6], [10**6]), ValueError, "labels must be numbered closely"),
        (lambda: iou([1, 0], [True, False]), TypeError, "a must be a mask of bool"),
        (lambda: iou([True], [True, False]), ValueError, "b must have the shape of a"),
    ],
)
def test_bad_arguments_get_one_sentence(call, error, words):
    with pytest.raises(error, match=words):
        call()
