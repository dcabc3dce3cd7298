"""Figures for the text: matplotlib pictures that carry alternative text, and one plotly cloud.

What a function returns is a `Figure`: the last line of a cell shows it, with its `alt` text for
readers who do not see it. Nothing here touches pyplot's global state.
"""

from __future__ import annotations

import base64
import html
import io
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from matplotlib import figure as mpl
from matplotlib.patheffects import withStroke
from numpy.typing import ArrayLike, NDArray

from course_lib.images import check_picture
from course_lib.label_pictures import (
    OKABE_ITO,
    check_labels,
    label_colours,
    label_picture,
    mean_colour_picture,
)

if TYPE_CHECKING:
    import plotly.graph_objects as go

__all__ = [
    "Figure",
    "colour_cloud",
    "distribution_3d",
    "error_curve",
    "gray_histogram",
    "label_colours",
    "label_picture",
    "mean_colour_picture",
    "show_pictures",
    "show_points",
]

SCALARS = "cividis"


class Figure:
    """A figure with alternative text.

    Parameters
    ----------
    figure : matplotlib Figure.
    alt : one or two sentences that say what is to be seen.
    """

    def __init__(self, figure: mpl.Figure, alt: str) -> None:
        if not isinstance(alt, str) or not alt.strip():
            raise ValueError(f"alt must be a sentence that says what is to be seen, got {alt!r}")
        self.figure, self.alt = figure, " ".join(alt.split())
        self._png: bytes | None = None

    def _repr_png_(self) -> bytes:
        if self._png is None:
            buffer = io.BytesIO()
            self.figure.savefig(buffer, format="png", dpi=100)
            self._png = buffer.getvalue()
        return self._png

    def _repr_html_(self) -> str:
        data = base64.b64encode(self._repr_png_()).decode("ascii")
        alt = html.escape(self.alt, quote=True)
        return f'<img alt="{alt}" style="max-width:100%" src="data:image/png;base64,{data}">'

    def __repr__(self) -> str:
        return f"Figure: {self.alt}"

    def save(self, path: str | Path) -> None:
        """Write the figure as a PNG file."""
        Path(path).write_bytes(self._repr_png_())


