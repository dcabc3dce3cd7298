"""The threshold that parts a histogram best: otsu_threshold."""

from __future__ import annotations

import numpy as np

from autograder.exercise import exercise
from autograder.exercises.tour.common import FORBID


def between_class_variance(gray, t):
    """w0 w1 (mean0 - mean1)² of the classes {≤ t} and {> t}; 0 if one is empty. Otsu 1979, (14)."""
    dark, bright = gray[gray <= t], gray[gray > t]
    if len(dark) == 0 or len(bright) == 0:
        return 0.0
    weights = len(dark) * len(bright) / gray.size**2
    return weights * (dark.mean() - bright.mean()) ** 2


def all_variances(gray):
    """The between-class variance of every t from 0 to 255."""
    return np.array([between_class_variance(gray, t) for t in range(256)])


def one_maximum(draw):
    """The first picture drawn whose best threshold is best by more than rounding can turn."""
    while True:
        gray = draw()
        scores = np.unique(all_variances(gray))
        if scores[-1] - scores[-2] > 1e-6 * scores[-1]:
            return gray


@exercise(
    points=2,
    minutes=25,
    returns=["t"],
    forbid=FORBID,
    groups={"best threshold": 3.0, "empty bins and classes": 1.0},
)
def otsu_threshold(gray):
    best_t, best = 0, 0.0
    for t in range(256):
        score = between_class_variance(gray, t)
        if score > best:
            best_t, best = t, score
    return best_t


def dense(*counts):
    """A row of pixels, counts[i] of level i: no level in between is empty, so nothing ties."""
    return np.repeat(np.arange(len(counts)), counts).astype(np.uint8)[None]


@otsu_threshold.case("twelve levels with two peaks")
def _():
    return dict(gray=dense(4, 9, 14, 9, 5, 2, 1, 3, 6, 8, 4, 2).reshape(1, -1))


@otsu_threshold.case("a large dark class, a small bright one")
def _():
    return dict(gray=dense(30, 41, 25, 12, 8, 5, 3, 2, 2, 1, 3, 5, 4, 1))


@otsu_threshold.case("one far outlier")
def _():
    gray = np.concatenate([dense(10, 14, 17, 21, 22, 18, 12, 9)[0], np.array([255], np.uint8)])
    return dict(gray=gray.reshape(4, 31))


@otsu_threshold.case("two rows of a smooth ramp")
def _():
    ramp = np.arange(256, dtype=np.uint8)
    return dict(gray=np.stack([ramp, np.maximum(ramp, 20)]))


@otsu_threshold.case("level 0 alone is the dark class")
def _():
    return dict(gray=dense(20, 10, 1, 1))


@otsu_threshold.case("level 255 alone is the bright class")
def _():
    return dict(gray=255 - dense(30, 14, 2, 1))


@otsu_threshold.case("a level that very many pixels have")
def _():
    return dict(gray=dense(520, 30, 25, 20, 15, 10, 20, 40, 30, 20, 10))


# Where thresholds tie, the number of pixels is a power of two: the shares are then exact, so that
# equal scores are equal floats however they are summed.


@otsu_threshold.case("two grey levels only", group="empty bins and classes")
def _():
    return dict(gray=np.array([[40, 40, 200, 40], [40, 200, 40, 40]], np.uint8))


@otsu_threshold.case("one grey level only", group="empty bins and classes")
def _():
    return dict(gray=np.full((2, 4), 77, np.uint8))


@otsu_threshold.case("levels far apart", group="empty bins and classes")
def _():
    rows = [[7, 7, 19, 30], [90, 101, 230, 255], [7, 19, 30, 230], [7, 30, 230, 250]]
    return dict(gray=np.array(rows, np.uint8))


@otsu_threshold.case("level 0 alone, the others far off", group="empty bins and classes")
def _():
    return dict(gray=np.array([[0, 0, 0, 180], [200, 0, 190, 0]], np.uint8))


@otsu_threshold.case("random picture with two peaks", hidden=True)
def _(rng):
    def draw():
        dark, bright = rng.normal(60, 14, 900), rng.normal(150, 20, 500)
        values = np.concatenate([np.arange(256), dark, bright])[:1600]
        return np.clip(values, 0, 255).astype(np.uint8).reshape(-1, 8)

    return dict(gray=one_maximum(draw))


@otsu_threshold.case("random picture, few bright pixels", hidden=True)
def _(rng):
    def draw():
        dark, bright = rng.exponential(12, 800), rng.uniform(0, 256, 80)
        values = np.concatenate([np.arange(256), dark, bright])
        return np.clip(values, 0, 255).astype(np.uint8).reshape(-1, 8)

    return dict(gray=one_maximum(draw))


@otsu_threshold.case("random picture, very many pixels of one level", hidden=True)
def _(rng):
    def draw():
        counts = rng.integers(20, 60, 10)
        counts[0] += 492  # in uint8 it would be 0 to 39, and another threshold the best
        return dense(*counts)

    return dict(gray=one_maximum(draw))


