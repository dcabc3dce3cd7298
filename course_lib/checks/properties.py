"""Properties that the results of a function that draws must have, whatever it drew.

Each takes the list of results (float arrays, one a seed), the case and its own arguments, and
returns a sentence if the property does not hold, or an empty string. A case that asks for
``repeatable`` draws its first seed once more at the end.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

Values = list[np.ndarray]


def rows_of_features(values: Values, case: dict[str, Any]) -> str:
    """Every mean is a row of the features."""
    features = np.asarray(case["inputs"]["features"], float)
    for value in values:
        gaps = np.abs(value[:, None, :] - features[None]).max(axis=2).min(axis=1)
        if (gaps > 1e-3).any():
            bad = np.array2string(value[int(np.argmax(gaps))], precision=4)
            return f"The mean {bad} is not a row of `features`: start from points of the data."
    return ""


def different_rows(values: Values, case: dict[str, Any]) -> str:
    """No row is drawn twice; the features of such a case are all different."""
    for value in values:
        rows = np.round(value, 6) + 0.0  # no zero is below zero
        if len({row.tobytes() for row in rows}) < len(rows):
            return "The same row was drawn twice: the k means must be different rows."
    return ""


def far_apart(values: Values, case: dict[str, Any], distance: float) -> str:
    """All means are pairwise at least `distance` apart."""
    for value in values:
        gaps = np.sqrt(((value[:, None] - value[None]) ** 2).sum(axis=2))
        gaps[np.diag_indices(len(value))] = np.inf
        if gaps.min() < distance - 1e-6:
            return (
                f"Two means are only {gaps.min():.4g} apart, min_distance is {distance:g}: "
                "draw again when a draw is too close."
            )
    return ""


def repeatable(values: Values, case: dict[str, Any]) -> str:
    """The same generator state gives the same result (first and last call share a seed)."""
    if not np.array_equal(values[0], values[-1]):
        return "Two calls with equal generators differ: draw from `rng`, not from np.random."
    return ""


def varies(values: Values, case: dict[str, Any]) -> str:
    """Different seeds do not all give one result."""
    if all(np.allclose(value, values[0]) for value in values[1:-1]):
        return "Every generator gives the same result: the draw does not use `rng`."
    return ""


def covers(values: Values, case: dict[str, Any], column: int, low: float, high: float) -> str:
    """Over all draws, the column reaches below `low` and above `high`."""
    column_values = np.concatenate([value[:, column] for value in values])
    if column_values.min() > low or column_values.max() < high:
        return (
            f"Over {len(values)} draws, feature {column} stays between "
            f"{column_values.min():.4g} and {column_values.max():.4g}: "
            "part of the data is never drawn."
        )
    return ""


def not_always(values: Values, case: dict[str, Any], row: list[float]) -> str:
    """At least one draw leaves `row` out."""
    if all((np.abs(value - np.asarray(row)).max(axis=1) < 1e-3).any() for value in values):
        return f"The row {row} is among the means every time: draw all rows, take none for sure."
    return ""


def near_points(values: Values, case: dict[str, Any], points: np.ndarray, distance: float) -> str:
    """Each of `points` has a mean within `distance`, and each mean one of the points."""
    points = np.asarray(points, float)
    for value in values:
        gaps = np.sqrt(((value[:, None] - points[None]) ** 2).sum(axis=2))
        if gaps.min(axis=1).max() > distance or gaps.min(axis=0).max() > distance:
            shown = np.array2string(value, precision=4, separator=", ").replace("\n", "")
            return f"The means {shown} are not the centres of the clusters of the sample."
    return ""


def mean_of_distinct_powers(values: Values, case: dict[str, Any], count: int) -> str:
    """The one mean is that of exactly `count` different rows, where row i holds 2**i.

    A sum of distinct powers of two shows by its binary digits which rows it was made of.
    """
    for value in values:
        total = float(value.reshape(-1)[0]) * count
        whole = round(total) if np.isfinite(total) else -1  # huge numbers have an infinite sum
        if not abs(total - whole) <= 0.01 or bin(whole).count("1") != count:
            return (
                f"With k = 1 the result should be the mean of {count} different rows, "
                "drawn without replacement."
            )
    return ""


PROPERTIES: dict[str, Callable[..., str]] = {
    function.__name__: function
    for function in (
        rows_of_features,
        different_rows,
        far_apart,
        repeatable,
        varies,
        covers,
        not_always,
        near_points,
        mean_of_distinct_powers,
    )
}
