"""Small pictures whose colours make k-means fail, each with the start that shows it.

k-means looks for round clusters of about equal spread and size, from the start that it is given.
Each trap breaks one of these.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SIDE = 64  # pixels


@dataclass(frozen=True)
class Trap:
    """A picture, where k-means starts on it, and what one sees.

    Attributes
    ----------
    title : a few words.
    picture : (64, 64, 3) uint8.
    means : (k, 3) float64, or None where the start does not matter.
    k : number of clusters.
    sentence : what goes wrong, and why.
    truth : (64, 64) int64, what a person would say.
    """

    title: str
    picture: NDArray[np.uint8]
    means: NDArray[np.float64] | None
    k: int
    sentence: str
    truth: NDArray[np.int64]


def _bands(*shares: float) -> NDArray[np.int64]:
    """Vertical bands numbered from 0, with these shares of the width."""
    ends = np.round(np.cumsum(shares) * SIDE)
    row = np.searchsorted(ends, np.arange(SIDE), side="right")
    return np.tile(row, (SIDE, 1)).astype(np.int64)


def _disc(share: float) -> NDArray[np.int64]:
    """A disc of 1 with this share of the area on a ground of 0."""
    rows, columns = np.mgrid[:SIDE, :SIDE] - (SIDE - 1) / 2
    return (np.hypot(rows, columns) < SIDE * np.sqrt(share / np.pi)).astype(np.int64)


def _paint(
    truth: NDArray[np.int64], centres: list[list[float]], spread: float | list[float], seed: int
) -> NDArray[np.uint8]:
    """Each region its colour, with normal noise of this standard deviation."""
    noise = np.random.default_rng(seed).normal(size=(SIDE, SIDE, 3))
    width = np.broadcast_to(spread, len(centres))[truth]
    return _to_uint8(np.array(centres)[truth] + noise * width[..., None])


def _to_uint8(colours: NDArray[np.float64]) -> NDArray[np.uint8]:
    return np.clip(np.round(colours), 0, 255).astype(np.uint8)


def _bad_start() -> Trap:
    truth = _bands(0.25, 0.25, 0.25, 0.25)
    centres = [[50.0, 60, 60], [90, 60, 60], [200, 190, 60], [200, 190, 230]]
    return Trap(
        "A bad start",
        _paint(truth, centres, 6, 1),
        np.array([[70.0, 60, 60], [196, 190, 52], [204, 190, 68], [200, 190, 230]]),
        4,
        "Two means share the yellow and one is left with two reds: no step lowers the error any "
        "more, yet another start would find all four colours.",
        truth,
    )


def _outliers() -> Trap:
    truth = _bands(0.5, 0.5)
    picture = _paint(truth, [[70.0, 90, 110], [110, 90, 70]], 8, 2)
    picture[2:5, 2:5] = 0, 255, 0
    return Trap(
        "A few outliers",
        picture,
        np.array([[90.0, 90, 90], [60, 200, 60]]),
        2,
        "Nine bright green pixels hold a mean for themselves, since a squared distance makes them "
        "weigh more than hundreds of others; the two large regions become one.",
        truth,
    )


def _unequal_sizes() -> Trap:
    truth = np.where(_bands(0.94, 0.06) == 1, 1, 0)
    return Trap(
        "A large and a small region",
        _paint(truth, [[120.0, 110, 100], [190, 110, 100]], [26.0, 5], 3),
        np.array([[120.0, 110, 100], [190, 110, 100]]),
        2,
        "Even from the right colours the mean of the small region is drawn into the large one, "
        "because cutting the large one in two lowers the error more.",
        truth,
    )


def _streaks() -> Trap:
    truth = _bands(0.5, 0.5)
    along = np.linspace(20, 235, SIDE)[:, None] * np.ones(SIDE)  # light falls off down the picture
    noise = np.random.default_rng(4).normal(size=(SIDE, SIDE, 3)) * 2
    offset = np.where(truth == 0, -14.0, 14.0)
    colours = np.stack([along + offset, along, along - offset], axis=2)
    return Trap(
        "Light that falls off",
        _to_uint8(colours + noise),
        np.array([[60.0, 60, 60], [190, 190, 190]]),
        2,
        "Two materials under uneven light are two long parallel streaks of colour; k-means cuts "
        "both across, into bright and dark.",
        truth,
    )


def _shell() -> Trap:
    truth = _disc(0.4)
    rng = np.random.default_rng(5)
    away = rng.normal(size=(SIDE, SIDE, 3))
    away /= np.linalg.norm(away, axis=2, keepdims=True)
    radius = np.where(truth == 1, rng.uniform(0, 15, truth.shape), 100.0)
    return Trap(
        "A colour inside a shell of colours",
        _to_uint8(128 + away * radius[..., None]),
        np.array([[128.0, 128, 168], [168, 128, 88]]),
        2,
        "The grey of the disc lies inside the many colours of the ground; two means can only be "
        "parted by a plane, and no plane parts a ball from its shell.",
        truth,
    )


def _repeated_start() -> Trap:
    truth = _bands(1 / 3, 1 / 3, 1 / 3)
    centres = [[200.0, 60, 60], [60, 160, 60], [60, 80, 200]]
    return Trap(
        "Two means on one colour",
        _paint(truth, centres, 7, 6),
        np.array([[200.0, 60, 60], [200, 60, 60], [60, 120, 130]]),
        3,
        "Two means start at the same colour, as pixels of a photo often do: at first one of them "
        "gets no pixel at all, later the two part the red, and green and blue share the third.",
        truth,
    )


TRAPS: dict[str, Trap] = {
    "bad_start": _bad_start(),
    "outliers": _outliers(),
    "unequal_sizes": _unequal_sizes(),
    "streaks": _streaks(),
    "shell": _shell(),
    "repeated_start": _repeated_start(),
}
