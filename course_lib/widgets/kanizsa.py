"""Illusory contours (Kanizsa 1955): edges that people see and no pixel holds."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from course_lib.widgets import pictures
from course_lib.widgets.base import Explorer

SIZE = 400  # side of the stimulus in pixels, as in the script
CORNERS = {"square": 4, "triangle": 3}


class Kanizsa(Explorer):
    """Change the pac-men of a Kanizsa figure, and look where the picture really changes.

    Parameters
    ----------
    shape : {"square", "triangle"}
    support : share of a side that the pac-men's edges cover, from 0.1 to 0.9 (the support ratio of
        Shipley and Kellman 1992).
    gap : pixels of a side that they do not cover, from 20 to 240. The figure is made smaller where
        it would not fit.
    fade : how far the pac-men have faded into the background, from 0 to 1.

    Raises
    ------
    ValueError
        When an argument is not what is said above.
    """

    scripts = ("kanizsa.js",)
    page_scripts = ("kanizsa.js",)

    def __init__(
        self, shape: str = "square", *, support: float = 0.55, gap: float = 90, fade: float = 0.0
    ) -> None:
        if shape not in CORNERS:
            raise ValueError(f"shape must be one of {', '.join(CORNERS)}, got {shape!r}")
        self.shape = shape
        self.support = _number(support, "support", 0.1, 0.9)
        self.gap = _number(gap, "gap", 20, 240)
        self.fade = _number(fade, "fade", 0, 1)
        super().__init__(config=self._config())

    def describe(self) -> str:
        """Say in one sentence what is shown."""
        return (
            f"{CORNERS[self.shape]} pac-men whose mouths are the corners of a {self.shape} that is "
            f"not drawn: their edges cover {100 * self.support:.0f} % of its sides."
        )

    def alt(self) -> str:
        """Text that stands for the key picture."""
        return (
            f"{self.describe()} Left the figure, right where its brightness changes: only at the "
            "pac-men."
        )

    def key_picture(self) -> NDArray[np.uint8]:
        """(H, W, 3) uint8: the figure, and its gradient."""
        figure = self.figure()
        rows, columns = np.gradient(figure[:, :, 0].astype(float))
        strength = np.hypot(rows, columns)
        edges = 255 - np.round(255 * strength / max(strength.max(), 1)).astype(np.uint8)
        return pictures.side_by_side([figure, np.repeat(edges[:, :, None], 3, axis=2)], height=300)

    def figure(self) -> NDArray[np.uint8]:
        """The stimulus, (400, 400, 3) uint8."""
        scale = 2  # drawn twice as large, for smooth edges
        image = Image.new("RGB", (scale * SIZE, scale * SIZE), "white")
        draw = ImageDraw.Draw(image)
        ink = round(255 * self.fade)
        corners = self._corners()
        radius = self.support * math.dist(corners[0], corners[1]) / 2
        for at, corner in enumerate(corners):
            box = [scale * (v + sign * radius) for sign in (-1, 1) for v in corner]
            draw.ellipse(box, fill=(ink, ink, ink))
            beside = corners[at - 1], corners[(at + 1) % len(corners)]
            mouth = [corner]
            for other in beside:
                share = 2 * radius / math.dist(corner, other)
                mouth.append(tuple(a + share * (b - a) for a, b in zip(corner, other, strict=True)))
            mouth.insert(2, tuple(b + c - a for a, b, c in zip(*mouth, strict=True)))
            draw.polygon([tuple(scale * v for v in p) for p in mouth], fill="white")
        return np.asarray(image.resize((SIZE, SIZE), Image.Resampling.BOX))

    def receive(self, message: dict) -> list[tuple[dict, list]]:
        """Answer the front end, which asks for nothing: all is drawn there."""
        return [({"kind": "ready"}, [])]

    def page_config(self) -> dict:
        """What an exported page needs: the settings."""
        return self._config()

    def _corners(self) -> list[tuple[float, float]]:
        """(x, y) of the shape's corners, in pixels, clockwise from the top (left)."""
        count = CORNERS[self.shape]
        side = self.gap / (1 - self.support)
        around = side / (2 * math.sin(math.pi / count))
        around *= min(1, (SIZE / 2 - 8) / (around + self.support * side / 2))
        first = -math.pi / 2 - (math.pi / 4 if count == 4 else 0)
        low = SIZE / 2 + (around / 4 if count == 3 else 0)
        return [
            (
                SIZE / 2 + around * math.cos(first + 2 * math.pi * i / count),
                low + around * math.sin(first + 2 * math.pi * i / count),
            )
            for i in range(count)
        ]

    def _config(self) -> dict[str, Any]:
        return {
            "shape": self.shape,
            "support": self.support,
            "gap": self.gap,
            "fade": self.fade,
            "size": SIZE,
        }


def _number(value: Any, name: str, low: float, high: float) -> float:
    """Return a number in a range as float, or raise."""
    good = isinstance(value, (int, float, np.number)) and not isinstance(value, bool)
    if not good or not low <= value <= high:
        raise ValueError(f"{name} must be a number from {low} to {high}, got {value!r}")
    return float(value)
