"""k-means in half steps that go both ways: what the stepper shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course_lib.clustering.arguments import (
    check_integer,
    check_labels,
    check_means,
    check_number,
    check_table,
)
from course_lib.clustering.kmeans import cluster_means, nearest_means, squared_error

Assign = Callable[[NDArray[np.float64], NDArray[np.float64]], ArrayLike]
Update = Callable[[NDArray[np.float64], NDArray[np.int64], NDArray[np.float64]], ArrayLike]
Phase = Literal["start", "assigned", "updated"]


@dataclass(frozen=True)
class KMeansState:
    """One state of k-means, between two half steps.

    Attributes
    ----------
    means : (k, d) float64.
    labels : (N,) int64, None before the first assignment.
    phase : what was done last: "start", "assigned" or "updated".
    step : updates done.
    error : within-cluster squared error of labels and means, None without labels.
    moved : longest way of any mean in the last update (L2, unit of the features), None before it.
    """

    means: NDArray[np.float64]
    labels: NDArray[np.int64] | None
    phase: Phase
    step: int
    error: float | None
    moved: float | None


class KMeansHistory:
    """k-means that goes forward and back, one half step at a time.

    Assign and update alternate. After the update in which every mean moved less than `epsilon` one
    more assignment follows, so that the labels belong to the means; then it is finished.

    Parameters
    ----------
    points : (N, d) real numbers.
    means : (k, d) real numbers, where to start.
    epsilon : in the unit of the features.
    assign, update : `assign(features, means) -> labels` and
        `update(features, labels, means) -> means`, such as a student's own; the engine's when left
        out. What they return is checked as an argument would be. They are given copies, so that
        they cannot change the history. What they raise passes through, and leaves the history as
        it was.

    Raises
    ------
    TypeError, ValueError
        When an argument is not what is said above.

    Examples
    --------
    >>> history = KMeansHistory([[0.0], [1.0], [9.0]], [[0.0], [1.0]])
    >>> history.forward().labels
    array([0, 1, 1])
    >>> history.forward().means.ravel()
    array([0., 5.])
    >>> history.back().phase
    'assigned'
    """

    def __init__(
        self,
        points: ArrayLike,
        means: ArrayLike,
        *,
        epsilon: float = 0.5,
        assign: Assign | None = None,
        update: Update | None = None,
    ) -> None:
        self.points = check_table(points, "points")
        self.epsilon = check_number(epsilon, "epsilon")
        for name, function in (("assign", assign), ("update", update)):
            if function is not None and not callable(function):
                raise TypeError(f"{name} must be a function or None, got {function!r}")
        self._assign, self._update = assign, update
        self.states: list[KMeansState] = []
        self.index = 0
        self.replace_means(means)

    @property
    def state(self) -> KMeansState:
        """The state one stands in."""
        return self.states[self.index]

    @property
    def finished(self) -> bool:
        """True when the state is the last: the means came to rest and the labels are theirs."""
        state = self.state
        return state.phase == "assigned" and state.moved is not None and state.moved < self.epsilon

    def forward(self) -> KMeansState:
        """Do the next half step, or go to it where it was done before; stay when finished."""
        if self.finished:
            return self.state
        if self.index + 1 == len(self.states):
            state = self.state
            self.states.append(self._updated() if state.phase == "assigned" else self._assigned())
        self.index += 1
        return self.state

    def back(self) -> KMeansState:
        """Take the last half step back; stay at the start."""
        self.index = max(0, self.index - 1)
        return self.state

    def go(self, index: int) -> KMeansState:
        """Go to state number `index`, as far as there are half steps to do."""
        index = check_integer(index, "index", 0)
        self.index = min(index, len(self.states) - 1)
        while self.index < index and not self.finished:
            self.forward()
        return self.state

    def replace_means(self, means: ArrayLike) -> KMeansState:
        """Start a new history from these means."""
        means = check_means(means, self.points.shape[1]).copy()
        self.states = [KMeansState(means, None, "start", 0, None, None)]
        self.index = 0
        return self.state

    def describe(self) -> str:
        """Say in one sentence what the state is."""
        state, k = self.state, len(self.state.means)
        means = f"{k} mean" if k == 1 else f"{k} means"
        if state.phase == "start":
            return f"Start: {means} placed, no point assigned yet."
        updates = f"Update {state.step}" if state.phase == "updated" else f"Step {state.step + 1}"
        if state.phase == "updated":
            return (
                f"{updates}: {means} moved to the middle of their points, the farthest by "
                f"{state.moved:.2f}; error {state.error:,.0f}."
            )
        empty = int((np.bincount(state.labels, minlength=k) == 0).sum())
        clusters = "" if empty == 0 else f", {empty} of them without points"
        if self.finished:
            return (
                f"Finished after {state.step} updates: no mean moved by {self.epsilon:g} or more; "
                f"{means}{clusters}; error {state.error:,.0f}."
            )
        return (
            f"{updates}: {len(state.labels):,} points assigned to the nearest of {means}{clusters};"
            f" error {state.error:,.0f}."
        )

    def _assigned(self) -> KMeansState:
        state, k = self.state, len(self.state.means)
        if self._assign is None:
            labels = nearest_means(self.points, state.means)
        else:
            labels = self._assign(self.points.copy(), state.means.copy())
            labels = _returned("assign", check_labels, labels, len(self.points), k).copy()
        error = squared_error(self.points, labels, state.means)
        return KMeansState(state.means, labels, "assigned", state.step, error, state.moved)

    def _updated(self) -> KMeansState:
        state = self.state
        if self._update is None:
            means = cluster_means(self.points, state.labels, state.means)
        else:
            means = self._update(self.points.copy(), state.labels.copy(), state.means.copy())
            means = _returned("update", check_means, means, self.points.shape[1]).copy()
            if means.shape != state.means.shape:
                raise ValueError(f"update must return {state.means.shape} means, got {means.shape}")
        moved = float(np.sqrt(((means - state.means) ** 2).sum(axis=1)).max())
        error = squared_error(self.points, state.labels, means)
        return KMeansState(means, state.labels, "updated", state.step + 1, error, moved)


def _returned(name: str, check: Callable, value: ArrayLike, *sizes: int) -> NDArray:
    """Check what a caller's function returned, and name the function when it is wrong."""
    if value is None:
        raise TypeError(f"{name} must return an array, got None: did you forget to return?")
    try:
        return check(value, *sizes)
    except (TypeError, ValueError) as error:
        raise type(error)(f"{name} returned something else than it should: {error}") from error
