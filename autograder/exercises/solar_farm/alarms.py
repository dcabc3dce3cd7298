"""Which panels stand apart in temperature: hot_panels."""

from __future__ import annotations

import numpy as np

from autograder.exercise import exercise
from autograder.exercises.solar_farm.common import FORBID


@exercise(
    points=2,
    minutes=15,
    returns=["hot"],
    forbid=FORBID,
    groups={"robust score": 3.0, "MAD of 0": 1.0},
)
def hot_panels(temperatures, threshold=3.5):
    away = temperatures - np.median(temperatures)
    mad = np.median(np.abs(away))
    if mad == 0:
        return away > 1
    return 0.6745 * away / mad > threshold


@hot_panels.case("one hot panel")
def _():
    return dict(temperatures=np.array([40.0, 42.2, 39.5, 40.5, 52, 41, 39]))


@hot_panels.case("two hot panels: a very hot one hides the other from mean and deviation")
def _():
    return dict(temperatures=np.array([40.0, 40.5, 39, 41, 75, 40, 39.5, 46.5, 41, 39]))


@hot_panels.case("a cold panel is no alarm")
def _():
    return dict(temperatures=np.array([40.0, 22, 41, 39.5, 40.5, 50, 39]))


@hot_panels.case("a low threshold, an even number of panels")
def _():
    return dict(temperatures=np.array([38.0, 39, 40, 41, 42, 43, 45, 37.5]), threshold=0.9)


@hot_panels.case("an even number of panels: both medians lie between two values")
def _():
    return dict(temperatures=np.array([36.0, 38, 39, 41, 43, 49]), threshold=2.4)


@hot_panels.case("a score of exactly the threshold is not above it")
def _():
    return dict(temperatures=np.array([39.0, 40, 41, 44, 38, 40, 46]), threshold=2.698)


@hot_panels.case("more than half are alike: MAD is 0", group="MAD of 0")
def _():
    return dict(temperatures=np.array([40.0, 40, 40.5, 40, 41, 42, 40, 38, 40, 46, 40]))


@hot_panels.case("all alike", group="MAD of 0")
def _():
    return dict(temperatures=np.full(5, 41.25))


def _panels(rng, count):
    """Panels of about 42 degrees C and three hot ones, scores well away from 3.5."""
    temperatures = 42 + rng.uniform(-1, 1, count)
    temperatures[rng.permutation(count)[:3]] = 42 + rng.uniform(8, 30, 3)
    return temperatures


@hot_panels.case("random panels", hidden=True)
def _(rng):
    temperatures = _panels(rng, 40)
    temperatures[rng.integers(40)] = 12.0
    return dict(temperatures=temperatures)


@hot_panels.case("random panels, another threshold", hidden=True)
def _(rng):
    temperatures = rng.permutation(np.arange(21) ** 2 / 10.0) + 30
    return dict(temperatures=temperatures, threshold=1.5)


@hot_panels.case("random panels, most alike", group="MAD of 0", hidden=True)
def _(rng):
    values = np.array([40.0] * 9 + [38.5, 40.75, 41.0, 41.5, 47.0])
    return dict(temperatures=rng.permutation(values))


@hot_panels.right_answer
def sorted_by_hand(temperatures, threshold=3.5):
    def median(values):
        ordered, half = sorted(values), len(values) // 2
        return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2

    middle = median(temperatures.tolist())
    mad = median([abs(t - middle) for t in temperatures.tolist()])
    hot = []
    for t in temperatures.tolist():
        hot.append(t - middle > 1 if mad == 0 else 0.6745 * (t - middle) / mad > threshold)
    return np.array(hot)


@hot_panels.right_answer
def by_the_limit(temperatures, threshold=3.5):
    """The temperature from which a panel is hot, then one comparison."""
    middle = np.median(temperatures)
    mad = np.median(abs(temperatures - middle))
    return temperatures > middle + (threshold * mad / 0.6745 if mad > 0 else 1.0)


@hot_panels.right_answer
def in_single_precision(temperatures, threshold=3.5):
    away = temperatures.astype(np.float32) - np.percentile(temperatures, 50).astype(np.float32)
    mad = np.percentile(np.abs(away), 50).astype(np.float32)
    return np.where(away > 1, np.inf, 0) > 0 if mad == 0 else 0.6745 * away / mad > threshold


