"""Thresholds of grey pictures: the between-class variance, and Otsu's choice."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["between_class_variance", "otsu"]


def between_class_variance(counts: ArrayLike) -> NDArray[np.float64]:
    """How far apart the means of two classes are, for every threshold.

    For the threshold t the classes are the levels up to t and those above, with shares w₀ and w₁ of
    the pixels and means μ₀ and μ₁: σ²(t) = w₀ w₁ (μ₀ − μ₁)², and 0 where a class is empty.

    Parameters
    ----------
    counts : (L,) numbers of pixels by grey level, none negative, at least one pixel in all.

    Returns
    -------
    (L,) float64, in squared grey levels.

    Raises
    ------
    ValueError
        If `counts` is not that.

    References
    ----------
    Otsu, "A threshold selection method from gray-level histograms", IEEE Transactions on Systems,
    Man, and Cybernetics 9 (1979), equation 18.

    Examples
    --------
    >>> between_class_variance([1, 0, 0, 1])
    array([2.25, 2.25, 2.25, 0.  ])
    """
    numbers = np.asarray(counts, dtype=np.float64)
    if numbers.ndim != 1 or not (np.isfinite(numbers).all() and (numbers >= 0).all()):
        raise ValueError(f"counts must be (L,) numbers from 0, got {counts!r:.80}")
    total = numbers.sum()
    if total == 0:
        raise ValueError("counts must be those of at least one pixel, got none")
    low, sums = np.cumsum(numbers), np.cumsum(numbers * np.arange(len(numbers)))
    high, rest = total - low, sums[-1] - sums
    there = (low > 0) & (high > 0)
    variance = np.zeros(len(numbers))
    gap = sums[there] / low[there] - rest[there] / high[there]
    variance[there] = low[there] * high[there] * gap**2 / total**2
    return variance


def otsu(gray: NDArray[np.uint8]) -> int:
    """Otsu's threshold of a grey picture: the lowest that maximises the between-class variance.

    Parameters
    ----------
    gray : (H, W) uint8

    Returns
    -------
    int, from 0 to 255; 0 for a picture of one level.

    Raises
    ------
    ValueError
        If it is no such picture.
    """
    if not isinstance(gray, np.ndarray) or gray.dtype != np.uint8 or gray.size == 0:
        raise ValueError("gray must be an (H, W) uint8 array with at least one pixel")
    return int(np.argmax(between_class_variance(np.bincount(gray.ravel(), minlength=256))))
