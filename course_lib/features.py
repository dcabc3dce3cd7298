"""Columns of numbers that describe pixels: what is measured, and what is computed from it.

A pixel becomes a point in feature space, and clustering groups points. Colours are in grey levels,
0 to 255; positions in pixels, (x, y) = (column, row); L*a*b* in its own unit, about 0 to 100 and
-100 to 100. Depth, texture and motion are computed and stretched to 0 to 255, so that they weigh
about as much as a colour.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import ndimage

from course_lib.images import check_picture, to_gray, to_lab

FEATURES: tuple[str, ...] = (
    "R", "G", "B", "L*", "a*", "b*", "x", "y", "depth", "texture", "motion", "brightness",
)  # fmt: skip


def feature_columns(
    image: ArrayLike,
    names: Iterable[str],
    depth: ArrayLike | None = None,
    clip: ArrayLike | None = None,
) -> NDArray[np.float64]:
    """One row a pixel, one column a feature.

    Parameters
    ----------
    image : (H, W, 3) uint8.
    names : which of `FEATURES`, in this order.
    depth : (H, W) distances or disparities, for "depth"; NaN where unknown.
    clip : (T, H, W, 3) uint8, for "motion".

    Returns
    -------
    (H * W, number of names) float64, pixels row by row.

    Raises
    ------
    TypeError, ValueError
        For an unknown name, or when what a name needs is missing or of another size.

    Examples
    --------
    >>> red = np.full((1, 2, 3), [200, 10, 0], np.uint8)
    >>> feature_columns(red, ["R", "x"])
    array([[200.,   0.],
           [200.,   1.]])
    """
    image = check_picture(image, "image")
    names = _check_names(names)
    shape = image.shape[:2]
    made: dict[str, NDArray] = {}
    for name in names:
        if name in made:
            continue
        if name in "RGB":
            made[name] = image[..., "RGB".index(name)]
        elif name in ("L*", "a*", "b*"):
            made.update(zip(("L*", "a*", "b*"), np.moveaxis(to_lab(image), 2, 0), strict=True))
        elif name in "xy":
            made["y"], made["x"] = np.mgrid[: shape[0], : shape[1]]
        elif name == "brightness":
            made[name] = to_gray(image)
        elif name == "texture":
            made[name] = stretch(texture(image))
        elif name == "depth":
            made[name] = stretch(fill_unknown(_check_depth(depth, shape)))
        else:
            made[name] = stretch(motion(_check_clip(clip, shape)))
    return np.column_stack([made[name].ravel().astype(np.float64) for name in names])


def filter_bank(image: ArrayLike, scales: Iterable[float] = (1.0, 2.0)) -> NDArray[np.float64]:
    """Strength of structure by kind and size: what a small bank of filters answers.

    For each scale: derivatives of a Gaussian along x, y and both diagonals, and its Laplacian
    (spots). The answers are made positive and averaged over three scales' width, as texture is a
    matter of a neighbourhood.

    Parameters
    ----------
    image : (H, W, 3) uint8.
    scales : standard deviations of the Gaussians, in pixels.

    Returns
    -------
    (H, W, 5 * number of scales) float64, in grey levels.

    Notes
    -----
    A small relative of the banks of T. Leung and J. Malik, "Representing and recognizing the visual
    appearance of materials using three-dimensional textons", IJCV 2001.
    """
    gray = to_gray(check_picture(image, "image"))
    scales = [float(scale) for scale in scales]
    if not scales or not all(0 < scale <= 64 for scale in scales):
        raise ValueError(f"scales must be numbers above 0 and at most 64, got {scales}")
    answers = []
    for scale in scales:
        dx = ndimage.gaussian_filter(gray, scale, order=(0, 1)) * scale
        dy = ndimage.gaussian_filter(gray, scale, order=(1, 0)) * scale
        spots = ndimage.gaussian_laplace(gray, scale) * scale**2
        for answer in (dx, dy, (dx + dy) / np.sqrt(2), (dx - dy) / np.sqrt(2), spots):
            answers.append(ndimage.gaussian_filter(np.abs(answer), 3 * scale))
    return np.stack(answers, axis=2)


def texture(image: ArrayLike) -> NDArray[np.float64]:
    """How strongly a neighbourhood is structured: mean answer of `filter_bank`.

    Parameters
    ----------
    image : (H, W, 3) uint8.

    Returns
    -------
    (H, W) float64, in grey levels.
    """
    return filter_bank(image).mean(axis=2)


def motion(clip: ArrayLike) -> NDArray[np.float64]:
    """Speed of each pixel of a clip's first frame, estimated by iterated Lucas and Kanade.

    Parameters
    ----------
    clip : (T, H, W, 3) uint8, at least two frames.

    Returns
    -------
    (H, W) float64, pixels a frame, between the first two frames.

    Notes
    -----
    B. Lucas and T. Kanade, "An iterative image registration technique with an application to stereo
    vision", IJCAI 1981; here scikit-image's `optical_flow_ilk`.
    """
    from skimage.registration import optical_flow_ilk

    frames = _check_clip(clip, None)
    first, second = to_gray(frames[0]) / 255, to_gray(frames[1]) / 255
    if min(first.shape) < 16:
        raise ValueError(f"clip must be at least 16 pixels high and wide, got {first.shape}")
    return np.hypot(*optical_flow_ilk(first, second, radius=5))


def match_stereo(left: ArrayLike, right: ArrayLike, most: int) -> NDArray[np.float64]:
    """Disparity of a rectified stereo pair: how far left each block lies in the right picture.

    For every shift from 0 to `most` blocks of 7 x 7 pixels are compared by the sum of absolute
    differences; the best shift wins. Plain, and therefore wrong where nothing is to be seen (bare
    walls) or only one eye sees it.

    Parameters
    ----------
    left, right : (H, W, 3) uint8.
    most : largest disparity in pixels, less than the width.

    Returns
    -------
    (H, W) float64, in pixels; the larger, the nearer.
    """
    left, right = check_picture(left, "left"), check_picture(right, "right")
    if left.shape != right.shape:
        raise ValueError(f"right must be {left.shape} as left is, got {right.shape}")
    if isinstance(most, bool) or not isinstance(most, (int, np.integer)):
        raise TypeError(f"most must be an integer, got {most!r}")
    if not 0 <= most < left.shape[1]:
        raise ValueError(f"most must be from 0 to {left.shape[1] - 1}, got {most}")
    a, b = left.astype(np.float64), right.astype(np.float64)
    best = np.full(left.shape[:2], np.inf)
    disparity = np.zeros(left.shape[:2])
    for shift in range(most + 1):
        cost = np.full(left.shape[:2], 255.0)
        cost[:, shift:] = np.abs(a[:, shift:] - b[:, : b.shape[1] - shift]).mean(axis=2)
        cost = ndimage.uniform_filter(cost, 7)
        better = cost < best
        best[better], disparity[better] = cost[better], shift
    return disparity


def depth_from_disparity(disparity: ArrayLike, width: int) -> NDArray[np.float64]:
    """Distance from the camera, for the motorcycle of `course_lib.images.stereo_pair`.

    depth = focal length * baseline / (disparity + offset of the principal points).

    Parameters
    ----------
    disparity : (H, W) float64, in pixels, NaN where unknown.
    width : width in pixels of the pictures that the disparity belongs to.

    Returns
    -------
    (H, W) float64, millimetres.
    """
    disparity = _check_depth(disparity, None, "disparity")
    if isinstance(width, bool) or not isinstance(width, (int, np.integer)) or width < 1:
        raise ValueError(f"width must be a number of pixels, got {width!r}")
    # Calibration in scikit-image's stereo_motorcycle, for 741 columns.
    scale = width / 741
    return 994.978 * scale * 193.001 / (disparity + 31.086 * scale)


def fill_unknown(depth: ArrayLike) -> NDArray[np.float64]:
    """Put the value of the nearest known pixel wherever (H, W) `depth` is NaN or infinite."""
    depth = _check_depth(depth, None)
    unknown = ~np.isfinite(depth)
    if not unknown.any():
        return depth
    where = ndimage.distance_transform_edt(unknown, return_distances=False, return_indices=True)
    return depth[tuple(where)]


def stretch(values: ArrayLike) -> NDArray[np.float64]:
    """Values moved and scaled to 0 to 255; 0 everywhere when all are equal."""
    values = np.asarray(values, dtype=np.float64)
    low, high = values.min(), values.max()
    return (values - low) * (255 / (high - low)) if high > low else np.zeros_like(values)


def _check_names(names: Iterable[str]) -> list[str]:
    if isinstance(names, str) or not isinstance(names, Iterable):
        raise TypeError(f"names must be a list such as ['R', 'G', 'B'], got {names!r}")
    names = list(names)
    if not names:
        raise ValueError("names must hold at least one feature, got none")
    for name in names:
        if name not in FEATURES:
            raise ValueError(f"names must be among {', '.join(FEATURES)}, got {name!r}")
    return names


def _check_depth(
    depth: ArrayLike | None, shape: tuple[int, int] | None, name: str = "depth"
) -> NDArray[np.float64]:
    if depth is None:
        raise ValueError(f"{name} must be given as a (height, width) array, got None")
    array = np.asarray(depth)
    if array.dtype.kind not in "uif":
        raise TypeError(f"{name} must be an array of real numbers, got dtype {array.dtype}")
    if array.ndim != 2 or (shape is not None and array.shape != shape):
        right = "(height, width)" if shape is None else f"{shape} to match the image"
        raise ValueError(f"{name} must be {right}, got shape {array.shape}")
    if not np.isfinite(array).any():
        raise ValueError(f"{name} must be known in at least one pixel, got none")
    return array.astype(np.float64)


def _check_clip(clip: ArrayLike | None, shape: tuple[int, int] | None) -> NDArray[np.uint8]:
    if clip is None:
        raise ValueError("clip must be given as (frames, height, width, 3) uint8, got None")
    frames = np.asarray(clip)
    if frames.dtype != np.uint8:
        raise TypeError(f"clip must be uint8, got dtype {frames.dtype}")
    if frames.ndim != 4 or frames.shape[3] != 3 or len(frames) < 2 or frames.size == 0:
        raise ValueError(
            f"clip must be (frames, height, width, 3) with two frames or more, got {frames.shape}"
        )
    if shape is not None and frames.shape[1:3] != shape:
        raise ValueError(f"clip must be {shape} to match the image, got {frames.shape[1:3]}")
    return frames
