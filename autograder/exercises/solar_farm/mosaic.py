"""Many frames to one picture: stitch."""

from __future__ import annotations

import numpy as np

from autograder.exercise import exercise
from autograder.exercises.solar_farm.common import FORBID, uneven


@exercise(
    points=3,
    minutes=25,
    returns=["mosaic"],
    forbid=FORBID,
    groups={"lays and averages": 3.0, "begins at the least shift": 1.0, "holes in frames": 1.0},
)
def stitch(frames, shifts):
    shifts = shifts - shifts.min(axis=0)
    height, width = frames.shape[1:]
    total = np.zeros(shifts.max(axis=0) + (height, width))
    count = np.zeros(total.shape)
    for frame, (row, column) in zip(frames, shifts, strict=True):
        seen = ~np.isnan(frame)
        total[row : row + height, column : column + width][seen] += frame[seen]
        count[row : row + height, column : column + width][seen] += 1
    mosaic = np.full(total.shape, np.nan)
    mosaic[count > 0] = total[count > 0] / count[count > 0]
    return mosaic


def _frames(*values):
    """Frames of 3 x 4 pixels, each of one temperature."""
    return np.array([np.full((3, 4), float(value)) for value in values])


@stitch.case("two frames side by side")
def _():
    return dict(frames=_frames(30, 20), shifts=np.array([[0, 0], [0, 2]]))


@stitch.case("three frames on top of each other, the last on top")
def _():
    return dict(frames=_frames(12, 36, 18), shifts=np.array([[2, 0], [1, 0], [0, 0]]))


@stitch.case("two frames, the overlap is their average")
def _():
    return dict(frames=_frames(20, 30), shifts=np.array([[0, 0], [1, 2]]))


@stitch.case("three frames, all three overlap")
def _():
    return dict(frames=_frames(12, 18, 36), shifts=np.array([[0, 0], [0, 2], [1, 1]]))


@stitch.case("two frames that do not touch")
def _():
    frames = uneven(6, 4).reshape(2, 3, 4) + 20.0
    return dict(frames=frames, shifts=np.array([[2, 0], [0, 5]]))


@stitch.case("frames in another order than they lie in")
def _():
    frames = uneven(9, 4).reshape(3, 3, 4) + 20.0
    return dict(frames=frames, shifts=np.array([[2, 1], [0, 3], [1, 0]]))


@stitch.case("shifts below 0", group="begins at the least shift")
def _():
    return dict(frames=_frames(20, 30, 50), shifts=np.array([[0, 0], [-1, 2], [1, -2]]))


@stitch.case("shifts that begin at (4, 6)", group="begins at the least shift")
def _():
    return dict(frames=_frames(20, 30), shifts=np.array([[4, 8], [5, 6]]))


@stitch.case("a hole where the other frame sees", group="holes in frames")
def _():
    frames = _frames(20, 30)
    frames[0, 1:, 3] = np.nan
    frames[1, 2, 2] = np.nan
    return dict(frames=frames, shifts=np.array([[0, 0], [0, 2]]))


@stitch.case("frost: 0 °C is a value, and so is an average of 0", group="holes in frames")
def _():
    frames = _frames(0, 8, -8)
    frames[0, 0] = np.nan
    return dict(frames=frames, shifts=np.array([[0, 0], [0, 2], [2, 3]]))


@stitch.case("a random flight", hidden=True)
def _(rng):
    frames, shifts = rng.uniform(20, 50, (5, 6, 8)), rng.integers(0, 9, (5, 2))
    shifts[rng.permutation(5)[:2]] = [[0, 3], [2, 0]]
    return dict(frames=frames, shifts=shifts)


@stitch.case("a random line of frames", group="begins at the least shift", hidden=True)
def _(rng):
    shifts = np.stack([rng.integers(-3, 4, 6), 4 * np.arange(6) - 9], axis=1)
    return dict(frames=rng.uniform(20, 50, (6, 5, 7)), shifts=shifts)


@stitch.case("random holes", group="holes in frames", hidden=True)
def _(rng):
    frames = rng.uniform(20, 50, (4, 6, 7))
    frames[rng.random(frames.shape) < 0.2] = np.nan
    return dict(frames=frames, shifts=np.array([[0, 0], [2, 3], [3, 1], [1, 4]]))


@stitch.case("random frost", group="holes in frames", hidden=True)
def _(rng):
    frames = rng.integers(-2, 3, (4, 5, 6)).astype(float)
    frames[rng.random(frames.shape) < 0.1] = np.nan
    return dict(frames=frames, shifts=np.array([[0, 2], [1, 0], [3, 3], [2, 1]]))


