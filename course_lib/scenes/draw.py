"""Chance for drawings: every number comes from `Generator.random`, which is one fixed stream.

NumPy promises the bits of PCG64 for ever, but not what its other methods make of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import numpy as np

from course_lib.scenes.shapes import Colour

T = TypeVar("T")


class Draw:
    """What is drawn by chance from one generator."""

    def __init__(self, rng: np.random.Generator) -> None:
        self._random = rng.random

    def between(self, low: float, high: float) -> float:
        """A number from low to high, each as likely."""
        return low + (high - low) * self._random()

    def chance(self, share: float) -> bool:
        """True in this share of all draws."""
        return self._random() < share

    def choice(self, options: Sequence[T]) -> T:
        """One of these, each as likely."""
        return options[int(self._random() * len(options))]

    def sign(self) -> float:
        """-1 or 1."""
        return -1.0 if self._random() < 0.5 else 1.0

    def colour(self, near: Colour, spread: float) -> Colour:
        """A colour near this one: brighter or darker, and a little off in each channel."""
        shift = self.between(-spread, spread)
        return tuple(
            min(255.0, max(0.0, value + shift + self.between(-spread, spread) / 2))
            for value in near
        )


def mix(a: Colour, b: Colour, share: float) -> Colour:
    """The colour that is `share` of b and the rest of a."""
    return tuple(u + (v - u) * share for u, v in zip(a, b, strict=True))
