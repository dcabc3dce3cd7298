"""Exact pixels in messages, none of which is large."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

PART = 240_000  # bytes of pixels a message


def picture_parts(picture: NDArray[np.uint8], /, **more: Any) -> list[tuple[dict, list]]:
    """(H, W, 3) uint8 -> contents with a buffer each: rows from the top, `more` in each content."""
    height, width = picture.shape[:2]
    rows = max(1, PART // (3 * width))
    parts = []
    for row in range(0, height, rows):
        part = np.ascontiguousarray(picture[row : row + rows])
        content = {
            "kind": "picture",
            "width": width,
            "height": height,
            "row": row,
            "rows": len(part),
            **more,
        }
        parts.append((content, [part.data]))
    return parts