@stitch.right_answer
def by_nanmean(frames, shifts):
    """A layer a frame, NaN around it, and the mean over the layers."""
    import warnings

    rows, columns = (shifts - shifts.min(axis=0)).T
    height, width = frames.shape[1:]
    layers = np.full((len(frames), rows.max() + height, columns.max() + width), np.nan)
    for layer, frame, row, column in zip(layers, frames, rows, columns, strict=True):
        layer[row : row + height, column : column + width] = frame
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return np.nanmean(layers, axis=0)


@stitch.right_answer
def pixel_by_pixel(frames, shifts):
    values = {}
    for frame, (row, column) in zip(frames.tolist(), shifts.tolist(), strict=True):
        for r, line in enumerate(frame):
            for c, value in enumerate(line):
                values.setdefault((row + r, column + c), []).append(value)
    top, left = min(r for r, _ in values), min(c for _, c in values)
    mosaic = np.full((max(r for r, _ in values) - top + 1, max(c for _, c in values) - left + 1),
                     np.nan)  # fmt: skip
    for (r, c), found in values.items():
        seen = [value for value in found if value == value]
        if seen:
            mosaic[r - top, c - left] = sum(seen) / len(seen)
    return mosaic


@stitch.right_answer
def running_mean(frames, shifts):
    corners = shifts - shifts.min(axis=0)
    height, width = frames.shape[1:]
    mosaic = np.full(corners.max(axis=0) + frames.shape[1:], np.nan)
    count = np.zeros(mosaic.shape)
    for frame, (row, column) in zip(frames, corners, strict=True):
        window = np.s_[row : row + height, column : column + width]
        old, seen = np.nan_to_num(mosaic[window]), ~np.isnan(frame)
        count[window] += seen
        new = old + (frame - old) / np.maximum(count[window], 1)
        mosaic[window] = np.where(seen, new, mosaic[window])
    return mosaic


def _sums(frames, shifts, begin=None):
    """Sums and counts, the holes counting as nothing; both begin at the least shift."""
    corners = shifts - (shifts.min(axis=0) if begin is None else begin)
    height, width = frames.shape[1:]
    total = np.zeros(corners.max(axis=0) + frames.shape[1:])
    count = np.zeros(total.shape)
    for frame, (row, column) in zip(frames, corners, strict=True):
        total[row : row + height, column : column + width] += np.nan_to_num(frame)
        count[row : row + height, column : column + width] += ~np.isnan(frame)
    return total, count


def _laid(frames, shifts, mix):
    """Frame after frame laid into the mosaic by `mix(old, new)`."""
    corners = shifts - shifts.min(axis=0)
    height, width = frames.shape[1:]
    mosaic = np.full(corners.max(axis=0) + frames.shape[1:], np.nan)
    for frame, (row, column) in zip(frames, corners, strict=True):
        window = mosaic[row : row + height, column : column + width]
        window[:] = mix(window, frame)
    return mosaic


@stitch.misconception(
    "The last frame wins where frames overlap. Average all that were laid there: keep a sum and a "
    "count for each pixel."
)
def last_frame_wins(frames, shifts):
    return _laid(frames, shifts, lambda old, new: new)


@stitch.misconception(
    "The first frame wins where frames overlap. Average all that were laid there: keep a sum and "
    "a count for each pixel."
)
def first_frame_wins(frames, shifts):
    return _laid(frames, shifts, lambda old, new: np.where(np.isnan(old), new, old))


@stitch.misconception(
    "You average each frame with what is there already. Where three frames overlap the last then "
    "counts a half and the others a quarter: divide the sum once, at the end."
)
def halves_again_and_again(frames, shifts):
    def mix(old, new):
        both = np.where(np.isnan(old), new, (old + new) / 2)
        return np.where(np.isnan(new), old, both)

    return _laid(frames, shifts, mix)


@stitch.misconception(
    "You divide by the number of frames everywhere, so the edges, which few frames see, come out "
    "cold. Divide by how many frames saw the pixel."
)
def divided_by_all_frames(frames, shifts):
    total, count = _sums(frames, shifts)
    return np.where(count > 0, total / len(frames), np.nan)


@stitch.misconception("Overlaps are added up. Divide by how many frames saw the pixel.")
def added_up(frames, shifts):
    total, count = _sums(frames, shifts)
    return np.where(count > 0, total, np.nan)


@stitch.misconception(
    "Where no frame lies you give 0, and 0 °C is a temperature. Nothing was seen there: NaN."
)
def zero_where_nothing(frames, shifts):
    return np.nan_to_num(stitch.reference(frames, shifts))


@stitch.misconception("A shift is (row, column); you took it for (column, row).")
def rows_for_columns(frames, shifts):
    return stitch.reference(frames, shifts[:, ::-1])


@stitch.misconception(
    "Your mosaic begins at (0, 0). It begins at the least row and the least column of all shifts; "
    "subtract them first."
)
def begins_at_zero(frames, shifts):
    total, count = _sums(frames, shifts, begin=0)
    return np.divide(total, count, out=np.full(total.shape, np.nan), where=count > 0)


