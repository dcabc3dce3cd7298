"""Any three features of a picture's pixels as a cloud, linked to the picture."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import traitlets
from numpy.typing import ArrayLike, NDArray

from course_lib.features import feature_columns
from course_lib.widgets import page, pictures
from course_lib.widgets.arguments import check_picture, fitted
from course_lib.widgets.base import Explorer
from course_lib.widgets.parts import picture_parts

MOST_PIXELS = 100_000  # two bytes a value: a column stays under 256 kB
CLOUD = 4000
FEATURES = ("R", "G", "B", "L*", "a*", "b*", "x", "y", "brightness", "texture")
IN_BROWSER = ("R", "G", "B", "x", "y")
TRIPLES = (("R", "G", "B"), ("L*", "a*", "b*"), ("x", "y", "brightness"), ("x", "y", "depth"))


class FeatureSpace(Explorer):
    """See pixels as points: choose three features, click a pixel, see who is near it.

    Parameters
    ----------
    picture : (H, W, 3) uint8, RGB. More than 100 000 pixels are made fewer, which is said.
    depth : (H, W) real numbers, a distance or a disparity such as that of a stereo pair; NaN where
        it is unknown. Adds the feature "depth".
    axes : the three features to begin with: R, G, B, L*, a*, b*, x, y, brightness, texture, depth.

    Raises
    ------
    ValueError
        When an argument is not what is said above.
    """

    scripts = ("cloud.js", "feature_space.js")
    page_scripts = ("cloud.js", "feature_space.js")

    photo = traitlets.Bytes().tag(sync=True)

    def __init__(
        self,
        picture: NDArray[np.uint8],
        depth: ArrayLike | None = None,
        *,
        axes: Iterable[str] = ("R", "G", "B"),
    ) -> None:
        picture = check_picture(picture)
        depth = _check_depth(depth, picture.shape[:2])
        self.picture, self.note = fitted(picture, MOST_PIXELS)
        self.depth = depth if depth is None else _as_large(depth, self.picture.shape[:2])
        self.features = FEATURES + (() if depth is None else ("depth",))
        self.axes = _check_axes(axes, self.features)
        self._columns: dict[str, tuple[NDArray[np.uint16], float, float]] = {}
        super().__init__(config=self._config(), photo=page.jpeg(self.picture, 32_000))

    def describe(self) -> str:
        """Say in one sentence what is shown."""
        height, width = self.picture.shape[:2]
        return (
            f"The {width * height:,} pixels of a picture of {width} × {height} as points, "
            f"with the axes {', '.join(self.axes)}."
        )

    def alt(self) -> str:
        """Text that stands for the key picture."""
        return f"{self.describe()} Left the picture, right the cloud in the pixels' own colours."

    def key_picture(self) -> NDArray[np.uint8]:
        """(H, W, 3) uint8: the picture, and the cloud of the three features."""
        values = feature_columns(self.picture, self.axes, depth=self.depth)
        low, high = values.min(axis=0), values.max(axis=0)
        places = (values - low) / np.where(high > low, high - low, 1)
        for axis, name in enumerate(self.axes):
            if name == "y":  # rows count downwards: the top of the picture is up
                places[:, axis] = 1 - places[:, axis]
        cloud = pictures.draw_points(places, self.picture.reshape(-1, 3), self.axes)
        return pictures.side_by_side([self.picture, cloud], height=300)

    def receive(self, message: dict) -> list[tuple[dict, list]]:
        """Answer the front end: the exact pixels, or a column of values."""
        name = message.get("name")
        if message.get("do") == "hello":
            return [*picture_parts(self.picture), ({"kind": "ready"}, [])]
        if message.get("do") == "column" and name in self.features:
            data, low, high = self.column(name)
            return [({"kind": "column", "name": name, "low": low, "high": high}, [data.data])]
        problem = f"There is no feature named {name!r} here."
        return [({"kind": "problem", "problem": problem}, [])]

    def column(self, name: str) -> tuple[NDArray[np.uint16], float, float]:
        """A feature of all pixels: (HW,) uint16, and the values that 0 and 65535 stand for."""
        if name not in self._columns:
            values = feature_columns(self.picture, [name], depth=self.depth)[:, 0]
            low, high = float(values.min()), float(values.max())
            scaled = (values - low) * (65535 / (high - low) if high > low else 0)
            self._columns[name] = np.round(scaled).astype("<u2"), low, high
        return self._columns[name]

    def page_config(self) -> dict:
        """Everything an exported page needs: exact pixels, and the columns it cannot compute."""
        stored: dict[str, Any] = {}
        for name in self.features:
            if name not in IN_BROWSER:
                data, low, high = self.column(name)
                planes = np.concatenate([data >> 8, data & 255]).astype(np.uint8)
                stored[name] = {"low": low, "high": high, "data": page.deflated(planes)}
        return {
            **self._config(),
            "rgb": page.deflated_pixels(self.picture),
            "columns": stored,
        }

    def _config(self) -> dict:
        height, width = self.picture.shape[:2]
        return {
            "width": width,
            "height": height,
            "most": CLOUD,
            "axes": list(self.axes),
            "features": list(self.features),
            "triples": [list(t) for t in TRIPLES if set(t) <= set(self.features)],
            "alt": f"The picture, {width} × {height} pixels",
            "note": self.note,
        }


def _check_axes(axes: Iterable[str], features: tuple[str, ...]) -> tuple[str, ...]:
    """Return three different features, or raise."""
    known = f"axes must be three different features of {', '.join(features)}"
    if isinstance(axes, str) or not isinstance(axes, Iterable):
        raise ValueError(f"{known}, got {axes!r}")
    chosen = tuple(axes)
    if "depth" in chosen and "depth" not in features:
        raise ValueError(f"axes must be without 'depth' as no depth was given, got {chosen}")
    good = all(isinstance(name, str) and name in features for name in chosen)
    if len(chosen) != 3 or not good or len(set(chosen)) != 3:
        raise ValueError(f"{known}, got {chosen}")
    return chosen


def _check_depth(depth: ArrayLike | None, shape: tuple[int, int]) -> NDArray[np.float64] | None:
    """Return depth as (H, W) float64, known in one pixel at least, or raise."""
    if depth is None:
        return None
    try:
        table = np.asarray(depth, dtype=np.float64)
    except (TypeError, ValueError):
        raise ValueError(f"depth must be {shape} numbers, got {type(depth).__name__}") from None
    if table.shape != shape:
        raise ValueError(f"depth must be {shape} to match the picture, got {table.shape}")
    if not np.isfinite(table).any():
        raise ValueError("depth must be known in at least one pixel, got none")
    return table


def _as_large(depth: NDArray[np.float64], shape: tuple[int, int]) -> NDArray[np.float64]:
    """Depth taken at the pixels that a smaller picture keeps: the nearest ones."""
    rows = (np.arange(shape[0]) + 0.5) * depth.shape[0] / shape[0]
    columns = (np.arange(shape[1]) + 0.5) * depth.shape[1] / shape[1]
    smaller = depth[np.ix_(rows.astype(int), columns.astype(int))]
    return smaller if np.isfinite(smaller).any() else np.full(shape, np.nanmean(depth))
