"""A solar farm's inspection, step by step: from a drone's frames to a ranked list of alarms."""

from __future__ import annotations

import math
import numbers
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course_lib.farm_report import FarmReport
from course_lib.scenes.solar_farm import Farm
from course_lib.thermal import (
    distort,
    estimate_shift,
    hot_panels,
    panel_regions,
    panel_temperatures,
    robust_scores,
    soiled_panels,
    stitch,
    undistort_image,
)
from course_lib.thermal.alarms import ADVICE, KINDS
from course_lib.thermal.pictures import OUTLINES, cividis, outlined
from course_lib.widgets import page, pictures
from course_lib.widgets.base import Explorer, is_static
from course_lib.widgets.farm_model import LAYERS, STAGES, FarmModel

THRESHOLD = 3.5
STOPS = tuple(float(t) for t in np.arange(1, 21) / 2)  # of a student's own hot_panels
LEVELS = 254  # temperatures travel as bytes from 0 to 254; 255 is no value
# Of each step its name, what leads to it, and what its lines mean.
WORDS = (
    (
        "Frames",
        "",
        "Dashed: straight lines. Orange: where distort puts a straight edge; the edges of the "
        "panels follow it.",
    ),
    (
        "Undistorted",
        "Undistort",
        "Orange: straight lines. The edges of the panels lie on them now.",
    ),
    ("Mosaic", "Stitch", "Thin lines: where each frame lies. Orange: the chosen frame."),
    ("Panels", "Find panels", ""),
    ("Temperatures", "Measure", ""),
    ("Alarms", "Rank alarms", ""),
)


