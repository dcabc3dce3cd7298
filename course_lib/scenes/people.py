"""A person: head with hair, body, arms, legs; one unit high, from the front or walking."""

from __future__ import annotations

from course_lib.scenes.draw import Draw, mix
from course_lib.scenes.shapes import Colour, Drawing

DARK = (34.0, 28.0, 28.0)
SKINS: tuple[Colour, ...] = (
    (246, 214, 186), (232, 188, 150), (204, 152, 110), (160, 108, 74), (112, 74, 52), (84, 56, 42),
)  # fmt: skip
HAIRS: tuple[Colour, ...] = (
    (40, 30, 26), (86, 56, 36), (144, 98, 54), (222, 188, 112), (150, 66, 36), (170, 168, 166),
)  # fmt: skip
SHIRTS: tuple[Colour, ...] = (
    (206, 52, 48), (46, 96, 190), (238, 196, 60), (242, 240, 236), (126, 74, 160), (236, 128, 46),
    (52, 168, 176), (232, 120, 160),
)  # fmt: skip
TROUSERS: tuple[Colour, ...] = (
    (44, 62, 110), (52, 50, 56), (150, 128, 96), (98, 104, 116), (84, 44, 44),
)  # fmt: skip


def person(draw: Draw) -> Drawing:
    """A person who stands, waves or walks, in trousers or a dress."""
    skin, hair = draw.choice(SKINS), draw.colour(draw.choice(HAIRS), 10)
    shirt, trousers = draw.colour(draw.choice(SHIRTS), 12), draw.colour(draw.choice(TROUSERS), 10)
    shoe = draw.choice((DARK, (236.0, 234.0, 230.0), (120.0, 40.0, 36.0)))
    drawing = Drawing("gravel", 0.035, period=0.6)
    walks, dress, long_hair = draw.chance(0.5), draw.chance(0.3), draw.chance(0.45)
    stride = draw.between(0.07, 0.13) if walks else 0.0
    if long_hair:
        drawing.ellipse(0, 0.845, 0.105, 0.13, hair)
    _arm(drawing, draw, -1, mix(shirt, DARK, 0.12), skin, stride, wave=False)
    _legs(drawing, stride, skin if dress else trousers, shoe)
    if dress:
        drawing.polygon([(-0.075, 0.60), (0.075, 0.60), (0.165, 0.31), (-0.165, 0.31)], shirt)
    else:
        drawing.limb((-0.045, 0.47), (0.045, 0.47), 0.062, 0.062, trousers)
    drawing.limb((0, 0.79), (0, 0.845), 0.036, 0.036, mix(skin, DARK, 0.15))
    drawing.polygon([(-0.125, 0.755), (0.125, 0.755), (0.092, 0.48), (-0.092, 0.48)], shirt)
    drawing.limb((-0.105, 0.745), (0.105, 0.745), 0.047, 0.047, shirt)
    if not dress:
        drawing.box(-0.092, 0.478, 0.092, 0.502, mix(trousers, DARK, 0.6), flat=True)
    _arm(drawing, draw, 1, shirt, skin, stride, wave=not walks and draw.chance(0.45))
    _head(drawing, skin, hair, 0.022 if walks else 0.0)
    return drawing


def _legs(drawing: Drawing, stride: float, leg: Colour, shoe: Colour) -> None:
    far = mix(leg, DARK, 0.25)
    for side, colour in ((-1, far if stride else leg), (1, leg)):
        foot = side * max(stride, 0.062)
        knee = (foot * 0.62 + (0.03 if stride else 0.0), 0.27)
        drawing.limb((side * 0.05, 0.46), knee, 0.066, 0.052, colour)
        drawing.limb(knee, (foot, 0.05), 0.052, 0.040, colour)
        toe = 0.035 if stride else side * 0.022
        drawing.limb((foot, 0.027), (foot + toe, 0.025), 0.030, 0.027, shoe)


def _arm(
    drawing: Drawing, draw: Draw, side: int, sleeve: Colour, skin: Colour, stride: float, wave: bool
) -> None:  # fmt: skip
    shoulder = (side * 0.125, 0.74)
    if wave:
        elbow, hand = (side * 0.235, 0.76), (side * 0.255, 0.93)
    else:
        swing = -side * stride * 0.75
        spread = draw.between(0.03, 0.07)
        elbow = (side * (0.145 + spread) + swing * 0.4, 0.60)
        hand = (side * (0.15 + spread) + swing + (0.05 if stride else 0), 0.46)
    drawing.limb(shoulder, elbow, 0.043, 0.037, sleeve)
    drawing.limb(elbow, hand, 0.035, 0.029, sleeve if stride else skin)
    drawing.ellipse(*hand, 0.034, 0.034, skin)


def _head(drawing: Drawing, skin: Colour, hair: Colour, turn: float) -> None:
    drawing.ellipse(0, 0.905, 0.083, 0.097, hair)
    drawing.ellipse(0.006 + turn, 0.888, 0.070, 0.082, skin)
    drawing.ellipse(-0.004, 0.962, 0.078, 0.038, hair)
    for x in (-0.028, 0.028):
        drawing.ellipse(x + 1.5 * turn, 0.896, 0.0105, 0.0105, DARK, flat=True)
    drawing.limb(
        (-0.02 + 1.5 * turn, 0.852), (0.02 + 1.5 * turn, 0.852), 0.006, 0.006, (170, 60, 60),
        opacity=0.8, flat=True,
    )  # fmt: skip
