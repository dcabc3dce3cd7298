"""k-means in half steps, forward and back, on a picture and on the cloud of its colours."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import traitlets
from numpy.typing import ArrayLike, NDArray

from course_lib.scenes.colour_traps import TRAPS
from course_lib.widgets import page, pictures
from course_lib.widgets.arguments import (
    Preset,
    check_epsilon,
    check_function,
    check_k,
    check_picture,
    check_seed,
    check_weight,
    fitted,
)
from course_lib.widgets.base import Explorer, is_static
from course_lib.widgets.parts import picture_parts
from course_lib.widgets.stepper_model import MOST_MEANS, STARTS, YOURS, Settings, StepperModel

CLOUD = 4000  # points drawn in the clouds
RECORDED = 120  # half steps that an exported page keeps of a student's own functions


class KMeansStepper(Explorer):
    """Step through k-means on a picture: assign, update, assign, update, and back.

    Three linked panels show the picture (photo, clusters or mean colours), the pixels' colours as
    a cloud, and the cloud coloured by cluster. Means can be dragged, or moved by keyboard.

    Parameters
    ----------
    picture : (H, W, 3) uint8, RGB. More than 250 000 pixels are made fewer, which is said.
    k : number of means, 1 to 255 and at most the number of pixels; 3 when left out.
    means : (k, 3) to start from, or (k, 5) with a `space_weight`; else `start` chooses.
    start : "random" (random pixels), "uniform" (over the range of the colours) or "subset"
        (k-means on a tenth of the pixels).
    seed : of the random starts, as in `np.random.default_rng(seed)`.
    space_weight : w, at least 0. Features are [R, G, B] for 0, else [R, G, B, w x, w y].
    assign, update : your own `assign(features, means) -> labels` and
        `update(features, labels, means) -> means`; the course's engine when left out. What goes
        wrong in them is said in the explorer.
    epsilon : finished when every mean moves less than this, in the unit of the features.

    Raises
    ------
    ValueError
        When an argument is not what is said above.
    """

    scripts = ("cloud.js", "kmeans_stepper.js")
    page_scripts = ("cloud.js", "kmeans_engine.js", "kmeans_stepper.js")

    photo = traitlets.Bytes().tag(sync=True)
    cloud = traitlets.Bytes().tag(sync=True)

    def __init__(
        self,
        picture: NDArray[np.uint8],
        k: int | None = None,
        *,
        means: ArrayLike | None = None,
        start: str = "random",
        seed: int = 0,
        space_weight: float = 0.0,
        assign: Callable | None = None,
        update: Callable | None = None,
        epsilon: float = 0.5,
    ) -> None:
        picture, note = fitted(check_picture(picture))
        weight = check_weight(space_weight)
        if start not in STARTS:
            raise ValueError(f"start must be one of {', '.join(STARTS)}, got {start!r}")
        if means is not None:
            means, k = _check_means(means, k, 5 if weight > 0 else 3)
        k = min(3, picture.size // 3) if k is None else k
        k = check_k(k, picture.size // 3, MOST_MEANS)
        self.epsilon = check_epsilon(epsilon)
        check_function(assign, "assign", "assign(features, means)")
        check_function(update, "update", "update(features, labels, means)")
        self.own = assign is not None or update is not None
        settings = Settings(k, start if means is None else "given", check_seed(seed), weight)
        self.model = StepperModel(
            {YOURS: Preset("this picture", picture, note=note), **_traps()},
            settings,
            means,
            epsilon=self.epsilon,
            assign=assign,
            update=update,
        )
        sample = pictures.sample_indices(picture.size // 3, CLOUD)
        super().__init__(
            config=self._config(),
            photo=page.jpeg(picture, 24_000),
            cloud=np.ascontiguousarray(picture.reshape(-1, 3)[sample]).tobytes(),
        )

    def describe(self) -> str:
        """Say in one sentence what is shown."""
        height, width = self.model.picture.shape[:2]
        return f"k-means on a picture of {width} × {height} pixels. {self.model.history.describe()}"

    def alt(self) -> str:
        """Text that stands for the key picture."""
        return (
            f"{self.describe()} Left the picture, in the middle its colours as a cloud with the "
            "means, right the picture coloured by nearest mean."
        )

    def key_picture(self) -> NDArray[np.uint8]:
        """(H, W, 3) uint8: photo, cloud of colours with the means, clusters, side by side."""
        model = self.model
        labels, means = model.labels_to_show(), model.state.means[:, :3]
        colours = pictures.palette(len(means))
        cloud = pictures.draw_cloud(model.picture, means, colours)
        return pictures.side_by_side([model.picture, cloud, colours[labels]])

    def receive(self, message: dict) -> list[tuple[dict, list]]:
        """Answer the front end: a frame, before it the exact pixels where it needs them."""
        model, what, shown = self.model, message.get("do"), self.model.settings.picture
        if what in ("forward", "back"):
            getattr(model, what)()
        elif what == "go":
            model.go(message.get("index", 0))
        elif what == "restart":
            wanted = message.get("settings", {})
            known = {"k", "start", "seed", "weight"}
            model.restart(**{name: wanted[name] for name in known & set(wanted)})
        elif what == "move":
            model.move(message.get("mean"), message.get("to"))
        elif what == "preset":
            model.preset(message.get("name"))
        elif what == "load":
            model.load(message.get("state", {}))
        content, arrays = model.frame()
        answers = [(content, [array.data for array in arrays])]
        if what == "hello" or model.settings.picture != shown:
            answers = self._picture_parts() + answers
        return answers

    def page_config(self) -> dict:
        """Everything an exported page needs: exact pixels, means, or a student's own steps."""
        config = self._config()
        names = [YOURS] if self.own else list(self.model.presets)
        config["pictures"] = {name: _stored(self.model.presets[name]) for name in names}
        config["means"] = page.base64_text(self.model.history.states[0].means.tobytes())
        if self.own:
            config.update(self._recorded())
        return config

    def _config(self) -> dict:
        height, width = self.model.picture.shape[:2]
        presets = [YOURS] if self.own and is_static() else list(self.model.presets)
        return {
            **vars(self.model.settings),
            "width": width,
            "height": height,
            "most": CLOUD,
            "epsilon": self.epsilon,
            "label": "k-means stepper",
            "alt": f"The picture, {width} × {height} pixels",
            "presets": [[name, self.model.presets[name].title] for name in presets],
        }

    def _picture_parts(self) -> list[tuple[dict, list]]:
        """The exact pixels of the present picture."""
        name = self.model.settings.picture
        note = self.model.presets[name].note
        return picture_parts(self.model.picture, picture=name, note=note)

    def _recorded(self) -> dict:
        """The steps of a student's own functions, each as the change of its labels."""
        model = self.model
        model.go(0)
        frames: list[dict[str, Any]] = []
        before = None
        while True:
            content, arrays = model.frame()
            frame = {"content": content, "means": page.base64_text(arrays[0].tobytes())}
            if content["phase"] == "assigned":
                labels = arrays[1]
                frame["labels"] = page.deflated(labels if before is None else labels ^ before)
                before = labels
            frames.append(frame)
            if model.history.finished or len(frames) > RECORDED:
                break
            model.forward()
            if model.problem:
                break
        problem, errors = model.problem, [state.error for state in model.history.states]
        model.go(0)
        for frame in frames:
            del frame["content"]["errors"]
        return {"frames": frames, "errors": errors, "problem": problem}


