"""A cat and a dog, in poses that are theirs.

What tells them apart here is what tells them apart in life: the cat has a round face with pointed
ears, eyes with slits and a tail in a curve; the dog a snout, hanging ears, long legs, a collar.
Each is about one unit high and looks to the right.
"""

from __future__ import annotations

from course_lib.scenes.draw import Draw, mix
from course_lib.scenes.shapes import Colour, Drawing, Point

DARK = (30.0, 24.0, 22.0)
WHITE = (244.0, 240.0, 232.0)
PINK = (226.0, 142.0, 140.0)

CAT_COATS: tuple[Colour, ...] = (
    (214, 138, 66), (150, 142, 134), (70, 66, 70), (232, 222, 204), (170, 132, 92), (120, 110, 104),
)  # fmt: skip
DOG_COATS: tuple[Colour, ...] = (
    (176, 122, 66), (226, 190, 134), (104, 66, 42), (58, 52, 52), (238, 230, 216), (150, 92, 56),
)  # fmt: skip
COLLARS: tuple[Colour, ...] = ((200, 40, 44), (40, 90, 190), (40, 150, 80), (235, 190, 40))
EYES: tuple[Colour, ...] = ((196, 214, 70), (240, 190, 60), (120, 200, 150))


def cat(draw: Draw) -> Drawing:
    """A cat that sits and looks at us, or that walks with its tail up."""
    coat = draw.colour(draw.choice(CAT_COATS), 12)
    drawing = Drawing("fur", 0.11, period=1.1)
    return _cat_sits(drawing, draw, coat) if draw.chance(0.55) else _cat_walks(drawing, draw, coat)


def _cat_sits(drawing: Drawing, draw: Draw, coat: Colour) -> Drawing:
    stripe, light = _markings(draw, coat)
    drawing.curve(
        [(0.14, 0.07), (0.40, 0.08), (0.52, 0.22), (0.50, 0.42), (0.42, 0.52)], 0.06, 0.05, coat
    )
    drawing.limb((0.47, 0.46), (0.42, 0.52), 0.05, 0.048, stripe)
    drawing.ellipse(0, 0.30, 0.235, 0.31, coat)
    for side in (-1, 1):
        drawing.ellipse(0.17 * side, 0.14, 0.13, 0.14, coat)
        for y in (0.28, 0.37, 0.46):
            drawing.limb((0.20 * side, y), (0.10 * side, y + 0.02), 0.017, 0.017, stripe, flat=True)
    drawing.ellipse(0, 0.36, 0.10, 0.17, light)
    for side in (-1, 1):
        drawing.limb((0.075 * side, 0.32), (0.085 * side, 0.05), 0.062, 0.055, coat)
        drawing.ellipse(0.09 * side, 0.035, 0.075, 0.042, light)
    _cat_head(drawing, draw, (0.0, 0.68), 0.25, coat, stripe, light)
    return drawing


def _cat_walks(drawing: Drawing, draw: Draw, coat: Colour) -> Drawing:
    stripe, light = _markings(draw, coat)
    stride = draw.between(0.03, 0.10)
    far = mix(coat, DARK, 0.25)
    drawing.curve(
        [(-0.46, 0.46), (-0.60, 0.58), (-0.62, 0.76), (-0.54, 0.90), (-0.44, 0.92)],
        0.055,
        0.045,
        coat,
    )
    drawing.limb((-0.50, 0.915), (-0.44, 0.92), 0.045, 0.045, stripe)
    for x, lean in ((-0.30, -stride), (0.24, stride)):
        drawing.limb((x, 0.36), (x + lean, 0.04), 0.065, 0.045, far)
    for x, lean in ((-0.40, stride), (0.14, -stride)):
        drawing.limb((x, 0.36), (x + lean, 0.04), 0.075, 0.05, coat)
        drawing.ellipse(x + lean + 0.02, 0.035, 0.065, 0.036, light)
    drawing.limb((-0.36, 0.42), (0.22, 0.42), 0.165, 0.15, coat)
    for x in (-0.40, -0.26, -0.12, 0.02):
        drawing.limb((x, 0.55), (x + 0.02, 0.42), 0.022, 0.014, stripe, flat=True)
    drawing.limb((0.22, 0.48), (0.38, 0.58), 0.12, 0.12, coat)
    _cat_head(drawing, draw, (0.42, 0.64), 0.215, coat, stripe, light)
    return drawing