def _scored(temperatures, middle=np.median, spread=np.median, factor=0.6745):
    """The score with its parts exchanged; None where the spread is 0."""
    away = temperatures - middle(temperatures)
    size = spread(np.abs(away))
    return None if size == 0 else factor * away / size


def _hot(temperatures, threshold, scores):
    """Above the threshold, or the rule for a MAD of 0 where there are no scores."""
    away = temperatures - np.median(temperatures)
    return away > 1 if scores is None else scores > threshold


@hot_panels.misconception(
    "You measure with mean and standard deviation. A very hot panel moves both and so hides the "
    "next one; the median and the MAD stay where they are."
)
def mean_and_deviation(temperatures, threshold=3.5):
    deviation = temperatures.std()
    away = temperatures - temperatures.mean()
    return away > 1 if deviation == 0 else away / deviation > threshold


@hot_panels.misconception(
    "Cold panels are alarms in yours. `hot_panels` looks at one side only: no absolute value in "
    "the score."
)
def both_sides(temperatures, threshold=3.5):
    scores = _scored(temperatures)
    if scores is None:
        return np.abs(temperatures - np.median(temperatures)) > 1
    return np.abs(scores) > threshold


@hot_panels.misconception(
    "Where the MAD is 0 you divide by it: every panel a hair above the median then scores "
    "infinity. There, hot is what is above the median by more than 1 °C."
)
def divides_by_zero(temperatures, threshold=3.5):
    away = temperatures - np.median(temperatures)
    mad = np.median(np.abs(away))
    with np.errstate(all="ignore"):
        return 0.6745 * away / mad > threshold


@hot_panels.misconception(
    "Where the MAD is 0 you call no panel hot. There, hot is what is above the median by more than "
    "1 °C."
)
def none_where_mad_is_zero(temperatures, threshold=3.5):
    scores = _scored(temperatures)
    return np.zeros(len(temperatures), bool) if scores is None else scores > threshold


@hot_panels.misconception(
    "A panel whose score is the threshold, or that is 1 °C above the median, is not ABOVE it: "
    "compare with >."
)
def at_the_threshold(temperatures, threshold=3.5):
    scores = _scored(temperatures)
    if scores is None:
        return temperatures - np.median(temperatures) >= 1
    return scores >= threshold


@hot_panels.misconception(
    "The factor 0.6745 is missing. It makes the MAD comparable to a standard deviation."
)
def without_the_factor(temperatures, threshold=3.5):
    return _hot(temperatures, threshold, _scored(temperatures, factor=1.0))


@hot_panels.misconception(
    "You divided by 0.6745 where you should multiply: the score is 0.6745 (x − median) / MAD."
)
def divides_by_the_factor(temperatures, threshold=3.5):
    return _hot(temperatures, threshold, _scored(temperatures, factor=1 / 0.6745))


@hot_panels.misconception(
    "Your MAD is the MEAN of the absolute deviations; a hot panel moves it. The M stands for the "
    "median of |x − median|."
)
def mean_absolute_deviation(temperatures, threshold=3.5):
    if _scored(temperatures) is None:
        return _hot(temperatures, threshold, None)
    return _scored(temperatures, spread=np.mean) > threshold


@hot_panels.misconception(
    "You measure from the mean. Hot panels pull it up; measure from the median."
)
def from_the_mean(temperatures, threshold=3.5):
    if _scored(temperatures) is None:
        return _hot(temperatures, threshold, None)
    return _scored(temperatures, middle=np.mean) > threshold


@hot_panels.misconception(
    "You return the numbers of the hot panels. Return one True or False a panel."
)
def returns_indices(temperatures, threshold=3.5):
    return np.flatnonzero(hot_panels.reference(temperatures, threshold))


@hot_panels.misconception(
    "You divide by the standard deviation. A very hot panel blows it up and so hides the next one; "
    "the MAD, the median of |x − median|, stays where it is."
)
def deviation_for_mad(temperatures, threshold=3.5):
    if _scored(temperatures) is None:
        return _hot(temperatures, threshold, None)
    return _scored(temperatures, spread=lambda _: temperatures.std()) > threshold