@stitch.misconception(
    "A hole in one frame makes a hole in the mosaic: NaN plus a number is NaN. There the other "
    "frames alone count."
)
def holes_spread(frames, shifts):
    count = _sums(np.zeros(frames.shape), shifts)[1]
    places, _ = _sums(np.isnan(frames).astype(float), shifts)
    total, _ = _sums(frames, shifts)
    return np.where((places > 0) | (count == 0), np.nan, total / np.maximum(count, 1))


@stitch.misconception(
    "A hole counts as 0 °C in your average. Leave it out of the sum AND out of the count."
)
def holes_are_counted(frames, shifts):
    return stitch.reference(np.nan_to_num(frames), shifts)


@stitch.misconception(
    "The warmest frame wins where frames overlap. Average all that were laid there: keep a sum and "
    "a count for each pixel."
)
def warmest_wins(frames, shifts):
    return _laid(frames, shifts, np.fmax)


@stitch.misconception(
    "You take the MEDIAN of the frames that overlap. Asked for is their average, the mean."
)
def median_for_mean(frames, shifts):
    return _over_layers(np.nanmedian, frames, shifts)


@stitch.misconception(
    "The mosaic has values only where ALL frames lie: NaN plus a number is NaN. Average what is "
    "not NaN, as `np.nanmean` does."
)
def mean_of_all_layers(frames, shifts):
    return _over_layers(np.mean, frames, shifts)


def _over_layers(statistic, frames, shifts):
    """A statistic over layers, one a frame, with NaN around the frame."""
    corners = shifts - shifts.min(axis=0)
    height, width = frames.shape[1:]
    layers = np.full((len(frames), *(corners.max(axis=0) + frames.shape[1:])), np.nan)
    for layer, frame, (row, column) in zip(layers, frames, corners, strict=True):
        layer[row : row + height, column : column + width] = frame
    return statistic(layers, axis=0)


@stitch.misconception(
    "You take 0 °C for no value. In frost it is a temperature like any other: ask np.isnan, and "
    "count the frames."
)
def zero_is_no_value(frames, shifts):
    return stitch.reference(np.where(frames == 0, np.nan, frames), shifts)


@stitch.misconception(
    "You take a sum of 0 °C for a pixel that no frame saw. In frost sums may be 0: ask the count."
)
def sum_of_zero_is_nothing(frames, shifts):
    mosaic = stitch.reference(frames, shifts)
    return np.where(mosaic == 0, np.nan, mosaic)


@stitch.misconception(
    "Your mosaic begins at the first frame's corner. Another frame may begin further up or left: "
    "subtract the least row and the least column of ALL shifts."
)
def first_frame_is_the_origin(frames, shifts):
    total, count = _sums(frames, shifts, begin=shifts[0])
    return np.divide(total, count, out=np.full(total.shape, np.nan), where=count > 0)


@stitch.misconception(
    "You subtract one number from rows and columns. Each has its own least: `shifts.min(axis=0)`."
)
def one_least_for_both(frames, shifts):
    total, count = _sums(frames, shifts, begin=shifts.min())
    return np.divide(total, count, out=np.full(total.shape, np.nan), where=count > 0)


@stitch.misconception(
    "You subtract the least shift only where it is below 0. The mosaic begins at the least row and "
    "column, above 0 as well."
)
def only_below_zero(frames, shifts):
    total, count = _sums(frames, shifts, begin=np.minimum(shifts.min(axis=0), 0))
    return np.divide(total, count, out=np.full(total.shape, np.nan), where=count > 0)


@stitch.misconception(
    "Your mosaic has the right size, but the frames lie where `shifts` say and not where they lie "
    "in the mosaic: subtract the least row and the least column from all shifts first."
)
def corners_not_moved(frames, shifts):
    height, width = frames.shape[1:]
    return _placed(frames, shifts, np.ptp(shifts, axis=0) + (height, width))


@stitch.misconception(
    "Your mosaic begins at (0, 0), and what begins further up or left comes out at the other end: "
    "a negative index counts from there. Subtract the least row and the least column first."
)
def negative_indices(frames, shifts):
    height, width = frames.shape[1:]
    return _placed(frames, shifts, shifts.max(axis=0) + (height, width))


def _placed(frames, shifts, size):
    """Pixel after pixel at its place in a mosaic of a given size, whatever the index."""
    rows, columns = np.indices(frames.shape[1:])
    places = rows + shifts[:, 0, None, None], columns + shifts[:, 1, None, None]
    total, count = np.zeros(size), np.zeros(size)
    np.add.at(total, places, np.nan_to_num(frames))
    np.add.at(count, places, ~np.isnan(frames))
    return np.divide(total, count, out=np.full(total.shape, np.nan), where=count > 0)
