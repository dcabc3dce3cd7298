"""Properties of what a drawing function returns."""

from __future__ import annotations

import numpy as np
import pytest

from course_lib.checks.properties import PROPERTIES, different_rows


@pytest.mark.parametrize(
    ("rows", "different"),
    [
        ([[1.0, 2.0], [2.0, 1.0], [1.0, 3.0]], True),
        ([[1.0, 2.0], [2.0, 1.0], [1.0, 2.0]], False),
        ([[1.0, 2.0], [1.0 + 1e-9, 2.0 - 1e-9]], False),
        ([[1.0, 2.0], [1.0 + 1e-5, 2.0]], True),
        ([[0.0, 1.0], [-0.0, 1.0]], False),
        ([[-1e-9, 1.0], [1e-9, 1.0]], False),
        ([[5.0]], True),
    ],
)
def test_different_rows(rows: list[list[float]], different: bool) -> None:
    fine = np.arange(6.0).reshape(3, 2)
    assert (different_rows([fine, np.array(rows)], {}) == "") is different


@pytest.mark.parametrize("number", [1.7e308, -1.7e308, np.inf, np.nan])
def test_numbers_with_an_infinite_sum_are_no_mean_of_rows(number):
    assert PROPERTIES["mean_of_distinct_powers"]([np.full((1, 3), number)], {}, count=4)
