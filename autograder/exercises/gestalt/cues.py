"""More than one cue: similarity_affinity, combine_cues."""

from __future__ import annotations

import numpy as np

from autograder.exercise import exercise
from autograder.exercises.gestalt.common import AFFINITY_JUDGE, FORBID, symmetric
from autograder.exercises.gestalt.distances import proximity_affinity


@exercise(
    points=2,
    minutes=15,
    returns=["affinity"],
    uses=["proximity_affinity"],
    forbid=FORBID,
    groups={"columns that vary": 3.0, "constant columns": 1.0},
    judge=AFFINITY_JUDGE,
)
def similarity_affinity(features, sigma):
    centred = features - features.mean(axis=0)
    deviation = features.std(axis=0)
    deviation[deviation == 0] = 1  # such a column is 0 after centring
    return proximity_affinity.reference(centred / deviation, sigma)


@similarity_affinity.case("a grey level and a size")
def _():
    features = np.array([[10, 0.1], [200, 0.4], [90, 0.3], [30, 0.9]])
    return dict(features=features, sigma=1.0)


@similarity_affinity.case("three features, sigma 2")
def _():
    features = np.array([[0, 5, 100], [1, 9, 300], [3, 2, 150], [7, 4, 220], [2, 8, 130]], float)
    return dict(features=features, sigma=2.0)


@similarity_affinity.case("a constant column", group="constant columns")
def _():
    features = np.array([[1, 7, 40], [4, 7, 10], [2, 7, 90]], float)
    return dict(features=features, sigma=1.5)


@similarity_affinity.case("all columns constant", group="constant columns")
def _():
    return dict(features=np.array([[3, 8], [3, 8], [3, 8]], float), sigma=1.0)


@similarity_affinity.case("random features", hidden=True)
def _(rng):
    features = rng.uniform(0, 1, (10, 4)) * [1, 255, 20, 3]
    return dict(features=features, sigma=float(rng.uniform(0.8, 2)))


@similarity_affinity.case("random features, one constant", group="constant columns", hidden=True)
def _(rng):
    features = np.column_stack([rng.uniform(0, 9, 8), np.full(8, 5.0), rng.uniform(0, 200, 8)])
    return dict(features=features, sigma=float(rng.uniform(0.8, 2)))


@similarity_affinity.misconception(
    "The columns are not scaled, so the one with the largest numbers decides alone."
)
def unscaled(features, sigma):
    return proximity_affinity.reference(features, sigma)


@similarity_affinity.misconception(
    "You divided by the sample deviation (N − 1). Use the population deviation (N), ddof=0."
)
def sample_deviation(features, sigma):
    deviation = features.std(axis=0, ddof=1)
    deviation[deviation == 0] = 1
    return proximity_affinity.reference((features - features.mean(axis=0)) / deviation, sigma)


@similarity_affinity.misconception(
    "A constant column gives 0/0 = NaN. After standardising such a column is 0."
)
def nan_on_constant(features, sigma):
    standard = (features - features.mean(axis=0)) / features.std(axis=0)
    return proximity_affinity.reference(standard, sigma)


@similarity_affinity.misconception(
    "A constant column has deviation 0, and you divide by it. After standardising it is 0."
)
def divides_by_zero_deviation(features, sigma):
    standard = []
    for column in features.T.tolist():
        mean = sum(column) / len(column)
        deviation = (sum((x - mean) ** 2 for x in column) / len(column)) ** 0.5
        standard.append([(x - mean) / deviation for x in column])
    return proximity_affinity.reference(np.array(standard).T, sigma)


@similarity_affinity.misconception(
    "You scaled all columns by one common deviation. Each column has its own: std(axis=0)."
)
def one_deviation_for_all(features, sigma):
    deviation = features.std() or 1.0
    return proximity_affinity.reference(features / deviation, sigma)


@similarity_affinity.misconception(
    "You standardised each row. A feature is a column: mean and std over axis=0."
)
def rows_standardised(features, sigma):
    centred = features - features.mean(axis=1, keepdims=True)
    return proximity_affinity.reference(centred / features.std(axis=1, keepdims=True), sigma)


@similarity_affinity.misconception(
    "You divided by the variance. Divide by its square root, the deviation."
)
def by_the_variance(features, sigma):
    variance = features.var(axis=0)
    variance[variance == 0] = 1
    return proximity_affinity.reference(features / variance, sigma)


@similarity_affinity.misconception(
    "You scaled each column to the range 0 to 1. Standardise: mean 0, deviation 1."
)
def scaled_to_the_range(features, sigma):
    spread = np.ptp(features, axis=0)
    spread[spread == 0] = 1
    return proximity_affinity.reference(features / spread, sigma)


@similarity_affinity.right_answer
def similarity_with_where(features, sigma):
    deviation = np.sqrt(((features - features.mean(axis=0)) ** 2).mean(axis=0))
    standard = features / np.where(deviation > 0, deviation, np.inf)
    squared = ((standard[:, None] - standard[None]) ** 2).sum(axis=2)
    return np.exp(-squared / (2 * sigma**2))


@similarity_affinity.right_answer
def similarity_column_by_column(features, sigma):
    exponent = np.zeros((len(features), len(features)))
    for column in features.T:
        if column.max() > column.min():
            exponent += ((column[:, None] - column[None]) / column.std()) ** 2
    return np.exp(-exponent / (2 * sigma**2))


@exercise(
    points=2,
    minutes=15,
    returns=["affinity"],
    core=False,
    forbid=FORBID,
    groups={"weighted": 3.0, "zeros": 2.0, "all weights 0": 1.0},
    judge=AFFINITY_JUDGE,
)
def combine_cues(affinities, weights):
    if weights.sum() == 0:
        raise ValueError("at least one weight must be positive, got only zeros")
    shares = weights / weights.sum()
    combined = np.ones(affinities.shape[1:])
    for affinity, share in zip(affinities, shares, strict=True):
        combined *= affinity**share
    return combined


