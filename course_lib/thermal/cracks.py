"""Cracked panels, by the brown trails that cracks leave in a panel's silver wires."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import ndimage
from skimage.measure import label

from course_lib.thermal.arguments import (
    check_colours,
    check_integer,
    check_label_map,
    check_number,
)

BRIGHT = 40.0  # grey levels above the panel's median; droppings and aluminium have more


def cracked_panels(
    rgb: ArrayLike, labels: ArrayLike, length: int = 5, *, brown: float = 18.0
) -> NDArray[np.bool_]:
    """Panels on which the RGB picture shows a brown line.

    A crack lets moisture at the silver wires, which turn brown along it: a snail trail. A pixel is
    brown when its red less blue is above the panel's own median by `brown`, and its brightness is
    near the panel's: a dropping has more red than silicon too, but is bright as well, and so is the
    mixture of both at its rim. A panel is cracked when connected brown pixels, corners count, reach
    over `length` rows or columns.

    It finds trails, not cracks: a crack without one shows in no RGB picture of this size. Brown
    dirt that lies in a line would be taken for one.

    Parameters
    ----------
    rgb : (H, W, 3) in grey levels; NaN does not count.
    labels : (H, W) integers, 0 = background; without the panels' rims, as `inner_labels` gives.
    length : fewest rows or columns, at least 1.
    brown : grey levels, at least 0.

    Returns
    -------
    (N,) bool, panels in the order of their labels, as in `panel_temperatures`.

    Raises
    ------
    TypeError, ValueError
        When an argument is not what is said above.
    """
    regions = check_label_map(labels)
    picture = check_colours(rgb, regions.shape)
    least = check_integer(length, "length", 1)
    brown = check_number(brown, "brown")
    names = np.unique(regions[regions > 0])
    boxes = ndimage.find_objects(np.searchsorted(names, regions) + (regions > 0))
    cracked = np.zeros(len(names), bool)
    for i, (name, box) in enumerate(zip(names, boxes, strict=True)):
        colours = picture[box]
        own = (regions[box] == name) & ~np.isnan(colours).any(axis=2)
        if not own.any():
            continue
        redness, brightness = colours[..., 0] - colours[..., 2], colours.mean(axis=2)
        line = own & (redness > np.median(redness[own]) + brown)
        line &= brightness < np.median(brightness[own]) + BRIGHT
        for place in ndimage.find_objects(label(line, connectivity=2)):
            cracked[i] |= max(side.stop - side.start for side in place) >= least
    return cracked
