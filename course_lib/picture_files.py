"""Reading a student's own picture file, whatever a phone, a scanner or a browser wrote."""

from __future__ import annotations

import os
import warnings
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError

# Formats that Pillow decodes by itself; EPS, for one, would start another program.
FORMATS = ("PNG", "JPEG", "MPO", "GIF", "BMP", "TIFF", "WEBP", "PPM", "AVIF")
MOST_PIXELS = 100_000_000  # decoded, that is 300 MB
HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")


def read_picture(path: str | os.PathLike[str], size: int | None = 256) -> NDArray[np.uint8]:
    """Read a picture from a file as RGB.

    The camera's note on how it was held is heeded, transparency is laid on white, grey becomes
    three equal channels, 16 bits become 8. Of several frames or pages the first is taken.

    Parameters
    ----------
    path : a PNG, JPEG, GIF, BMP, TIFF, WebP, PPM or (with a recent Pillow) AVIF file.
    size : a larger picture is made smaller until its longer side has this many pixels; None leaves
        it as it is. Nothing is enlarged.

    Returns
    -------
    (H, W, 3) uint8

    Raises
    ------
    TypeError, ValueError
        With one sentence: no such file, a folder, not a picture, damaged, over 100 million pixels.
    """
    if not isinstance(path, (str, os.PathLike)):
        raise TypeError(f"path must be a file's name, got {path!r}")
    if size is not None and (isinstance(size, bool) or not isinstance(size, (int, np.integer))):
        raise TypeError(f"size must be a number of pixels or None, got {size!r}")
    if size is not None and size < 1:
        raise ValueError(f"size must be at least 1, got {size}")
    file = Path(os.fsdecode(path)).expanduser()
    _check_file(file)
    # Our own limit is checked below; a corrupt tag is no reason to alarm a student.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with _open(file) as image:
                width, height = image.size
                if width * height > MOST_PIXELS:
                    raise ValueError(
                        f"path must be a picture of at most {MOST_PIXELS // 10**6} million pixels, "
                        f"got {width} x {height} in {str(file)!r}: make it smaller first"
                    )
                if size is not None and image.format == "JPEG":
                    image.draft(None, (2 * size, 2 * size))  # decodes a large photo faster
                image.load()
                picture = _to_rgb(ImageOps.exif_transpose(image))
        except (UnidentifiedImageError, OSError, SyntaxError, EOFError) as error:
            raise ValueError(_why_unreadable(file, error)) from error
    if size is not None and max(picture.size) > size:
        factor = size / max(picture.size)
        shape = tuple(max(1, round(side * factor)) for side in picture.size)
        picture = picture.resize(shape, Image.Resampling.BOX)
    return np.array(picture)


def _check_file(file: Path) -> None:
    """Raise one sentence when the path is no readable file."""
    try:
        folder, exists = file.is_dir(), file.exists()
    except (OSError, ValueError) as error:
        raise ValueError(f"path must be a file's name, got {str(file)!r}") from error
    if folder:
        raise ValueError(f"path must be a picture file, got the folder {str(file)!r}")
    if not exists:
        raise ValueError(
            f"path must be an existing file, got {str(file)!r}, looked in {Path.cwd()}"
        )
    if not file.is_file():
        raise ValueError(f"path must be an ordinary file, got {str(file)!r}")


def _open(file: Path) -> Image.Image:
    Image.init()
    formats = [name for name in FORMATS if name in Image.OPEN]
    try:
        return Image.open(file, formats=formats)
    except Image.DecompressionBombError as error:
        raise ValueError(
            f"path must be a picture of at most {MOST_PIXELS // 10**6} million pixels, "
            f"got more in {str(file)!r}: make it smaller first"
        ) from error


def _to_rgb(image: Image.Image) -> Image.Image:
    """Any mode of Pillow as 8-bit RGB."""
    if image.mode.startswith("I") or image.mode == "F":
        values = np.asarray(image, dtype=np.float64)
        if image.mode == "F":
            values = np.nan_to_num(values)
            values = values * 255 if values.max() <= 1 else values
        elif image.mode.startswith("I;16") or values.max() > 255:
            values = values / 257  # 65535 becomes 255
        image = Image.fromarray(np.clip(np.round(values), 0, 255).astype(np.uint8))
    if "A" in image.getbands() or "a" in image.getbands() or "transparency" in image.info:
        image = image.convert("RGBA")
        white = Image.new("RGBA", image.size, (255, 255, 255, 255))
        image = Image.alpha_composite(white, image)
    return image.convert("RGB")


def _why_unreadable(file: Path, error: Exception) -> str:
    try:
        with file.open("rb") as stream:
            head = stream.read(16)
    except OSError:
        return f"path must be a file that can be read, got {str(file)!r}: {error}"
    if not head:
        return f"path must be a picture, got the empty file {str(file)!r}"
    if head[4:8] == b"ftyp" and head[8:12] in HEIC_BRANDS:
        return f"path must be a PNG or JPEG, got the HEIC photo {str(file)!r}: export it as JPEG"
    if isinstance(error, UnidentifiedImageError):
        return f"path must be a picture such as a PNG or JPEG, got {str(file)!r}, which is none"
    return f"path must be a whole picture, got {str(file)!r}, which is damaged: {error}"