_NEAR = np.array([[1, 0.8, 0.2], [0.8, 1, 0.5], [0.2, 0.5, 1]])
_ALIKE = np.array([[1, 0.1, 0.9], [0.1, 1, 0.3], [0.9, 0.3, 1]])


@combine_cues.case("two cues of equal weight")
def _():
    return dict(affinities=np.stack([_NEAR, _ALIKE]), weights=np.array([1.0, 1.0]))


@combine_cues.case("three cues, weights 3, 2 and 1")
def _():
    affinities = np.stack([_NEAR, _ALIKE, symmetric(3, [(0, 1)], 0.6, 0.4)])
    return dict(affinities=affinities, weights=np.array([3.0, 2.0, 1.0]))


@combine_cues.case("weights that sum to 1")
def _():
    return dict(affinities=np.stack([_NEAR, _ALIKE]), weights=np.array([0.25, 0.75]))


@combine_cues.case("weights that sum to less than 1")
def _():
    return dict(affinities=np.stack([_NEAR, _ALIKE]), weights=np.array([0.125, 0.25]))


@combine_cues.case("a cue of weight 0 with affinities of 0", group="zeros")
def _():
    return dict(affinities=np.stack([_NEAR, np.eye(3)]), weights=np.array([2.0, 0.0]))


@combine_cues.case("an affinity of 0 that counts", group="zeros")
def _():
    return dict(affinities=np.stack([_NEAR, np.eye(3)]), weights=np.array([2.0, 1.0]))


@combine_cues.case("all weights 0", group="all weights 0", raises="ValueError")
def _():
    return dict(affinities=np.stack([_NEAR, _ALIKE]), weights=np.zeros(2))


def _random_cues(rng, count):
    affinities = rng.uniform(0.05, 0.95, (count, 6, 6))
    affinities = (affinities + affinities.transpose(0, 2, 1)) / 2
    affinities[:, range(6), range(6)] = 1
    return affinities


@combine_cues.case("random cues", hidden=True)
def _(rng):
    return dict(affinities=_random_cues(rng, 4), weights=rng.uniform(0.2, 3, 4))


@combine_cues.case("random cues of little weight", hidden=True)
def _(rng):
    return dict(affinities=_random_cues(rng, 3), weights=rng.uniform(0.05, 0.3, 3))


@combine_cues.case("random cues, one without weight", group="zeros", hidden=True)
def _(rng):
    affinities = _random_cues(rng, 3)
    affinities[1] = np.eye(6)
    return dict(affinities=affinities, weights=rng.uniform(0.5, 3, 3) * [1, 0, 1])


@combine_cues.case("no weight at all", group="all weights 0", hidden=True, raises="ValueError")
def _(rng):
    return dict(affinities=_random_cues(rng, 3), weights=np.zeros(3))


def _checked(weights):
    if not weights.any():
        raise ValueError("all weights are 0")


@combine_cues.misconception(
    "This is the arithmetic mean. In the geometric mean the affinities are multiplied, each "
    "raised to its share of the weights."
)
def arithmetic(affinities, weights):
    _checked(weights)
    return np.tensordot(weights / weights.sum(), affinities, axes=1)


@combine_cues.misconception(
    "The weights are not normalised. Divide them by their sum before you use them as exponents."
)
def not_normalised(affinities, weights):
    _checked(weights)
    return np.prod(affinities ** weights[:, None, None], axis=0)


@combine_cues.misconception(
    "A cue of weight 0 still kills: where its affinity is 0, the result must not depend on it. "
    "0⁰ = 1."
)
def zero_weight_kills(affinities, weights):
    combined = combine_cues.reference(affinities, weights)
    return np.where((affinities == 0).any(axis=0), 0.0, combined)


@combine_cues.misconception(
    "0 times the logarithm of 0 is NaN. Treat cues of weight 0 on their own: 0⁰ = 1."
)
def nan_from_logarithms(affinities, weights):
    _checked(weights)
    shares = (weights / weights.sum())[:, None, None]
    with np.errstate(all="ignore"):
        return np.exp((shares * np.log(affinities)).sum(axis=0))


@combine_cues.misconception(
    "Without any weight there is no mean. Raise a ValueError when all weights are 0."
)
def accepts_no_weight(affinities, weights):
    total = weights.sum() or 1.0
    return np.prod(affinities ** (weights / total)[:, None, None], axis=0)


@combine_cues.misconception(
    "Without any weight you return None. Raise a ValueError when all weights are 0."
)
def none_without_weight(affinities, weights):
    return combine_cues.reference(affinities, weights) if weights.any() else None


@combine_cues.misconception("The weights are ignored: each cue counts by its own weight.")
def equal_weights(affinities, weights):
    _checked(weights)
    return np.prod(affinities ** (1 / len(weights)), axis=0)


@combine_cues.misconception(
    "You multiplied each affinity by its weight. In a geometric mean the weights are exponents."
)
def weights_as_factors(affinities, weights):
    _checked(weights)
    return np.prod(affinities * (weights / weights.sum())[:, None, None], axis=0)


@combine_cues.right_answer
def cues_at_once(affinities, weights):
    if not np.any(weights):
        raise ValueError("no weight")
    return np.prod(affinities ** (weights / np.sum(weights))[:, None, None], axis=0)


@combine_cues.right_answer
def cues_by_logarithms(affinities, weights):
    used = weights > 0
    if not used.any():
        raise ValueError("no weight")
    with np.errstate(divide="ignore"):
        logs = np.log(affinities[used])
    return np.exp(np.average(logs, axis=0, weights=weights[used]))
