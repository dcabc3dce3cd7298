"""Common fate: what moves together. Returns a partition, in any numbering."""

from __future__ import annotations

import numpy as np

from autograder.exercise import exercise
from autograder.exercises.gestalt.common import FORBID, components, distances
from autograder.exercises.gestalt.distances import pairwise_distances
from autograder.exercises.gestalt.groups import (
    PARTITION,
    by_union_find,
    direct_neighbours,
    group,
)


@exercise(
    points=3,
    minutes=25,
    returns=["labels"],
    uses=["pairwise_distances", "group"],
    forbid=FORBID,
    groups={"moving together": 3.0, "at the tolerance": 1.0},
    judge=PARTITION,
)
def common_fate(tracks, tolerance):
    velocities = (tracks[-1] - tracks[0]) / (len(tracks) - 1)
    return group.reference(-pairwise_distances.reference(velocities), -tolerance)


def _tracks(starts, velocities, frames):
    """(T, N, 2) positions of points that move evenly."""
    starts, velocities = np.asarray(starts, float), np.asarray(velocities, float)
    return starts + np.arange(frames)[:, None, None] * velocities


@common_fate.case("two directions, mixed in the plane")
def _():
    starts = [[0, 0], [1, 0], [40, 9], [41, 9], [2, 0]]
    return dict(
        tracks=_tracks(starts, [[2, 0], [-2, 0], [2, 0], [-2, 0], [0, 2]], 3), tolerance=0.5
    )


@common_fate.case("nine pictures: small differences of velocity")
def _():
    starts = [[0, 0], [9, 9], [3, 7], [5, 1]]
    return dict(tracks=_tracks(starts, [[1, 0], [1.25, 0], [3, 0], [3, 0.25]], 9), tolerance=0.5)


@common_fate.case("velocities that change little by little")
def _():
    velocities = [[0, 0], [1, 0], [2, 0], [3, 0], [9, 0]]
    return dict(tracks=_tracks([[7, 7]] * 5, velocities, 3), tolerance=1.25)


@common_fate.case("equal speed, other directions")
def _():
    velocities = [[3, 4], [4, 3], [5, 0], [-3, -4], [3, 4.25]]
    return dict(tracks=_tracks([[0, 0]] * 5, velocities, 2), tolerance=0.5)


@common_fate.case("differences in x and in y")
def _():
    velocities = [[0, 0], [2, 2], [10, 10], [10, 12.25], [20, 0]]
    return dict(tracks=_tracks(np.eye(5, 2), velocities, 5), tolerance=2.5)


@common_fate.case("the first step misleads")
def _():
    tracks = _tracks([[0, 0], [4, 0], [8, 0], [0, 9]], [[2, 0], [2, 0], [6, 0], [6, 0]], 5)
    tracks[1] += [[-3, 0], [2, 0], [-6, 0], [0, 0]]
    return dict(tracks=tracks, tolerance=1.0)


@common_fate.case("the last step misleads")
def _():
    tracks = _tracks([[0, 0], [4, 0], [8, 0], [0, 9]], [[2, 0], [2, 0], [6, 0], [6, 0]], 4)
    tracks[-2] += [[-5, 0], [3, 0], [-2, 0], [1, 4]]
    return dict(tracks=tracks, tolerance=1.0)


@common_fate.case("small differences in x and in y")
def _():
    velocities = [[0, 0], [2, 1.5], [-9, 0], [-9, 2.75], [20, 9]]
    return dict(tracks=_tracks(np.eye(5, 2), velocities, 3), tolerance=2.6)


@common_fate.case("velocities that differ by 1.125 in four pictures")
def _():
    velocities = [[0, 0], [1.125, 0], [8, 0], [8, 0.875]]
    return dict(tracks=_tracks([[0, 0]] * 4, velocities, 4), tolerance=1.0)


@common_fate.case("a difference that equals the tolerance", group="at the tolerance")
def _():
    return dict(tracks=_tracks([[0, 0]] * 3, [[0, 0], [3, 4], [20, 0]], 3), tolerance=5.0)


@common_fate.case("random swarms", hidden=True)
def _(rng):
    swarm = rng.integers(0, 4, 18)
    middle = np.array([[4, 0], [-4, 0], [0, 4], [3, -3]], float)
    velocities = middle[swarm] + rng.uniform(-0.3, 0.3, (18, 2))
    tracks = _tracks(rng.uniform(0, 99, (18, 2)), velocities, 6)
    tracks[1:-1] += rng.uniform(-5, 5, (4, 18, 2))  # only the ends count
    return dict(tracks=tracks, tolerance=1.25)