def _check_means(means: ArrayLike, k: int | None, size: int) -> tuple[NDArray[np.float64], int]:
    """Return means as finite float64 (k, size), and k, or raise."""
    try:
        table = np.asarray(means, dtype=np.float64)
    except (TypeError, ValueError):
        raise ValueError(f"means must be (k, {size}) numbers, got {means!r}") from None
    if table.ndim != 2 or table.shape[1] != size or len(table) == 0:
        raise ValueError(
            f"means must be (k, {size}) to match {size} features, got shape {table.shape}"
        )
    if not np.isfinite(table).all():
        raise ValueError("means must be finite numbers, got NaN or infinity")
    if k is not None and k != len(table):
        raise ValueError(f"k must be {len(table)} to match the means, got {k!r}")
    return table, len(table)


def _stored(preset: Preset) -> dict:
    height, width = preset.picture.shape[:2]
    stored = {
        "rgb": page.deflated_pixels(preset.picture),
        "width": width,
        "height": height,
        "note": preset.note,
        "k": preset.k,
    }
    if preset.means is not None:
        stored["means"] = page.base64_text(np.asarray(preset.means, np.float64).tobytes())
    return stored


def _traps() -> dict[str, Preset]:
    """Pictures on which k-means fails, for the menu."""
    return {
        name: Preset(trap.title, trap.picture, trap.k, trap.means, trap.sentence)
        for name, trap in TRAPS.items()
    }
