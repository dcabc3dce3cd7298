"""What the farm inspector knows, without any screen: each step of the inspection, when asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course_lib import thermal
from course_lib.scenes.solar_farm import Farm
from course_lib.thermal.arguments import check_image, check_label_map, check_row
from course_lib.thermal.inspection import glare_mask, inner_labels, rank_alarms
from course_lib.widgets.arguments import MOST_PIXELS, check_function
from course_lib.widgets.stepper_model import StudentProblem, guarded, name_of

STAGES = ("frames", "undistorted", "mosaic", "panels", "temperatures", "alarms")
LAYERS = ("thermal", "rgb")
LIBRARY: dict[str, Callable] = {
    "distort": thermal.distort,
    "undistort": thermal.undistort_image,
    "shift": thermal.estimate_shift,
    "stitch": thermal.stitch,
    "regions": thermal.panel_regions,
    "temperatures": thermal.panel_temperatures,
    "hot": thermal.hot_panels,
    "soiled": thermal.soiled_panels,
}
SIGNATURES = {
    "distort": "distort(points, k1, k2, center, focal)",
    "undistort": "undistort_image(image, k1, k2, center, focal)",
    "shift": "estimate_shift(a, b)",
    "stitch": "stitch(frames, shifts)",
    "regions": "panel_regions(thermal, min_area)",
    "temperatures": "panel_temperatures(thermal, labels)",
    "hot": "hot_panels(temperatures, threshold)",
    "soiled": "soiled_panels(rgb, labels, threshold)",
}
MOST_PANELS = 255  # a panel is a byte on its way to the browser
MIN_AREA = 300  # pixels of a panel at least, as in `inspect_frames`
SOILED_SHARE = 0.03
CURVE = 17  # points of a bent line


@dataclass(frozen=True)
class Verdicts:
    """What is hot at a threshold and what is dirty, panels in the order of their labels.

    Attributes
    ----------
    as_a_whole, in_a_spot : (N,) bool, hot by its mean and by its maximum.
    soiled : (N,) bool.
    """

    as_a_whole: NDArray[np.bool_]
    in_a_spot: NDArray[np.bool_]
    soiled: NDArray[np.bool_]


class FarmModel:
    """The inspection of a farm, each part computed when it is first asked for.

    What goes wrong is raised: StudentProblem for a student's function.

    Parameters
    ----------
    farm : of at most 250 000 pixels.
    functions : role -> function; roles are those of `LIBRARY`.

    Raises
    ------
    ValueError
        When an argument is not what is said above.
    """

    def __init__(self, farm: Farm, functions: Mapping[str, Callable]) -> None:
        self.farm = check_farm(farm)
        for role, function in functions.items():
            check_function(function, role, SIGNATURES[role])
        given = {
            role: f for role, f in functions.items() if f is not None and f is not LIBRARY[role]
        }
        self.own = {role: name_of(function, role) for role, function in given.items()}
        self._do = {**LIBRARY, **{role: guarded(f, role) for role, f in given.items()}}
        self._undistorted: dict[tuple[int, str], NDArray[np.float64]] = {}
        self._mosaics: dict[str, NDArray[np.float64]] = {}
        self._verdicts: dict[float, Verdicts] = {}
        self._glare = [glare_mask(np.asarray(rgb, np.float64)) for rgb in farm.rgb]

    @property
    def count(self) -> int:
        """Number of frames."""
        return len(self.farm.thermal)

    @property
    def size(self) -> tuple[int, int]:
        """Height and width of a frame."""
        height, width = self.farm.thermal[0].shape
        return height, width

    def frame(self, index: int, layer: str) -> NDArray:
        """A frame as the camera gave it: (h, w) degrees C, or (h, w, 3) grey levels."""
        return self.farm.thermal[index] if layer == "thermal" else self.farm.rgb[index]

    def undistorted(self, index: int, layer: str) -> NDArray[np.float64]:
        """A frame freed of the lens, NaN where there is glare or nothing."""
        key = index, layer
        if key not in self._undistorted:
            frame = np.array(self.frame(index, layer), np.float64)
            frame[self._glare[index]] = np.nan
            channels = [frame] if layer == "thermal" else list(np.moveaxis(frame, 2, 0))
            freed = [
                self._picture("undistort", c.shape, np.ascontiguousarray(c), **self.farm.lens)
                for c in channels
            ]
            self._undistorted[key] = freed[0] if layer == "thermal" else np.stack(freed, axis=2)
        return self._undistorted[key]

    @cached_property
    def shifts(self) -> NDArray[np.int64]:
        """(F, 2), row and column of each frame in the mosaic."""
        frames = [self.undistorted(i, "thermal") for i in range(self.count)]
        estimate = self._shift if "shift" in self.own else None
        shifts = thermal.locate_frames(frames, estimate=estimate)
        height, width = (int(n) for n in shifts.max(axis=0) + self.size)
        if height * width > MOST_PIXELS:
            name = self.own.get("shift", "estimate_shift")
            raise StudentProblem(
                f"The shifts of {name} spread the frames over {width} × {height} pixels, "
                f"more than the whole farm: see whether a shift is signed."
            )
        return shifts

    def mosaic(self, layer: str) -> NDArray[np.float64]:
        """(H, W) degrees C or (H, W, 3) grey levels, NaN where no frame has a value."""
        if layer not in self._mosaics:
            shape = tuple(int(n) for n in self.shifts.max(axis=0) + self.size)
            frames = np.stack([self.undistorted(i, layer) for i in range(self.count)])
            channels = [frames] if layer == "thermal" else list(np.moveaxis(frames, 3, 0))
            laid = [
                self._picture("stitch", shape, np.ascontiguousarray(c), self.shifts.copy())
                for c in channels
            ]
            self._mosaics[layer] = laid[0] if layer == "thermal" else np.stack(laid, axis=2)
        return self._mosaics[layer]

    @cached_property
    def labels(self) -> NDArray[np.int64]:
        """(H, W), 0 = background."""
        mosaic = self.mosaic("thermal")
        result = self._do["regions"](mosaic.copy(), MIN_AREA)
        labels = self._checked("regions", check_label_map, result, mosaic.shape)
        found = len(np.unique(labels[labels > 0]))
        name = self.own.get("regions", "panel_regions")
        if found == 0:
            raise StudentProblem(f"{name} found no panel in the mosaic.")
        if found > MOST_PANELS:
            raise StudentProblem(
                f"{name} found {found:,} panels; this explorer shows at most {MOST_PANELS}."
            )
        return labels

    @cached_property
    def panels(self) -> NDArray[np.int64]:
        """(N,) labels of the panels, ascending."""
        return np.unique(self.labels[self.labels > 0])

    @cached_property
    def temperatures(self) -> thermal.PanelTemperatures:
        """Mean, maximum and 95th percentile of each panel."""
        result = self._do["temperatures"](self.mosaic("thermal").copy(), self.labels.copy())
        name = self.own.get("temperatures", "panel_temperatures")
        parts = [getattr(result, part, None) for part in ("mean", "maximum", "p95")]
        if isinstance(result, (tuple, list)):
            parts = list(result)
        if len(parts) != 3 or any(part is None for part in parts):
            raise StudentProblem(
                f"{name} must return three arrays, (mean, maximum, p95), "
                f"got {_what(result)}."
            )
        rows = [self._row("temperatures", part) for part in parts]
        return thermal.PanelTemperatures(self.panels, *rows)

    @cached_property
    def soiled(self) -> NDArray[np.bool_]:
        """(N,) bool, which panels the RGB mosaic shows covered."""
        rgb, labels = self.mosaic("rgb").copy(), inner_labels(self.labels)
        return self._mask("soiled", self._do["soiled"](rgb, labels, SOILED_SHARE))

    def verdicts(self, threshold: float) -> Verdicts:
        """What is hot above this robust score, and what is dirty."""
        if threshold not in self._verdicts:
            warm = self.temperatures
            whole, spot = (
                self._mask("hot", self._do["hot"](values.copy(), threshold))
                for values in (warm.mean, warm.maximum)
            )
            self._verdicts[threshold] = Verdicts(whole, spot, self.soiled)
        return self._verdicts[threshold]

    def alarms(self, threshold: float) -> tuple[thermal.Alarm, ...]:
        """The panels to visit, the most urgent first."""
        found = self.verdicts(threshold)
        return rank_alarms(
            self.labels, self.temperatures, found.as_a_whole, found.in_a_spot, found.soiled
        )

    def edges(self, index: int) -> NDArray[np.float64]:
        """Straight edges of the field in a frame: (n, CURVE, 2) places (x, y), from the truth.

        The outermost rows and columns of panels whose beginning or end lies in the frame: there the
        lens bends most.
        """
        height, width = self.size
        row, column = self.farm.shifts[index]
        panel = self.farm.field.labels[row : row + height, column : column + width] > 0
        lines = []
        for axis in (0, 1):
            along, across = panel.any(axis=axis), panel.any(axis=1 - axis)
            if not along.any():
                continue
            ends = np.flatnonzero(along)[[0, -1]] + [-0.5, 0.5]
            at = np.flatnonzero(np.diff(across.astype(int))) + 0.5
            for place in dict.fromkeys(at[[0, -1]]) if len(at) else ():
                line = np.full((CURVE, 2), place)
                line[:, axis] = np.linspace(*ends, CURVE)
                lines.append(line)
        return np.array(lines).reshape(-1, CURVE, 2)

    def bent(self, index: int) -> NDArray[np.float64]:
        """The same edges where `distort` puts them: (n, CURVE, 2)."""
        edges = self.edges(index)
        points = edges.reshape(-1, 2)
        result = self._do["distort"](points.copy(), **self.farm.lens)
        places = self._checked("distort", check_image, result, "what")
        if places.shape != points.shape or np.isnan(places).any():
            raise StudentProblem(
                f"{self.own.get('distort', 'distort')} must return {points.shape} finite numbers, "
                f"one (x, y) a point, got {_what(result)}."
            )
        return places.reshape(edges.shape)

    def tried(self, action: Callable[[], Any]) -> tuple[Any, str]:
        """What the action gives and "", or None and the sentence of what went wrong."""
        try:
            return action(), ""
        except (StudentProblem, ValueError, TypeError, ArithmeticError) as problem:
            text = " ".join(str(problem).split()) or type(problem).__name__
            return None, text if text.endswith((".", "?")) else text + "."

    def sentence(self, stage: str, threshold: float, index: int = 0) -> str:
        """What a step does and what it found here, in one sentence."""
        height, width = self.size
        if stage == "frames":
            return (
                f"Frame {index + 1} of {self.count}, {width} × {height} pixels in °C: the lens "
                "bends straight edges, and the sun's mirror image looks warm."
            )
        if stage == "undistorted":
            lens = self.farm
            return (
                "Undistorted: a pixel at distance r from the centre takes the value that the frame "
                f"has at r (1 + k₁ r² + k₂ r⁴), with k₁ = {lens.k1:.2f} and k₂ = {lens.k2:.2f}; "
                "glare is left out."
            ).replace("-", "−")
        if stage == "mosaic":
            tall, wide = self.mosaic("thermal").shape
            return (
                f"Mosaic of {wide} × {tall} pixels: phase correlation gives the shift between two "
                f"frames, and where several of the {self.count} frames lie, it holds their average."
            )
        if stage == "panels":
            return (
                f"{_count(len(self.panels), 'panel')}: connected regions of warm pixels, none "
                f"smaller than {MIN_AREA} pixels."
            )
        if stage == "temperatures":
            median = float(np.median(self.temperatures.mean))
            return (
                "Temperatures: mean, maximum and 95th percentile of each panel's own pixels; half "
                f"of the panels have a mean below {median:.1f} °C, the farm's median."
            )
        alarms = self.alarms(threshold)
        first = f", the first is panel {alarms[0].panel}" if alarms else ""
        return (
            f"{_count(len(alarms), 'alarm')} among {_count(len(self.panels), 'panel')}{first}: hot "
            f"is where 0.6745 (x − median) / MAD > {threshold:g}, x being the mean for a panel as "
            "a whole and the maximum for a spot."
        )

    def _shift(self, a: NDArray[np.float64], b: NDArray[np.float64]) -> NDArray[np.float64]:
        name, result = self.own["shift"], self._do["shift"](a.copy(), b.copy())
        try:
            shift = np.asarray(result, np.float64)
        except (TypeError, ValueError):
            shift = np.empty(0)
        if shift.shape != (2,) or not np.isfinite(shift).all():
            raise StudentProblem(f"{name} must return two numbers (dy, dx), got {_what(result)}.")
        if (np.abs(shift) > self.size).any():
            raise StudentProblem(
                f"{name} returned ({shift[0]:g}, {shift[1]:g}): frames of {self.size[1]} × "
                f"{self.size[0]} pixels that far apart do not overlap."
            )
        return shift

    def _picture(self, role: str, shape: tuple[int, ...], *arguments: Any, **lens: Any) -> NDArray:
        """The picture that a function returns, of this shape and with something in it."""
        result = self._do[role](*arguments, **lens)
        picture = self._checked(role, check_image, result, "what")
        name = self.own.get(role, LIBRARY[role].__name__)
        if picture.shape != shape:
            raise StudentProblem(f"{name} must return shape {shape}, got {picture.shape}.")
        if np.isnan(picture).all():
            raise StudentProblem(f"{name} returned NaN everywhere.")
        return picture

    def _row(self, role: str, result: ArrayLike) -> NDArray[np.float64]:
        row = self._checked(role, check_row, result, "what", "(N,)")
        if len(row) != len(self.panels):
            raise StudentProblem(
                f"{self.own.get(role, LIBRARY[role].__name__)} must return one number a panel, "
                f"{len(self.panels)}, got {len(row)}."
            )
        return row

    def _mask(self, role: str, result: ArrayLike) -> NDArray[np.bool_]:
        mask, size = np.asarray(result), len(self.panels)
        if mask.dtype != bool or mask.shape != (size,):
            raise StudentProblem(
                f"{self.own.get(role, LIBRARY[role].__name__)} must return one True or False a "
                f"panel, {size} in all, got {_what(result)}."
            )
        return mask

    def _checked(self, role: str, check: Callable, result: Any, *more: Any) -> Any:
        """The clean result, or the check's sentence with the student's name for the function."""
        try:
            return check(result, *more)
        except (TypeError, ValueError) as error:
            text = str(error).partition(" ")[2]
            name = self.own.get(role, LIBRARY[role].__name__)
            raise StudentProblem(f"What {name} returns {text}.") from None


def check_farm(farm: Any) -> Farm:
    """Return the farm, or raise."""
    if not isinstance(farm, Farm):
        raise ValueError(f"farm must be a Farm, see make_farm, got {type(farm).__name__}")
    height, width = farm.field.thermal.shape
    if height * width > MOST_PIXELS:
        raise ValueError(
            f"farm must cover at most {MOST_PIXELS:,} pixels, got {width} × {height}: make it "
            "with fewer rows or columns"
        )
    return farm


def _what(result: Any) -> str:
    """A value's kind, for a sentence."""
    if isinstance(result, np.ndarray):
        return f"an array of shape {result.shape} and dtype {result.dtype}"
    if isinstance(result, (tuple, list)):
        return f"{len(result)} values"
    return type(result).__name__


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
