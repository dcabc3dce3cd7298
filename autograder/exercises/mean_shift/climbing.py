"""From one shift to all peaks: climb, find_modes."""

from __future__ import annotations

import numpy as np

from autograder.exercise import exercise
from autograder.exercises.mean_shift.common import COLOURS, FORBID, LINE, hills
from autograder.exercises.mean_shift.window import shift


@exercise(
    points=3,
    minutes=25,
    returns=["trajectory"],
    uses=["shift"],
    forbid=FORBID,
    groups={"climbs to the peak": 3.0, "stops when it should": 2.0},
    judge={"name": "trajectory"},
)
def climb(features, start, radius, epsilon=1e-3, max_iter=300):
    trajectory = [start]
    for _ in range(max_iter):
        trajectory.append(shift.reference(features, trajectory[-1], radius))
        if np.sqrt(((trajectory[-1] - trajectory[-2]) ** 2).sum()) < epsilon:
            break
    return np.array(trajectory)


# The distances between neighbours shrink: a long climb to the right.
_SLOPE = np.array([0, 5, 9, 12, 14.5, 16.5, 18, 19, 19.5], float)[:, None]


@climb.case("a long way up")
def _():
    return dict(features=_SLOPE, start=np.array([0.0]), radius=9.0)


@climb.case("a start between two hills of colours")
def _():
    return dict(features=COLOURS, start=np.array([40.0, 30.0, 30.0]), radius=40.0)


@climb.case("a start on a peak")
def _():
    return dict(features=np.array([[3.0], [5.0], [4.0]]), start=np.array([4.0]), radius=2.0)


@climb.case("a large epsilon stops early", group="stops when it should")
def _():
    return dict(features=_SLOPE, start=np.array([0.0]), radius=9.0, epsilon=2.5, max_iter=300)


@climb.case("a shift of exactly epsilon goes on", group="stops when it should")
def _():
    features = np.array([[0.0], [4.0], [6.0], [7.0]])
    return dict(features=features, start=np.array([0.0]), radius=4.0, epsilon=2.0, max_iter=300)


@climb.case("no more than max_iter shifts", group="stops when it should")
def _():
    return dict(features=_SLOPE, start=np.array([0.0]), radius=9.0, epsilon=1e-3, max_iter=2)


@climb.case("a shift of 0.8 in each of two features", group="stops when it should")
def _():
    features = np.array([[0.0, 0.0], [1.6, 1.6], [3.8, 3.8]])
    return dict(features=features, start=np.zeros(2), radius=3.6, epsilon=1.0, max_iter=300)


@climb.case("random hills", hidden=True)
def _(rng):
    features = hills(rng, 3, 3)
    return dict(features=features, start=features[0], radius=16.0)


@climb.case("a random slope", hidden=True)
def _(rng):
    steps = np.linspace(5, 0.5, 12) + rng.uniform(0, 0.2, 12)
    return dict(features=np.cumsum(steps)[:, None], start=steps[:1], radius=9.0)


@climb.case("a random slope, few shifts", group="stops when it should", hidden=True)
def _(rng):
    steps = np.linspace(5, 0.5, 12) + rng.uniform(0, 0.2, 12)
    features = np.cumsum(steps)[:, None]
    return dict(features=features, start=features[0], radius=9.0, epsilon=1e-3, max_iter=2)


@climb.right_answer
def climb_while_it_moves(features, start, radius, epsilon=1e-3, max_iter=300):
    points, moved = np.array([start], float), np.inf
    while moved >= epsilon and len(points) <= max_iter:
        new = shift.reference(features, points[-1], radius)
        moved = np.linalg.norm(new - points[-1])
        points = np.vstack([points, new])
    return points


@climb.right_answer
def climb_by_recursion(features, start, radius, epsilon=1e-3, max_iter=300):
    new = shift.reference(features, start, radius)
    if max_iter == 1 or np.sum((new - start) ** 2) < epsilon**2:
        return np.stack([start, new])
    rest = climb_by_recursion(features, new, radius, epsilon, max_iter - 1)
    return np.concatenate([start[None], rest])


