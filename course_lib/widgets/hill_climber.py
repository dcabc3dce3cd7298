"""Mean shift as hill climbing: the density of two features in 3-D, and a ball that climbs it."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import traitlets
from numpy.typing import NDArray

from course_lib.clustering import run_mean_shift
from course_lib.images import photo as course_photo
from course_lib.widgets import hill_picture, page
from course_lib.widgets.arguments import check_function
from course_lib.widgets.base import Explorer, is_static
from course_lib.widgets.hill_model import PAIRS, HillModel

RECORDED = 40  # climbs that an exported page keeps of a student's own functions


class HillClimber(Explorer):
    """Climb the hill that the density of two features is: click, and a ball shifts to the top.

    The hill is what a flat window of radius W climbs (`hill_height`). Beside it lies the floor,
    seen from above, with the points and the window.

    Parameters
    ----------
    photo_or_features : (H, W, 3) uint8, RGB, of which two channels are taken; or (N, 2) real
        numbers. More than 2,000 points are made fewer, which is said. The photo "coffee" when left
        out.
    radius : W, the radius of the window, in the unit of the features. The lecture's W = 21 is taken
        as a radius.
    shift : your own `shift(features, mean, radius) -> mean`.
    climb : your own `climb(features, start, radius, epsilon, max_iter) -> (T, 2)`; it goes before
        `shift`. The course's engine climbs when both are left out. What goes wrong in them is said
        in the explorer.

    Raises
    ------
    ValueError
        When an argument is not what is said above.
    """

    scripts = ("hill_engine.js", "hill_drawing.js", "hill_curve.js", "hill_climber.js")
    page_scripts = ("hill_page.js", *scripts)

    cloud = traitlets.Bytes().tag(sync=True)

    def __init__(
        self,
        photo_or_features: NDArray | None = None,
        radius: float = 21,
        shift: Callable | None = None,
        climb: Callable | None = None,
    ) -> None:
        if photo_or_features is None:
            photo_or_features = course_photo("coffee", 128)
        check_function(shift, "shift", "shift(features, mean, radius)")
        check_function(climb, "climb", "climb(features, start, radius, epsilon, max_iter)")
        self.model = HillModel(photo_or_features, radius, shift, climb)
        super().__init__(config=self._config(), cloud=self.model.table.tobytes())

    def describe(self) -> str:
        """Say in one sentence what is shown."""
        model = self.model
        tops = len(run_mean_shift(model.points(), model.radius).centres)
        hill = "The hill has 1 top" if tops == 1 else f"The hill has {tops:,} tops"
        count = len(model.table)
        return (
            f"{hill} for {count:,} {'point' if count == 1 else 'points'} in the features "
            f"{' and '.join(self._names())} and a window of radius W = {model.radius:g}."
        )

    def alt(self) -> str:
        """Text that stands for the key picture."""
        history = self.model.history(self.model.first_start())
        history.go(300)
        return (
            f"{self.describe()} Left the hill in 3-D with the path of one climb, right its floor "
            f"from above with the window. {history.describe()}"
        )

    def key_picture(self) -> NDArray[np.uint8]:
        """(H, W, 3) uint8: the hill with one climb, and the floor with the points."""
        model = self.model
        history = model.history(model.first_start())
        history.go(300)
        colours = model.table if model.is_photo else None
        return hill_picture.draw(
            model.points(), colours, model.radius, history.path, tuple(self._names())
        )

    def receive(self, message: dict) -> list[tuple[dict, list]]:
        """Answer the front end: a climb from a place, as a table of means."""
        if message.get("do") != "climb":
            return [({"kind": "ready"}, [])]
        path, problem = self.model.path(
            message.get("start"), message.get("radius"), message.get("pair")
        )
        content = {"kind": "climb", "problem": problem}
        return [(content, [np.ascontiguousarray(path).data])]

    def page_config(self) -> dict:
        """Everything an exported page needs: the points, and a student's own climbs."""
        model = self.model
        config = {**self._config(), "cloud": page.base64_text(model.table.tobytes())}
        if model.own:
            points = model.points()
            starts = [model.first_start()]
            starts += list(points[:: max(1, len(points) // RECORDED)][: RECORDED - 1])
            recorded = []
            for start in starts:
                path, problem = model.path(start, model.radius)
                recorded.append([page.base64_text(path.tobytes()), problem])
                if problem:
                    break  # it will be the same from elsewhere
            config["recorded"] = recorded
        return config

    def _names(self) -> list[str]:
        return list(self.model.pair) if self.model.is_photo else ["feature 0", "feature 1"]

    def _config(self) -> dict:
        model, exact = self.model, math.log10(self.model.span / 200)
        step = 10 ** math.floor(exact)
        step *= next(nice for nice in (1, 2, 5, 10) if nice * step >= model.span / 260)
        pairs = list(PAIRS) if model.is_photo else []
        return {
            "photo": model.is_photo,
            "pair": model.pair,
            "pairs": pairs,
            "names": self._names(),
            "radius": model.radius,
            "low": min(4 * step, model.radius),
            "high": max(128 * step, model.radius),
            "step": step,
            "starts": {pair: model.first_start(pair).tolist() for pair in pairs or [model.pair]},
            "own": model.own,
            "still": model.own and is_static(),
            "note": model.note,
        }