def _markings(draw: Draw, coat: Colour) -> tuple[Colour, Colour]:
    """Colours of the stripes, and of paws, chest and muzzle."""
    stripe = mix(coat, DARK, draw.between(0.38, 0.6)) if draw.chance(0.75) else coat
    return stripe, mix(coat, WHITE, 0.8 if draw.chance(0.6) else 0.25)


def _cat_head(
    drawing: Drawing, draw: Draw, at: Point, r: float, coat: Colour, stripe: Colour, light: Colour
) -> None:
    """A face seen from the front: it is r wide to each side."""
    x, y = at

    def place(u: float, v: float) -> Point:
        return x + u * r, y + v * r

    for side in (-1, 1):
        drawing.polygon(
            [place(0.96 * side, 0.25), place(0.14 * side, 0.72), place(0.86 * side, 1.36)], coat
        )
        drawing.polygon(
            [place(0.80 * side, 0.50), place(0.38 * side, 0.70), place(0.76 * side, 1.10)],
            mix(PINK, coat, 0.3), flat=True,
        )  # fmt: skip
    drawing.ellipse(x, y, r, 0.84 * r, coat)
    for u in (-0.26, 0.0, 0.26):
        drawing.limb(place(u, 0.74), place(0.7 * u, 0.42), 0.07 * r, 0.05 * r, stripe, flat=True)
    for side in (-1, 1):
        drawing.limb(
            place(0.92 * side, -0.05),
            place(0.66 * side, -0.12),
            0.05 * r,
            0.04 * r,
            stripe,
            flat=True,
        )
        drawing.ellipse(*place(0.18 * side, -0.34), 0.26 * r, 0.22 * r, light)
    eye = draw.choice(EYES)
    for side in (-1, 1):
        drawing.ellipse(*place(0.42 * side, 0.10), 0.23 * r, 0.21 * r, DARK, flat=True)
        drawing.ellipse(*place(0.42 * side, 0.10), 0.19 * r, 0.17 * r, eye, flat=True)
        drawing.ellipse(*place(0.42 * side, 0.10), 0.065 * r, 0.16 * r, DARK, flat=True)
        for v in (-0.22, -0.40):
            drawing.limb(
                place(0.34 * side, -0.30), place(1.25 * side, v), 0.018 * r, 0.012 * r, WHITE,
                opacity=0.42, flat=True,
            )  # fmt: skip
    drawing.polygon([place(-0.14, -0.13), place(0.14, -0.13), place(0, -0.30)], PINK, flat=True)
    drawing.limb(place(-0.16, -0.46), place(0.0, -0.38), 0.03 * r, 0.03 * r, DARK, flat=True)
    drawing.limb(place(0.16, -0.46), place(0.0, -0.38), 0.03 * r, 0.03 * r, DARK, flat=True)


def dog(draw: Draw) -> Drawing:
    """A dog that stands or sits, seen from the side."""
    coat = draw.colour(draw.choice(DOG_COATS), 12)
    ear = mix(coat, DARK, draw.between(0.35, 0.6))
    light = mix(coat, WHITE, draw.between(0.3, 0.75))
    drawing = Drawing("fur", 0.10, period=0.9)
    if draw.chance(0.65):
        _dog_stands(drawing, draw, coat, ear, light)
    else:
        _dog_sits(drawing, draw, coat, ear, light)
    return drawing