@common_fate.case("random pairs, a little apart in x and in y", hidden=True)
def _(rng):
    first = np.array([[0, 0], [9, 0], [0, 9], [-9, -9]], float)
    turn = rng.uniform(0.6, 0.9, 4) + np.pi / 2 * rng.integers(0, 4, 4)
    second = first + 1.9 * np.stack([np.cos(turn), np.sin(turn)], axis=1)
    velocities = rng.permutation(np.concatenate([first, second]))
    return dict(tracks=_tracks(rng.uniform(0, 50, (8, 2)), velocities, 5), tolerance=2.0)


@common_fate.case("a random chain of velocities", hidden=True)
def _(rng):
    steps = np.arange(12.0) + 3 * (np.arange(12) >= 7)
    velocities = np.stack([steps, np.zeros(12)], axis=1)[rng.permutation(12)]
    return dict(tracks=_tracks(rng.uniform(0, 50, (12, 2)), velocities, 4), tolerance=1.5)


@common_fate.case("at the tolerance again", group="at the tolerance", hidden=True)
def _(rng):
    velocities = np.array([[0, 0], [6, 8], [40, 0], [46, 8], [0, 99]], float)
    order = rng.permutation(5)
    return dict(tracks=_tracks(np.zeros((5, 2)), velocities[order], 3), tolerance=10.0)


def _velocities(tracks):
    return (tracks[-1] - tracks[0]) / (len(tracks) - 1)


@common_fate.misconception(
    "You compare displacements. The tolerance is one of velocities: divide by T − 1."
)
def displacement(tracks, tolerance):
    return components(distances(tracks[-1] - tracks[0]) <= tolerance)


@common_fate.misconception(
    "You group by position. Common fate asks who moves alike, wherever they are."
)
def by_position(tracks, tolerance):
    return components(distances(tracks[0]) <= tolerance)


@common_fate.misconception(
    "Your groups are not transitive. If a moves like b and b like c, all three are one group."
)
def not_transitive(tracks, tolerance):
    near = distances(_velocities(tracks)) <= tolerance
    return direct_neighbours(near.astype(float), 0.5)


@common_fate.misconception("You divide by T. Between T pictures there are T − 1 steps.")
def divides_by_frames(tracks, tolerance):
    return components(distances((tracks[-1] - tracks[0]) / len(tracks)) <= tolerance)


@common_fate.misconception(
    "You compare speeds. Two points that move apart equally fast have no common fate: compare "
    "velocities, which have a direction."
)
def speeds_only(tracks, tolerance):
    return components(distances(np.linalg.norm(_velocities(tracks), axis=1)[:, None]) <= tolerance)


@common_fate.misconception(
    "You compare x and y apart. The tolerance is one of the Euclidean norm of the difference."
)
def each_coordinate(tracks, tolerance):
    velocities = _velocities(tracks)
    gaps = np.abs(velocities[:, None] - velocities[None]).max(axis=2)
    return components(gaps <= tolerance)


@common_fate.misconception(
    "You took the first step for the whole movement. The mean velocity goes from the first "
    "picture to the last."
)
def first_step_only(tracks, tolerance):
    return components(distances(tracks[1] - tracks[0]) <= tolerance)


@common_fate.misconception(
    "You took the last step for the whole movement. The mean velocity goes from the first picture "
    "to the last."
)
def last_step_only(tracks, tolerance):
    return components(distances(tracks[-1] - tracks[-2]) <= tolerance)


@common_fate.misconception(
    "You add the differences in x and in y. The tolerance is one of the Euclidean norm."
)
def sum_of_coordinates(tracks, tolerance):
    velocities = _velocities(tracks)
    return components(np.abs(velocities[:, None] - velocities[None]).sum(axis=2) <= tolerance)


@common_fate.misconception(
    "You link points whose velocities differ much. An affinity is large for what is alike, a "
    "distance is small: link where the distance is at most tolerance."
)
def links_what_differs(tracks, tolerance):
    return components(distances(_velocities(tracks)) >= tolerance)


@common_fate.misconception("A difference equal to the tolerance still counts: ≤, not <.")
def strictly_less(tracks, tolerance):
    return components(distances(_velocities(tracks)) < tolerance)


@common_fate.right_answer
def fate_by_mean_of_steps(tracks, tolerance):
    velocities = np.diff(tracks, axis=0).mean(axis=0)
    return components(distances(velocities) <= tolerance)


@common_fate.right_answer
def fate_by_union_find(tracks, tolerance):
    gaps = distances((tracks[-1] - tracks[0]) / (len(tracks) - 1))
    return by_union_find((gaps <= tolerance).astype(float), 0.5)
