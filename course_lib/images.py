"""Photos to work on: those that come with installed packages, and a student's own.

Nothing is downloaded: the files lie inside the wheels of scikit-image and scikit-learn. Authors and
licences are in `PHOTOS` and in assets/CREDITS.md. A picture is always uint8 (H, W, 3), RGB.
"""

from __future__ import annotations

import math
import numbers
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PIL import Image

from course_lib.photo_list import PHOTOS, PhotoInfo
from course_lib.picture_files import read_picture

__all__ = [
    "PHOTOS",
    "PhotoInfo",
    "check_picture",
    "clip",
    "photo",
    "read_picture",
    "resize",
    "stereo_pair",
    "to_gray",
    "to_lab",
]

MOST_SIDE = 8192


def photo(name: str = "astronaut", size: int | tuple[int, int] | None = None) -> NDArray[np.uint8]:
    """One of the photos in `PHOTOS`.

    Parameters
    ----------
    name : a key of `PHOTOS`. Grey photos are given as RGB with three equal channels.
    size : None for the photo as it is; a number for its longer side, in pixels; (height, width) for
        exactly that, after the middle was cut to this shape. See `resize`.

    Returns
    -------
    (H, W, 3) uint8, RGB, the caller's own to change.

    Raises
    ------
    TypeError, ValueError
        For an unknown name or a wrong size.

    Examples
    --------
    >>> photo("coffee", 256).shape
    (171, 256, 3)
    """
    if not isinstance(name, str):
        raise TypeError(f"name must be a photo's name such as 'astronaut', got {name!r}")
    if name not in PHOTOS:
        raise ValueError(f"name must be one of {', '.join(sorted(PHOTOS))}, got {name!r}")
    return _photo(name, _check_size(size)).copy()


@lru_cache(maxsize=32)
def _photo(name: str, size: int | tuple[int, int] | None) -> NDArray[np.uint8]:
    info = PHOTOS[name]
    picture = np.asarray(Image.open(_file(info.package, info.file)).convert("RGB"))
    return picture if size is None else resize(picture, size)


def _file(package: str, file: str) -> Path:
    """Path of a file inside an installed package, without importing it."""
    spec = find_spec(package)
    path = Path(spec.submodule_search_locations[0]) / file if spec else None
    if path is None or not path.is_file():
        raise ValueError(f"photo {file!r} should come with the package {package}: reinstall it")
    return path


def resize(picture: ArrayLike, size: int | tuple[int, int]) -> NDArray[np.uint8]:
    """A picture in another size: averaged over areas when smaller, bicubic when larger.

    Parameters
    ----------
    picture : (H, W, 3) uint8.
    size : a number for the longer side; (height, width) for exactly that, after the middle of the
        picture was cut to this shape, so that nothing is stretched.

    Returns
    -------
    (h, w, 3) uint8
    """
    picture = check_picture(picture)
    size = _check_size(size)
    if size is None:
        raise TypeError("size must be a number of pixels or (height, width), got None")
    height, width = picture.shape[:2]
    if isinstance(size, int):
        factor = size / max(height, width)
        size = max(1, round(height * factor)), max(1, round(width * factor))
    factor = max(size[0] / height, size[1] / width)
    part_height, part_width = min(size[0] / factor, height), min(size[1] / factor, width)
    top, left = (height - part_height) / 2, (width - part_width) / 2
    method = Image.Resampling.BOX if factor < 1 else Image.Resampling.BICUBIC
    box = (left, top, left + part_width, top + part_height)
    return np.array(Image.fromarray(picture).resize(size[::-1], method, box=box))


def check_picture(picture: ArrayLike, name: str = "picture") -> NDArray[np.uint8]:
    """Return `picture` as uint8 (H, W, 3), or raise one sentence that says what is wrong."""
    array = np.asarray(picture)
    if array.dtype != np.uint8:
        raise TypeError(
            f"{name} must be uint8 with values 0 to 255, got "
            f"{type(picture).__name__} of dtype {array.dtype}"
        )
    if array.ndim != 3 or array.shape[2] != 3 or array.size == 0:
        raise ValueError(
            f"{name} must be (height, width, 3) with at least one pixel, got shape {array.shape}"
        )
    return array


def to_gray(picture: ArrayLike) -> NDArray[np.float64]:
    """Brightness, 0 to 255: .2125 R + .7154 G + .0721 B, as scikit-image's `rgb2gray` has it.

    Parameters
    ----------
    picture : (H, W, 3) uint8.

    Returns
    -------
    (H, W) float64
    """
    return check_picture(picture) @ np.array([0.2125, 0.7154, 0.0721])


