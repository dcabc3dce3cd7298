"""What the hill climber knows, without any screen: points of the plane, climbs, problems."""

from __future__ import annotations

import math
import numbers
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course_lib.clustering import ClimbHistory, run_mean_shift
from course_lib.widgets.arguments import check_picture
from course_lib.widgets.pictures import sample_indices
from course_lib.widgets.student_functions import StudentProblem, guarded, name_of

MOST_POINTS = 2000  # the browser climbs from all of them while a slider moves
MOST_STEPS = 300
EPSILON = 1e-3
TRIED = 100  # points to begin from
PAIRS = {"RG": (0, 1), "RB": (0, 2), "GB": (1, 2)}
LARGEST = 1e9  # of a feature: beyond it windows in the browser lose their digits


class HillModel:
    """Points of two features, and climbs among them.

    Parameters
    ----------
    given : (H, W, 3) uint8 picture, or (N, 2) real features. More than 2,000 points are made fewer,
        spread evenly, which `note` says.
    radius : W, in the unit of the features.
    shift, climb : a student's own, or None.

    Raises
    ------
    ValueError
        When an argument is not what is said above.
    """

    def __init__(
        self, given: Any, radius: Any, shift: Callable | None, climb: Callable | None
    ) -> None:
        self.is_photo = not (isinstance(given, np.ndarray) and given.ndim == 2)
        table = check_picture(given).reshape(-1, 3) if self.is_photo else _check_features(given)
        kept = sample_indices(len(table), MOST_POINTS)
        self.table, self.note = np.ascontiguousarray(table[kept]), ""
        if len(kept) < len(table):
            what = "pixels" if self.is_photo else "points"
            self.note = f"{len(kept):,} of your {len(table):,} {what} climb, spread evenly."
        self.pair = "RB" if self.is_photo else "xy"
        self.radius = _check_radius(radius, self.span)
        self.own = shift is not None or climb is not None
        self._shift = shift and guarded(shift, "shift")
        self._climb = climb and guarded(climb, "climb")
        self._name = name_of(climb or shift, "climb" if climb else "shift")

    @property
    def span(self) -> float:
        """The widest range of a feature, or 1 where all are constant."""
        if self.is_photo:
            return 255.0
        return float((self.table.max(axis=0) - self.table.min(axis=0)).max()) or 1.0

    def points(self, pair: str | None = None) -> NDArray[np.float64]:
        """(N, 2) float64: the two features of a pair such as "RB"; the given ones otherwise."""
        if not self.is_photo:
            return self.table
        return self.table[:, PAIRS[pair or self.pair]].astype(np.float64)

    def first_start(self, pair: str | None = None) -> NDArray[np.float64]:
        """Of some points the one that climbs farthest: there is most to see."""
        points = self.points(pair)
        starts = points[sample_indices(len(points), TRIED)]
        ends = run_mean_shift(points, self.radius, starts=starts, max_steps=MOST_STEPS).modes
        return starts[np.argmax(np.linalg.norm(ends - starts, axis=1))]

    def history(self, start: Any, radius: float | None = None) -> ClimbHistory:
        """The engine's climb from a place, forward and back."""
        return ClimbHistory(self.points(), start, radius or self.radius, epsilon=EPSILON)

    def path(
        self, start: Any, radius: Any, pair: str | None = None
    ) -> tuple[NDArray[np.float64], str]:
        """The means of a whole climb, (T, 2), with the student's functions where there are any.

        Whatever goes wrong in them is one sentence, beside the path as far as it went.
        """
        if self.is_photo and pair is not None and pair not in PAIRS:
            raise ValueError(f"There are no features named {pair!r} here.")
        radius, points = _check_radius(radius, self.span), self.points(pair)
        history = ClimbHistory(points, start, radius, epsilon=EPSILON, shift=self._shift)
        begin = history.path
        try:
            if self._climb:
                arguments = points.copy(), begin[0].copy(), radius, EPSILON, MOST_STEPS
                return self._checked(self._climb(*arguments), begin[0]), ""
            history.go(MOST_STEPS)
            return history.path, ""
        except (StudentProblem, TypeError, ValueError) as error:
            text = " ".join(str(error).split())
            if text.startswith("shift "):
                text = self._name + text[len("shift") :]
            return history.path, text if text.endswith((".", "?")) else text + "."

    def _checked(self, result: Any, start: NDArray[np.float64]) -> NDArray[np.float64]:
        """A student's trajectory as (T, 2) float64 that begins at the start, or raise."""
        wanted = f"{self._name} must return a trajectory (T, 2)"
        try:
            path = np.asarray(result, dtype=np.float64)
        except (TypeError, ValueError):
            raise ValueError(f"{wanted} of numbers, got {type(result).__name__}") from None
        if path.ndim != 2 or path.shape[1] != 2 or len(path) == 0:
            raise ValueError(f"{wanted}, got shape {path.shape}")
        if len(path) > MOST_STEPS + 1:
            raise ValueError(
                f"{wanted} with at most {MOST_STEPS + 1} means for max_iter={MOST_STEPS}, "
                f"got {len(path)}"
            )
        if not np.isfinite(path).all():
            raise ValueError(f"{wanted} of finite numbers, got NaN or infinity")
        if not np.allclose(path[0], start, rtol=1e-9, atol=1e-9):
            raise ValueError(f"{wanted} that begins with the start, got {path[0]}, not {start}")
        return path


def _check_radius(radius: Any, span: float) -> float:
    """Return W as float, not so small or large that nothing could be seen, or raise."""
    real = isinstance(radius, numbers.Real) and not isinstance(radius, bool)
    low, high = span / 1000, span * 10
    if not real or not (math.isfinite(radius) and low <= float(radius) <= high):
        raise ValueError(f"radius must be a number from {low:g} to {high:g}, got {radius!r}")
    return float(radius)


def _check_features(features: NDArray) -> NDArray[np.float64]:
    """Return features as finite float64 (N, 2), or raise."""
    wanted = "features must be (N, 2), or a picture (H, W, 3) uint8"
    if features.shape[1] != 2 or len(features) == 0:
        raise ValueError(f"{wanted}, got shape {features.shape}")
    if features.dtype.kind not in "biuf":
        raise ValueError(f"{wanted}, got dtype {features.dtype}")
    table = features.astype(np.float64)
    if not np.isfinite(table).all() or np.abs(table).max() > LARGEST:
        raise ValueError(f"features must be finite and at most {LARGEST:g}, got others")
    return table