def show_pictures(
    pictures: Sequence[ArrayLike] | dict[str, ArrayLike],
    titles: Sequence[str] | None = None,
    *,
    alt: str | None = None,
    columns: int = 4,
) -> Figure:
    """Pictures side by side.

    Parameters
    ----------
    pictures : (H, W, 3) uint8, or (H, W) uint8, grey, or (H, W) other numbers, which are shown in
        cividis, with a scale unless they are masks of bool. A dict gives the titles with them.
    titles : one a picture.
    alt : alternative text; made from the titles when left out.
    columns : most pictures in a row.
    """
    if isinstance(pictures, dict):
        titles, pictures = list(pictures), list(pictures.values())
    if not isinstance(pictures, (list, tuple)) or len(pictures) == 0:
        raise TypeError(
            f"pictures must be a list or dict of pictures, got {type(pictures).__name__}"
        )
    if titles is not None and len(titles) != len(pictures):
        raise ValueError(f"titles must be {len(pictures)}, one a picture, got {len(titles)}")
    if titles is None and alt is None:
        raise ValueError("alt must say what is to be seen when there are no titles, got None")
    if isinstance(columns, bool) or not isinstance(columns, int) or columns < 1:
        raise ValueError(f"columns must be an integer of at least 1, got {columns!r}")
    shown = [_as_shown(picture, number) for number, picture in enumerate(pictures)]
    columns = min(columns, len(shown))
    rows = -(-len(shown) // columns)
    height, width = np.max([picture.shape[:2] for picture in shown], axis=0)
    side = 2.6 if columns > 2 else 3.6
    tall = float(np.clip(side * height / width, 0.8, 2 * side))
    figure = mpl.Figure(figsize=(side * columns, (tall + 0.35) * rows), layout="constrained")
    axes = figure.subplots(rows, columns, squeeze=False).ravel()
    for number, axis in enumerate(axes):
        axis.set_axis_off()
        if number >= len(shown):
            continue
        picture = shown[number]
        image = axis.imshow(picture, cmap=SCALARS, interpolation="nearest")
        is_mask = np.asarray(pictures[number]).dtype == bool
        if picture.ndim == 2 and not is_mask:
            figure.colorbar(image, ax=axis, shrink=0.8)
        if titles is not None:
            axis.set_title(titles[number], fontsize=10)
    return Figure(figure, alt or "Pictures side by side: " + "; ".join(titles) + ".")


def colour_cloud(
    points: ArrayLike,
    *,
    means: ArrayLike | None = None,
    labels: ArrayLike | None = None,
    names: Sequence[str] = ("R", "G", "B"),
    alt: str,
    most: int = 3000,
) -> Figure:
    """Points of feature space in 3-D, in their own colours or in those of their labels.

    Parameters
    ----------
    points : (N, 3); without labels they are taken for R, G, B.
    means : (k, 3), drawn as white-rimmed crosses.
    labels : (N,) integers from 0; the colours are then `label_colours`.
    names : of the axes.
    alt : alternative text.
    most : of more points, this many are drawn, evenly chosen.
    """
    points, labels = _check_cloud(points, labels)
    chosen = _evenly(len(points), most)
    figure = mpl.Figure(figsize=(5, 4.5), layout="constrained")
    axis = figure.add_subplot(projection="3d", computed_zorder=False)  # means lie on top
    colours = _cloud_colours(points, labels)[chosen] / 255
    axis.scatter(*points[chosen].T, c=colours, s=4, depthshade=False)
    if means is not None:
        means = np.asarray(means, dtype=np.float64)
        if means.ndim != 2 or means.shape[1] != 3:
            raise ValueError(f"means must be (k, 3) as the points are, got {means.shape}")
        axis.scatter(*means.T, c="white", s=150, marker="X", edgecolors="black", depthshade=False)
    for set_label, name in zip((axis.set_xlabel, axis.set_ylabel, axis.set_zlabel), names,
                               strict=True):  # fmt: skip
        set_label(name)
    axis.set_box_aspect(None, zoom=0.85)
    return Figure(figure, alt)


def show_points(
    points: ArrayLike,
    means: ArrayLike | None = None,
    labels: ArrayLike | None = None,
    *,
    alt: str,
) -> Figure:
    """Points of a plane, grey or in the colours of their labels, with their means as crosses.

    Parameters
    ----------
    points : (N, 2).
    means : (k, 2), each with its number beside it, in the colour of its label.
    labels : (N,) integers from 0; the colours are `label_colours`.
    alt : alternative text.
    """
    points = np.asarray(points, dtype=np.float64)
    if points.ndim != 2 or points.shape[1] != 2 or len(points) == 0:
        raise ValueError(f"points must be (N, 2), got {points.shape}")
    figure = mpl.Figure(figsize=(4.2, 4.2), layout="constrained")
    axis = figure.subplots()
    colours: NDArray | str = "0.55"
    if labels is not None:
        labels = check_labels(labels, None, (len(points), 1)).ravel()
        colours = label_colours(int(labels.max()) + 1)[labels] / 255
    axis.scatter(*points.T, c=colours, s=36, edgecolors="black", linewidths=0.5)
    if means is not None:
        means = np.asarray(means, dtype=np.float64)
        if means.ndim != 2 or means.shape[1] != 2 or len(means) == 0:
            raise ValueError(f"means must be (k, 2) as the points are, got {means.shape}")
        axis.scatter(
            *means.T, c=label_colours(len(means)) / 255, s=190, marker="X", edgecolors="black"
        )
        for number, mean in enumerate(means):
            text = axis.annotate(str(number), mean, (9, 5), textcoords="offset points", fontsize=11)
            text.set_path_effects([withStroke(linewidth=3, foreground="white")])
    axis.set_aspect("equal")
    axis.margins(0.08)
    axis.spines[["top", "right"]].set_visible(False)
    return Figure(figure, alt)


def distribution_3d(
    points: ArrayLike,
    *,
    labels: ArrayLike | None = None,
    names: Sequence[str] = ("R", "G", "B"),
    title: str,
    most: int = 5000,
) -> go.Figure:
    """The same cloud to turn with the mouse, as a plotly figure; `title` says what it shows.

    Parameters
    ----------
    points, labels, names, most : as for `colour_cloud`.
    """
    import plotly.graph_objects as go

    points, labels = _check_cloud(points, labels)
    if not isinstance(title, str) or not title.strip():
        raise ValueError(f"title must say what is to be seen, got {title!r}")
    chosen = _evenly(len(points), most)
    colours = [f"rgb({r},{g},{b})" for r, g, b in _cloud_colours(points, labels)[chosen]]
    x, y, z = points[chosen].astype(np.float32).T
    marker = {"size": 2, "color": colours}
    figure = go.Figure(go.Scatter3d(x=x, y=y, z=z, mode="markers", marker=marker))
    axes = {f"{axis}axis": {"title": {"text": name}} for axis, name in zip("xyz", names,
                                                                         strict=True)}  # fmt: skip
    figure.update_layout(
        title={"text": title}, scene=axes, height=480, margin={"l": 0, "r": 0, "b": 0, "t": 40}
    )
    return figure


def error_curve(errors: ArrayLike, *, alt: str | None = None) -> Figure:
    """Within-cluster squared error by step.

    Parameters
    ----------
    errors : (steps + 1,) numbers, such as `KMeansResult.errors`.
    alt : alternative text; made from the numbers when left out.
    """
    errors = np.asarray(errors, dtype=np.float64)
    if errors.ndim != 1 or errors.size == 0:
        raise ValueError(f"errors must be a list of numbers, got shape {errors.shape}")
    figure = mpl.Figure(figsize=(5, 3), layout="constrained")
    axis = figure.subplots()
    axis.plot(np.arange(len(errors)), errors, "o-", color=OKABE_ITO[4] / 255, markersize=4)
    axis.set_xlabel("updates")
    axis.set_ylabel("within-cluster squared error")
    axis.set_ylim(bottom=0)
    axis.spines[["top", "right"]].set_visible(False)
    first, last = errors[0], errors[-1]
    return Figure(
        figure,
        alt or f"The error goes from {first:.3g} to {last:.3g} in {len(errors) - 1} updates.",
    )


def gray_histogram(gray: ArrayLike, *, alt: str) -> Figure:
    """How many pixels have each grey level.

    Parameters
    ----------
    gray : (H, W) uint8.
    alt : alternative text.
    """
    gray = np.asarray(gray)
    if gray.dtype != np.uint8 or gray.size == 0:
        raise ValueError(f"gray must be (H, W) uint8, got {gray.dtype} of shape {gray.shape}")
    figure = mpl.Figure(figsize=(5, 2.6), layout="constrained")
    axis = figure.subplots()
    counts = np.bincount(gray.ravel(), minlength=256)
    axis.bar(np.arange(256), counts, width=1, color=OKABE_ITO[4] / 255)
    axis.set(xlabel="grey level", ylabel="pixels", xlim=(-0.5, 255.5))
    axis.spines[["top", "right"]].set_visible(False)
    return Figure(figure, alt)


def _as_shown(picture: ArrayLike, number: int) -> NDArray:
    array = np.asarray(picture)
    if array.ndim == 2 and array.size and array.dtype == np.uint8:
        return np.repeat(array[:, :, None], 3, axis=2)
    if array.ndim == 2 and array.size and array.dtype.kind in "buif":
        return array.astype(np.float64)
    return check_picture(picture, f"pictures[{number}]")


def _check_cloud(
    points: ArrayLike, labels: ArrayLike | None
) -> tuple[NDArray[np.float64], NDArray | None]:
    points = np.asarray(points, dtype=np.float64)
    if points.ndim != 2 or points.shape[1] != 3 or len(points) == 0:
        raise ValueError(f"points must be (N, 3), got {points.shape}")
    if labels is not None:
        labels = check_labels(labels, None, (len(points), 1)).ravel()
    return points, labels


def _cloud_colours(points: NDArray[np.float64], labels: NDArray | None) -> NDArray[np.uint8]:
    if labels is not None:
        return label_colours(int(labels.max()) + 1)[labels]
    return np.clip(np.round(points), 0, 255).astype(np.uint8)


def _evenly(count: int, most: int) -> NDArray[np.int64]:
    """At most `most` of `count` numbers, drawn with a fixed seed: every n-th would show stripes."""
    if count <= most:
        return np.arange(count)
    return np.sort(np.random.default_rng(0).choice(count, most, replace=False))
