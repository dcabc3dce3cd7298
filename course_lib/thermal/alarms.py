"""Which panels stand apart: hot ones by a robust score, soiled ones by their colours."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course_lib.thermal.arguments import (
    check_colours,
    check_label_map,
    check_number,
    check_temperatures,
)
from course_lib.thermal.panels import pixels_of

KINDS = {
    "module": "warm as a whole",
    "cell": "hot spot, clean",
    "soiling": "hot spot, dirty",
    "soiled": "dirty, not hot",
}
ADVICE = {
    "module": "warm as a whole: look at its string",
    "cell": "a hot spot on a clean panel: look for a short circuit or a crack",
    "soiling": "a hot spot under dirt: clean it, then look again",
    "soiled": "dirty, not hot yet: clean it",
}
ONE_DEGREE = 1.0  # degrees C above the median that count as hot where the MAD is 0


@dataclass(frozen=True)
class Alarm:
    """One panel that a technician should visit.

    Attributes
    ----------
    panel : its label.
    row, column : its middle in the mosaic, in pixels.
    kind : ``"module"`` (warm as a whole: a string or module out of work), ``"cell"`` (a hot spot on
        a clean panel), ``"soiling"`` (a hot spot, and the RGB picture shows it covered) or
        ``"soiled"`` (covered and not hot).
    mean, maximum : temperatures in degrees C.
    above : degrees C above the median panel; of the means for a module, of the maxima for the rest.
    """

    panel: int
    row: float
    column: float
    kind: str
    mean: float
    maximum: float
    above: float

    def __str__(self) -> str:
        return (
            f"Panel {self.panel} at row {self.row:.0f}, column {self.column:.0f}: "
            f"{self.above:+.1f} °C against the median, hottest {self.maximum:.1f} °C; "
            f"{ADVICE[self.kind]}."
        )


def robust_scores(temperatures: ArrayLike) -> NDArray[np.float64]:
    """How far each panel is from the median, 0.6745 (x - median) / MAD.

    MAD is the median of |x - median|; 0.6745 makes it a standard deviation for normal data
    (Iglewicz and Hoaglin 1993). Unlike mean and deviation it does not move with the panels that it
    looks for.
    Where MAD is 0, what is above the median by more than 1 degree C scores inf, the rest 0.

    Parameters
    ----------
    temperatures : (N,) finite, degrees C.

    Returns
    -------
    (N,) float64

    Examples
    --------
    >>> robust_scores([40.0, 41.0, 42.0, 50.0]).round(2)
    array([-1.01, -0.34,  0.34,  5.73])
    """
    values = check_temperatures(temperatures)
    away = values - np.median(values)
    mad = np.median(np.abs(away))
    if mad == 0:
        return np.where(away > ONE_DEGREE, np.inf, 0.0)
    return 0.6745 * away / mad


def hot_panels(temperatures: ArrayLike, threshold: float = 3.5) -> NDArray[np.bool_]:
    """Panels whose robust score is above the threshold; cold ones never are.

    Parameters
    ----------
    temperatures : (N,) finite, degrees C.
    threshold : at least 0.

    Returns
    -------
    (N,) bool

    Raises
    ------
    TypeError, ValueError
        When an argument is not what is said above.

    Examples
    --------
    >>> hot_panels([40.0, 40.2, 39.9, 40.1, 55.0])
    array([False, False, False, False,  True])
    """
    return robust_scores(temperatures) > check_number(threshold, "threshold")


def soiled_panels(
    rgb: ArrayLike, labels: ArrayLike, threshold: float = 0.03, *, distance: float = 60.0
) -> NDArray[np.bool_]:
    """Panels of which the RGB picture shows a share far from the panel's own median colour.

    What counts is the area, not the shape: dirt, snow, a shadow's rim. A dropping is far brighter
    than silicon. The thin brown trail of a crack is hardly `distance` away, so that it stays below
    `threshold`; `cracked_panels` finds it.

    Parameters
    ----------
    rgb : (H, W, 3) in grey levels; NaN does not count.
    labels : (H, W) integers, 0 = background.
    threshold : share of the panel's pixels, 0 to 1; above it the panel is soiled.
    distance : Euclidean distance of colours in grey levels from which a pixel is far.

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
    share = check_number(threshold, "threshold", 0, 1)
    far = check_number(distance, "distance")
    names = np.unique(regions[regions > 0])
    soiled = np.zeros(len(names), bool)
    for i, colours in enumerate(pixels_of(picture, regions, names)):
        colours = colours[~np.isnan(colours).any(axis=1)]
        if len(colours):
            away = np.linalg.norm(colours - np.median(colours, axis=0), axis=1)
            soiled[i] = (away > far).mean() > share
    return soiled
