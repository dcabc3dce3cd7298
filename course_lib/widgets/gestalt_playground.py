"""How people group: a stimulus and a slider for each principle, and conflicts between two."""

from __future__ import annotations

import math
import numbers
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from course_lib.widgets import pictures
from course_lib.widgets.arguments import check_seed
from course_lib.widgets.base import Explorer

SIZE = 400  # side of the stimulus in pixels, as in the script
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
        self, principle: str = "proximity", *, strength: float = 0.6, seed: int = 1
    ) -> None:
        if principle not in PRINCIPLES:
            known = ", ".join(PRINCIPLES)
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
        """Take the answers to conflicts, so that they can be plotted in a cell."""
        answers = message.get("answers", [])
        good = isinstance(answers, list) and all(
            isinstance(one, dict) and one.get("seen") in ("columns", "rows") for one in answers
        )
        if not good:
            return [({"kind": "problem", "problem": "These are no answers."}, [])]
        self.answers = [dict(one) for one in answers]
        return [({"kind": "ready"}, [])]

    def page_config(self) -> dict:
        """What an exported page needs: the settings."""
        return self._config()

    def _config(self) -> dict[str, Any]:
        return {
            "principle": self.principle, "strength": self.strength, "seed": self.seed,
            "size": SIZE, "principles": PRINCIPLES,
        }  # fmt: skip
