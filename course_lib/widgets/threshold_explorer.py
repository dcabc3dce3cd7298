"""A grey picture cut in two by a threshold: histogram, mask, and where Otsu would cut."""

from __future__ import annotations

import numbers
from collections.abc import Callable
from typing import Any

import numpy as np
import traitlets
from numpy.typing import NDArray

from course_lib.images import to_gray
from course_lib.thresholding import otsu as otsu_of
from course_lib.widgets import page, pictures
from course_lib.widgets.arguments import check_function, check_picture, fitted
from course_lib.widgets.base import Explorer
from course_lib.widgets.student_functions import StudentProblem, guarded

MASK = np.array((230, 159, 0))  # Okabe and Ito's orange, as in the script


class ThresholdExplorer(Explorer):
    """Drag a threshold through a histogram and see the mask; then see where Otsu would put it.

    Parameters
    ----------
    picture : (H, W) uint8, grey, or (H, W, 3) uint8, RGB, which is made grey. More than 250 000
        pixels are made fewer, which is said.
    threshold : the student's ``threshold(gray, t)``, which then makes the mask, or None.
    otsu : the student's ``otsu_threshold(gray)``, which then says where the mark is, or None.
    t : the threshold to begin with, from 0 to 255.

    Raises
    ------
    ValueError
        When an argument is not what is said above.
    """

    scripts = ("threshold_explorer.js",)
    page_scripts = ("threshold_explorer.js",)

    photo = traitlets.Bytes().tag(sync=True)

    def __init__(
        self,
        picture: NDArray[np.uint8],
        threshold: Callable[..., Any] | None = None,
        otsu: Callable[..., Any] | None = None,
        *,
        t: int = 127,
    ) -> None:
        grey = isinstance(picture, np.ndarray) and picture.ndim == 2
        picture = check_picture(np.stack([picture] * 3, axis=2) if grey else picture)
        picture, self.note = fitted(picture)
        self.gray = np.round(to_gray(picture)).astype(np.uint8)
        check_function(threshold, "threshold", "threshold(gray, t)")
        check_function(otsu, "otsu", "otsu_threshold(gray)")
        self.threshold = threshold and guarded(threshold, "threshold")
        self.otsu = otsu and guarded(otsu, "otsu_threshold")
        self.t = _check_t(t)
        super().__init__(config=self._config(), photo=page.jpeg(self._rgb(), 32_000))

    @property
    def best(self) -> int:
        """Otsu's threshold: the lowest that maximises the between-class variance."""
        return otsu_of(self.gray)

    def describe(self) -> str:
        """Say in one sentence what is shown."""
        above = int((self.gray > self.t).sum())
        return (
            f"A grey picture of {self.gray.shape[1]} × {self.gray.shape[0]} pixels; {above:,} of "
            f"them, {100 * above / self.gray.size:.0f} %, are brighter than the threshold {self.t}."
        )

    def alt(self) -> str:
        """Text that stands for the key picture."""
        return f"{self.describe()} Left the picture, right the mask of the brighter pixels."

    def key_picture(self) -> NDArray[np.uint8]:
        """(H, W, 3) uint8: the picture, and the mask over it."""
        return pictures.side_by_side([self._rgb(), self._mask(self.gray > self.t)], height=300)

    def receive(self, message: dict) -> list[tuple[dict, list]]:
        """Answer the front end: the grey levels; a mask or a threshold of the student's."""
        try:
            return self._answer(message)
        except StudentProblem as problem:
            return [({"kind": "problem", "problem": str(problem)}, [])]

    def _answer(self, message: dict) -> list[tuple[dict, list]]:
        do, t = message.get("do"), message.get("t")
        if do == "hello":
            return [({"kind": "gray"}, [self.gray.data]), ({"kind": "ready"}, [])]
        if do == "mask" and self.threshold and isinstance(t, int) and 0 <= t <= 255:
            mask = self._of_the_student(self.threshold(self.gray.copy(), t))
            if isinstance(mask, str):
                return [({"kind": "problem", "problem": mask}, [])]
            return [({"kind": "mask", "t": t}, [mask.data])]
        if do == "otsu" and self.otsu:
            found = self.otsu(self.gray.copy())
            if not isinstance(found, numbers.Integral) or not 0 <= found <= 255:
                problem = f"otsu_threshold must return an int from 0 to 255, it gave {found!r:.60}."
                return [({"kind": "problem", "problem": problem}, [])]
            return [({"kind": "otsu", "t": int(found)}, [])]
        return [({"kind": "problem", "problem": "This was not understood."}, [])]

    def page_config(self) -> dict:
        """Everything an exported page needs; a student's own functions do not run in it."""
        note = self.note
        if self.threshold or self.otsu:
            note = f"{note} In this page the masks are the page's own: no kernel runs here.".strip()
        config = {**self._config(), "own": [], "note": note}
        return {**config, "gray": page.deflated(self.gray)}

    def _of_the_student(self, mask: Any) -> NDArray[np.uint8] | str:
        if not isinstance(mask, np.ndarray):
            return f"threshold must return an array, it gave {type(mask).__name__}."
        if mask.shape != self.gray.shape:
            return f"threshold must return shape {self.gray.shape}, it gave {mask.shape}."
        if mask.dtype != bool:
            return f"threshold must return a mask of bool, it gave dtype {mask.dtype}."
        return np.ascontiguousarray(mask).view(np.uint8)

    def _rgb(self) -> NDArray[np.uint8]:
        return np.repeat(self.gray[:, :, None], 3, axis=2)

    def _mask(self, mask: NDArray[np.bool_]) -> NDArray[np.uint8]:
        tinted = 0.35 * self._rgb() + 0.65 * MASK
        dark = 0.45 * self._rgb()
        return np.where(mask[:, :, None], tinted, dark).astype(np.uint8)

    def _config(self) -> dict:
        height, width = self.gray.shape
        own = [n for n, f in (("threshold", self.threshold), ("otsu", self.otsu)) if f]
        alt = f"The grey picture, {width} × {height} pixels"
        return {
            "width": width, "height": height, "t": self.t, "own": own, "alt": alt,
            "note": self.note,
        }  # fmt: skip


def _check_t(t: Any) -> int:
    """Return the threshold as int from 0 to 255, or raise."""
    if isinstance(t, bool) or not isinstance(t, numbers.Integral) or not 0 <= t <= 255:
        raise ValueError(f"t must be an integer from 0 to 255, got {t!r}")
    return int(t)
