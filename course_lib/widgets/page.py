"""Explorers as HTML that stands alone, and pictures as bytes."""

from __future__ import annotations

import base64
import hashlib
import html
import io
import json
import zlib

import numpy as np
from numpy.typing import NDArray
from PIL import Image


def png(picture: NDArray[np.uint8]) -> bytes:
    """(H, W, 3) uint8 -> PNG with at most 256 colours, small enough for every output."""
    out = io.BytesIO()
    image = Image.fromarray(np.ascontiguousarray(picture))
    image.quantize(256, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def jpeg(picture: NDArray[np.uint8], most: int) -> bytes:
    """(H, W, 3) uint8 -> JPEG of at most `most` bytes, as good as fits."""
    image = Image.fromarray(np.ascontiguousarray(picture))
    while True:
        for quality in (88, 75, 60, 45, 30):
            out = io.BytesIO()
            image.save(out, "JPEG", quality=quality)
            if out.tell() <= most:
                return out.getvalue()
        image = image.resize((max(1, image.width // 2), max(1, image.height // 2)))


def base64_text(data: bytes) -> str:
    """Bytes as base64 text."""
    return base64.b64encode(data).decode("ascii")


def deflated(array: NDArray) -> str:
    """An array's bytes, compressed, as base64 text; kit.js `inflate` reads it."""
    return base64_text(zlib.compress(np.ascontiguousarray(array).tobytes(), 9))


def deflated_pixels(picture: NDArray[np.uint8]) -> str:
    """Exact pixels (H, W, 3): differences to the left, compressed; `inflatePixels` reads it.

    A PNG would do as well, but browsers that guard against fingerprints alter what a canvas gives
    back, and then labels would differ.
    """
    pixels = picture.reshape(-1, 3)
    change = np.diff(pixels, axis=0, prepend=np.zeros((1, 3), np.uint8))
    return deflated(change)


def still(picture: NDArray[np.uint8], alt: str) -> str:
    """A figure without scripts: the key picture with its text."""
    return f'<figure style="margin:0">{_image(picture, alt)}</figure>'


def figure(
    *, key_picture: NDArray[np.uint8], alt: str, script: str, style: str, config: dict
) -> str:
    """A figure that runs by itself; without scripts it is the key picture.

    Many may stand in one page, the same one twice too: each script takes the first of its figures
    that has not started. Nothing is fetched, no worker, storage or blob address is needed, so it
    runs from a file and in a sandboxed frame.
    """
    # "<" is written otherwise, so that no text in the data can end the script element.
    data = json.dumps(config, ensure_ascii=False).replace("<", "\\u003c")
    name = "ex" + hashlib.sha256(data.encode()).hexdigest()[:16]
    body, _, _ = script.rpartition("export default")
    body = body.replace("</", "<\\/")
    run = (
        f'const figure = document.querySelector("figure.{name}:not([data-started])");\n'
        "if (!figure) return;\n"
        'figure.dataset.started = "true";\n'
        'const host = document.createElement("div");\n'
        "figure.append(host);\n"
        f"offline(host, {data});\n"
        "figure.firstElementChild.hidden = true;"
    )
    return (
        f'<figure class="{name}" style="margin:0">{_image(key_picture, alt)}'
        f"<style>{style}</style></figure>\n"
        f"<script>(() => {{\n{body}\n{run}\n}})();</script>"
    )


def _image(picture: NDArray[np.uint8], alt: str) -> str:
    data = base64_text(jpeg(picture, 60_000))
    text = html.escape(alt, quote=True)
    return f'<img alt="{text}" style="max-width:100%" src="data:image/jpeg;base64,{data}">'
