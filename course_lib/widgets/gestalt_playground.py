"""How people group: a stimulus and a slider for each principle, and conflicts between two."""

from __future__ import annotations

import math
import numbers
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from course_lib.widgets import pictures
from course_lib.widgets.arguments import check_function, check_seed
from course_lib.widgets.base import Explorer
from course_lib.widgets.student_functions import StudentProblem, guarded, name_of

SIZE = 400  # side of the stimulus in pixels, as in the script
DOTS = 36
PRINCIPLES = {
    "proximity": "What is near belongs together.",
    "similarity": "What looks alike belongs together.",
    "fate": "What moves together belongs together.",
    "region": "What lies in one region, or is joined by a line, belongs together.",
    "continuity": "A line goes on as smoothly as it can.",
    "symmetry": "What is mirrored is seen as one thing.",
    "parallelism": "What runs in parallel belongs together.",
    "contours": "Parts that fit are seen as one whole, with edges that are not there.",
    "conflict": "Two cues pull in different directions: which one wins?",
}


class GestaltPlayground(Explorer):
    """One stimulus a principle, with a slider from no cue to a strong one; and conflicts.

    Parameters
    ----------
    principle : {"proximity", "similarity", "fate", "region", "continuity", "symmetry", \
"parallelism", "contours", "conflict"}
    strength : of the cue, from 0 (none) to 1.
    seed : of what is drawn at random, from 0 to 4294967295.
    group : your own ``group(points, looks) -> labels``, which then groups the 36 dots; or None.
        points (36, 2) float64, x and y in pixels; looks (36, 4) float64, the R, G and B of a dot
        and 0 for a disc to 1 for a square; labels (36,) int. Only principles of places and looks
        can then be chosen. What goes wrong in it is said in the explorer.
    fate : the same with ``fate(tracks) -> labels`` for common fate; tracks (10, 36, 2) float64,
        x and y of each dot in ten pictures; or None.

    Attributes
    ----------
    answers : list of dict
        What was answered in conflicts so far: ``columns`` and ``rows`` with the cue's name and
        strength each, and ``seen``, ``"columns"`` or ``"rows"``.

    Raises
    ------
    ValueError
        When an argument is not what is said above.
    """

    scripts = ("gestalt_stimuli.js", "gestalt_playground.js")
    page_scripts = ("gestalt_stimuli.js", "gestalt_playground.js")

    def __init__(
        self,
        principle: str = "proximity",
        *,
        strength: float = 0.6,
        seed: int = 1,
        group: Callable | None = None,
        fate: Callable | None = None,
    ) -> None:
        check_function(group, "group", "group(points, looks)")
        check_function(fate, "fate", "fate(tracks)")
        self._functions = {
            role: (name_of(function, role), guarded(function, role))
            for role, function in (("group", group), ("fate", fate))
            if function
        }
        self.principles = _principles(self._functions)
        if principle not in self.principles:
            known = ", ".join(self.principles)
            raise ValueError(f"principle must be one of {known}, got {principle!r}")
        self.principle = principle
        real = isinstance(strength, numbers.Real) and not isinstance(strength, bool)
        if not real or not (math.isfinite(strength) and 0 <= strength <= 1):
            raise ValueError(f"strength must be a number from 0 to 1, got {strength!r}")
        self.strength = float(strength)
        self.seed = check_seed(seed)
        self.answers: list[dict] = []
        super().__init__(config=self._config())

    def describe(self) -> str:
        """Say in one sentence what is shown."""
        word = {"fate": "common fate", "region": "common region", "contours": "illusory contours"}
        name = word.get(self.principle, self.principle)
        return (
            f"A figure on {name}, at {100 * self.strength:.0f} % of its strength. "
            f"{PRINCIPLES[self.principle]}"
        )

    def alt(self) -> str:
        """Text that stands for the key picture."""
        return (
            f"{self.describe()} The picture shows proximity: dots in columns, left evenly spread, "
            "right with the columns in pairs."
        )

    def key_picture(self) -> NDArray[np.uint8]:
        """(H, W, 3) uint8: evenly spread dots, and the same dots in pairs of columns."""
        frames = []
        for pull in (0.0, 0.7):
            image = Image.new("RGB", (SIZE, SIZE), "white")
            draw = ImageDraw.Draw(image)
            for row in range(6):
                for column in range(6):
                    x = 65 + 54 * column + 16 * pull * (1 if column % 2 == 0 else -1)
                    y = 65 + 54 * row
                    draw.ellipse([x - 9, y - 9, x + 9, y + 9], fill=(31, 35, 40))
            frames.append(np.asarray(image))
        return pictures.side_by_side(frames, height=300)

    def receive(self, message: dict) -> list[tuple[dict, list]]:
        """Run the student's function on the dots; or take the answers to conflicts."""
        if message.get("do") == "group":
            try:
                labels = self._grouped(message)
            except StudentProblem as problem:
                return [({"kind": "problem", "problem": str(problem)}, [])]
            return [({"kind": "groups"}, [labels.data])]
        answers = message.get("answers", [])
        good = isinstance(answers, list) and all(
            isinstance(one, dict) and one.get("seen") in ("columns", "rows") for one in answers
        )
        if not good:
            return [({"kind": "problem", "problem": "These are no answers."}, [])]
        self.answers = [dict(one) for one in answers]
        return [({"kind": "ready"}, [])]

    def page_config(self) -> dict:
        """What an exported page needs: the settings; a student's functions do not run in it."""
        note = "In this page no groups are shown: your function needs a kernel."
        return {**self._config(), "own": {}, "note": note if self._functions else ""}

    def _grouped(self, message: dict) -> NDArray[np.uint8]:
        """The groups of the dots, numbered from 0."""
        role = "fate" if "tracks" in message else "group"
        shapes = {"tracks": (10, DOTS, 2), "points": (DOTS, 2), "looks": (DOTS, 4)}
        wanted = ["tracks"] if role == "fate" else ["points", "looks"]
        if role not in self._functions:
            raise StudentProblem("There is no function of yours here.")
        try:
            arrays = [np.array(message[key], np.float64).reshape(shapes[key]) for key in wanted]
        except (KeyError, TypeError, ValueError):
            raise StudentProblem("These are no dots.") from None
        name, function = self._functions[role]
        labels = function(*arrays)
        try:
            labels = np.asarray(labels)
        except Exception:
            labels = np.empty(0, object)
        if labels.shape != (DOTS,) or labels.dtype.kind not in "iub":
            got = f"shape {labels.shape}, dtype {labels.dtype}"
            raise StudentProblem(f"{name} must return {DOTS} integers, one a dot, it gave {got}.")
        return np.unique(labels, return_inverse=True)[1].astype(np.uint8)

    def _config(self) -> dict[str, Any]:
        return {
            "principle": self.principle, "strength": self.strength, "seed": self.seed,
            "size": SIZE, "principles": self.principles, "note": "",
            "own": {role: name for role, (name, _) in self._functions.items()},
        }  # fmt: skip


def _principles(functions: dict) -> dict[str, str]:
    """What can be chosen: all, or what the student's functions are told of."""
    told = {"group": ("proximity", "similarity", "conflict"), "fate": ("fate",)}
    names = [name for role in functions for name in told[role]]
    return {name: PRINCIPLES[name] for name in PRINCIPLES if name in names or not functions}
