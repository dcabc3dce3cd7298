"""Shows a value in a check's report: a picture as a picture, small arrays whole, large ones cut."""

from __future__ import annotations

import base64
import io
from html import escape

import numpy as np

from course_lib.checks.plain import Plain

_ROWS = 8


def show_text(value: Plain) -> str:
    """A value in a few lines of text."""
    if value.kind == "sequence":
        inner = ", ".join(show_text(item) for item in value.items)
        return f"({inner})" if value.items else f"a {value.type_name}"
    if value.kind == "none":
        return "None"
    if value.array is None:
        return value.type_name
    array = value.array
    if not array.shape:
        return f"{array.item():.6g}" if array.dtype.kind == "f" else str(array.item())
    cut = array[:_ROWS]
    body = np.array2string(
        cut, precision=4, suppress_small=True, threshold=64, edgeitems=3, max_line_width=60
    )
    if len(array) > _ROWS:
        body += f"\n… {len(array) - _ROWS} more {'rows' if array.ndim > 1 else 'entries'}"
    return f"{body}\nshape {array.shape}, {array.dtype}" if array.size > 1 else body


def show_html(value: Plain, label: str) -> str:
    """A value as HTML: a picture where it is one, else text."""
    array = value.array
    if array is not None and _is_picture(array):
        height, width = array.shape[:2]
        alt = f"{label}: picture of {height} by {width} pixels"
        zoom = max(1, 96 // max(height, width))
        return (
            f'<img alt="{escape(alt)}" width="{width * zoom}" height="{height * zoom}" '
            f'style="image-rendering:pixelated" src="data:image/png;base64,{_png(array)}">'
        )
    return (
        '<pre style="margin:0;font-size:12px;background:var(--jp-layout-color2,#f5f5f5);'
        f'color:inherit;padding:4px 6px">{escape(show_text(value))}</pre>'
    )


def _is_picture(array: np.ndarray) -> bool:
    if min(array.shape[:2], default=0) < 4 or max(array.shape, default=0) > 1024:
        return False
    colour = array.ndim == 3 and array.shape[2] == 3
    return (
        array.dtype == np.uint8
        and (colour or array.ndim == 2)
        or (array.dtype == bool and array.ndim == 2)
    )


def _png(array: np.ndarray) -> str:
    from PIL import Image

    pixels = array.astype(np.uint8) * 255 if array.dtype == bool else array
    buffer = io.BytesIO()
    Image.fromarray(np.ascontiguousarray(pixels)).save(buffer, "PNG")
    return base64.b64encode(buffer.getvalue()).decode()
