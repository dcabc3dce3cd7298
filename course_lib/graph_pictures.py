"""Small graphs, drawn: vertices in the plane, edges with their weights, what is cut dashed."""

from __future__ import annotations

import numpy as np
from matplotlib import figure as mpl
from numpy.typing import ArrayLike

from course_lib.label_pictures import label_colours
from course_lib.plots import Figure


def draw_graph(
    weights: ArrayLike, places: ArrayLike, side: ArrayLike | None = None, *, alt: str
) -> Figure:
    """A graph with the weight beside each edge; edges between the sides are dashed.

    Parameters
    ----------
    weights : (N, N) symmetric; 0 is no edge.
    places : (N, 2), where the vertices are drawn.
    side : (N,) bool, True for A; None for a graph that is not cut.
    alt : alternative text.

    Raises
    ------
    ValueError
        When shapes do not fit.
    """
    weights, places = np.asarray(weights, float), np.asarray(places, float)
    if places.ndim != 2 or weights.shape != (len(places), len(places)) or places.shape[1] != 2:
        raise ValueError(f"weights must be (N, N) and places (N, 2), got {weights.shape}")
    part = np.ones(len(places), bool) if side is None else np.asarray(side, bool)
    if part.shape != (len(places),):
        raise ValueError(f"side must be ({len(places)},), got {part.shape}")
    figure = mpl.Figure(figsize=(5.4, 3), layout="constrained")
    axis = figure.subplots()
    for u, v in zip(*np.nonzero(np.triu(weights)), strict=True):
        line = "-" if part[u] == part[v] else "--"
        axis.plot(*places[[u, v]].T, line, color="0.35", zorder=1)
        axis.annotate(
            f"{weights[u, v]:g}",
            (places[u] + places[v]) / 2,
            ha="center",
            va="center",
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.5},
        )
    colours = label_colours(2)[(~part).astype(int)] / 255
    axis.scatter(*places.T, c=colours, s=330, edgecolors="black", zorder=2)
    for number, place in enumerate(places):
        axis.annotate(str(number), place, ha="center", va="center", zorder=3, color="black",
                      bbox={"facecolor": "white", "edgecolor": "none", "pad": 1})  # fmt: skip
    axis.set_axis_off()
    axis.margins(0.12)
    return Figure(figure, alt)
