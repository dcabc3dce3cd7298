"""How far one frame lies from the other: estimate_shift."""

from __future__ import annotations

import numpy as np
from scipy import fft

from autograder.exercise import exercise
from autograder.exercises.solar_farm.common import FORBID, uneven


@exercise(
    points=3,
    minutes=30,
    returns=["dy", "dx"],
    forbid=[*FORBID, "skimage.registration"],
    groups={"the shift": 3.0, "frequencies without power": 1.0},
)
def estimate_shift(a, b):
    cross = np.fft.fft2(b) * np.conj(np.fft.fft2(a))
    power = np.abs(cross)
    phase = np.divide(cross, power, out=np.zeros_like(cross), where=power > 1e-9)
    surface = np.fft.ifft2(phase).real
    dy, dx = np.unravel_index(np.argmax(surface), surface.shape)
    return signed(dy, a.shape[0]), signed(dx, a.shape[1])


def signed(peak, size):
    """The transform is periodic: a peak beyond the half is a negative shift."""
    return int(peak - size if peak > size // 2 else peak)


def _spots(height, width, *spots):
    """Warm cells (row, column, degrees above what is around them)."""
    frame = np.zeros((height, width))
    for row, column, value in spots:
        frame[row, column] = value
    return frame


_CELLS = _spots(7, 9, (2, 3, 9), (2, 4, 4), (3, 4, 7), (4, 3, 2), (3, 6, 5))


@estimate_shift.case("warm cells, 2 rows down and 1 column to the right")
def _():
    return dict(a=_CELLS, b=np.roll(_CELLS, (2, 1), (0, 1)))


@estimate_shift.case("warm cells, 2 rows up and 1 column to the left")
def _():
    return dict(a=np.roll(_CELLS, (2, 1), (0, 1)), b=_CELLS)


@estimate_shift.case("a wide frame, 1 row down and 3 columns to the right")
def _():
    cells = _spots(6, 10, (2, 3, 9), (3, 4, 4), (1, 5, 7), (3, 6, 2))
    return dict(a=cells, b=np.roll(cells, (1, 3), (0, 1)))


@estimate_shift.case("the same frame twice")
def _():
    return dict(a=_CELLS, b=_CELLS.copy())


@estimate_shift.case("7 of 15 rows down, not 8 up")
def _():
    row = _spots(15, 18, (3, 4, 9), (3, 5, 4), (3, 8, 7), (3, 9, 2), (3, 13, 5))
    return dict(a=row, b=np.roll(row, (7, 1), (0, 1)))


@estimate_shift.case("8 of 17 columns to the right, not 9 to the left")
def _():
    column = _spots(16, 17, (3, 4, 9), (5, 4, 4), (6, 4, 7), (8, 4, 2), (11, 4, 5))
    return dict(a=column, b=np.roll(column, (1, 8), (0, 1)))


def pair(scene, height, width, dy, dx):
    """Two frames cut from the middle of a scene, b[r + dy, c + dx] = a[r, c] where they overlap."""
    top, left = (scene.shape[0] - height) // 2, (scene.shape[1] - width) // 2
    a = scene[top : top + height, left : left + width]
    b = scene[top - dy : top - dy + height, left - dx : left - dx + width]
    return dict(a=a.copy(), b=b.copy())


@estimate_shift.case("frames of a bank that is warm on the right: it is the same in both")
def _():
    scene = 27 + uneven(24, 30) / 4 + np.arange(30) / 2
    return pair(scene, 16, 20, 3, -4)


@estimate_shift.case("cells of 2 x 2 pixels", group="frequencies without power")
def _():
    cells = np.zeros((8, 8))
    cells[2:4, 2:4], cells[4:6, 2:4], cells[2:4, 4:6] = 9, 3, 1
    return dict(a=cells, b=np.roll(cells, (1, 2), (0, 1)))


def _shift(rng, most):
    """A shift up to `most` in each direction, not 0 in the columns."""
    return int(rng.integers(-most, most + 1)), int(rng.choice([-1, 1]) * rng.integers(2, most + 1))


@estimate_shift.case("random frames", hidden=True)
def _(rng):
    return pair(20 + rng.uniform(0, 12, (28, 34)), 20, 26, *_shift(rng, 4))


@estimate_shift.case("random frames of a warm bank", hidden=True)
def _(rng):
    scene = 20 + rng.uniform(0, 12, (34, 30)) + 2 * np.arange(30)
    return pair(scene, 26, 22, *_shift(rng, 4))


@estimate_shift.case("random cells", group="frequencies without power", hidden=True)
def _(rng):
    cells = np.kron(rng.integers(20, 33, (12, 16)), np.ones((2, 2)))
    return dict(a=cells, b=np.roll(cells, _shift(rng, 3), (0, 1)))


@estimate_shift.right_answer
def half_the_spectrum(a, b):
    """The transform of real numbers, the mean taken away first."""
    cross = fft.rfft2(b - b.mean()) * fft.rfft2(a - a.mean()).conj()
    surface = fft.irfft2(cross / (np.abs(cross) + 1e-9), s=a.shape)
    best = np.argwhere(surface == surface.max())[0]
    size = np.array(a.shape)
    dy, dx = np.where(best > size / 2, best - size, best)
    return dy, dx


@estimate_shift.right_answer
def peak_in_the_middle(a, b):
    """fftshift puts the shift 0 in the middle of the surface; conj on the other one, and back."""
    cross = np.fft.fft2(a) * np.fft.fft2(b).conj()
    cross[np.abs(cross) < 1e-6] = 1e-6
    surface = np.fft.fftshift(np.abs(np.fft.ifft2(cross / np.abs(cross))))
    row, column = divmod(int(surface.argmax()), a.shape[1])
    return a.shape[0] // 2 - row, a.shape[1] // 2 - column


@estimate_shift.right_answer
def with_a_window(a, b):
    """Faded at the rim, as is usual where the frames' edges disturb."""
    window = np.outer(np.hanning(a.shape[0]), np.hanning(a.shape[1]))
    cross = np.fft.fft2((b - b.mean()) * window) * np.conj(np.fft.fft2((a - a.mean()) * window))
    surface = np.fft.ifft2(cross / (np.abs(cross) + 1e-12)).real
    dy, dx = (int(v) for v in np.unravel_index(surface.argmax(), surface.shape))
    return (dy + a.shape[0] // 2) % a.shape[0] - a.shape[0] // 2, signed(dx, a.shape[1])


@estimate_shift.right_answer
def every_shift_tried(a, b):
    """Without a transform: how alike are the frames where they overlap?"""
    height, width = a.shape
    best, found = -np.inf, (0, 0)
    for dy in range(-(height // 2) + 1, height // 2 + 1):
        for dx in range(-(width // 2) + 1, width // 2 + 1):
            x = a[max(-dy, 0) : height - max(dy, 0), max(-dx, 0) : width - max(dx, 0)]
            y = b[max(dy, 0) : height + min(dy, 0), max(dx, 0) : width + min(dx, 0)]
            x, y = x - x.mean(), y - y.mean()
            size = np.sqrt((x**2).sum() * (y**2).sum())
            if size > 1e-9 and (x * y).sum() / size > best + 1e-9:
                best, found = (x * y).sum() / size, (dy, dx)
    return found


def _peak(cross):
    surface = np.fft.ifft2(cross).real
    return np.unravel_index(np.argmax(surface), surface.shape)


def _phase(cross):
    return cross / (np.abs(cross) + 1e-9)


def _cross(a, b):
    return np.fft.fft2(b) * np.conj(np.fft.fft2(a))


@estimate_shift.misconception(
    "You return the place of the peak. The transform is periodic: a peak in the second half of the "
    "rows or columns means a negative shift."
)
def unsigned(a, b):
    dy, dx = _peak(_phase(_cross(a, b)))
    return int(dy), int(dx)


@estimate_shift.misconception("The order is (dy, dx): rows first, as in an array's index.")
def dx_first(a, b):
    return estimate_shift.reference(a, b)[::-1]


@estimate_shift.misconception(
    "The sign is the wrong way round: that is the shift from b to a. b[r + dy, c + dx] = a[r, c], "
    "so the conjugate belongs to the transform of a."
)
def from_b_to_a(a, b):
    return estimate_shift.reference(b, a)


@estimate_shift.misconception(
    "You do not divide by the magnitude. What is strong and smooth in both frames then decides, "
    "the warm bank, and not the detail that moved."
)
def not_normalised(a, b):
    dy, dx = _peak(_cross(a, b))
    return signed(dy, a.shape[0]), signed(dx, a.shape[1])


@estimate_shift.misconception(
    "The conjugate is missing. Without it you add the phases of the two frames; their difference "
    "holds the shift."
)
def no_conjugate(a, b):
    dy, dx = _peak(_phase(np.fft.fft2(a) * np.fft.fft2(b)))
    return signed(dy, a.shape[0]), signed(dx, a.shape[1])


@estimate_shift.misconception(
    "Your peak is at [0, 0] whatever the shift. The shift is in the phase: divide the cross power "
    "by its magnitude, keep the complex numbers, and transform them back."
)
def magnitude_kept(a, b):
    dy, dx = _peak(np.abs(_cross(a, b)))
    return signed(dy, a.shape[0]), signed(dx, a.shape[1])


@estimate_shift.misconception(
    "0 / 0 is NaN, and one NaN in the spectrum spreads to the whole surface. Where the magnitude "
    "is 0 there is no phase: leave 0 there, or add a tiny number to the magnitude."
)
def zero_by_zero(a, b):
    cross = _cross(a, b)
    with np.errstate(all="ignore"):
        dy, dx = _peak(cross / np.abs(cross))
    return signed(dy, a.shape[0]), signed(dx, a.shape[1])


@estimate_shift.misconception(
    "Your row and column of the peak are wrong: the place in the flattened surface is "
    "row · (number of COLUMNS) + column."
)
def divided_by_the_height(a, b):
    place = int(np.argmax(np.fft.ifft2(_phase(_cross(a, b))).real))
    dy, dx = divmod(place, a.shape[0])
    return signed(dy, a.shape[0]), signed(dx, a.shape[1])


@estimate_shift.misconception(
    "You count rows and columns from the middle of the surface, but without fftshift the shift 0 "
    "is at its corner, [0, 0]."
)
def from_the_middle(a, b):
    dy, dx = _peak(_phase(_cross(a, b)))
    return int(dy) - a.shape[0] // 2, int(dx) - a.shape[1] // 2


@estimate_shift.misconception(
    "Only one of the two is signed. Rows and columns are both periodic, the rows with the height, "
    "the columns with the width."
)
def rows_signed_only(a, b):
    dy, dx = _peak(_phase(_cross(a, b)))
    return signed(dy, a.shape[0]), int(dx)


@estimate_shift.misconception(
    "You call a peak at exactly the half negative. With an odd number of rows the shift H // 2 is "
    "still a positive one: what is GREATER than half the size is negative."
)
def from_the_half_on(a, b):
    dy, dx = _peak(_phase(_cross(a, b)))
    height, width = a.shape
    return int(dy - height * (dy >= height // 2)), int(dx - width * (dx >= width // 2))


@estimate_shift.misconception(
    "You take the height for both directions. Columns repeat with the width."
)
def height_for_both(a, b):
    dy, dx = _peak(_phase(_cross(a, b)))
    return signed(dy, a.shape[0]), int(dx - a.shape[0] if dx > a.shape[0] // 2 else dx)


@estimate_shift.misconception(
    "You take the width for both directions. Rows repeat with the height."
)
def width_for_both(a, b):
    dy, dx = _peak(_phase(_cross(a, b)))
    return int(dy - a.shape[1] if dy > a.shape[1] // 2 else dy), signed(dx, a.shape[1])


@estimate_shift.misconception(
    "Your columns are signed, your rows are not. Both are periodic: a row beyond H / 2 is a "
    "negative shift too."
)
def columns_signed_only(a, b):
    dy, dx = _peak(_phase(_cross(a, b)))
    return int(dy), signed(dx, a.shape[1])


@estimate_shift.misconception(
    "You give the size of the shift without its sign. A peak beyond the middle is a NEGATIVE "
    "shift: peak − size, not size − peak."
)
def without_sign(a, b):
    dy, dx = estimate_shift.reference(a, b)
    return abs(dy), abs(dx)


@estimate_shift.misconception(
    "Your negative shifts are one off: a peak in the last row, H − 1, is the shift −1. Subtract "
    "the size H, not H − 1."
)
def one_less_than_the_size(a, b):
    return tuple(d + 1 if d < 0 else d for d in estimate_shift.reference(a, b))


@estimate_shift.misconception(
    "With fftshift the shift 0 lies at [H // 2, W // 2]. Yours is one off where a size is odd."
)
def middle_of_even_sizes(a, b):
    dy, dx = estimate_shift.reference(a, b)
    return dy - a.shape[0] % 2, dx - a.shape[1] % 2


@estimate_shift.misconception(
    "You compare the places of the warmest pixels. Noise and what moves into the frame decide "
    "then; phase correlation uses all pixels."
)
def warmest_pixels(a, b):
    (y, x), (v, u) = (np.unravel_index(np.argmax(frame), frame.shape) for frame in (a, b))
    return int(v - y), int(u - x)
