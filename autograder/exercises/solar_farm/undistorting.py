"""A picture freed of what the lens did to it: undistort_image."""

from __future__ import annotations

import numpy as np

from autograder.exercise import exercise
from autograder.exercises.solar_farm.common import FORBID, SILICON, WATER, uneven
from autograder.exercises.solar_farm.lens import distort

_WARPS = [
    "scipy.interpolate",
    "scipy.ndimage.affine_transform",
    "scipy.ndimage.geometric_transform",
    "scipy.ndimage.map_coordinates",
    "skimage.transform",
    "torch.nn.functional.grid_sample",
]


@exercise(
    points=3,
    minutes=30,
    returns=["undistorted"],
    uses=["distort"],
    forbid=FORBID + _WARPS,
    groups={"values between pixels": 2.0, "nothing outside": 1.0},
    judge={"name": "inside"},
)
def undistort_image(image, k1, k2, center, focal):
    height, width = image.shape
    result = np.full((height, width), np.nan)
    for row in range(height):
        for column in range(width):
            place = distort.reference(np.array([[column, row]], float), k1, k2, center, focal)
            x, y = place[0]
            if 0 <= x <= width - 1 and 0 <= y <= height - 1:
                result[row, column] = bilinear(image, y, x)
    return result


def bilinear(image, y, x):
    """The value between four pixels, each weighing as much as the place is near to it."""
    top, left = int(y), int(x)
    bottom, right = min(top + 1, image.shape[0] - 1), min(left + 1, image.shape[1] - 1)
    b, a = y - top, x - left
    upper = (1 - a) * image[top, left] + a * image[top, right]
    lower = (1 - a) * image[bottom, left] + a * image[bottom, right]
    return (1 - b) * upper + b * lower