@otsu_threshold.case("random levels far apart", group="empty bins and classes", hidden=True)
def _(rng):
    return dict(gray=one_maximum(lambda: (10 * rng.integers(1, 25, (4, 8)) + 3).astype(np.uint8)))


@otsu_threshold.case("random dark and bright end", hidden=True)
def _(rng):
    gray = dense(int(rng.integers(60, 90)), int(rng.integers(30, 40)), 2, 1)
    return dict(gray=np.hstack([gray, gray]) if rng.random() < 0.5 else 255 - gray)


def _first_best(scores):
    return int(np.argmax(scores))


@otsu_threshold.misconception(
    "Your threshold is one too high: the dark class is {≤ t}, t included, not {< t}."
)
def off_by_one(gray):
    best_t, best = 0, 0.0
    for t in range(1, 256):
        score = between_class_variance(gray, t - 1)
        if score > best:
            best_t, best = t, score
    return best_t


@otsu_threshold.misconception(
    "You took the t with the largest variance within the classes. That is the worst: make the "
    "variance between the classes largest."
)
def within_maximised(gray):
    scores = -all_variances(gray)  # within plus between is the same for every t
    levels = np.arange(256)
    scores[(levels < gray.min()) | (levels >= gray.max())] = -np.inf
    return _first_best(scores)


@otsu_threshold.misconception(
    "Your t leaves one class empty, and an empty class scores 0. Is it 0/0? That is NaN, and "
    "np.argmax takes NaN for the largest. Or do you make the variance within the classes largest? "
    "It is the one between them."
)
def nan_wins(gray):
    scores = all_variances(gray)
    levels = np.arange(256)
    scores[(levels < gray.min()) | (levels >= gray.max())] = np.nan
    return _first_best(scores)


@otsu_threshold.misconception(
    "Several thresholds are equally good, and yours is the highest. The lowest wins."
)
def last_on_ties(gray):
    return 255 - int(np.argmax(all_variances(gray)[::-1]))


@otsu_threshold.misconception(
    "Only the distance of the two means counts in yours. Multiply by the weights of both classes, "
    "the shares of pixels in them."
)
def no_weights(gray):
    scores = np.zeros(256)
    for t in range(int(gray.min()), int(gray.max())):
        scores[t] = (gray[gray <= t].mean() - gray[gray > t].mean()) ** 2
    return _first_best(scores)


@otsu_threshold.misconception(
    "The two class variances are added without weights. Weigh each by its share of pixels, or use "
    "the variance between the classes."
)
def unweighted_within(gray):
    scores = np.full(256, np.inf)
    for t in range(int(gray.min()), int(gray.max())):
        scores[t] = gray[gray <= t].var() + gray[gray > t].var()
    return int(np.argmin(scores))


@otsu_threshold.misconception(
    "This is the mean grey level. Try every t from 0 to 255 and keep the one that scores best."
)
def mean_level(gray):
    return int(gray.mean())


@otsu_threshold.misconception(
    "Every grey level counts once in yours. Weigh it by its number of pixels: the histogram."
)
def levels_once(gray):
    return _first_best(all_variances(np.unique(gray)))


@otsu_threshold.misconception(
    "Your counts start again after 255: they are kept in uint8. Count in int64, as "
    "np.bincount does."
)
def counts_in_uint8(gray):
    counts = np.bincount(gray.ravel(), minlength=256) % 256
    return _first_best(all_variances(np.repeat(np.arange(256), counts)))


@otsu_threshold.misconception("You returned the best variance. Return the t that has it.")
def returns_the_variance(gray):
    return float(all_variances(gray).max())


@otsu_threshold.misconception("You returned the mask. Return the threshold, one whole number.")
def returns_the_mask(gray):
    return gray > otsu_threshold.reference(gray)


@otsu_threshold.right_answer
def by_cumulative_sums(gray):
    p = np.bincount(gray.ravel(), minlength=256) / gray.size
    w = np.cumsum(p)
    mean = np.cumsum(p * np.arange(256))
    with np.errstate(all="ignore"):
        scores = (mean[-1] * w - mean) ** 2 / (w * (1 - w))
    # Behind the last level w is 1 up to rounding only.
    scores[~np.isfinite(scores) | (np.arange(256) >= gray.max())] = 0
    return np.argmax(scores)


@otsu_threshold.right_answer
def by_variance_within(gray):
    values = gray.astype(np.float64).ravel()
    best, best_t = np.inf, 0
    for t in range(256):
        classes = values[values <= t], values[values > t]
        within = sum(len(c) * np.var(c) for c in classes if len(c))
        if within < best - 1e-9:
            best, best_t = within, t
    return best_t


@otsu_threshold.right_answer
def in_whole_numbers(gray):
    from fractions import Fraction

    counts = np.bincount(gray.ravel(), minlength=256).tolist()
    total, weighted = sum(counts), sum(i * n for i, n in enumerate(counts))
    below = below_sum = 0
    scores = []
    for level, count in enumerate(counts):
        below, below_sum = below + count, below_sum + level * count
        above = total - below
        gap = below_sum * above - (weighted - below_sum) * below
        scores.append(Fraction(gap * gap, below * above) if below * above else 0)
    return scores.index(max(scores))