def to_lab(picture: ArrayLike) -> NDArray[np.float64]:
    """CIE L*a*b* (D65): L* from 0 to 100, a* from green to red, b* from blue to yellow.

    Equal distances look about equally large, which is not so in RGB.

    Parameters
    ----------
    picture : (H, W, 3) uint8, sRGB.

    Returns
    -------
    (H, W, 3) float64
    """
    from skimage.color import rgb2lab

    return rgb2lab(check_picture(picture))


def stereo_pair(
    size: int | None = None,
) -> tuple[NDArray[np.uint8], NDArray[np.uint8], NDArray[np.float64]]:
    """The motorcycle of the Middlebury stereo benchmark 2014, with its measured disparity.

    A point at column x of the left picture is at column x - disparity of the right one; the larger
    the disparity, the nearer the point.

    Parameters
    ----------
    size : longer side in pixels, None for 741.

    Returns
    -------
    left, right : (H, W, 3) uint8.
    disparity : (H, W) float64, in pixels of this size, NaN where it was not measured.
    """
    size = _check_size(size)
    if isinstance(size, tuple):
        raise TypeError(f"size must be a number of pixels or None, got {size}")
    left, right = (
        np.array(Image.open(_file("skimage", f"data/motorcycle_{side}.png")).convert("RGB"))
        for side in ("left", "right")
    )
    with np.load(_file("skimage", "data/motorcycle_disp.npz")) as file:
        disparity = np.asarray(file["arr_0"], dtype=np.float64)
    known = np.isfinite(disparity)
    if size is not None:
        full = left.shape[1]
        left, right = resize(left, size), resize(right, size)
        shape = left.shape[1::-1]
        # Averages of the known pixels only: total over share, each averaged over areas.
        total, share = (
            np.asarray(Image.fromarray(a.astype(np.float32)).resize(shape, Image.Resampling.BOX))
            for a in (np.where(known, disparity, 0), known)
        )
        known = share > 0.5
        disparity = total / np.maximum(share, 0.5) * (left.shape[1] / full)
    return left, right, np.where(known, disparity, np.nan).astype(np.float64)


def clip(
    moving: str = "chelsea",
    ground: str = "grass",
    *,
    frames: int = 6,
    size: int = 128,
    speed: float = 2.0,
) -> NDArray[np.uint8]:
    """A short clip made of two photos: a disc of the one glides over the other, which rests.

    Parameters
    ----------
    moving, ground : names of photos. With the same photo for both, colour tells little and motion
        tells all.
    frames : number of frames, at least 2.
    size : height and width in pixels, at least 16.
    speed : pixels a frame, to the right; the disc starts a quarter of the size left of the middle.

    Returns
    -------
    (frames, size, size, 3) uint8
    """
    for value, name, least in ((frames, "frames", 2), (size, "size", 16)):
        if isinstance(value, bool) or not isinstance(value, numbers.Integral):
            raise TypeError(f"{name} must be an integer, got {value!r}")
        if value < least:
            raise ValueError(f"{name} must be at least {least}, got {value}")
    if isinstance(speed, bool) or not isinstance(speed, numbers.Real):
        raise TypeError(f"speed must be a number, got {speed!r}")
    if not math.isfinite(speed):
        raise ValueError(f"speed must be finite, got {speed!r}")
    ground_picture = photo(ground, (size, size)).astype(np.float64)
    disc_picture = photo(moving, (size, size)).astype(np.float64)
    rows, columns = np.mgrid[:size, :size]
    result = np.empty((frames, size, size, 3), np.uint8)
    for frame in range(frames):
        way = speed * frame - size / 4
        # The disc takes its texture along: the column in the photo runs back as the disc runs on.
        source = np.clip(columns - way, 0, size - 1)
        low = np.minimum(np.floor(source).astype(int), size - 2)
        part = (source - low)[..., None]
        texture = disc_picture[rows, low] * (1 - part) + disc_picture[rows, low + 1] * part
        centre = (size - 1) / 2
        away = np.hypot(rows - centre, columns - centre - way)
        cover = np.clip(size / 5 - away + 0.5, 0, 1)[..., None]  # soft rim of one pixel
        result[frame] = np.round(cover * texture + (1 - cover) * ground_picture)
    return result


def _check_size(size: int | tuple[int, int] | None) -> int | tuple[int, int] | None:
    wrong = TypeError(f"size must be a number of pixels, (height, width) or None, got {size!r}")
    if size is None:
        return None
    sides = size if isinstance(size, (tuple, list)) else (size,)
    for side in sides:
        if isinstance(side, bool) or not isinstance(side, numbers.Integral):
            raise wrong
        if not 1 <= side <= MOST_SIDE:
            raise ValueError(f"size must be from 1 to {MOST_SIDE} pixels a side, got {size!r}")
    if isinstance(size, (tuple, list)):
        if len(size) != 2:
            raise wrong
        return int(size[0]), int(size[1])
    return int(size)