class FarmInspector(Explorer):
    """Walk through the inspection of a solar farm: frames, undistorted, mosaic, panels, alarms.

    Each step is one picture and one sentence. A click on a panel shows its pixels, thermal and in
    RGB, and their histogram. A step is computed when it is first reached.

    Parameters
    ----------
    farm : a farm of `course_lib.scenes.solar_farm.make_farm`, of at most 250 000 pixels.
    distort, undistort, shift, stitch, regions, temperatures, hot, soiled : your own
        `distort(points, k1, k2, center, focal)`, `undistort_image(image, k1, k2, center, focal)`,
        `estimate_shift(a, b)`, `stitch(frames, shifts)`, `panel_regions(thermal, min_area)`,
        `panel_temperatures(thermal, labels)`, `hot_panels(temperatures, threshold)` and
        `soiled_panels(rgb, labels, threshold)`; the course's when left out. What goes wrong in them
        is said in the explorer.
    title : what stands above.

    Raises
    ------
    ValueError
        When an argument is not what is said above.
    """

    scripts = ("farm_panels.js", "farm_inspector.js")
    page_scripts = scripts

    def __init__(
        self,
        farm: Farm,
        *,
        distort: Callable | None = distort,
        undistort: Callable | None = undistort_image,
        shift: Callable | None = estimate_shift,
        stitch: Callable | None = stitch,
        regions: Callable | None = panel_regions,
        temperatures: Callable | None = panel_temperatures,
        hot: Callable | None = hot_panels,
        soiled: Callable | None = soiled_panels,
        title: str = "Inspection of a solar farm",
    ) -> None:
        if not isinstance(title, str) or not title.strip():
            raise ValueError(f"title must be a text, got {title!r}")
        self.title = title
        self.threshold = THRESHOLD
        self.reached = STAGES[0]
        functions = {
            "distort": distort,
            "undistort": undistort,
            "shift": shift,
            "stitch": stitch,
            "regions": regions,
            "temperatures": temperatures,
            "hot": hot,
            "soiled": soiled,
        }
        self.model = FarmModel(farm, functions)
        values = np.concatenate([frame.ravel() for frame in farm.thermal])
        self.low, self.high = math.floor(values.min()), math.ceil(values.max())
        self.shown = [float(round(v)) for v in np.percentile(values, [1, 99.7])]
        super().__init__(config=self._config())

    def describe(self, stage: str | None = None) -> str:
        """Say in one sentence what a step shows.

        Parameters
        ----------
        stage : one of `farm_model.STAGES`; the last when left out, or in JupyterLab, with a
            student's own functions, the last that a reader has reached.
        """
        if stage is None:
            stage = self.reached if self._waits() else STAGES[-1]
        if stage not in STAGES:
            raise ValueError(f"stage must be one of {', '.join(STAGES)}, got {stage!r}")
        said, problem = self.model.tried(lambda: self.model.sentence(stage, self.threshold))
        if said is None:
            return f"A solar farm in {self.model.count} frames, not inspected to the end: {problem}"
        return said

    def report(self) -> FarmReport:
        """The alarms at the threshold that is set, as a page.

        Raises
        ------
        ValueError
            With the sentence that the explorer says, where a step fails.
        """
        model, threshold = self.model, self.threshold
        return self._reached(
            lambda: FarmReport(model.mosaic("thermal"), model.labels, model.alarms(threshold))
        )

    def against_truth(self) -> tuple[int, int, int]:
        """How many hot panels were rightly called, wrongly called, and missed.

        Raises
        ------
        ValueError
            With the sentence that the explorer says, where a step fails.
        """
        return self._reached(lambda: self.model.against_truth(self.threshold))

    def _reached(self, action: Callable[[], Any]) -> Any:
        result, problem = self.model.tried(action)
        if problem:
            raise ValueError(problem)
        return result

    def alt(self) -> str:
        """Text that stands for the key picture."""
        if self._waits():
            return f"{self.model.sentence('frames', self.threshold)} Left thermal, right in RGB."
        shown = "Left the first frame, in °C from dark blue to yellow"
        if self.model.tried(lambda: self.model.alarms(self.threshold))[0] is None:
            return f"{self.describe()} {shown}, then what was reached."
        return (
            f"{self.describe()} {shown}, in the middle the mosaic in RGB, right the mosaic in °C "
            "with a coloured rim around each panel that has an alarm."
        )

    def key_picture(self) -> NDArray[np.uint8]:
        """(H, W, 3) uint8: the first frame, and the mosaic in RGB and in degrees C with alarms.

        In JupyterLab a student's own functions have not run yet: then the first frame alone.
        """
        model = self.model
        panels = [self._painted(model.frame(0, "thermal"))]
        if self._waits():
            return pictures.side_by_side([*panels, model.frame(0, "rgb")])
        colours, _ = model.tried(lambda: model.mosaic("rgb"))
        if colours is not None:
            panels.append(_bytes_of(colours))
        alarms, _ = model.tried(lambda: model.alarms(self.threshold))
        if alarms is not None:
            picture = self._painted(model.mosaic("thermal"))
            panels.append(outlined(picture, model.labels, alarms, OUTLINES))
        return pictures.side_by_side(panels, height=280)

    def receive(self, message: dict) -> list[tuple[dict, list]]:
        """Answer the front end: the picture, the panels or the alarms of a step."""
        what = message.get("do")
        steps = {
            "frame": self._frame,
            "prepare": self._prepare,
            "mosaic": self._mosaic,
            "panels": self._panels,
            "temperatures": self._temperatures,
            "alarms": self._alarms,
        }
        if what == "hello":
            return [({"kind": "ready"}, [])]
        if not isinstance(what, str) or what not in steps:
            return [({"kind": "problem", "problem": f"There is nothing named {what!r} here."}, [])]
        answer, problem = self.model.tried(lambda: steps[what](message))
        if answer is None:
            return [({"kind": "problem", "problem": problem}, [])]
        stage = message.get("stage", what)
        if stage in STAGES:
            self.reached = max(self.reached, stage, key=STAGES.index)
        return answer

    def page_config(self) -> dict:
        """Everything an exported page needs: all answers of the kernel."""
        frames = range(self.model.count)
        asked: list[dict] = [{"do": "hello"}]
        for stage in STAGES[:2]:
            asked += [
                {"do": "frame", "stage": stage, "frame": i, "layer": layer}
                for i in frames
                for layer in LAYERS
            ]
        asked += [{"do": "mosaic", "layer": layer} for layer in LAYERS]
        asked += [{"do": "panels"}, {"do": "temperatures"}]
        stops = STOPS if "hot" in self.model.do.own else (THRESHOLD,)
        asked += [{"do": "alarms", "threshold": stop} for stop in stops]
        threshold = self.threshold
        answers = {_key(message): _stored(self.receive(message)) for message in asked}
        self.threshold = threshold  # nobody has moved the slider
        return {**self._config(), "answers": answers}

    def _frame(self, message: dict) -> list[tuple[dict, list]]:
        """A frame, as it came or undistorted, with straight edges and where the lens puts them."""
        index, layer, stage = self._index(message), _layer(message), message.get("stage")
        if stage not in STAGES[:2]:
            raise ValueError(f"stage must be frames or undistorted, got {stage!r}")
        model, problem = self.model, ""
        straight = model.edges(index)
        if stage == "frames":
            frame = model.frame(index, layer)
            curves, problem = model.tried(lambda: model.bent(index))
        else:
            frame, curves = model.undistorted(index, layer), straight
        content = {
            "kind": "frame",
            "stage": stage,
            "frame": index,
            "layer": layer,
            "sentence": model.sentence(stage, self.threshold, index),
            "curves": [] if curves is None else np.round(curves, 1).tolist(),
            "note": problem,
        }
        return [(content, [self._buffer(frame)])]

    def _prepare(self, message: dict) -> list[tuple[dict, list]]:
        """Undistort a frame and say no more: so a slow function shows how far it is."""
        self.model.undistorted(self._index(message), _layer(message))
        return [({"kind": "prepared"}, [])]

    def _mosaic(self, message: dict) -> list[tuple[dict, list]]:
        layer = _layer(message)
        mosaic = self.model.mosaic(layer)
        content = {
            "kind": "mosaic",
            "layer": layer,
            "height": mosaic.shape[0],
            "width": mosaic.shape[1],
            "shifts": self.model.shifts.tolist(),
            "sentence": self.model.sentence("mosaic", self.threshold),
        }
        return [(content, [self._buffer(mosaic)])]

    def _panels(self, _: dict) -> list[tuple[dict, list]]:
        labels, names = self.model.labels, self.model.panels
        places = np.where(labels > 0, np.searchsorted(names, labels) + 1, 0).astype(np.uint8)
        sentence = self.model.sentence("panels", self.threshold)
        content = {"kind": "panels", "names": names.tolist(), "sentence": sentence}
        return [(content, [np.ascontiguousarray(places).data])]

    def _temperatures(self, _: dict) -> list[tuple[dict, list]]:
        warm = self.model.temperatures
        table = np.stack([warm.mean, warm.p95, warm.maximum])
        sentence = self.model.sentence("temperatures", self.threshold)
        return [({"kind": "temperatures", "sentence": sentence}, [table.data])]

    def _alarms(self, message: dict) -> list[tuple[dict, list]]:
        """What is hot and what is dirty; with scores the browser thresholds by itself."""
        model, threshold = self.model, _check_threshold(message.get("threshold", self.threshold))
        found = model.verdicts(threshold)
        self.threshold = threshold
        content = {
            "kind": "alarms",
            "threshold": threshold,
            "scored": "hot" not in model.do.own,
            "words": model.alarm_words(),
        }
        buffers = [np.stack([found.as_a_whole, found.in_a_spot, found.soiled]).astype(np.uint8)]
        if content["scored"]:
            warm = model.temperatures
            buffers.append(np.stack([robust_scores(warm.mean), robust_scores(warm.maximum)]))
        return [(content, [buffer.data for buffer in buffers])]

    def _buffer(self, picture: NDArray) -> memoryview | bytes:
        """Degrees C as bytes, of which 255 is no value; colours as JPEG."""
        if picture.ndim == 3:
            most = 60_000 if picture[..., 0].size > 60_000 else 12_000
            return page.jpeg(_bytes_of(picture), most)
        shares = np.clip((picture - self.low) / (self.high - self.low or 1), 0, 1)
        levels = np.where(np.isnan(picture), 255, np.round(np.nan_to_num(shares) * LEVELS))
        return np.ascontiguousarray(levels.astype(np.uint8)).data

    def _painted(self, picture: NDArray[np.float64]) -> NDArray[np.uint8]:
        low, high = self.shown
        return cividis((picture - low) / (high - low or 1))

    def _waits(self) -> bool:
        """Whether a student's own functions are left alone until a reader asks for a step."""
        return bool(self.model.do.own) and not is_static()

    def _index(self, message: dict) -> int:
        index, count = message.get("frame"), self.model.count
        if isinstance(index, bool) or not isinstance(index, int) or not 0 <= index < count:
            raise ValueError(f"frame must be from 0 to {count - 1}, got {index!r}")
        return index

    def _config(self) -> dict:
        height, width = self.model.size
        own = self.model.do.own
        note = ""
        if own:
            note = f"Your own functions: {', '.join(own.values())}."
            if is_static():
                note += " This page shows them as they were when the cell ran."
        return {
            "title": self.title,
            "stages": [[key, *words] for key, words in zip(STAGES, WORDS, strict=True)],
            "width": width,
            "height": height,
            "count": self.model.count,
            "low": self.low,
            "high": self.high,
            "shown": self.shown,
            "threshold": THRESHOLD,
            "scored": "hot" not in own,
            "slow": "undistort" in own and not is_static(),
            "kinds": {k: [KINDS[k], list(rgb), ADVICE[k]] for k, rgb in OUTLINES.items()},
            "note": note,
        }


def _bytes_of(picture: NDArray) -> NDArray[np.uint8]:
    """Grey levels as uint8; NaN is grey."""
    return np.clip(np.round(np.nan_to_num(picture, nan=128)), 0, 255).astype(np.uint8)


def _layer(message: dict) -> str:
    layer = message.get("layer")
    if layer not in LAYERS:
        raise ValueError(f"layer must be thermal or rgb, got {layer!r}")
    return layer


def _check_threshold(threshold: Any) -> float:
    real = isinstance(threshold, numbers.Real) and not isinstance(threshold, bool)
    if not real or not 0 <= threshold <= 100:
        raise ValueError(f"threshold must be a number from 0 to 100, got {threshold!r}")
    return float(threshold)


def _key(message: dict) -> str:
    """What an exported page finds an answer by; as in the script."""
    names = ("do", "stage", "frame", "layer", "threshold")
    values = (message[name] for name in names if name in message)
    return " ".join(f"{v:g}" if isinstance(v, float) else str(v) for v in values)


def _stored(answers: list[tuple[dict, list]]) -> dict:
    content, buffers = answers[0]
    parts = [page.deflated(np.frombuffer(part, np.uint8)) for part in buffers]
    return {"content": content, "data": parts}