def _dog_stands(drawing: Drawing, draw: Draw, coat: Colour, ear: Colour, light: Colour) -> None:
    far = mix(coat, DARK, 0.3)
    stride = draw.between(-0.04, 0.09)
    wag = draw.between(-0.05, 0.08)
    drawing.curve([(-0.42, 0.60), (-0.58, 0.70), (-0.66 - wag, 0.90)], 0.055, 0.03, coat)
    for x, lean in ((-0.28, stride), (0.22, stride)):
        drawing.limb((x, 0.45), (x + lean, 0.04), 0.07, 0.045, far)
        drawing.ellipse(x + lean + 0.03, 0.035, 0.065, 0.036, far)
    drawing.limb((-0.32, 0.53), (0.22, 0.53), 0.155, 0.185, coat)
    if draw.chance(0.5):
        drawing.ellipse(-0.16, 0.60, 0.17, 0.09, ear)
    drawing.ellipse(0.10, 0.42, 0.20, 0.07, light)
    for x, lean in ((-0.40, -stride), (0.28, -stride)):
        drawing.limb((x, 0.47), (x + lean, 0.04), 0.09, 0.05, coat)
        drawing.ellipse(x + lean + 0.035, 0.036, 0.07, 0.038, light)
    drawing.limb((0.26, 0.58), (0.42, 0.80), 0.15, 0.11, coat)
    drawing.limb((0.24, 0.72), (0.44, 0.66), 0.032, 0.032, draw.choice(COLLARS), flat=True)
    _dog_head(drawing, draw, (0.46, 0.84), coat, ear, light)


def _dog_sits(drawing: Drawing, draw: Draw, coat: Colour, ear: Colour, light: Colour) -> None:
    far = mix(coat, DARK, 0.3)
    drawing.curve([(-0.22, 0.08), (-0.44, 0.08), (-0.58, 0.20)], 0.055, 0.03, coat)
    drawing.limb((0.14, 0.42), (0.17, 0.05), 0.07, 0.05, far)
    drawing.limb((-0.14, 0.22), (0.10, 0.58), 0.20, 0.155, coat)
    drawing.ellipse(0.17, 0.46, 0.085, 0.18, light, angle=-10)
    drawing.ellipse(-0.14, 0.17, 0.19, 0.165, coat)
    drawing.limb((-0.12, 0.045), (0.06, 0.045), 0.045, 0.045, coat)
    drawing.limb((0.16, 0.46), (0.23, 0.05), 0.075, 0.05, coat)
    drawing.ellipse(0.265, 0.036, 0.075, 0.038, light)
    drawing.limb((0.12, 0.62), (0.20, 0.80), 0.14, 0.11, coat)
    drawing.limb((0.05, 0.72), (0.28, 0.68), 0.032, 0.032, draw.choice(COLLARS), flat=True)
    _dog_head(drawing, draw, (0.23, 0.85), coat, ear, light)


def _dog_head(
    drawing: Drawing, draw: Draw, at: Point, coat: Colour, ear: Colour, light: Colour
) -> None:
    """A head from the side: snout, nose, tongue, an ear that hangs."""
    x, y = at
    if draw.chance(0.6):
        drawing.limb((x + 0.17, y - 0.10), (x + 0.20, y - 0.21), 0.04, 0.035, PINK, flat=True)
    drawing.ellipse(x, y, 0.155, 0.145, coat)
    drawing.limb((x + 0.08, y - 0.035), (x + 0.27, y - 0.06), 0.095, 0.068, light)
    drawing.limb((x + 0.12, y - 0.105), (x + 0.27, y - 0.105), 0.012, 0.012, DARK, flat=True)
    drawing.ellipse(x + 0.325, y - 0.025, 0.045, 0.04, DARK, flat=True)
    drawing.ellipse(x + 0.075, y + 0.05, 0.034, 0.034, WHITE, flat=True)
    drawing.ellipse(x + 0.08, y + 0.05, 0.026, 0.026, DARK, flat=True)
    drawing.ellipse(x - 0.085, y - 0.055, 0.066, 0.165, ear, angle=-14)