def _frame(height, width):
    """Two panels side by side on water, with a little difference between all pixels."""
    image = WATER + uneven(height, width) / 4
    image[1:-1, 1 : width // 2] += SILICON - WATER
    image[1:-1, width // 2 + 1 : -1] += SILICON - WATER
    return image


@undistort_image.case("a barrel, as in the drone's camera")
def _():
    return dict(image=_frame(7, 9), k1=-0.2, k2=0.02, center=(4.0, 3.0), focal=6.0)


@undistort_image.case("a ramp: each pixel's value tells its column")
def _():
    image = np.tile(10.0 * np.arange(8), (7, 1))
    return dict(image=image, k1=-0.15, k2=0.0, center=(3.5, 3.0), focal=5.0)


@undistort_image.case("a center that is not in the middle")
def _():
    return dict(image=_frame(8, 8), k1=-0.1, k2=-0.01, center=(2.0, 4.5), focal=6.0)


@undistort_image.case("a lens that bends nothing")
def _():
    return dict(image=_frame(6, 8), k1=0.0, k2=0.0, center=(3.5, 2.5), focal=9.0)


@undistort_image.case("a pincushion: the corners were not seen", group="nothing outside")
def _():
    return dict(image=_frame(10, 12), k1=0.4, k2=0.1, center=(5.5, 4.5), focal=7.0)


@undistort_image.case("a pincushion, most of the upper left was not seen", group="nothing outside")
def _():
    return dict(image=_frame(10, 10), k1=0.25, k2=0.0, center=(7.0, 6.5), focal=6.0)


@undistort_image.case("a random frame, a barrel", hidden=True)
def _(rng):
    image = rng.uniform(20, 50, (18, 23))
    center = (float(rng.uniform(10, 12)), float(rng.uniform(8, 9)))
    return dict(
        image=image, k1=float(rng.uniform(-0.24, -0.16)), k2=0.03, center=center, focal=18.0
    )


@undistort_image.case("a random tall frame, a barrel", hidden=True)
def _(rng):
    image = rng.uniform(20, 50, (25, 14))
    center = (float(rng.uniform(6, 7)), float(rng.uniform(11, 13)))
    return dict(image=image, k1=float(rng.uniform(-0.2, -0.1)), k2=0.02, center=center, focal=17.0)


@undistort_image.case("a random frame, a pincushion", group="nothing outside", hidden=True)
def _(rng):
    image = rng.uniform(20, 50, (20, 24))
    center = (float(rng.uniform(9, 14)), float(rng.uniform(8, 11)))
    return dict(image=image, k1=float(rng.uniform(0.3, 0.5)), k2=0.1, center=center, focal=17.0)


def _sources(image, k1, k2, center, focal):
    """Where each pixel of the result looks, as rows and columns, both (H, W)."""
    y, x = np.mgrid[: image.shape[0], : image.shape[1]]
    points = np.stack([x.ravel(), y.ravel()], axis=1).astype(float)
    places = distort.reference(points, k1, k2, center, focal).reshape(*image.shape, 2)
    return places[..., 1], places[..., 0]


def _sampled(image, rows, columns):
    """Bilinear values, the border's beyond the border."""
    height, width = image.shape
    rows, columns = np.clip(rows, 0, height - 1), np.clip(columns, 0, width - 1)
    top = np.minimum(rows.astype(int), height - 2)
    left = np.minimum(columns.astype(int), width - 2)
    b, a = rows - top, columns - left
    upper = (1 - a) * image[top, left] + a * image[top, left + 1]
    lower = (1 - a) * image[top + 1, left] + a * image[top + 1, left + 1]
    return (1 - b) * upper + b * lower


def _inside(image, rows, columns):
    height, width = image.shape
    return (rows >= 0) & (rows <= height - 1) & (columns >= 0) & (columns <= width - 1)


@undistort_image.right_answer
def all_at_once(image, k1, k2, center, focal):
    rows, columns = _sources(image, k1, k2, center, focal)
    return np.where(_inside(image, rows, columns), _sampled(image, rows, columns), np.nan)


@undistort_image.right_answer
def with_nan_around(image, k1, k2, center, focal):
    height, width = image.shape
    padded = np.pad(image, 1, constant_values=np.nan)
    rows, columns = _sources(image, k1, k2, center, focal)
    rows, columns = np.clip(rows + 1, 0, height), np.clip(columns + 1, 0, width)
    total = np.zeros(image.shape)
    for dy in (0, 1):
        for dx in (0, 1):
            y, x = np.floor(rows).astype(int) + dy, np.floor(columns).astype(int) + dx
            total += padded[y, x] * (1 - np.abs(rows - y)) * (1 - np.abs(columns - x))
    return total


@undistort_image.right_answer
def single_precision(image, k1, k2, center, focal):
    rows, columns = _sources(image, k1, k2, center, focal)
    values = _sampled(image.astype(np.float32), rows.astype(np.float32), columns.astype(np.float32))
    return np.where(_inside(image, rows, columns), values, np.float32(np.nan))


@undistort_image.right_answer
def less_at_the_border(image, k1, k2, center, focal):
    """Looks only where all four neighbours exist; the last row and column stay NaN."""
    rows, columns = _sources(image, k1, k2, center, focal)
    inside = _inside(image, rows, columns)
    inside &= (rows < image.shape[0] - 1) & (columns < image.shape[1] - 1)
    return np.where(inside, _sampled(image, rows, columns), np.nan)


@undistort_image.misconception(
    "You carry each pixel of the picture to its place in the result, which leaves holes and bends "
    "the picture once more. Go backwards: each pixel of the RESULT asks where in the picture its "
    "value is."
)
def forward_mapping(image, k1, k2, center, focal):
    rows, columns = _sources(image, k1, k2, center, focal)
    inside = _inside(image, rows, columns)
    result = np.full(image.shape, np.nan)
    result[np.rint(rows[inside]).astype(int), np.rint(columns[inside]).astype(int)] = image[inside]
    return result


@undistort_image.misconception(
    "Rows and columns are mixed up: `distort` gives (x, y), and a pixel is `image[y, x]`."
)
def x_and_y_swapped(image, k1, k2, center, focal):
    rows, columns = _sources(image, k1, k2, center, focal)
    values = _sampled(image, columns, rows)
    return np.where(_inside(image, columns, rows), values, np.nan)


@undistort_image.misconception(
    "You take the nearest pixel. A place between pixels gets the bilinear value of the four around."
)
def nearest(image, k1, k2, center, focal):
    rows, columns = _sources(image, k1, k2, center, focal)
    values = _sampled(image, np.rint(rows), np.rint(columns))
    return np.where(_inside(image, rows, columns), values, np.nan)


@undistort_image.misconception(
    "You cut the places off to whole pixels. What is behind the point tells how much the next row "
    "and the next column weigh."
)
def whole_pixels(image, k1, k2, center, focal):
    rows, columns = _sources(image, k1, k2, center, focal)
    values = _sampled(image, np.floor(rows), np.floor(columns))
    return np.where(_inside(image, rows, columns), values, np.nan)


@undistort_image.misconception(
    "The weights are the wrong way round: the nearer a pixel is, the MORE it weighs. At a fraction "
    "of 0 the top left pixel counts alone."
)
def weights_swapped(image, k1, k2, center, focal):
    rows, columns = _sources(image, k1, k2, center, focal)
    top, left = np.floor(rows), np.floor(columns)
    values = _sampled(image, 2 * top + 1 - rows, 2 * left + 1 - columns)
    return np.where(_inside(image, rows, columns), values, np.nan)


@undistort_image.misconception(
    "You bend the picture the other way with −k1 and −k2. That is neither the inverse nor what is "
    "asked for: the place to look at is `distort` of the pixel, with k1 and k2 as they are."
)
def negative_coefficients(image, k1, k2, center, focal):
    rows, columns = _sources(image, -k1, -k2, center, focal)
    return np.where(_inside(image, rows, columns), _sampled(image, rows, columns), np.nan)


@undistort_image.misconception(
    "Where the place lies outside the picture you give 0, and 0 °C is a temperature. Nothing was "
    "seen there: NaN."
)
def zero_outside(image, k1, k2, center, focal):
    return np.nan_to_num(undistort_image.reference(image, k1, k2, center, focal))


@undistort_image.misconception(
    "Where the place lies outside the picture you repeat its border. Nothing was seen there: NaN."
)
def border_repeated(image, k1, k2, center, focal):
    return _sampled(image, *_sources(image, k1, k2, center, focal))


@undistort_image.misconception(
    "Places left of the picture or above it take values from its other end: a negative index "
    "counts from the end. They are outside too."
)
def negative_indices(image, k1, k2, center, focal):
    height, width = image.shape
    rows, columns = _sources(image, k1, k2, center, focal)
    beyond = (rows > height - 1) | (columns > width - 1)
    padded = np.pad(image, ((0, 1), (0, 1)), mode="wrap")
    values = _sampled(padded, np.mod(rows, height), np.mod(columns, width))
    return np.where(beyond, np.nan, values)


@undistort_image.misconception(
    "The lens sits at another place in yours: points and center are (x, y), that is (column, row), "
    "but you mix one of them up with (row, column)."
)
def center_swapped(image, k1, k2, center, focal):
    rows, columns = _sources(image, k1, k2, center[::-1], focal)
    return np.where(_inside(image, rows, columns), _sampled(image, rows, columns), np.nan)


@undistort_image.misconception(
    "You hand (row, column) to `distort` and read what it gives as (x, y), so the picture is "
    "mirrored at its diagonal. Hand over (column, row)."
)
def points_row_first(image, k1, k2, center, focal):
    y, x = np.mgrid[: image.shape[0], : image.shape[1]]
    points = np.stack([y.ravel(), x.ravel()], axis=1).astype(float)
    places = distort.reference(points, k1, k2, center, focal).reshape(*image.shape, 2)
    rows, columns = places[..., 1], places[..., 0]
    return np.where(_inside(image, rows, columns), _sampled(image, rows, columns), np.nan)


@undistort_image.misconception(
    "You bend around the middle of the picture. The lens has its own `center`, and it may lie "
    "elsewhere."
)
def middle_of_the_picture(image, k1, k2, center, focal):
    center = (image.shape[1] - 1) / 2, (image.shape[0] - 1) / 2
    rows, columns = _sources(image, k1, k2, center, focal)
    return np.where(_inside(image, rows, columns), _sampled(image, rows, columns), np.nan)


@undistort_image.misconception("The term with k2 is missing.")
def k1_only(image, k1, k2, center, focal):
    rows, columns = _sources(image, k1, 0.0, center, focal)
    return np.where(_inside(image, rows, columns), _sampled(image, rows, columns), np.nan)


@undistort_image.misconception(
    "s and t have changed places: s is the fraction to the right and goes with the columns, t the "
    "fraction down and goes with the rows."
)
def fractions_swapped(image, k1, k2, center, focal):
    rows, columns = _sources(image, k1, k2, center, focal)
    top = np.clip(np.floor(rows), 0, image.shape[0] - 2)
    left = np.clip(np.floor(columns), 0, image.shape[1] - 2)
    values = _sampled(image, top + (columns - left), left + (rows - top))
    return np.where(_inside(image, rows, columns), values, np.nan)


@undistort_image.misconception(
    "You take places for outside that are inside, or the other way round: x ends at the picture's "
    "width, y at its height, and these differ."
)
def height_for_width(image, k1, k2, center, focal):
    rows, columns = _sources(image, k1, k2, center, focal)
    inside = _inside(image, rows, columns) & (columns <= image.shape[0] - 1)
    return np.where(inside, _sampled(image, rows, columns), np.nan)


@undistort_image.misconception(
    "You read at the place that the lens bends to this pixel: the inverse of `distort`. It is the "
    "pixel of the straight RESULT that is bent, so `distort` itself gives the place."
)
def inverse_of_the_lens(image, k1, k2, center, focal):
    y, x = np.mgrid[: image.shape[0], : image.shape[1]]
    away = (np.stack([x, y], axis=-1) - np.asarray(center)) / focal
    u = away
    for _ in range(50):
        r2 = (u**2).sum(axis=-1, keepdims=True)
        u = away / (1 + k1 * r2 + k2 * r2**2)
    columns, rows = np.moveaxis(np.asarray(center) + focal * u, -1, 0)
    return np.where(_inside(image, rows, columns), _sampled(image, rows, columns), np.nan)


@undistort_image.misconception(
    "Where the place lies outside the picture you go on along the slope at its border. Nothing was "
    "seen there: NaN."
)
def border_continued(image, k1, k2, center, focal):
    rows, columns = _sources(image, k1, k2, center, focal)
    top = np.clip(np.floor(rows), 0, image.shape[0] - 2).astype(int)
    left = np.clip(np.floor(columns), 0, image.shape[1] - 2).astype(int)
    b, a = rows - top, columns - left
    upper = (1 - a) * image[top, left] + a * image[top, left + 1]
    lower = (1 - a) * image[top + 1, left] + a * image[top + 1, left + 1]
    return (1 - b) * upper + b * lower


@undistort_image.misconception("You return the picture as it was: nothing has been straightened.")
def unchanged(image, k1, k2, center, focal):
    return image.copy()
