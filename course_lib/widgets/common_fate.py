"""Common fate: an object that no still picture holds; it appears when its dots move as one."""

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

SIZE = 400  # side of the field in pixels, as in the script
DOTS = 1600
OBJECT = 62  # radius of the object in pixels
CUES = ("motion", "flicker")


class CommonFate(Explorer):
    """Watch dots: some of them move, or change, together. Pause, and the object is gone.

    Dots are spread at random over the field; inside a disc a share of them, the coherence, moves as
    one, or changes between black and white as one. All others do the same, each in its own way. So
    every single frame is the same random pattern everywhere.

    Parameters
    ----------
    cue : {"motion", "flicker"}
        The lecture's two forms: similar motion, or similar change of appearance.
    coherence : from 0 to 1.
    speed : pixels a second, from 10 to 200; flickering dots change ``speed / 20`` times a second.
    seed : of dots and trials, from 0 to 4294967295.

    Attributes
    ----------
    answers : list of (coherence, right)
        What was answered in the experiment so far, in order.

    Raises
    ------
    ValueError
        When an argument is not what is said above.
    """

    scripts = ("common_fate.js",)
    page_scripts = ("common_fate.js",)

    def __init__(
        self, cue: str = "motion", *, coherence: float = 0.8, speed: float = 60, seed: int = 1
    ) -> None:
        if cue not in CUES:
            raise ValueError(f"cue must be one of {', '.join(CUES)}, got {cue!r}")
        self.cue = cue
        self.coherence = _number(coherence, "coherence", 0, 1)
        self.speed = _number(speed, "speed", 10, 200)
        self.seed = check_seed(seed)
        self.answers: list[tuple[float, bool]] = []
        super().__init__(config=self._config())

    def describe(self) -> str:
        """Say in one sentence what is shown."""
        does = "move as one" if self.cue == "motion" else "change between black and white as one"
        return (
            f"{DOTS:,} dots; inside a disc that no still picture shows, {100 * self.coherence:.0f} "
            f"% of them {does}."
        )

    def alt(self) -> str:
        """Text that stands for the key picture."""
        return f"{self.describe()} Left one frame: dots everywhere. Right where the disc is."

    def key_picture(self) -> NDArray[np.uint8]:
        """(H, W, 3) uint8: a frame, and the same frame with the disc outlined."""
        rng = np.random.default_rng(self.seed)
        places = rng.uniform(0, SIZE, (DOTS, 2))
        black = rng.random(DOTS) < 0.5
        frames = []
        for outlined in (False, True):
            image = Image.new("RGB", (SIZE, SIZE), (128, 128, 128))
            draw = ImageDraw.Draw(image)
            for (x, y), dark in zip(places, black, strict=True):
                draw.ellipse([x - 2, y - 2, x + 2, y + 2], fill="black" if dark else "white")
            if outlined:
                box = [0.3 * SIZE - OBJECT, 0.5 * SIZE - OBJECT, 0.3 * SIZE + OBJECT]
                draw.ellipse([*box, 0.5 * SIZE + OBJECT], outline=(230, 159, 0), width=4)
            frames.append(np.asarray(image))
        return pictures.side_by_side(frames, height=300)

    def receive(self, message: dict) -> list[tuple[dict, list]]:
        """Take the answers of the experiment, so that they can be plotted in a cell."""
        answers = message.get("answers", [])
        good = isinstance(answers, list) and all(
            isinstance(one, list)
            and len(one) == 2
            and isinstance(one[0], (int, float))
            and isinstance(one[1], bool)
            for one in answers
        )
        if not good:
            return [({"kind": "problem", "problem": "These are no answers."}, [])]
        self.answers = [(float(coherence), right) for coherence, right in answers]
        return [({"kind": "ready"}, [])]

    def page_config(self) -> dict:
        """What an exported page needs: the settings."""
        return self._config()

    def _config(self) -> dict[str, Any]:
        return {
            "cue": self.cue, "coherence": self.coherence, "speed": self.speed, "seed": self.seed,
            "size": SIZE, "dots": DOTS, "object": OBJECT,
        }  # fmt: skip


def _number(value: Any, name: str, low: float, high: float) -> float:
    """Return a number in a range as float, or raise."""
    good = isinstance(value, numbers.Real) and not isinstance(value, bool)
    if not good or not (math.isfinite(value) and low <= value <= high):
        raise ValueError(f"{name} must be a number from {low} to {high}, got {value!r}")
    return float(value)
