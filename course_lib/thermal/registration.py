"""How frames lie to each other: phase correlation, and what is needed on a field of equal panels.

A farm repeats itself, so that the correlation has a peak at every panel's width. `estimate_shift`
takes the strongest peaks as candidates only, and lets the overlapping pixels decide. In noise the
shift may not be among the strongest peaks of a phase correlation; a second, blunter correlation
adds its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import ndimage

from course_lib.thermal.arguments import check_image, check_number
from course_lib.thermal.correlation import overlap_correlation, phase_correlation
from course_lib.thermal.gradient import edges
from course_lib.thermal.panels import warm_mask

CANDIDATES = 10  # peaks of each correlation that are looked at
ROUNDS = 20  # of weighing the measured shifts
DETAIL = 1.5  # degrees C from the median at most, so that one hot cell does not outweigh the rest


def estimate_shift(a: ArrayLike, b: ArrayLike, *, min_overlap: float = 0.25) -> tuple[int, int]:
    """The shift (dy, dx) with b[r + dy, c + dx] = a[r, c], by phase correlation.

    The cross-power spectrum is divided by its magnitude, so that its inverse transform has a sharp
    peak at the shift (Kuglin and Hines 1975). The transform is periodic: a peak at dy may as well
    mean dy - H. The strongest peaks of the normalised cross-correlation of what overlaps (Padfield
    2012) are candidates too. Each is tried on the pixels that would overlap.

    Parameters
    ----------
    a, b : (H, W), equal shapes; NaN means no value.
    min_overlap : least share of the frame that both must show, more than 0 and at most 1.

    Returns
    -------
    (dy, dx), signed whole pixels.

    Raises
    ------
    TypeError, ValueError
        When an argument is not what is said above, or a frame has one value only.
    """
    first, second = check_image(a, "a"), check_image(b, "b")
    if first.shape != second.shape:
        raise ValueError(f"a and b must have one shape, got {first.shape} and {second.shape}")
    least = check_number(min_overlap, "min_overlap", 1e-6, 1)
    return _best_shift(first, second, least)


def _best_shift(a: NDArray[np.float64], b: NDArray[np.float64], least: float) -> tuple[int, int]:
    """The shift after which the overlapping pixels are most alike.

    They are compared twice, as they are and by what is calm.
    """
    for name, frame in (("a", a), ("b", b)):
        values = frame[~np.isnan(frame)]
        if values.size == 0 or values.min() == values.max():
            raise ValueError(f"{name} must show something, got one value everywhere")
    shifts = list(_candidates(a, b, least))
    ours, theirs = _calm(a), _calm(b)
    scores = []
    for shift in shifts:
        inside = _agreement(ours, theirs, shift, least)
        # Frames may have nothing calm in common; then edges alone decide.
        scores.append(_agreement(a, b, shift, least) + (inside if inside > -np.inf else 0))
    best = int(np.argmax(scores))
    if scores[best] == -np.inf:
        raise ValueError("a and b must overlap enough to tell their shift, got no such place")
    return shifts[best]


def _candidates(
    a: NDArray[np.float64], b: NDArray[np.float64], least: float
) -> Iterator[tuple[int, int]]:
    """Shifts at the strongest peaks; one of the phase correlation has the four that it may mean."""
    height, width = a.shape
    for dy, dx in _peaks(phase_correlation(a, b)):
        yield from ((y, x) for y in (dy, dy - height) for x in (dx, dx - width))
    surface = overlap_correlation(a, b, least)
    for dy, dx in _peaks(surface):
        yield (
            dy if dy < height else dy - surface.shape[0],
            dx if dx < width else dx - surface.shape[1],
        )


def _peaks(surface: NDArray[np.float64]) -> Iterator[tuple[int, int]]:
    """Places of the highest local maxima, in no order."""
    peaks = np.where(surface == ndimage.maximum_filter(surface, 3, mode="wrap"), surface, -np.inf)
    count = min(CANDIDATES, surface.size)
    for index in np.argpartition(peaks.ravel(), -count)[-count:]:
        yield divmod(int(index), surface.shape[1])


def _calm(frame: NDArray[np.float64]) -> NDArray[np.float64]:
    """What does not repeat itself: no value at edges, the rest averaged over about three pixels.

    After a lens has been straightened, edges differ most, and they look the same one panel farther.
    What is left of the noise would hide how much panels differ.
    """
    _, calm = edges(frame)
    weight = ndimage.gaussian_filter(calm.astype(float), 1)
    total = ndimage.gaussian_filter(np.where(calm, frame, 0), 1)
    return np.divide(total, weight, out=np.full(frame.shape, np.nan), where=calm)


def _agreement(
    a: NDArray[np.float64], b: NDArray[np.float64], shift: tuple[int, int], least: float
) -> float:
    """How alike a and b are where they overlap after the shift: at most 1, -inf if that is little.

    Roots of differences are averaged, not squares: the many small differences inside the panels
    know better than the few large ones.
    """
    dy, dx = shift
    height, width = a.shape
    if max(height - abs(dy), 0) * max(width - abs(dx), 0) < least * a.size:
        return -np.inf
    ours = a[max(-dy, 0) : height - max(dy, 0), max(-dx, 0) : width - max(dx, 0)]
    theirs = b[max(dy, 0) : height + min(dy, 0), max(dx, 0) : width + min(dx, 0)]
    both = ~(np.isnan(ours) | np.isnan(theirs))
    x, y = ours[both], theirs[both]
    if x.size < 2:
        return -np.inf
    x, y = x - np.median(x), y - np.median(y)
    spread = np.sqrt(np.abs(x)).mean()
    return float(1 - np.sqrt(np.abs(x - y)).mean() / spread) if spread > 0 else -np.inf


def panel_detail(frame: ArrayLike) -> NDArray[np.float64]:
    """What a frame shows that does not repeat itself: the small differences inside the panels.

    All panels have one shape, so that their rims fit as well one panel farther. The warmth of a
    single module, its cells and its spots are there once. With nothing but them left, the highest
    peak of a phase correlation is the shift.

    Parameters
    ----------
    frame : (H, W) in degrees C; NaN means no value.

    Returns
    -------
    (H, W) float64, degrees C above the median of the panels' pixels, at most 1.5 away from 0; 0
    outside the panels, on their rims and where there is no value.

    Raises
    ------
    TypeError, ValueError
        When `frame` is not what is said above.
    """
    picture = check_image(frame, "frame")
    inside = ndimage.binary_erosion(warm_mask(picture), np.ones((3, 3)))
    if not inside.any():
        return np.zeros(picture.shape)
    away = np.clip(picture - np.median(picture[inside]), -DETAIL, DETAIL)
    return np.where(inside, away, 0.0)


def locate_frames(
    frames: Sequence[ArrayLike],
    *,
    min_overlap: float = 0.25,
    estimate: Callable[[NDArray[np.float64], NDArray[np.float64]], ArrayLike] | None = None,
) -> NDArray[np.int64]:
    """Where each frame's top left pixel lies, from the frames alone.

    Frames are in the order of the flight: each overlaps the one before. That chain shows which
    others overlap too; their shifts are measured as well, and one answer is made of all, by least
    absolute differences, so that a few wrong shifts do not move it.

    Parameters
    ----------
    frames : F undistorted (H, W) pictures of one shape; NaN means no value.
    min_overlap : least share that two consecutive frames both show.
    estimate : what measures a shift (dy, dx) of two frames instead of `estimate_shift`. It gets
        their `panel_detail`, and only frames that are less than half a frame apart.

    Returns
    -------
    (F, 2) int64, (row, column), the least row and the least column being 0.

    Raises
    ------
    TypeError, ValueError
        When an argument is not what is said above.
    """
    pictures = [check_image(frame, f"frames[{i}]") for i, frame in enumerate(frames)]
    if not pictures:
        raise ValueError("frames must hold at least one frame, got none")
    if len({picture.shape for picture in pictures}) > 1:
        sizes = sorted({picture.shape for picture in pictures})
        raise ValueError(f"frames must all have one shape, got {sizes[0]} and {sizes[1]}")
    least = check_number(min_overlap, "min_overlap", 1e-6, 1)
    if estimate is None:
        seen = pictures

        def measure(a: NDArray[np.float64], b: NDArray[np.float64]) -> ArrayLike:
            return _best_shift(a, b, least)
    else:
        seen, measure = [panel_detail(picture) for picture in pictures], estimate
    pairs = {}
    places = np.zeros((len(pictures), 2))
    for i in range(1, len(pictures)):
        pairs[i - 1, i] = np.array(measure(seen[i - 1], seen[i]))
        places[i] = places[i - 1] - pairs[i - 1, i]
    size = np.array(pictures[0].shape)
    for i in range(len(pictures)):
        for j in range(i + 2, len(pictures)):
            apart = np.abs(places[i] - places[j])
            shared = np.maximum(size - apart, 0).prod() / size.prod()
            if shared > max(0.4, least) and (estimate is None or (2 * apart < size).all()):
                pairs[i, j] = np.array(measure(seen[i], seen[j]))
    whole = np.round(_agree(places, pairs)).astype(np.int64)
    return whole - whole.min(axis=0)


def _agree(
    start: NDArray[np.float64], pairs: dict[tuple[int, int], NDArray[np.int64]]
) -> NDArray[np.float64]:
    """Places whose differences fit the measured shifts best, in the sum of their distances.

    Least squares, repeated: each shift weighs as much as one over its distance in the last round.
    """
    if not pairs:
        return start
    ends = np.array(list(pairs))
    rows = np.arange(len(ends))
    differences = np.zeros((len(ends), len(start)))
    differences[rows, ends[:, 0]], differences[rows, ends[:, 1]] = 1, -1
    measured = np.array(list(pairs.values()))
    places = start
    for _ in range(ROUNDS):
        left = measured - differences @ places
        weight = 1 / np.sqrt(np.maximum(np.hypot(*left.T), 0.5))[:, None]
        places = places + np.linalg.lstsq(differences * weight, left * weight, rcond=None)[0]
    return places
