"""What scenes are asked with: a check returns the clean value or raises one sentence."""

from __future__ import annotations

import numbers
from collections.abc import Sequence

import numpy as np

from course_lib.scenes.classes import THINGS

LEAST_SIDE, MOST_SIDE = 48, 512
MOST_THINGS = 8


def check_size(size: int | tuple[int, int]) -> tuple[int, int]:
    sides = size if isinstance(size, (tuple, list)) else (size, size)
    if len(sides) != 2:
        raise TypeError(f"size must be a number of pixels or (height, width), got {size!r}")
    for side in sides:
        if isinstance(side, bool) or not isinstance(side, numbers.Integral):
            raise TypeError(f"size must be a number of pixels or (height, width), got {size!r}")
        if not LEAST_SIDE <= side <= MOST_SIDE:
            raise ValueError(
                f"size must be from {LEAST_SIDE} to {MOST_SIDE} pixels a side, got {size!r}"
            )
    return int(sides[0]), int(sides[1])


def check_seed(seed: int | Sequence[int] | np.random.Generator) -> np.random.Generator:
    if isinstance(seed, np.random.Generator):
        return seed
    parts = list(seed) if isinstance(seed, (tuple, list)) else [seed]
    if not parts:
        raise ValueError(f"seed must hold at least one whole number, got {seed!r}")
    for number in parts:
        if isinstance(number, bool) or not isinstance(number, numbers.Integral):
            raise TypeError(
                f"seed must be a whole number, several, or a numpy Generator, got {seed!r}"
            )
        if number < 0:
            raise ValueError(f"seed must be at least 0, got {seed!r}")
    # PCG64 by name: what default_rng gives may change.
    return np.random.Generator(np.random.PCG64([int(number) for number in parts]))


def check_things(things: int | Sequence[str] | None) -> int | list[str] | None:
    known = ", ".join(item.name for item in THINGS)
    if things is None:
        return None
    if isinstance(things, numbers.Integral) and not isinstance(things, bool):
        if not 0 <= things <= MOST_THINGS:
            raise ValueError(f"things must be from 0 to {MOST_THINGS}, got {things}")
        return int(things)
    if isinstance(things, str) or not isinstance(things, Sequence):
        raise TypeError(f"things must be a number, a list of {known}, or None, got {things!r}")
    for name in things:
        if name not in [item.name for item in THINGS]:
            raise ValueError(f"things must be of {known}, got {name!r}")
    if len(things) > MOST_THINGS:
        raise ValueError(f"things must be at most {MOST_THINGS}, got {len(things)}")
    return list(things)
