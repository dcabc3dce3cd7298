"""What explorers accept: a check returns the clean value or raises one sentence."""

from __future__ import annotations

import math
import numbers
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

MOST_PIXELS = 250_000  # one byte a label: an update stays under 256 kB
LONGEST = 4000  # side in pixels: canvases and JPEG have limits


@dataclass(frozen=True)
class Preset:
    """A picture to choose, with what shows its point.

    Attributes
    ----------
    title : what the menu says.
    picture : (H, W, 3) uint8.
    k, means : how to begin; None for the student's own picture, and for means that are drawn.
    note : one sentence.
    """

    title: str
    picture: NDArray[np.uint8]
    k: int | None = None
    means: NDArray[np.float64] | None = None
    note: str = ""


def check_picture(picture: Any) -> NDArray[np.uint8]:
    """Return the picture as (H, W, 3) uint8, or raise."""
    wanted = "picture must be an (H, W, 3) uint8 array of RGB values"
    if not isinstance(picture, np.ndarray):
        raise ValueError(f"{wanted}, got {type(picture).__name__}")
    if picture.ndim != 3 or picture.shape[2] != 3:
        raise ValueError(f"{wanted}, got shape {picture.shape}")
    if picture.size == 0:
        raise ValueError(f"{wanted} with at least one pixel, got shape {picture.shape}")
    if picture.dtype != np.uint8:
        what = f"dtype {picture.dtype}"
        if picture.dtype.kind == "f":
            if np.isnan(picture).any():
                what += " with NaN"
            else:
                what += f" from {picture.min():g} to {picture.max():g}"
        raise ValueError(f"{wanted}, got {what}")
    return np.ascontiguousarray(picture)


def fitted(picture: NDArray[np.uint8], most: int = MOST_PIXELS) -> tuple[NDArray[np.uint8], str]:
    """The picture, made smaller when it has too many pixels to step through, and what was done."""
    height, width = picture.shape[:2]
    if height * width <= most and max(height, width) <= LONGEST:
        return picture, ""
    scale = min(math.sqrt(most / (height * width)), LONGEST / max(height, width))
    size = max(1, int(width * scale)), max(1, int(height * scale))
    smaller = np.asarray(Image.fromarray(picture).resize(size, Image.Resampling.BOX))
    return smaller, (
        f"Your picture of {width} × {height} pixels is shown at {size[0]} × {size[1]}, "
        "so that every step stays quick."
    )


def check_seed(seed: Any) -> int:
    """Return the seed as int from 0 to 2³² - 1, or raise."""
    if isinstance(seed, bool) or not isinstance(seed, numbers.Integral) or not 0 <= seed < 2**32:
        raise ValueError(f"seed must be an integer from 0 to 4294967295, got {seed!r}")
    return int(seed)


def check_weight(weight: Any) -> float:
    """Return the position's weight as float from 0, or raise."""
    real = isinstance(weight, numbers.Real) and not isinstance(weight, bool)
    if not real or not 0 <= float(weight) <= 1000:
        raise ValueError(f"space_weight must be a number from 0 to 1000, got {weight!r}")
    return float(weight)


def check_epsilon(epsilon: Any) -> float:
    """Return epsilon as float, finite and at least 0, or raise."""
    real = isinstance(epsilon, numbers.Real) and not isinstance(epsilon, bool)
    if not real or not (math.isfinite(epsilon) and epsilon >= 0):
        raise ValueError(f"epsilon must be finite and at least 0, got {epsilon!r}")
    return float(epsilon)


def check_k(k: Any, pixels: int, most: int) -> int:
    """Return the number of means as int, from 1 to what pixels and explorer allow, or raise."""
    if isinstance(k, bool) or not isinstance(k, numbers.Integral):
        raise ValueError(f"k must be an integer from 1 to {min(pixels, most)}, got {k!r}")
    if k > pixels:
        word = "pixel" if pixels == 1 else "pixels"
        raise ValueError(f"k must be at most {pixels} for a picture of {pixels} {word}, got {k}")
    if not 1 <= k <= most:
        raise ValueError(f"k must be from 1 to {most}, got {k}")
    return int(k)


def check_function(function: Any, name: str, signature: str) -> Any:
    """Return a function or None, or raise."""
    if function is not None and not callable(function):
        raise ValueError(f"{name} must be a function {signature} or None, got {function!r}")
    return function
