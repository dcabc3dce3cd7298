"""What people built: cars and houses, one unit high."""

from __future__ import annotations

from course_lib.scenes.draw import Draw, mix
from course_lib.scenes.shapes import Colour, Drawing

DARK = (26.0, 26.0, 30.0)
WHITE = (246.0, 246.0, 242.0)
GLASS = (146.0, 190.0, 214.0)
PAINTS: tuple[Colour, ...] = (
    (196, 34, 38), (34, 84, 176), (238, 238, 236), (52, 56, 64), (236, 186, 40), (40, 130, 84),
    (176, 182, 190), (226, 108, 36),
)  # fmt: skip
WALLS: tuple[Colour, ...] = (
    (178, 92, 70), (226, 206, 168), (236, 232, 224), (204, 150, 104), (190, 196, 204),
    (222, 176, 96),
)  # fmt: skip
ROOFS: tuple[Colour, ...] = (
    (128, 52, 44), (78, 74, 82), (104, 70, 48), (164, 76, 46), (64, 84, 104),
)  # fmt: skip
DOORS: tuple[Colour, ...] = ((92, 54, 34), (36, 84, 66), (150, 36, 36), (44, 62, 110))


def car(draw: Draw, along: bool = True) -> Drawing:
    """A car from the side; from the front or from behind where it does not drive `along` x."""
    paint = draw.colour(draw.choice(PAINTS), 10)
    drawing = Drawing()
    if along:
        _car_side(drawing, draw, paint)
    else:
        _car_front(drawing, paint, behind=draw.chance(0.5))
    return drawing


def _car_side(drawing: Drawing, draw: Draw, paint: Colour) -> None:
    kind = draw.choice(("saloon", "hatch", "van"))
    rear, roof_rear, roof_front, front = {
        "saloon": (-0.66, -0.40, 0.16, 0.52),
        "hatch": (-1.00, -0.80, 0.10, 0.50),
        "van": (-1.06, -1.00, 0.34, 0.66),
    }[kind]
    sill = mix(paint, DARK, 0.55)
    drawing.limb((-0.92, 0.22), (0.92, 0.22), 0.07, 0.07, DARK)
    drawing.polygon([(rear, 0.54), (front, 0.54), (roof_front, 0.98), (roof_rear, 0.98)], paint)
    drawing.limb((roof_rear + 0.03, 0.95), (roof_front - 0.03, 0.95), 0.05, 0.05, paint)
    drawing.limb((-0.97, 0.42), (0.95, 0.40), 0.17, 0.15, paint)
    drawing.box(-1.02, 0.27, 1.0, 0.42, paint)
    drawing.box(-0.98, 0.22, 0.98, 0.29, sill, flat=True)
    middle = (roof_rear + roof_front) / 2 + 0.02
    back_low, front_low = rear + 0.12, front - 0.11
    for corners in (
        [(back_low, 0.60), (middle - 0.04, 0.60), (middle - 0.04, 0.90), (roof_rear + 0.06, 0.90)],
        [
            (middle + 0.04, 0.60),
            (front_low, 0.60),
            (roof_front - 0.03, 0.90),
            (middle + 0.04, 0.90),
        ],
    ):
        drawing.polygon(corners, mix(GLASS, DARK, 0.45), flat=True)
        (x1, y1), (x2, _), (x3, y3), (x4, _) = corners
        shine = [(x1, y1), ((x1 + x2) / 2, y1), ((x3 + 3 * x4) / 4, y3), (x4, y3)]
        drawing.polygon(shine, GLASS, flat=True)
    drawing.limb((middle, 0.30), (middle, 0.58), 0.012, 0.012, sill, flat=True)
    drawing.limb((middle - 0.16, 0.49), (middle - 0.08, 0.49), 0.016, 0.016, sill, flat=True)
    drawing.ellipse(1.03, 0.43, 0.06, 0.07, (255, 244, 190), flat=True)
    drawing.ellipse(-1.07, 0.46, 0.05, 0.075, (214, 30, 30), flat=True)
    for x in (-0.60, 0.60):
        drawing.ellipse(x, 0.23, 0.265, 0.255, mix(paint, DARK, 0.7))
        drawing.ellipse(x, 0.20, 0.205, 0.205, DARK)
        drawing.ellipse(x, 0.20, 0.105, 0.105, (196, 200, 206), flat=True)
        drawing.ellipse(x, 0.20, 0.035, 0.035, DARK, flat=True)


