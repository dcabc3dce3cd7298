"""What the farm inspector knows, without any screen: each step, when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course_lib import thermal
from course_lib.scenes.solar_farm import Farm, panel_matches
from course_lib.thermal.inspection import glare_mask, inner_labels, rank_alarms
from course_lib.widgets.arguments import MOST_PIXELS
from course_lib.widgets.farm_functions import FarmFunctions
from course_lib.widgets.student_functions import StudentProblem

STAGES = ("frames", "undistorted", "mosaic", "panels", "temperatures", "alarms")
LAYERS = ("thermal", "rgb")
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
    functions : role -> function, as in `FarmFunctions`.

    Raises
    ------
    ValueError
        When an argument is not what is said above.
    """

    def __init__(self, farm: Farm, functions: Mapping[str, Callable | None]) -> None:
        self.farm = check_farm(farm)
        self.do = FarmFunctions(functions)
        self._lens = (farm.k1, farm.k2, farm.center, farm.focal)
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
            freed = self.do.undistort(_channels(frame), self._lens)
            self._undistorted[key] = freed[0] if layer == "thermal" else np.stack(freed, axis=2)
        return self._undistorted[key]

    @cached_property
    def shifts(self) -> NDArray[np.int64]:
        """(F, 2), row and column of each frame in the mosaic."""
        frames = [self.undistorted(i, "thermal") for i in range(self.count)]
        estimate = self.do.shift if "shift" in self.do.own else None
        shifts = thermal.locate_frames(frames, estimate=estimate)
        height, width = (int(n) for n in shifts.max(axis=0) + self.size)
        if height * width > MOST_PIXELS:
            raise StudentProblem(
                f"The shifts of {self.do.name('shift')} spread the frames over {width} × {height} "
                "pixels, more than the whole farm: see whether they are signed."
            )
        return shifts

    def mosaic(self, layer: str) -> NDArray[np.float64]:
        """(H, W) degrees C or (H, W, 3) grey levels, NaN where no frame has a value."""
        if layer not in self._mosaics:
            height, width = (int(n) for n in self.shifts.max(axis=0) + self.size)
            frames = np.stack([self.undistorted(i, layer) for i in range(self.count)])
            laid = self.do.stitch(_channels(frames, 3), self.shifts, (height, width))
            self._mosaics[layer] = laid[0] if layer == "thermal" else np.stack(laid, axis=2)
        return self._mosaics[layer]

    @cached_property
    def labels(self) -> NDArray[np.int64]:
        """(H, W), 0 = background."""
        return self.do.regions(self.mosaic("thermal"), MIN_AREA)

    @cached_property
    def panels(self) -> NDArray[np.int64]:
        """(N,) labels of the panels, ascending."""
        return np.unique(self.labels[self.labels > 0])

    @cached_property
    def temperatures(self) -> thermal.PanelTemperatures:
        """Mean, maximum and 95th percentile of each panel."""
        return self.do.temperatures(self.mosaic("thermal"), self.labels, self.panels)

    @cached_property
    def soiled(self) -> NDArray[np.bool_]:
        """(N,) bool, which panels the RGB mosaic shows covered."""
        labels = inner_labels(self.labels)
        return self.do.soiled(self.mosaic("rgb"), labels, SOILED_SHARE, len(self.panels))

    def verdicts(self, threshold: float) -> Verdicts:
        """What is hot above this robust score, and what is dirty."""
        if threshold not in self._verdicts:
            warm = self.temperatures
            whole, spot = (self.do.hot(x, threshold) for x in (warm.mean, warm.maximum))
            self._verdicts[threshold] = Verdicts(whole, spot, self.soiled)
        return self._verdicts[threshold]

    def alarms(self, threshold: float) -> tuple[thermal.Alarm, ...]:
        """The panels to visit, the most urgent first."""
        found = self.verdicts(threshold)
        return rank_alarms(
            self.labels, self.temperatures, found.as_a_whole, found.in_a_spot, found.soiled
        )

    def against_truth(self, threshold: float) -> tuple[int, int, int]:
        """Hot panels called that are hot in truth, called that are not, and not called."""
        first = self.farm.shifts.min(axis=0)
        truth = np.zeros_like(self.labels)
        there = self.farm.field.labels[first[0] :, first[1] :]
        height, width = np.minimum(truth.shape, there.shape)
        truth[:height, :width] = there[:height, :width]
        partner = panel_matches(self.labels, truth)
        alarms = (alarm for alarm in self.alarms(threshold) if alarm.kind != "soiled")
        called = {partner.get(alarm.panel, -alarm.panel) for alarm in alarms}
        faults = set(self.farm.field.faults)
        return len(called & faults), len(called - faults), len(faults - called)

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
        return self.do.distort(edges.reshape(-1, 2), self._lens).reshape(edges.shape)

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
            sun = ", and the sun's mirror image looks warm" if self._glare[index].any() else ""
            return (
                f"Frame {index + 1} of {self.count}, {width} × {height} pixels, thermal and RGB: "
                f"the lens bends straight edges{sun}."
            )
        if stage == "undistorted":
            k1, k2 = (f"{k:.2f}".replace("-", "−") for k in (self.farm.k1, self.farm.k2))
            sun = "; glare is left out" if self._glare[index].any() else ""
            return (
                "Undistorted: a pixel at distance r from the centre takes the value that the frame "
                f"has at r (1 + k₁ r² + k₂ r⁴), with k₁ = {k1} and k₂ = {k2}{sun}."
            )
        if stage == "mosaic":
            tall, wide = self.mosaic("thermal").shape
            return (
                f"Mosaic of {wide} × {tall} pixels: phase correlation gives the shift between two "
                f"frames, and where several of the {self.count} frames lie, it holds their average."
            )
        if stage == "panels":
            return (
                f"{_count(len(self.panels), 'panel')}: each is a connected region of warm pixels, "
                f"specks of less than {MIN_AREA} pixels are dropped."
            )
        if stage == "temperatures":
            return (
                "Temperatures: mean, maximum and 95th percentile of each panel's own pixels; the "
                f"farm's median of the means is {np.median(self.temperatures.mean):.1f} °C."
            )
        alarms = self.alarms(threshold)
        return self.alarm_words().format(
            alarms=_count(len(alarms), "alarm"),
            first=f", the first is panel {alarms[0].panel}" if alarms else "",
            threshold=f"{threshold:g}",
        )

    def alarm_words(self) -> str:
        """The sentence of the last step, with places for alarms, first and threshold."""
        return (
            f"{{alarms}} among {_count(len(self.panels), 'panel')}{{first}}: hot is where 0.6745 "
            "(x − median) / MAD > {threshold}, x being the mean for a panel as a whole and the "
            "maximum for a spot."
        )


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


def _channels(pictures: NDArray[np.float64], axis: int = 2) -> list[NDArray[np.float64]]:
    """The colours of pictures apart; pictures without this axis as they are."""
    return [pictures] if pictures.ndim == axis else list(np.moveaxis(pictures, axis, 0))


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
