"""What the thermal functions accept: a check returns the clean value or raises one sentence."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course_lib.clustering.arguments import check_integer, check_number, check_row

__all__ = [
    "check_colours",
    "check_image",
    "check_integer",
    "check_label_map",
    "check_lens",
    "check_number",
    "check_points",
    "check_row",
    "check_temperatures",
]


def check_image(value: ArrayLike, name: str, *, colour: bool = False) -> NDArray[np.float64]:
    """Return a picture (H, W), with `colour` also (H, W, C), as float64; NaN means no value."""
    shape = "(H, W) or (H, W, C)" if colour else "(H, W)"
    try:
        array = np.asarray(value)
    except (TypeError, ValueError) as error:
        raise TypeError(f"{name} must be a {shape} array of numbers") from error
    if array.dtype.kind not in "buif":
        raise TypeError(f"{name} must be a {shape} array of real numbers, got dtype {array.dtype}")
    if array.ndim not in ((2, 3) if colour else (2,)) or array.size == 0:
        raise ValueError(f"{name} must be {shape} and not empty, got shape {array.shape}")
    array = array.astype(np.float64)
    if np.isinf(array).any():
        raise ValueError(f"{name} must hold finite numbers or NaN, got infinity")
    return array


def check_colours(rgb: ArrayLike, shape: tuple[int, ...]) -> NDArray[np.float64]:
    """Return an (H, W, 3) picture of this height and width as float64, or raise."""
    array = check_image(rgb, "rgb", colour=True)
    if array.shape != (*shape, 3):
        raise ValueError(f"rgb must be {(*shape, 3)} to match labels, got shape {array.shape}")
    return array


def check_label_map(
    labels: ArrayLike, shape: tuple[int, ...] | None = None, other: str = "thermal"
) -> NDArray[np.int64]:
    """Return an (H, W) map of whole numbers from 0 (background) as int64, or raise."""
    array = np.asarray(labels)
    if array.dtype.kind not in "iu":
        raise TypeError(f"labels must be integers, got dtype {array.dtype}")
    if array.ndim != 2 or array.size == 0:
        raise ValueError(f"labels must be (H, W) and not empty, got shape {array.shape}")
    if shape is not None and array.shape != shape:
        raise ValueError(f"labels must be {shape} to match {other}, got shape {array.shape}")
    if array.min() < 0:
        raise ValueError(f"labels must be 0 for background or positive, got {int(array.min())}")
    return array.astype(np.int64, copy=False)


def check_lens(
    k1: float, k2: float, center: ArrayLike, focal: float
) -> tuple[float, float, NDArray[np.float64], float]:
    """Return the lens's two coefficients, its centre (x, y) and its focal length, or raise."""
    first = check_number(k1, "k1", -np.inf)
    second = check_number(k2, "k2", -np.inf)
    middle = check_row(center, "center", "(2,)")
    if len(middle) != 2:
        raise ValueError(f"center must be (x, y), two numbers, got {len(middle)}")
    return first, second, middle, check_number(focal, "focal", 1e-6)


def check_points(points: ArrayLike) -> NDArray[np.float64]:
    """Return points (..., 2) as finite float64, or raise."""
    try:
        array = np.asarray(points)
    except (TypeError, ValueError) as error:
        raise TypeError("points must be an (N, 2) array of numbers (x, y)") from error
    if array.dtype.kind not in "buif":
        raise TypeError(f"points must be real numbers (x, y), got dtype {array.dtype}")
    if array.ndim == 0 or array.shape[-1] != 2:
        raise ValueError(f"points must be (N, 2), one (x, y) a row, got shape {array.shape}")
    array = array.astype(np.float64)
    if not np.isfinite(array).all():
        raise ValueError("points must hold finite numbers, got NaN or infinity")
    return array


def check_temperatures(temperatures: ArrayLike) -> NDArray[np.float64]:
    """Return one finite temperature a panel, in degrees C, as float64 (N,), or raise."""
    return check_row(temperatures, "temperatures", "(N,)")
