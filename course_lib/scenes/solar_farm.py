"""A drone's flight over a floating solar farm, drawn, so that the truth is known to the pixel.

After the lecture's example, the hybrid farm on the Sirindhorn dam: panels straight below, in
degrees C and in RGB, through a lens that bends straight lines. Bare aluminium mirrors the cold sky,
so the frames of the panels look colder than the water.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage
from skimage.registration import phase_cross_correlation

from course_lib.clustering.arguments import check_integer, check_number, check_rng
from course_lib.scenes.farm_field import Field, draw_field
from course_lib.thermal.distortion import undistort_points

FRAME = (160, 200)  # height and width of a frame, pixels
FOCAL = 180.0  # pixels
STEP = (64, 80)  # rows and columns from frame to frame at most: neighbours share 60 %
WARMTH = 4.0  # degrees C that the sun's mirror image seems to add in its middle
HALO = 5.0  # pixels, its standard deviation
AROUND = 8  # pixels around a panel that are compared with the truth


@dataclass(frozen=True)
class Farm:
    """Frames as a drone brings them home, and the truth.

    Attributes
    ----------
    thermal : F arrays (160, 200) float64, degrees C, in the order of the flight.
    rgb : F arrays (160, 200, 3) uint8.
    k1, k2, center, focal : the lens; `center` is (x, y), both in pixels.
    shifts : (F, 2) int64, (row, column) of each undistorted frame in the field: the truth.
    field : the field as it is, without lens, noise and glare.
    """

    thermal: tuple[NDArray[np.float64], ...]
    rgb: tuple[NDArray[np.uint8], ...]
    k1: float
    k2: float
    center: tuple[float, float]
    focal: float
    shifts: NDArray[np.int64]
    field: Field

    @property
    def lens(self) -> dict[str, float | tuple[float, float]]:
        """The lens's four arguments, by name."""
        return {"k1": self.k1, "k2": self.k2, "center": self.center, "focal": self.focal}


def make_farm(
    rng: np.random.Generator,
    *,
    rows: int = 6,
    columns: int = 12,
    noise: float = 0.15,
    glare: bool = True,
) -> Farm:
    """Draw a farm and fly over it.

    Parameters
    ----------
    rng : what is drawn depends on it alone.
    rows, columns : panels, each at least 4.
    noise : standard deviation of each pixel of each frame, degrees C.
    glare : whether the sun is mirrored in the frames.

    Returns
    -------
    Farm

    Raises
    ------
    TypeError, ValueError
        When an argument is not what is said above.
    """
    generator = check_rng(rng)
    rows, columns = check_integer(rows, "rows", 4), check_integer(columns, "columns", 4)
    noise = check_number(noise, "noise")
    field = draw_field(generator, rows, columns, FRAME)
    k1, k2 = float(generator.uniform(-0.24, -0.16)), float(generator.uniform(0.01, 0.04))
    center = (
        float((FRAME[1] - 1) / 2 + generator.uniform(-2, 2)),
        float((FRAME[0] - 1) / 2 + generator.uniform(-2, 2)),
    )
    y, x = np.mgrid[: FRAME[0], : FRAME[1]].astype(np.float64)
    origin = undistort_points(np.stack([x, y], axis=-1), k1, k2, center, FOCAL)
    shifts = _flight(generator, field.thermal.shape)
    # The sun stands still during a flight: its mirror image keeps its place in the camera.
    sun = center + generator.uniform(-8, 8, 2)
    away = np.hypot(x - sun[0], y - sun[1])
    thermal, rgb = [], []
    for corner in shifts:
        places = [origin[..., 1] + corner[0], origin[..., 0] + corner[1]]
        warmth = field.at(field.padded_thermal, places)
        colours = np.stack(
            [field.at(channel, places) for channel in np.moveaxis(field.padded_rgb, 2, 0)], axis=2
        )
        if glare:
            warmth += WARMTH * np.exp(-((away / HALO) ** 2) / 2)
            colours += 600 * np.exp(-((away / HALO) ** 2) / 2)[..., None]
        thermal.append(warmth + generator.normal(0, 1, FRAME) * noise)
        grain = generator.normal(0, 3, colours.shape)
        rgb.append(np.clip(np.round(colours + grain), 0, 255).astype(np.uint8))
    return Farm(tuple(thermal), tuple(rgb), k1, k2, center, FOCAL, shifts, field)


def _flight(rng: np.random.Generator, size: tuple[int, int]) -> NDArray[np.int64]:
    """Corners of the frames, there and back line by line, blown a few pixels off by the wind."""
    stops = []
    for length, frame, step in zip(size, FRAME, STEP, strict=True):
        count = -(-(length - frame) // step) + 1
        stops.append(np.round(np.linspace(0, length - frame, count)).astype(int))
    corners = []
    for i, row in enumerate(stops[0]):
        corners += [(row, column) for column in (stops[1] if i % 2 == 0 else stops[1][::-1])]
    wind = rng.integers(-4, 5, (len(corners), 2))
    last = np.array(size) - FRAME
    return np.clip(np.array(corners) + wind, 0, last).astype(np.int64)


def panel_matches(
    labels: NDArray[np.int64], truth: NDArray[np.int64], least: float = 0.5
) -> dict[int, int]:
    """Which found panel is which true one: pairs whose intersection over union is above `least`.

    Parameters
    ----------
    labels, truth : (H, W) integers, 0 = background.
    least : at least 0.5, so that no panel has two partners.

    Returns
    -------
    dict from found label to true label
    """
    least = check_number(least, "least", 0.5, 1)
    if labels.shape != truth.shape:
        raise ValueError(f"labels must be {truth.shape} to match truth, got shape {labels.shape}")
    width = int(truth.max()) + 1
    pairs = np.bincount(
        (labels * width + truth).ravel(), minlength=(int(labels.max()) + 1) * width
    ).reshape(-1, width)
    union = pairs.sum(axis=1, keepdims=True) + pairs.sum(axis=0, keepdims=True) - pairs
    shares = np.divide(pairs, union, out=np.zeros(pairs.shape), where=union > 0)
    shares[0], shares[:, 0] = 0, 0
    return {int(i): int(j) for i, j in zip(*np.nonzero(shares > least), strict=True)}


def panel_displacements(
    mosaic: NDArray[np.float64], thermal: NDArray[np.float64], labels: NDArray[np.int64]
) -> NDArray[np.float64]:
    """How far each panel's edges in a mosaic lie from where they truly are.

    Phase correlation of the panel and what lies 8 pixels around it, to a fiftieth of a pixel
    (scikit-image's; Guizar-Sicairos and others 2008). Both are faded at the rim, which draws what
    is found towards 0 by up to a tenth.

    Parameters
    ----------
    mosaic : (H, W) degrees C, as found.
    thermal, labels : (H, W), the truth of the same place, 0 = background.

    Returns
    -------
    (N, 2) float64, (down, right) in pixels, panels in the order of their labels; NaN for one of
        which a pixel, or one around it, is not in both.
    """
    boxes = [box for box in ndimage.find_objects(labels) if box is not None]
    found = np.full((len(boxes), 2), np.nan)
    for i, box in enumerate(boxes):
        place = tuple(slice(max(side.start - AROUND, 0), side.stop + AROUND) for side in box)
        pair = np.stack([mosaic[place], thermal[place]])
        if np.isnan(pair).any():
            continue
        fade = [np.hanning(length + 2)[1:-1] for length in pair.shape[1:]]
        pair = (pair - np.median(pair)) * np.outer(*fade)
        found[i] = phase_cross_correlation(*pair, upsample_factor=50, normalization=None)[0]
    return found
