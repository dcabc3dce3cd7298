"""What the clustering functions accept: a check returns the clean value or raises one sentence."""

from __future__ import annotations

import math
import numbers

import numpy as np
from numpy.typing import ArrayLike, NDArray

# Squares of larger numbers, summed over features, could overflow float64.
LARGEST = 1e140
SMALLEST = 1e-140  # squares of smaller lengths could vanish


def check_table(value: ArrayLike, name: str, shape: str | None = None) -> NDArray[np.float64]:
    """Return `value` as a finite float64 table (rows, columns), or raise; `shape` is for people."""
    shape = shape or ("(N, d)" if name == "points" else "(k, d)")
    try:
        table = np.asarray(value)
    except (TypeError, ValueError) as error:
        raise TypeError(
            f"{name} must be a {shape} array of numbers, got {type(value).__name__}"
        ) from error
    if table.dtype.kind not in "buif":
        raise TypeError(
            f"{name} must be a {shape} array of real numbers, got "
            f"{type(value).__name__} of dtype {table.dtype}"
        )
    if table.ndim != 2 or table.size == 0:
        raise ValueError(
            f"{name} must be {shape} with at least one row and one column, got shape {table.shape}"
        )
    table = np.asarray(table, dtype=np.float64)
    largest = max(-table.min(), table.max())
    if not largest <= LARGEST:
        what = "NaN" if np.isnan(largest) else f"{largest:g}"
        raise ValueError(f"{name} must hold finite numbers up to {LARGEST:g}, got {what}")
    return table


def check_row(value: ArrayLike, name: str, shape: str) -> NDArray[np.float64]:
    """Return `value` as finite float64 numbers in a row, or raise; `shape` is for people."""
    try:
        row = np.asarray(value)
    except (TypeError, ValueError) as error:
        raise TypeError(
            f"{name} must be a {shape} array of numbers, got {type(value).__name__}"
        ) from error
    if row.ndim != 1 or row.size == 0:
        raise ValueError(f"{name} must be {shape} with at least one number, got shape {row.shape}")
    return check_table(row[None], name, shape)[0]


def check_means(means: ArrayLike, features: int) -> NDArray[np.float64]:
    """Return `means` as float64 (k, features), or raise."""
    table = check_table(means, "means")
    if table.shape[1] != features:
        raise ValueError(
            f"means must be (k, {features}) to match {features} features, got {table.shape}"
        )
    return table


def check_labels(labels: ArrayLike, points: int, k: int) -> NDArray[np.int64]:
    """Return `labels` as int64 (points,), each from 0 to k - 1, or raise."""
    array = np.asarray(labels)
    if array.dtype.kind not in "iu":
        raise TypeError(f"labels must be integers, got dtype {array.dtype}")
    if array.shape != (points,):
        raise ValueError(
            f"labels must be ({points},) to match {points} points, got shape {array.shape}"
        )
    low, high = int(array.min()), int(array.max())
    if low < 0 or high >= k:
        raise ValueError(
            f"labels must lie from 0 to {k - 1} for {k} means, got {low if low < 0 else high}"
        )
    return array.astype(np.int64, copy=False)


def check_k(k: int, points: int | None = None) -> int:
    """Return the number of clusters as int, at least 1 and at most `points`, or raise."""
    count = check_integer(k, "k", 1)
    if points is not None and count > points:
        raise ValueError(f"k must be at most the number of points, {points}, got {count}")
    return count


def check_integer(value: int, name: str, least: int) -> int:
    """Return `value` as int, at least `least`, or raise."""
    if isinstance(value, bool) or not isinstance(value, numbers.Integral):
        raise TypeError(f"{name} must be an integer, got {value!r}")
    if value < least:
        raise ValueError(f"{name} must be at least {least}, got {value}")
    return int(value)


def check_number(value: float, name: str, least: float = 0.0, most: float = math.inf) -> float:
    """Return `value` as a finite float from `least` to `most`, or raise."""
    if isinstance(value, bool) or not isinstance(value, numbers.Real):
        raise TypeError(f"{name} must be a number, got {value!r}")
    number = float(value)
    if not (math.isfinite(number) and least <= number <= most):
        upper = "" if most == math.inf else f" and at most {most:g}"
        raise ValueError(f"{name} must be finite, at least {least:g}{upper}, got {value!r}")
    return number


def check_rng(rng: np.random.Generator) -> np.random.Generator:
    """Return `rng` if it is a numpy Generator, or raise."""
    if not isinstance(rng, np.random.Generator):
        raise TypeError(
            f"rng must be a numpy Generator such as np.random.default_rng(0), got {rng!r}"
        )
    return rng