@hot_panels.misconception(
    "You measure with mean and standard deviation. A very hot panel moves both and so hides the "
    "next one; the median and the MAD stay where they are."
)
def mean_and_deviation_with_rule(temperatures, threshold=3.5):
    if _scored(temperatures) is None:
        return _hot(temperatures, threshold, None)
    return (temperatures - temperatures.mean()) / temperatures.std() > threshold


@hot_panels.misconception(
    "Only the MAD is taken from the median; you measure the distance of a panel from the mean. Hot "
    "panels pull it up; measure from the median."
)
def distance_from_the_mean(temperatures, threshold=3.5):
    mad = np.median(np.abs(temperatures - np.median(temperatures)))
    if mad == 0:
        return _hot(temperatures, threshold, None)
    return 0.6745 * (temperatures - temperatures.mean()) / mad > threshold


@hot_panels.misconception(
    "Cold panels are alarms in your score. `hot_panels` looks at one side only: no absolute value "
    "in the score."
)
def both_sides_in_the_score(temperatures, threshold=3.5):
    scores = _scored(temperatures)
    return _hot(temperatures, threshold, None if scores is None else np.abs(scores))


@hot_panels.misconception(
    "Where the MAD is 0, cold panels are alarms in yours. Hot is what is ABOVE the median by more "
    "than 1 °C."
)
def both_sides_where_mad_is_zero(temperatures, threshold=3.5):
    scores = _scored(temperatures)
    if scores is None:
        return np.abs(temperatures - np.median(temperatures)) > 1
    return scores > threshold


@hot_panels.misconception(
    "A panel whose score is exactly the threshold is not ABOVE it: compare with >."
)
def score_at_the_threshold(temperatures, threshold=3.5):
    scores = _scored(temperatures)
    return _hot(temperatures, threshold, None) if scores is None else scores >= threshold


@hot_panels.misconception(
    "Where the MAD is 0, a panel that is exactly 1 °C above the median is not hot: MORE than 1 °C."
)
def one_degree_is_enough(temperatures, threshold=3.5):
    scores = _scored(temperatures)
    if scores is None:
        return temperatures - np.median(temperatures) >= 1
    return scores > threshold


@hot_panels.misconception(
    "Where the MAD is 0 you still compare with the threshold. There the limit is 1 °C above the "
    "median, whatever the threshold."
)
def threshold_where_mad_is_zero(temperatures, threshold=3.5):
    scores = _scored(temperatures)
    return (temperatures - np.median(temperatures) if scores is None else scores) > threshold


@hot_panels.misconception(
    "You compare degrees above the median with the threshold. The threshold is for the score, "
    "which is divided by the MAD."
)
def degrees_for_scores(temperatures, threshold=3.5):
    if _scored(temperatures) is None:
        return _hot(temperatures, threshold, None)
    return temperatures - np.median(temperatures) > threshold


@hot_panels.misconception(
    "Your threshold is always 3.5. That is what it is if none is given; use the parameter."
)
def threshold_not_used(temperatures, threshold=3.5):
    return hot_panels.reference(temperatures)


@hot_panels.misconception(
    "Your MAD is 0 always: the median of x − median, signs and all. It is the median of the "
    "ABSOLUTE deviations."
)
def deviations_with_sign(temperatures, threshold=3.5):
    return temperatures - np.median(temperatures) > 1


@hot_panels.misconception(
    "With an even number of panels the median is the average of the two in the middle; you take "
    "the upper one. `np.median` does it right."
)
def upper_median(temperatures, threshold=3.5):
    def upper(values):
        return np.sort(values)[len(values) // 2]

    scores = _scored(temperatures, middle=upper, spread=upper)
    return temperatures - upper(temperatures) > 1 if scores is None else scores > threshold


@hot_panels.misconception(
    "You call the cold panels. Hot is what lies ABOVE the median: the score without a minus."
)
def cold_ones(temperatures, threshold=3.5):
    return hot_panels.reference(-temperatures, threshold)


@hot_panels.misconception(
    "You return scores or numbers. Return one True or False a panel, dtype bool."
)
def zeros_and_ones(temperatures, threshold=3.5):
    return hot_panels.reference(temperatures, threshold).astype(int)
