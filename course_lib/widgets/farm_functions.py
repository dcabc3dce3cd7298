"""The steps of an inspection as functions, the course's or a student's, each with its check."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course_lib import thermal
from course_lib.thermal.arguments import check_image, check_label_map, check_row
from course_lib.widgets.arguments import check_function
from course_lib.widgets.student_functions import StudentProblem, guarded, name_of

MOST_PANELS = 255  # a panel is a byte on its way to the browser
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


class FarmFunctions:
    """The functions of an inspection, by their roles; each result is checked.

    What goes wrong in a student's function, and a result that is not what the exercise asks for,
    is a StudentProblem.

    Parameters
    ----------
    functions : role -> function, roles as in `LIBRARY`; None for the course's own.

    Raises
    ------
    ValueError
        When one is no function.
    """

    def __init__(self, functions: Mapping[str, Callable | None]) -> None:
        given = {}
        for role, function in functions.items():
            check_function(function, role, SIGNATURES[role])
            if function is not None and function is not LIBRARY[role]:
                given[role] = function
        self.own = {role: name_of(function, role) for role, function in given.items()}
        self._do = {**LIBRARY, **{role: guarded(f, role) for role, f in given.items()}}

    def name(self, role: str) -> str:
        """What the function of this role is called."""
        return self.own.get(role, LIBRARY[role].__name__)

    def distort(self, points: NDArray[np.float64], lens: tuple) -> NDArray[np.float64]:
        """(n, 2) -> (n, 2), finite; the lens is (k1, k2, center, focal)."""
        result = self._do["distort"](points.copy(), *lens)
        places = self._checked("distort", check_image, result, "what")
        if places.shape != points.shape or np.isnan(places).any():
            raise StudentProblem(
                f"{self.name('distort')} must return {points.shape} finite numbers, one (x, y) a "
                f"point, got {_what(result)}."
            )
        return places

    def undistort(
        self, channels: list[NDArray[np.float64]], lens: tuple
    ) -> list[NDArray[np.float64]]:
        """Pictures (h, w), each alone, as in the exercise."""
        return [
            self._picture("undistort", c.shape, np.ascontiguousarray(c), *lens) for c in channels
        ]

    def shift(self, a: NDArray[np.float64], b: NDArray[np.float64]) -> NDArray[np.float64]:
        """(dy, dx) of two frames."""
        result = self._do["shift"](a.copy(), b.copy())
        try:
            shift = np.asarray(result, np.float64)
        except (TypeError, ValueError):
            shift = np.empty(0)
        if shift.shape != (2,) or not np.isfinite(shift).all():
            raise StudentProblem(
                f"{self.name('shift')} must return two numbers (dy, dx), got {_what(result)}."
            )
        if (np.abs(shift) > a.shape).any():
            raise StudentProblem(
                f"{self.name('shift')} returned ({shift[0]:g}, {shift[1]:g}): frames of "
                f"{a.shape[1]} × {a.shape[0]} pixels that far apart do not overlap."
            )
        return shift

    def stitch(
        self, stacks: list[NDArray[np.float64]], shifts: NDArray[np.int64], shape: tuple[int, int]
    ) -> list[NDArray[np.float64]]:
        """Stacks of frames (F, h, w) -> a mosaic of this shape each."""
        return [
            self._picture("stitch", shape, np.ascontiguousarray(s), shifts.copy()) for s in stacks
        ]

    def regions(self, mosaic: NDArray[np.float64], min_area: int) -> NDArray[np.int64]:
        """(H, W) labels with 1 to 255 panels."""
        result = self._do["regions"](mosaic.copy(), min_area)
        labels = self._checked("regions", check_label_map, result, mosaic.shape)
        found = len(np.unique(labels[labels > 0]))
        if found == 0:
            raise StudentProblem(f"{self.name('regions')} found no panel in the mosaic.")
        if found > MOST_PANELS:
            raise StudentProblem(
                f"{self.name('regions')} found {found:,} panels; this explorer shows at most "
                f"{MOST_PANELS}."
            )
        return labels

    def temperatures(
        self, mosaic: NDArray[np.float64], labels: NDArray[np.int64], panels: NDArray[np.int64]
    ) -> thermal.PanelTemperatures:
        """Of these panels; the result may be a tuple (mean, maximum, p95) or have these names."""
        result = self._do["temperatures"](mosaic.copy(), labels.copy())
        parts = [getattr(result, part, None) for part in ("mean", "maximum", "p95")]
        if isinstance(result, (tuple, list)):
            parts = list(result)
        if len(parts) != 3 or any(part is None or callable(part) for part in parts):
            raise StudentProblem(
                f"{self.name('temperatures')} must return three arrays, (mean, maximum, p95), got "
                f"{_what(result)}."
            )
        rows = [self._checked("temperatures", check_row, part, "what", "(N,)") for part in parts]
        for row in rows:
            if len(row) != len(panels):
                raise StudentProblem(
                    f"{self.name('temperatures')} must return one number a panel, {len(panels)}, "
                    f"got {len(row)}."
                )
        return thermal.PanelTemperatures(panels, *rows)

    def hot(self, temperatures: NDArray[np.float64], threshold: float) -> NDArray[np.bool_]:
        """(N,) bool."""
        return self._mask("hot", len(temperatures), temperatures.copy(), threshold)

    def soiled(
        self, rgb: NDArray[np.float64], labels: NDArray[np.int64], threshold: float, size: int
    ) -> NDArray[np.bool_]:
        """(size,) bool."""
        return self._mask("soiled", size, rgb.copy(), labels.copy(), threshold)

    def _mask(self, role: str, size: int, *arguments: Any) -> NDArray[np.bool_]:
        result = self._do[role](*arguments)
        try:
            mask = np.asarray(result)
        except ValueError:
            mask = np.empty(0)
        if mask.dtype != bool or mask.shape != (size,):
            raise StudentProblem(
                f"{self.name(role)} must return one True or False a panel, {size} in all, got "
                f"{_what(result)}."
            )
        return mask

    def _picture(self, role: str, shape: tuple[int, ...], *arguments: Any) -> NDArray:
        """The picture that a function returns, of this shape and with something in it."""
        result = self._do[role](*arguments)
        picture = self._checked(role, check_image, result, "what")
        if picture.shape != shape:
            raise StudentProblem(
                f"{self.name(role)} must return shape {shape}, got {picture.shape}."
            )
        if np.isnan(picture).all():
            raise StudentProblem(f"{self.name(role)} returned NaN everywhere.")
        return picture

    def _checked(self, role: str, check: Callable, result: Any, *more: Any) -> Any:
        """The clean result, or the check's sentence with the student's name for the function."""
        try:
            return check(result, *more)
        except (TypeError, ValueError) as error:
            text = str(error).partition(" ")[2]
            raise StudentProblem(f"What {self.name(role)} returns {text}.") from None


def _what(result: Any) -> str:
    """A value's kind, for a sentence."""
    if isinstance(result, np.ndarray):
        return f"an array of shape {result.shape} and dtype {result.dtype}"
    if isinstance(result, (tuple, list)):
        return f"{len(result)} values"
    return type(result).__name__
