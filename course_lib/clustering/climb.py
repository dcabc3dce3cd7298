"""One climb of mean shift that goes both ways: what the hill climber shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course_lib.clustering.arguments import check_integer, check_number, check_row
from course_lib.clustering.density import hill_height
from course_lib.clustering.mean_shift import check_window
from course_lib.clustering.windows import squared_distances

Shift = Callable[[NDArray[np.float64], NDArray[np.float64], float], ArrayLike]


@dataclass(frozen=True)
class ClimbState:
    """One state of a climb.

    Attributes
    ----------
    mean : (d,) float64, the middle of the window.
    inside : (N,) bool, the points in the window.
    step : shifts done.
    moved : way of the last shift (L2, unit of the features), None at the start.
    height : of the hill under the mean, from 0 to 1: see `hill_height`.
    """

    mean: NDArray[np.float64]
    inside: NDArray[np.bool_]
    step: int
    moved: float | None
    height: float


class ClimbHistory:
    """One climb that goes forward and back, a shift at a time.

    Parameters
    ----------
    points : (N, d) real numbers.
    start : (d,) real numbers, any place: a point, or where one clicked.
    radius : W, above 0, in the unit of the features; a point at exactly this distance is inside.
    epsilon : in the unit of the features; the climb ends with the first shift that is shorter.
    shift : `shift(features, mean, radius) -> mean`, such as a student's own; the mean of the points
        in the window when left out, or the mean itself where it is empty. It is given copies, so
        that it cannot change the history. What it raises passes through, and leaves the history as
        it was.

    Raises
    ------
    TypeError, ValueError
        When an argument is not what is said above.

    Examples
    --------
    >>> climb = ClimbHistory([[0.0], [1.0], [2.0], [9.0]], [0.0], 2.0)
    >>> climb.forward().mean, climb.go(100).step
    (array([1.]), 2)
    >>> climb.path.ravel()
    array([0., 1., 1.])
    """

    def __init__(
        self,
        points: ArrayLike,
        start: ArrayLike,
        radius: float,
        *,
        epsilon: float = 1e-3,
        shift: Shift | None = None,
    ) -> None:
        self.points, self.radius = check_window(points, radius)
        self.epsilon = check_number(epsilon, "epsilon")
        if shift is not None and not callable(shift):
            raise TypeError(f"shift must be a function or None, got {shift!r}")
        self._shift = shift
        self.states: list[ClimbState] = []
        self.index = 0
        self.replace_start(start)

    @property
    def state(self) -> ClimbState:
        """The state one stands in."""
        return self.states[self.index]

    @property
    def finished(self) -> bool:
        """True when the last shift was shorter than epsilon."""
        return self.state.moved is not None and self.state.moved < self.epsilon

    @property
    def path(self) -> NDArray[np.float64]:
        """(T, d): the start and every mean after it, up to the state one stands in."""
        return np.array([state.mean for state in self.states[: self.index + 1]])

    def forward(self) -> ClimbState:
        """Do the next shift, or go to it where it was done before; stay when finished."""
        if self.finished:
            return self.state
        if self.index + 1 == len(self.states):
            self.states.append(self._shifted())
        self.index += 1
        return self.state

    def back(self) -> ClimbState:
        """Take the last shift back; stay at the start."""
        self.index = max(0, self.index - 1)
        return self.state

    def go(self, index: int) -> ClimbState:
        """Go to state number `index`, as far as there are shifts to do."""
        index = check_integer(index, "index", 0)
        self.index = min(index, len(self.states) - 1)
        while self.index < index and not self.finished:
            self.forward()
        return self.state

    def replace_start(self, start: ArrayLike) -> ClimbState:
        """Start a new climb from this place."""
        self.states = [self._state(self._check_mean(start, "start"), 0, None)]
        self.index = 0
        return self.state

    def describe(self) -> str:
        """Say in one sentence what the state is."""
        state, count = self.state, int(self.state.inside.sum())
        inside = f"{count:,} point" if count == 1 else f"{count:,} points"
        if state.moved is None:
            return f"Start: {inside} in the window; height {state.height:.3f}."
        if count == 0:
            return "No point is in the window, so the mean stays where it is."
        steps = f"{state.step} shift" if state.step == 1 else f"{state.step} shifts"
        if self.finished:
            return (
                f"At the top after {steps}: the last moved the mean by {state.moved:.2g}, less "
                f"than {self.epsilon:g}; {inside} in the window; height {state.height:.3f}."
            )
        return (
            f"Shift {state.step}: the mean moved by {state.moved:.2f}; {inside} in the window; "
            f"height {state.height:.3f}."
        )

    def _shifted(self) -> ClimbState:
        state = self.state
        if self._shift is None:
            members = self.points[state.inside]
            mean = members.mean(axis=0) if len(members) else state.mean
        else:
            mean = self._shift(self.points.copy(), state.mean.copy(), self.radius)
            if mean is None:
                raise TypeError("shift must return an array, got None: did you forget to return?")
            try:
                mean = self._check_mean(mean, "mean")
            except (TypeError, ValueError) as error:
                raise type(error)(
                    f"shift returned something else than it should: {error}"
                ) from error
        moved = float(np.sqrt(((mean - state.mean) ** 2).sum()))
        return self._state(mean, state.step + 1, moved)

    def _state(self, mean: NDArray[np.float64], step: int, moved: float | None) -> ClimbState:
        inside = squared_distances(self.points.T, mean[:, None]) <= self.radius**2
        # Outside the window the hill has no height, so its members are enough.
        near = self.points[inside]
        height = float(hill_height(near, mean[None], self.radius)[0]) if len(near) else 0.0
        return ClimbState(mean, inside, step, moved, height * len(near) / len(self.points))

    def _check_mean(self, value: ArrayLike, name: str) -> NDArray[np.float64]:
        d = self.points.shape[1]
        row = check_row(value, name, f"({d},)")
        if row.shape != (d,):
            raise ValueError(f"{name} must be ({d},) to match {d} features, got shape {row.shape}")
        return row.copy()