def _until(features, start, radius, max_iter, rests):
    trajectory = [start]
    for _ in range(max_iter):
        trajectory.append(shift.reference(features, trajectory[-1], radius))
        if rests(trajectory[-1] - trajectory[-2]):
            break
    return np.array(trajectory)


@climb.misconception("The start belongs to the trajectory: it is its first row.")
def leaves_out_the_start(features, start, radius, epsilon=1e-3, max_iter=300):
    return climb.reference(features, start, radius, epsilon, max_iter)[1:]


@climb.misconception(
    "The last mean is missing: the one whose shift was smaller than epsilon belongs to the "
    "trajectory too."
)
def leaves_out_the_end(features, start, radius, epsilon=1e-3, max_iter=300):
    return climb.reference(features, start, radius, epsilon, max_iter)[:-1]


@climb.misconception(
    "Your climb runs for max_iter shifts in any case. It ends as soon as a shift is smaller than "
    "epsilon."
)
def never_rests(features, start, radius, epsilon=1e-3, max_iter=300):
    return _until(features, start, radius, max_iter, lambda move: False)


@climb.misconception(
    "The features moved along with the climb. Only the mean moves: every window is laid over the "
    "features as they were given."
)
def moves_the_data(features, start, radius, epsilon=1e-3, max_iter=300):
    data, trajectory = features.copy(), [start]
    for _ in range(max_iter):
        trajectory.append(shift.reference(data, trajectory[-1], radius))
        data = np.array([shift.reference(data, point, radius) for point in data])
        if np.linalg.norm(trajectory[-1] - trajectory[-2]) < epsilon:
            break
    return np.array(trajectory)


@climb.misconception("You return the end alone. Return every mean on the way, one a row.")
def returns_the_end(features, start, radius, epsilon=1e-3, max_iter=300):
    return climb.reference(features, start, radius, epsilon, max_iter)[-1]


@climb.misconception(
    "You compare each coordinate of the shift with epsilon. Compare its length, the L2 norm."
)
def each_coordinate_alone(features, start, radius, epsilon=1e-3, max_iter=300):
    return _until(features, start, radius, max_iter, lambda move: np.all(np.abs(move) < epsilon))


@climb.misconception("A shift of exactly epsilon is not smaller than epsilon: the climb goes on.")
def rests_at_epsilon(features, start, radius, epsilon=1e-3, max_iter=300):
    return _until(features, start, radius, max_iter, lambda move: np.linalg.norm(move) <= epsilon)


@climb.misconception(
    "You made one shift too few where max_iter ends the climb: it counts the shifts, and the start "
    "is none."
)
def start_is_counted(features, start, radius, epsilon=1e-3, max_iter=300):
    return climb.reference(features, start, radius, epsilon, max_iter - 1)


@climb.misconception(
    "Your climb stops after one shift. If the old mean is a second name of the new one, their "
    "difference is always 0."
)
def stops_at_once(features, start, radius, epsilon=1e-3, max_iter=300):
    return climb.reference(features, start, radius, np.inf, max_iter)


@exercise(points=2, minutes=15, returns=["modes"], uses=["climb"], forbid=FORBID)
def find_modes(features, radius, epsilon):
    return np.array([climb.reference(features, f, radius, epsilon)[-1] for f in features])


@find_modes.case("two hills on a line")
def _():
    return dict(features=LINE, radius=4.0, epsilon=1e-3)


@find_modes.case("two hills of colours")
def _():
    return dict(features=COLOURS, radius=21.0, epsilon=1e-3)


@find_modes.case("a slope, climbed by each point alone")
def _():
    return dict(features=_SLOPE, radius=6.0, epsilon=1e-3)


@find_modes.case("a large epsilon: the climbs end early")
def _():
    return dict(features=_SLOPE, radius=9.0, epsilon=1.5)


@find_modes.case("random hills", hidden=True)
def _(rng):
    return dict(features=hills(rng, 3, 3), radius=14.0, epsilon=1e-3)


@find_modes.case("a random slope, large epsilon", hidden=True)
def _(rng):
    steps = np.linspace(5, 0.5, 12) + rng.uniform(0, 0.2, 12)
    return dict(features=np.cumsum(steps)[:, None], radius=9.0, epsilon=1.5)


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
