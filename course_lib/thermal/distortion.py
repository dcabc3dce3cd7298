"""Radial lens distortion, and how a picture is freed of it."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course_lib.thermal.arguments import check_image, check_lens, check_points

STEPS = 50  # of Newton's method; a lens that is one to one needs about five


def distort(
    points: ArrayLike, k1: float, k2: float, center: ArrayLike, focal: float
) -> NDArray[np.float64]:
    """Where the lens puts points: r becomes r (1 + k1 r^2 + k2 r^4).

    r is the distance to the centre divided by the focal length, so that it has no unit (the radial
    part of Brown's model, 1966).

    Parameters
    ----------
    points : (..., 2) places (x, y) in pixels, x to the right and y down.
    k1, k2 : coefficients; k1 < 0 is a barrel, k1 > 0 a pincushion.
    center : (x, y) in pixels, which stays where it is.
    focal : focal length in pixels, more than 0.

    Returns
    -------
    (..., 2) float64, in pixels.

    Raises
    ------
    TypeError, ValueError
        When an argument is not what is said above.

    Examples
    --------
    >>> distort([[110.0, 50.0]], -0.2, 0.0, (10, 50), 100.0)
    array([[90., 50.]])
    """
    places = check_points(points)
    k1, k2, middle, focal = check_lens(k1, k2, center, focal)
    away = (places - middle) / focal
    square = (away**2).sum(axis=-1, keepdims=True)
    return middle + focal * away * (1 + k1 * square + k2 * square**2)


def undistort_points(
    points: ArrayLike, k1: float, k2: float, center: ArrayLike, focal: float
) -> NDArray[np.float64]:
    """The inverse of `distort`, by Newton's method on r.

    Parameters
    ----------
    points : (..., 2) places (x, y) that the lens produced, in pixels.
    k1, k2, center, focal : as in `distort`.

    Returns
    -------
    (..., 2) float64, in pixels.

    Raises
    ------
    ValueError
        Also where the lens folds, so that no single point is the origin.
    """
    places = check_points(points)
    k1, k2, middle, focal = check_lens(k1, k2, center, focal)
    away = (places - middle) / focal
    target = np.sqrt((away**2).sum(axis=-1, keepdims=True))
    radius = target.copy()
    for _ in range(STEPS):
        slope = 1 + 3 * k1 * radius**2 + 5 * k2 * radius**4
        if (slope <= 0).any():
            raise ValueError(f"k1 = {k1:g} and k2 = {k2:g} fold the picture at these points")
        step = (radius * (1 + k1 * radius**2 + k2 * radius**4) - target) / slope
        radius -= step
        if np.abs(step).max(initial=0) < 1e-13:
            break
    else:
        raise ValueError(f"k1 = {k1:g} and k2 = {k2:g} have no inverse at these points")
    scale = np.divide(radius, target, out=np.ones_like(target), where=target > 0)
    return middle + focal * away * scale


def undistort_image(
    image: ArrayLike, k1: float, k2: float, center: ArrayLike, focal: float
) -> NDArray[np.float64]:
    """Free a picture of radial distortion: each pixel asks where the lens had put it.

    Going backwards from the result leaves no holes; values between pixels are bilinear.

    Parameters
    ----------
    image : (H, W) or (H, W, C); NaN means no value and spreads to its neighbours.
    k1, k2, center, focal : as in `distort`.

    Returns
    -------
    float64 of the image's shape, NaN where the place lies outside the image.

    Raises
    ------
    TypeError, ValueError
        When an argument is not what is said above.
    """
    picture = check_image(image, "image", colour=True)
    height, width = picture.shape[:2]
    y, x = np.mgrid[:height, :width].astype(np.float64)
    source = distort(np.stack([x, y], axis=-1), k1, k2, center, focal)
    return sample(picture, source[..., 1], source[..., 0])


def sample(
    picture: NDArray[np.float64], rows: NDArray[np.float64], columns: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Bilinear values of `picture` at places between pixels; NaN outside."""
    height, width = picture.shape[:2]
    inside = (rows >= 0) & (rows <= height - 1) & (columns >= 0) & (columns <= width - 1)
    rows, columns = np.where(inside, rows, 0), np.where(inside, columns, 0)
    top, left = rows.astype(np.intp), columns.astype(np.intp)
    # On the last row and column the lower neighbour has weight 0; it must only exist.
    bottom, right = np.minimum(top + 1, height - 1), np.minimum(left + 1, width - 1)
    down, along = rows - top, columns - left
    if picture.ndim == 3:
        down, along, inside = down[..., None], along[..., None], inside[..., None]
    upper = picture[top, left] * (1 - along) + picture[top, right] * along
    lower = picture[bottom, left] * (1 - along) + picture[bottom, right] * along
    return np.where(inside, upper * (1 - down) + lower * down, np.nan)
