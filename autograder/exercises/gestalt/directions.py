"""Good continuation: best_continuation."""

from __future__ import annotations

import numpy as np

from autograder.exercise import exercise
from autograder.exercises.gestalt.common import FORBID


def _cosines(incoming, candidates):
    lengths = np.linalg.norm(candidates, axis=1) * np.linalg.norm(incoming)
    return candidates @ incoming / lengths


@exercise(points=1, minutes=10, returns=["index"], core=False, forbid=FORBID)
def best_continuation(incoming, candidates):
    lengths = np.linalg.norm(candidates, axis=1) * np.linalg.norm(incoming)
    cosines = np.clip(candidates @ incoming / lengths, -1, 1)
    return int(np.argmin(np.arccos(cosines)))


@best_continuation.case("left, straight on, right")
def _():
    return dict(
        incoming=np.array([1.0, 0.0]), candidates=np.array([[0, 1], [5, 1], [0.5, -2]], float)
    )


@best_continuation.case("a long candidate that turns, a short one that does not")
def _():
    return dict(
        incoming=np.array([2.0, 2.0]), candidates=np.array([[9, 1], [0.3, 0.4], [-4, 6]], float)
    )


@best_continuation.case("a turn to the right and one to the left")
def _():
    candidates = np.array([[1, -3], [2, 1], [-1, -0.2], [0.2, 1]], float)
    return dict(incoming=np.array([3.0, 0.0]), candidates=candidates)


@best_continuation.case("straight back and a right angle")
def _():
    return dict(incoming=np.array([0.0, -2.0]), candidates=np.array([[-0.5, 5], [-3, 0.5]], float))


@best_continuation.case("across the negative x-axis")
def _():
    candidates = np.array([[-1, 2], [-4, -1], [1, 0.1], [-1, -2]], float)
    return dict(incoming=np.array([-4.0, 0.5]), candidates=candidates)


@best_continuation.case("an incoming arrow shorter than 1")
def _():
    candidates = np.array([[0.5, -2], [-0.1, 0.7], [0.2, 0.3]], float)
    return dict(incoming=np.array([0.5, 0.75]), candidates=candidates)


def _directions(rng):
    """Directions whose turning angles differ by at least 0.06."""
    start = rng.uniform(0, 2 * np.pi)
    turns = rng.permutation([0.4, -0.55, 1.1, -1.5, 2.4, -2.9]) + rng.uniform(-0.04, 0.04, 6)
    lengths = rng.uniform(0.2, 9, 6)[:, None]
    angles = start + turns
    incoming = rng.uniform(0.3, 0.9) * np.array([np.cos(start), np.sin(start)])
    return dict(
        incoming=incoming, candidates=lengths * np.stack([np.cos(angles), np.sin(angles)], axis=1)
    )


@best_continuation.case("random directions", hidden=True)
def _(rng):
    return _directions(rng)


@best_continuation.case("more random directions", hidden=True)
def _(rng):
    return _directions(rng)


def _signed(incoming, candidates):
    return (_differences(incoming, candidates) + np.pi) % (2 * np.pi) - np.pi


@best_continuation.misconception(
    "The smallest signed angle is the sharpest turn to one side. Take the size of the angle."
)
def signed_angle(incoming, candidates):
    return int(np.argmin(_signed(incoming, candidates)))


def _differences(incoming, candidates):
    return np.arctan2(candidates[:, 1], candidates[:, 0]) - np.arctan2(incoming[1], incoming[0])


@best_continuation.misconception(
    "Angles from 0° to 360° count turns to one side only: 350° is a turn by 10° to the other."
)
def turns_to_one_side(incoming, candidates):
    return int(np.argmin(_differences(incoming, candidates) % (2 * np.pi)))


@best_continuation.misconception(
    "The smallest difference of angles is the most negative one. Take the size of the turn, "
    "between 0° and 180°."
)
def most_negative_difference(incoming, candidates):
    return int(np.argmin(_differences(incoming, candidates)))


@best_continuation.misconception("Your count starts at 1. Candidates are numbered from 0.")
def counts_from_one(incoming, candidates):
    return best_continuation.reference(incoming, candidates) + 1


@best_continuation.misconception("You return the cosine. Return which candidate has it.")
def returns_the_cosine(incoming, candidates):
    return float(_cosines(incoming, candidates).max())


@best_continuation.misconception("You return the candidate itself. Return its index.")
def returns_the_candidate(incoming, candidates):
    return candidates[best_continuation.reference(incoming, candidates)]


@best_continuation.misconception(
    "The dot product grows with the length of a candidate. Divide by the lengths: only the "
    "direction counts."
)
def unnormalised(incoming, candidates):
    return int(np.argmax(candidates @ incoming))


@best_continuation.misconception(
    "You went back: this candidate points the opposite way. The cosine is largest straight on."
)
def opposite(incoming, candidates):
    return int(np.argmin(_cosines(incoming, candidates)))


@best_continuation.misconception(
    "You took a direction and its opposite for the same. A turn by 180° is the largest."
)
def as_a_line(incoming, candidates):
    return int(np.argmax(np.abs(_cosines(incoming, candidates))))


@best_continuation.misconception(
    "Differences of arctan2 jump by 360° at the negative x-axis. Bring them to −180° … 180°."
)
def angle_jumps(incoming, candidates):
    return int(np.argmin(np.abs(_differences(incoming, candidates))))


@best_continuation.misconception(
    "You took the candidate whose end is nearest to the incoming arrow's. Compare directions."
)
def nearest_end(incoming, candidates):
    return int(np.argmin(np.linalg.norm(candidates - incoming, axis=1)))


@best_continuation.misconception("You return the angle. Return which candidate has it.")
def returns_the_angle(incoming, candidates):
    return float(np.abs(_signed(incoming, candidates)).min())


@best_continuation.right_answer
def by_cosine(incoming, candidates):
    return np.argmax(_cosines(incoming, candidates))


@best_continuation.right_answer
def by_wrapped_angle(incoming, candidates):
    return int(np.argmin(np.abs(_signed(incoming, candidates))))
