"""A student's own picture: whatever a phone or scanner writes, and what is no picture at all."""

from __future__ import annotations

import os
import struct
import sys
import zlib

import numpy as np
import pytest
from PIL import Image

from course_lib.images import photo, read_picture

RGB = photo("coffee", 60)


def saved(tmp_path, image, name, **options):
    path = tmp_path / name
    image.save(path, **options)
    return path


@pytest.mark.parametrize("suffix", ["png", "bmp", "tif", "ppm", "webp"])
def test_what_loses_nothing_comes_back_as_it_was(tmp_path, suffix):
    options = {"lossless": True} if suffix == "webp" else {}
    path = saved(tmp_path, Image.fromarray(RGB), f"own.{suffix}", **options)
    for given in (path, str(path)):
        np.testing.assert_array_equal(read_picture(given), RGB)


def test_jpeg_and_gif(tmp_path):
    jpeg = read_picture(saved(tmp_path, Image.fromarray(RGB), "own.jpg", quality=95))
    assert np.abs(jpeg.astype(int) - RGB).mean() < 5
    gif = read_picture(saved(tmp_path, Image.fromarray(RGB), "own.gif"))
    assert np.abs(gif.astype(int) - RGB).mean() < 15


def test_the_cameras_orientation_is_heeded(tmp_path):
    exif = Image.Exif()
    exif[0x0112] = 6  # turn by 90 degrees clockwise
    path = saved(tmp_path, Image.fromarray(RGB), "own.png", exif=exif)
    np.testing.assert_array_equal(read_picture(path), np.rot90(RGB, -1))


def test_larger_is_made_smaller_and_smaller_left(tmp_path):
    path = saved(tmp_path, Image.fromarray(photo("coffee")), "own.jpg")
    assert read_picture(path).shape == (171, 256, 3)
    assert read_picture(path, size=None).shape == (400, 600, 3)
    assert read_picture(path, size=1).shape == (1, 1, 3)
    assert read_picture(path, size=5000).shape == (400, 600, 3)
    thin = saved(tmp_path, Image.new("RGB", (5000, 1)), "thin.png")
    assert read_picture(thin).shape == (1, 256, 3)


def test_grey_palette_and_one_bit(tmp_path):
    grey = Image.fromarray(RGB).convert("L")
    expected = np.repeat(np.asarray(grey)[..., None], 3, axis=2)
    np.testing.assert_array_equal(read_picture(saved(tmp_path, grey, "grey.png")), expected)
    palette = Image.fromarray(RGB).quantize(16)
    np.testing.assert_array_equal(
        read_picture(saved(tmp_path, palette, "palette.png")), np.asarray(palette.convert("RGB"))
    )
    bits = read_picture(saved(tmp_path, grey.convert("1"), "bits.png"))
    assert set(np.unique(bits)) == {0, 255}


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_transparent_is_white(tmp_path, mode):
    if mode == "P":
        image = Image.new("P", (4, 4), 0)
        image.putpalette([10, 20, 30, 40, 50, 60])
        image.putpixel((1, 1), 1)
        path = saved(tmp_path, image, "own.png", transparency=0)
        expected = [40, 50, 60]
    else:
        image = Image.new(mode, (4, 4), (0,) * len(mode))
        image.putpixel((1, 1), (90,) * (len(mode) - 1) + (255,))
        path = saved(tmp_path, image, "own.png")
        expected = [90, 90, 90]
    picture = read_picture(path)
    np.testing.assert_array_equal(picture[0, 0], [255, 255, 255])
    np.testing.assert_array_equal(picture[1, 1], expected)


@pytest.mark.parametrize("suffix", ["png", "tif"])
def test_sixteen_bits_become_eight(tmp_path, suffix):
    values = np.array([[0, 257, 65535], [128 * 257, 100, 300]], np.uint16)
    path = saved(tmp_path, Image.fromarray(values), f"deep.{suffix}")
    np.testing.assert_array_equal(read_picture(path)[..., 0], [[0, 1, 255], [128, 0, 1]])


def test_floating_point_tiff(tmp_path):
    values = np.array([[0.0, 0.5, 1.0]], np.float32)
    path = saved(tmp_path, Image.fromarray(values), "float.tif")
    np.testing.assert_array_equal(read_picture(path)[0, :, 0], [0, 128, 255])


def test_cmyk_jpeg(tmp_path):
    path = saved(tmp_path, Image.fromarray(RGB).convert("CMYK"), "print.jpg", quality=95)
    assert np.abs(read_picture(path).astype(int) - RGB).mean() < 6


def png_of_size(width, height):
    """A PNG whose head promises more pixels than anybody has memory for."""

    def chunk(kind, body):
        check = struct.pack(">I", zlib.crc32(kind + body))
        return struct.pack(">I", len(body)) + kind + body + check

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "path must be a picture, got the empty file"),
        (
            b"Dear diary, " * 40,
            "path must be a picture such as a PNG or JPEG, got .* which is none",
        ),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "which is none"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'></svg>", "which is none"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "got the HEIC photo .* export it as JPEG"),
        (png_of_size(20000, 20000), "at most 100 million pixels, got"),
        (png_of_size(11000, 11000), "at most 100 million pixels, got 11000 x 11000"),
        (png_of_size(40, 40), "path must be a whole picture, got .* which is damaged"),
    ],
)
def test_what_is_no_picture_gets_a_sentence(tmp_path, content, words):
    path = tmp_path / "own.png"
    path.write_bytes(content)
    with pytest.raises(ValueError, match=words) as caught:
        read_picture(path)
    assert "\n" not in str(caught.value) and "own.png" in str(caught.value)


@pytest.mark.parametrize("suffix", ["png", "jpg", "webp", "gif", "tif", "bmp"])
def test_half_a_picture_is_damaged(tmp_path, suffix):
    path = saved(tmp_path, Image.fromarray(photo("coffee", 300)), f"own.{suffix}")
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(ValueError, match="own"):
        read_picture(path)


def test_paths_that_are_no_picture(tmp_path):
    with pytest.raises(ValueError, match="path must be a picture file, got the folder"):
        read_picture(tmp_path)
    with pytest.raises(ValueError, match="path must be an existing file, got .*none.png.*looked"):
        read_picture(tmp_path / "none.png")
    with pytest.raises(ValueError, match="path must be"):
        read_picture("a\0b.png")
    for wrong in (None, 3, RGB, ["own.png"]):
        with pytest.raises(TypeError, match="path must be a file's name"):
            read_picture(wrong)


@pytest.mark.skipif(sys.platform == "win32", reason="no named pipes in folders")
def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.png")
    with pytest.raises(ValueError, match="path must be an ordinary file"):
        read_picture(tmp_path / "pipe.png")


@pytest.mark.parametrize("size", [0, -3])
def test_size_must_be_at_least_one(tmp_path, size):
    path = saved(tmp_path, Image.fromarray(RGB), "own.png")
    with pytest.raises(ValueError, match=f"size must be at least 1, got {size}"):
        read_picture(path, size)
    with pytest.raises(TypeError, match="size must be a number of pixels or None, got 2.5"):
        read_picture(path, 2.5)