def _car_front(drawing: Drawing, paint: Colour, behind: bool) -> None:
    lamp = (214.0, 30.0, 30.0) if behind else (255.0, 244.0, 196.0)
    for side in (-1, 1):
        drawing.box(0.36 * side - 0.11, 0.0, 0.36 * side + 0.11, 0.3, DARK)
        drawing.ellipse(0.58 * side, 0.62, 0.075, 0.05, mix(paint, DARK, 0.2))
    drawing.polygon([(-0.52, 0.52), (0.52, 0.52), (0.38, 0.96), (-0.38, 0.96)], paint)
    drawing.limb((-0.34, 0.93), (0.34, 0.93), 0.06, 0.06, paint)
    drawing.limb((-0.42, 0.40), (0.42, 0.40), 0.17, 0.17, paint)
    drawing.polygon([(-0.43, 0.58), (0.43, 0.58), (0.33, 0.89), (-0.33, 0.89)],
                    mix(GLASS, DARK, 0.45), flat=True)  # fmt: skip
    drawing.polygon([(-0.43, 0.58), (-0.05, 0.58), (-0.13, 0.89), (-0.33, 0.89)], GLASS, flat=True)
    drawing.box(-0.56, 0.17, 0.56, 0.27, mix(paint, DARK, 0.5), flat=True)
    for side in (-1, 1):
        drawing.ellipse(0.43 * side, 0.42, 0.115, 0.075, mix(DARK, WHITE, 0.25), flat=True)
        drawing.ellipse(0.43 * side, 0.42, 0.09, 0.055, lamp, flat=True)
    if not behind:
        drawing.limb((-0.2, 0.40), (0.2, 0.40), 0.05, 0.05, DARK, flat=True)
    drawing.box(-0.15, 0.22, 0.15, 0.31, WHITE, flat=True)


def house(draw: Draw) -> Drawing:
    """A house with its gable to the front, or with its long side."""
    wall, roof = draw.colour(draw.choice(WALLS), 10), draw.colour(draw.choice(ROOFS), 8)
    door = draw.choice(DOORS)
    drawing = Drawing("brick", 0.10, period=0.8)
    if draw.chance(0.5):
        _gable(drawing, wall, roof, door)
    else:
        _long_side(drawing, wall, roof, door)
    return drawing


def _gable(drawing: Drawing, wall: Colour, roof: Colour, door: Colour) -> None:
    drawing.box(0.24, 0.70, 0.36, 0.98, mix(wall, DARK, 0.25))
    drawing.box(-0.50, 0.0, 0.50, 0.56, wall)
    drawing.polygon([(-0.50, 0.55), (0.50, 0.55), (0, 0.95)], wall)
    for side in (-1, 1):
        drawing.limb((0.60 * side, 0.50), (0, 0.96), 0.042, 0.042, roof)
        drawing.polygon(
            [(0.62 * side, 0.47), (0.56 * side, 0.45), (0, 0.90), (0, 1.0)], roof, surface=0.06
        )
    drawing.ellipse(0, 0.70, 0.075, 0.075, WHITE, flat=True)
    drawing.ellipse(0, 0.70, 0.052, 0.052, mix(GLASS, DARK, 0.5), flat=True)
    _door(drawing, -0.02, door)
    for x in (-0.32, 0.32):
        _window(drawing, x, 0.35)


def _long_side(drawing: Drawing, wall: Colour, roof: Colour, door: Colour) -> None:
    drawing.box(-0.48, 0.76, -0.34, 1.04, mix(wall, DARK, 0.3))
    drawing.box(-0.74, 0.0, 0.74, 0.54, wall)
    drawing.polygon([(-0.86, 0.50), (0.86, 0.50), (0.62, 0.96), (-0.62, 0.96)], roof, surface=0.16)
    drawing.box(-0.86, 0.475, 0.86, 0.51, mix(roof, DARK, 0.5), flat=True)
    _door(drawing, 0.0, door)
    for x in (-0.50, 0.50):
        _window(drawing, x, 0.30)


def _door(drawing: Drawing, x: float, colour: Colour) -> None:
    drawing.box(x - 0.105, 0.0, x + 0.105, 0.37, mix(WHITE, colour, 0.15), flat=True)
    drawing.box(x - 0.080, 0.0, x + 0.080, 0.345, colour, flat=True)
    drawing.ellipse(x + 0.05, 0.17, 0.016, 0.016, (236, 200, 90), flat=True)


def _window(drawing: Drawing, x: float, y: float) -> None:
    drawing.box(x - 0.115, y - 0.105, x + 0.115, y + 0.105, WHITE, flat=True)
    pane = mix(GLASS, DARK, 0.42)
    for u in (-0.05, 0.05):
        for v, colour in ((-0.043, pane), (0.043, mix(pane, GLASS, 0.5))):
            drawing.box(
                x + u - 0.038, y + v - 0.034, x + u + 0.038, y + v + 0.034, colour, flat=True
            )
