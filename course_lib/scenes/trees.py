"""Single trees, which are stuff as the woods are: a trunk and a crown, one unit high."""

from __future__ import annotations

from course_lib.scenes.draw import Draw, mix
from course_lib.scenes.shapes import Colour, Drawing

DARK = (16.0, 26.0, 16.0)
BARK = (92.0, 66.0, 44.0)
LEAVES: tuple[Colour, ...] = ((52, 104, 44), (70, 122, 50), (40, 88, 58), (92, 122, 46))
AUTUMN: tuple[Colour, ...] = ((186, 112, 38), (168, 74, 40))
NEEDLES: tuple[Colour, ...] = ((34, 78, 52), (42, 90, 60))


def tree(draw: Draw) -> Drawing:
    """A broadleaf tree or a conifer."""
    drawing = Drawing("leaves", 0.17, period=0.7)
    if draw.chance(0.3):
        _conifer(drawing, draw.colour(draw.choice(NEEDLES), 8))
    else:
        _broadleaf(
            drawing, draw, draw.colour(draw.choice(AUTUMN if draw.chance(0.1) else LEAVES), 10)
        )
    return drawing


def _broadleaf(drawing: Drawing, draw: Draw, leaf: Colour) -> None:
    drawing.limb((0, 0.0), (0, 0.5), 0.055, 0.04, BARK)
    drawing.limb((0, 0.32), (0.12, 0.52), 0.03, 0.02, BARK)
    for x, y, r, share in (
        (-0.17, 0.52, 0.17, 0.35), (0.18, 0.53, 0.17, 0.35), (0.0, 0.56, 0.24, 0.22),
        (-0.13, 0.70, 0.19, 0.1), (0.14, 0.72, 0.18, 0.05), (0.0, 0.82, 0.17, 0.0),
    ):  # fmt: skip
        move, swell = draw.between(-0.03, 0.03), draw.between(0.92, 1.08)
        drawing.ellipse(x + move, y - move, r * swell, r, mix(leaf, DARK, share))


def _conifer(drawing: Drawing, leaf: Colour) -> None:
    drawing.limb((0, 0.0), (0, 0.3), 0.045, 0.045, BARK)
    for y, width, height, share in (
        (0.14, 0.30, 0.42, 0.3), (0.36, 0.24, 0.38, 0.15), (0.58, 0.17, 0.42, 0.0),
    ):  # fmt: skip
        drawing.polygon([(-width, y), (width, y), (0, y + height)], mix(leaf, DARK, share))
