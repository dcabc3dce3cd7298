"""From one shift to a peak: climb."""

from __future__ import annotations

import numpy as np

from autograder.exercise import exercise
from autograder.exercises.mean_shift.common import COLOURS, FORBID, LINE, SLOPE, hills, random_slope
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


@climb.case("a long way up")
def _():
    return dict(features=SLOPE, start=np.array([0.0]), radius=9.0)


@climb.case("a start between two hills of colours")
def _():
    return dict(features=COLOURS, start=np.array([40.0, 30.0, 30.0]), radius=40.0)


@climb.case("a start on a peak")
def _():
    return dict(features=np.array([[3.0], [5.0], [4.0]]), start=np.array([4.0]), radius=2.0)


@climb.case("a large epsilon stops early", group="stops when it should")
def _():
    return dict(features=SLOPE, start=np.array([0.0]), radius=9.0, epsilon=2.5, max_iter=300)


@climb.case("a shift of exactly epsilon goes on", group="stops when it should")
def _():
    features = np.array([[0.0], [4.0], [6.0], [7.0]])
    return dict(features=features, start=np.array([0.0]), radius=4.0, epsilon=2.0, max_iter=300)


@climb.case("no more than max_iter shifts", group="stops when it should")
def _():
    return dict(features=SLOPE, start=np.array([0.0]), radius=9.0, epsilon=1e-3, max_iter=2)


@climb.case("a shift of 0.8 in each of two features", group="stops when it should")
def _():
    features = np.array([[0.0, 0.0], [1.6, 1.6], [3.8, 3.8]])
    return dict(features=features, start=np.zeros(2), radius=3.6, epsilon=1.0, max_iter=300)


@climb.case("a shift of 0.6 in each of two features", group="stops when it should")
def _():
    features = np.array([[0.0, 0.0], [1.2, 1.2], [8.0, 8.0]])
    return dict(features=features, start=np.zeros(2), radius=3.0, epsilon=1.0, max_iter=300)


@climb.case("a start from which no point is in the window", group="stops when it should")
def _():
    return dict(features=LINE, start=np.array([12.5]), radius=5.0)


@climb.case("random hills", hidden=True)
def _(rng):
    features = hills(rng, 3, 3)
    return dict(features=features, start=features[0], radius=16.0)


@climb.case("a random slope", hidden=True)
def _(rng):
    features = random_slope(rng)
    return dict(features=features, start=features[0], radius=9.0)


@climb.case("a random slope, few shifts", group="stops when it should", hidden=True)
def _(rng):
    features = random_slope(rng)
    return dict(features=features, start=features[0], radius=9.0, epsilon=1e-3, max_iter=2)


@climb.case("a random slope, large epsilon", group="stops when it should", hidden=True)
def _(rng):
    features = random_slope(rng)
    return dict(features=features, start=features[0], radius=9.0, epsilon=2.2, max_iter=300)


@climb.case("a random short shift of two features", group="stops when it should", hidden=True)
def _(rng):
    features = np.array([[0, 0], [1.2, 1.2], [8, 8]]) + rng.integers(-9, 9, 2)
    if rng.uniform() < 0.5:
        features[:, 1] *= -1
    return dict(features=features, start=features[0], radius=3.0, epsilon=1.0, max_iter=300)


@climb.case("a random start far from all", group="stops when it should", hidden=True)
def _(rng):
    return dict(features=hills(rng, 2, 3), start=rng.uniform(300, 400, 3), radius=20.0)


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
    trajectory = [start]
    for _ in range(max_iter):
        new = shift.reference(features, trajectory[-1], radius)
        if np.linalg.norm(new - trajectory[-1]) < epsilon:
            break
        trajectory.append(new)
    return np.array(trajectory)


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


@climb.misconception(
    "You made one shift too many where max_iter ends the climb: after max_iter shifts it is over."
)
def one_shift_too_many(features, start, radius, epsilon=1e-3, max_iter=300):
    return climb.reference(features, start, radius, epsilon, max_iter + 1)


@climb.misconception(
    "Your climb does not look at `epsilon`: it goes on until it moves hardly or not at all. A "
    "larger epsilon ends it earlier."
)
def epsilon_ignored(features, start, radius, epsilon=1e-3, max_iter=300):
    return climb.reference(features, start, radius, 1e-3, max_iter)


@climb.misconception(
    "Your climb does not look at `max_iter`: after so many shifts it ends, at rest or not."
)
def max_iter_ignored(features, start, radius, epsilon=1e-3, max_iter=300):
    return climb.reference(features, start, radius, epsilon)


@climb.misconception(
    "You compare the squared length of the shift with epsilon. Take the root, or square both sides."
)
def squared_shift(features, start, radius, epsilon=1e-3, max_iter=300):
    return _until(features, start, radius, max_iter, lambda move: np.sum(move**2) < epsilon)


@climb.misconception(
    "You added up the coordinates of the shift, the L1 norm. Its length is the L2 norm."
)
def shift_in_l1(features, start, radius, epsilon=1e-3, max_iter=300):
    return _until(features, start, radius, max_iter, lambda move: np.sum(np.abs(move)) < epsilon)


@climb.misconception(
    "You add up the coordinates of the shift with their signs: a shift to the left is then always "
    "smaller than epsilon. Compare its length, the L2 norm."
)
def signed_shift(features, start, radius, epsilon=1e-3, max_iter=300):
    return _until(features, start, radius, max_iter, lambda move: np.sum(move) < epsilon)


@climb.misconception(
    "All rows of your trajectory are the same array, which later shifts overwrite: each shows the "
    "end. Append a copy."
)
def rows_are_one_array(features, start, radius, epsilon=1e-3, max_iter=300):
    trajectory = climb.reference(features, start, radius, epsilon, max_iter)
    return np.repeat(trajectory[-1:], len(trajectory), axis=0)


@climb.misconception(
    "Your mean is NaN where the window is empty. Then it stays where it is, and the climb is over."
)
def nan_in_an_empty_window(features, start, radius, epsilon=1e-3, max_iter=300):
    trajectory = [start]
    for _ in range(max_iter):
        near = np.linalg.norm(features - trajectory[-1], axis=1) <= radius
        trajectory.append(features[near].mean(axis=0))
        if np.linalg.norm(trajectory[-1] - trajectory[-2]) < epsilon:
            break
    return np.array(trajectory)
