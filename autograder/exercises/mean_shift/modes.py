"""From all features to their peaks: find_modes."""

from __future__ import annotations

import numpy as np

from autograder.exercise import exercise
from autograder.exercises.mean_shift.climbing import climb
from autograder.exercises.mean_shift.common import COLOURS, FORBID, LINE, SLOPE, hills, random_slope
from autograder.exercises.mean_shift.window import shift


@exercise(points=2, minutes=15, returns=["modes"], uses=["climb"], forbid=FORBID)
def find_modes(features, radius, epsilon):
    return np.array([climb.reference(features, f, radius, epsilon)[-1] for f in features])


_MIXED = [5, 0, 7, 1, 2, 8, 3, 6, 4]


@find_modes.case("two hills on a line")
def _():
    return dict(features=LINE, radius=4.0, epsilon=1e-3)


@find_modes.case("two hills of colours")
def _():
    return dict(features=COLOURS[_MIXED], radius=21.0, epsilon=1e-3)


@find_modes.case("a slope, climbed by each point alone")
def _():
    return dict(features=SLOPE, radius=6.0, epsilon=1e-3)


@find_modes.case("a large epsilon: the climbs end early")
def _():
    return dict(features=SLOPE, radius=9.0, epsilon=1.5)


@find_modes.case("a larger epsilon: some climbs end before others")
def _():
    return dict(features=SLOPE, radius=9.0, epsilon=4.0)


@find_modes.case("random hills", hidden=True)
def _(rng):
    return dict(features=hills(rng, 3, 3), radius=14.0, epsilon=1e-3)


@find_modes.case("a random slope, large epsilon", hidden=True)
def _(rng):
    return dict(features=rng.permutation(random_slope(rng)), radius=9.0, epsilon=1.5)


@find_modes.right_answer
def modes_filled_in(features, radius, epsilon):
    modes = np.zeros_like(features)
    for i in range(len(features)):
        modes[i] = climb.reference(features, features[i].copy(), radius, epsilon)[-1]
    return modes


@find_modes.right_answer
def modes_without_the_way(features, radius, epsilon):
    modes = features.copy()
    for i, mean in enumerate(features):
        for _ in range(300):
            old, mean = mean, shift.reference(features, mean, radius)
            if np.linalg.norm(mean - old) < epsilon:
                break
        modes[i] = mean
    return modes


@find_modes.misconception(
    "You write each mode into the array in which the next climb looks for points. All climbs need "
    "the features as they were given: keep the modes in an array of their own."
)
def updated_in_place(features, radius, epsilon):
    modes = features.copy()
    for i in range(len(modes)):
        modes[i] = climb.reference(modes, modes[i].copy(), radius, epsilon)[-1]
    return modes


@find_modes.misconception(
    "Your climbs go on until the last of them is at rest. Each ends by itself: at its own first "
    "shift that is smaller than epsilon."
)
def climbs_end_together(features, radius, epsilon):
    modes = features.copy()
    for _ in range(300):
        old, modes = modes, np.array([shift.reference(features, mode, radius) for mode in modes])
        if np.linalg.norm(modes - old, axis=1).max() < epsilon:
            break
    return modes


@find_modes.misconception(
    "You return where the climbs begin, their first rows. A mode is the end of a climb."
)
def first_rows(features, radius, epsilon):
    return features.copy()


@find_modes.misconception(
    "Your modes are not in the order of the features: row i is where the climb of feature i ended."
)
def sorted_modes(features, radius, epsilon):
    modes = find_modes.reference(features, radius, epsilon)
    return modes[np.lexsort(modes.T[::-1])]


@find_modes.misconception("All your climbs begin at one feature. Each feature is a start.")
def one_start_for_all(features, radius, epsilon):
    return np.array([climb.reference(features, features[0], radius, epsilon)[-1]] * len(features))


@find_modes.misconception(
    "Every feature has moved once only. A mode is the end of a climb: its last row."
)
def one_shift_each(features, radius, epsilon):
    return np.array([shift.reference(features, f, radius) for f in features])


@find_modes.misconception(
    "Your climbs do not know `epsilon`: hand it on to `climb`, which otherwise takes its default."
)
def default_epsilon(features, radius, epsilon):
    return np.array([climb.reference(features, f, radius)[-1] for f in features])


@find_modes.misconception(
    "You return every mode once. Return one row a feature: the end of its own climb."
)
def different_modes_only(features, radius, epsilon):
    return np.unique(find_modes.reference(features, radius, epsilon).round(6), axis=0)


@find_modes.misconception(
    "All your features move at once and the next windows see them moved (this is called blurring "
    "mean shift). The features must stay; only the means climb."
)
def all_move_together(features, radius, epsilon):
    data = features.copy()
    for _ in range(300):
        old, data = data, np.array([shift.reference(data, point, radius) for point in data])
        if np.abs(data - old).max() < epsilon:
            break
    return data
