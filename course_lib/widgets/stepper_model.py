"""What the k-means stepper knows and does, without any screen: settings, history, problems."""

from __future__ import annotations

import numbers
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course_lib.clustering import (
    KMeansHistory,
    KMeansState,
    nearest_means,
    start_random,
    start_subset,
    start_uniform,
)
from course_lib.widgets.arguments import Preset, check_seed, check_weight
from course_lib.widgets.student_functions import StudentProblem, guarded, name_of

MOST_MEANS = 255  # labels travel as bytes
MOST_STEPS = 200
STARTS = ("random", "uniform", "subset")
YOURS = "yours"


@dataclass(frozen=True)
class Settings:
    """How a history began.

    Attributes
    ----------
    k : number of means.
    start : "random", "uniform", "subset", "given" (as an argument) or "moved" (by hand).
    seed : of the random starts.
    weight : of the position beside the colour; 0 is RGB alone.
    picture : name of the picture.
    """

    k: int
    start: str
    seed: int
    weight: float
    picture: str = YOURS


class StepperModel:
    """k-means on a picture, forward and back, started again at will.

    Whatever goes wrong on the way is a sentence in `problem`, and the history stays as it was.

    Parameters
    ----------
    presets : name -> Preset, the student's own picture first.
    settings : Settings.
    means : (k, d) to begin from, or None for what `settings.start` gives.
    epsilon, assign, update : as in KMeansHistory.
    """

    def __init__(
        self,
        presets: Mapping[str, Preset],
        settings: Settings,
        means: NDArray[np.float64] | None,
        *,
        epsilon: float,
        assign: Callable | None,
        update: Callable | None,
    ) -> None:
        self.presets = dict(presets)
        self.settings = settings
        self.problem = ""
        self.run = 0
        self._epsilon = epsilon
        self._assign = assign and guarded(assign, "assign")
        self._update = update and guarded(update, "update")
        self._names = {"assign": name_of(assign, "assign"), "update": name_of(update, "update")}
        self._first = settings, means
        self._begin(settings, means)

    @property
    def picture(self) -> NDArray[np.uint8]:
        """(H, W, 3) uint8, the picture of the present history."""
        return self.presets[self.settings.picture].picture

    @property
    def state(self) -> KMeansState:
        """The state shown."""
        return self.history.state

    def forward(self) -> None:
        """Half a step on."""
        self._try(self.history.forward)

    def back(self) -> None:
        """Half a step back."""
        self._try(self.history.back)

    def go(self, index: int) -> None:
        """To half step `index`, or as far as there are any."""
        self._try(lambda: self.history.go(min(int(index), MOST_STEPS)))

    def restart(self, **changes: Any) -> None:
        """Begin again with other settings: k, start, seed, weight."""
        self._try(lambda: self._begin(self._changed(changes), None))

    def preset(self, name: str) -> None:
        """Begin again on another picture, with what shows its point."""
        self._try(lambda: self._open(name))

    def move(self, mean: int, to: ArrayLike) -> None:
        """Put one mean elsewhere and begin from there; pixels that had labels get new ones."""
        self._try(lambda: self._move(mean, to))

    def load(self, state: Mapping[str, Any]) -> None:
        """Go to a state that was copied as text."""
        self._try(lambda: self._load(state))

    def frame(self) -> tuple[dict, list[NDArray]]:
        """What the front end draws: JSON, and means (float64) with labels (uint8) if there are."""
        state, settings, history = self.state, self.settings, self.history
        content = {
            "kind": "frame",
            "run": self.run,
            "k": settings.k,
            "start": settings.start,
            "seed": settings.seed,
            "weight": settings.weight,
            "picture": settings.picture,
            "index": history.index,
            "states": len(history.states),
            "phase": state.phase,
            "step": state.step,
            "error": state.error,
            "moved": state.moved,
            "finished": history.finished,
            "errors": [each.error for each in history.states],
            "sentence": history.describe(),
            "problem": self.problem,
        }
        arrays: list[NDArray] = [np.ascontiguousarray(state.means)]
        if state.labels is not None:
            arrays.append(state.labels.astype(np.uint8))
        return content, arrays

    def labels_to_show(self) -> NDArray[np.int64]:
        """(H, W) labels of the state, or those its means would get at the start."""
        labels = self.state.labels
        if labels is None:
            labels = nearest_means(self.history.points, self.state.means)
        return labels.reshape(self.picture.shape[:2])

    def _begin(self, settings: Settings, means: NDArray[np.float64] | None) -> None:
        points = features(self.presets[settings.picture].picture, settings.weight)
        if means is None:
            means = starting_means(points, settings)
        self.history = KMeansHistory(
            points, means, epsilon=self._epsilon, assign=self._assign, update=self._update
        )
        self.settings = settings
        self.run += 1

    def _changed(self, changes: Mapping[str, Any]) -> Settings:
        values = {**vars(self.settings), **changes}
        pixels = self.presets[values["picture"]].picture.size // 3
        k = values["k"]
        if isinstance(k, bool) or not isinstance(k, numbers.Integral):
            raise ValueError(f"k must be an integer, got {k!r}")
        if not 1 <= k <= min(pixels, MOST_MEANS):
            raise ValueError(f"k must be from 1 to {min(pixels, MOST_MEANS)}, got {k}")
        values["start"] = "random" if values["start"] not in STARTS else values["start"]
        return Settings(
            int(k),
            values["start"],
            check_seed(values["seed"]),
            check_weight(values["weight"]),
            values["picture"],
        )

    def _open(self, name: str) -> None:
        if name not in self.presets:
            raise ValueError(f"There is no picture named {name!r} here.")
        if name == YOURS:
            self._begin(*self._first)
            return
        preset = self.presets[name]
        settings = self._changed({"k": preset.k, "weight": 0.0, "picture": name})
        if preset.means is not None:
            settings = Settings(preset.k, "given", settings.seed, 0.0, name)
        self._begin(settings, preset.means)

    def _move(self, mean: int, to: ArrayLike) -> None:
        labelled, means = self.state.labels is not None, self.state.means.copy()
        if not isinstance(mean, int) or not 0 <= mean < len(means):
            raise ValueError(f"mean must be from 0 to {len(means) - 1}, got {mean!r}")
        means[mean] = np.asarray(to, dtype=np.float64)
        self.history.replace_means(means)
        self.settings = Settings(**{**vars(self.settings), "start": "moved"})
        self.run += 1
        if labelled:
            self.history.forward()

    def _load(self, state: Mapping[str, Any]) -> None:
        name = state.get("picture")
        if not isinstance(name, str) or name not in self.presets:
            raise ValueError(f"There is no picture named {name!r} here.")
        weight = check_weight(state.get("weight", 0.0))
        size = 5 if weight > 0 else 3
        try:
            means = np.array(state.get("means"), dtype=np.float64)
        except (TypeError, ValueError):
            means = np.empty(0)
        rows = means.ndim == 2 and means.shape[1] == size and 1 <= len(means) <= MOST_MEANS
        if not rows or not np.isfinite(means).all():
            raise ValueError(
                f"This is not a state of this explorer: its means must be rows of {size} numbers."
            )
        start = state.get("start")
        start = start if start in (*STARTS, "given", "moved") else "given"
        seed, index = check_seed(state.get("seed", 0)), state.get("index", 0)
        self._begin(Settings(len(means), start, seed, weight, name), means)
        self.history.go(min(index, MOST_STEPS) if isinstance(index, int) and index > 0 else 0)

    def _try(self, action: Callable[[], object]) -> None:
        self.problem = ""
        try:
            action()
        except StudentProblem as problem:
            self.problem = str(problem)
        except (Exception, KeyboardInterrupt, SystemExit) as error:
            # A wrong result: the history says `assign` or `update`, the student wrote a name.
            text = str(error).strip() or type(error).__name__
            for role, name in self._names.items():
                if text.startswith(role + " "):
                    text = name + text[len(role) :]
            self.problem = text if text.endswith((".", "?")) else text + "."


def features(picture: NDArray[np.uint8], weight: float) -> NDArray[np.float64]:
    """(H, W, 3) uint8 -> (HW, 3) [R, G, B], or (HW, 5) [R, G, B, w x, w y] with a weight w > 0."""
    colours = picture.reshape(-1, 3).astype(np.float64)
    if weight == 0:
        return colours
    rows, columns = np.indices(picture.shape[:2])
    return np.column_stack([colours, weight * columns.ravel(), weight * rows.ravel()])


def starting_means(points: NDArray[np.float64], settings: Settings) -> NDArray[np.float64]:
    """The first means (k, d), drawn from a new generator with the seed that is shown."""
    if settings.start == "uniform":
        return start_uniform(points, settings.k)
    draw = {"random": start_random, "subset": start_subset}[settings.start]
    return draw(points, settings.k, rng=np.random.default_rng(settings.seed))
