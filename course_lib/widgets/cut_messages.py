"""What the cut explorer's front end asks, and what it is told: contents with arrays."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course_lib.widgets.cut_model import Cuts
from course_lib.widgets.cut_splits import MOST_REGIONS

MAX_NCUTS = (0.02, 0.05, 0.1, 0.2, 0.4, 0.8)  # for a student's recursive splits


def answer(cuts: Cuts, message: dict) -> tuple[dict, list[NDArray]]:
    """Content and arrays for a question about a graph.

    Parameters
    ----------
    cuts : the graph.
    message : "do" is "graph" (eigenvectors and their curves), "row" (a pixel's weights), "cuts"
        (min-cut and NCut), "tree" (after at least "splits" splits) or "regions" (a student's own).

    Raises
    ------
    ValueError, StudentProblem, ArithmeticError
        What is wrong with the question or a student's function, as one sentence.
    """
    what = message.get("do")
    if what not in ANSWERS:
        raise ValueError(f"There is nothing named {what!r} here.")
    content, arrays = ANSWERS[what](cuts, message)
    return {"kind": what, "problem": "", **content}, arrays


def _graph(cuts: Cuts, _: dict) -> tuple[dict, list[NDArray]]:
    curves = cuts.curves
    content = {
        "edges": cuts.edges,
        "dots": [[at, _number(cost)] for at, cost in curves[0].dots],
        "values": [_number(curve.value) for curve in curves],
        "thresholds": [_number(curve.threshold) for curve in curves],
        "ncuts": [_number(curve.ncut) for curve in curves],
    }
    arrays = [array for curve in curves for array in (curve.vector, curve.cut, curve.volume)]
    return content, [np.concatenate(arrays)]


def _row(cuts: Cuts, message: dict) -> tuple[dict, list[NDArray]]:
    pixel = message.get("pixel")
    if isinstance(pixel, bool) or not isinstance(pixel, int) or not 0 <= pixel < cuts.gray.size:
        raise ValueError(f"pixel must be from 0 to {cuts.gray.size - 1}, got {pixel!r}")
    return {"pixel": pixel}, [cuts.row(pixel).astype("<f4")]


def _cuts(cuts: Cuts, _: dict) -> tuple[dict, list[NDArray]]:
    cheapest, curve = cuts.min_cut, cuts.curves[0]
    sides = [cheapest.side, curve.side]
    parts = []
    for side in sides:
        degree = cuts.degrees
        first, second = float(degree[side].sum()), float(degree[~side].sum())
        cut = float((cuts.weights @ (~side).astype(float))[side].sum())
        parts.append(
            {
                "cut": cut,
                "volumes": [first, second],
                "ncut": _number(cuts.functions.ncut(cuts.weights, side)),
                "pixels": [int(side.sum()), int((~side).sum())],
            }
        )
    return {"parts": parts}, [np.concatenate(sides).astype(np.uint8)]


def _tree(cuts: Cuts, message: dict) -> tuple[dict, list[NDArray]]:
    splits = cuts.splits
    nodes = [
        [n.parent, _number(n.ncut), len(n.vertices), list(n.children)]
        for n in splits.grow(_whole(message.get("splits", MOST_REGIONS)))
    ]
    content = {"nodes": nodes, "done": splits.done, "problem": splits.problem}
    return content, [splits.labels()]


def _regions(cuts: Cuts, message: dict) -> tuple[dict, list[NDArray]]:
    value = message.get("max_ncut")
    if value not in MAX_NCUTS:
        raise ValueError(f"max_ncut must be one of {MAX_NCUTS}, got {value!r}")
    return {"max_ncut": value}, [cuts.regions(value).astype("<u2")]


def _whole(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MOST_REGIONS:
        raise ValueError(f"splits must be from 0 to {MOST_REGIONS}, got {value!r}")
    return value


def _number(value: float | None) -> float | None:
    """A number that JSON knows, else None."""
    return float(value) if value is not None and math.isfinite(value) else None


ANSWERS = {"graph": _graph, "row": _row, "cuts": _cuts, "tree": _tree, "regions": _regions}
