"""The report's figures as plotly's plain data, in colours that colour-blind readers tell apart.

No text of a student's goes into a figure: plotly reads some HTML in its labels.
"""

from __future__ import annotations

from typing import Any

from autograder.reporting.data import STATUSES, UnitReport

# Okabe and Ito, Color Universal Design (2008). Failed and passed differ in brightness too.
COLOURS = {
    "passed": "#009E73",
    "partial": "#F0E442",
    "failed": "#D55E00",
    "unwritten": "#56B4E9",
    "missing": "#CC79A7",
    "not run": "#999999",
}
BLUE = "#0072B2"
_FONT = {"family": "system-ui, sans-serif", "size": 13, "color": "#222"}


def unit_figures(report: UnitReport) -> dict[str, dict[str, Any]]:
    """Figures of a unit by name, each as plotly's ``data`` and ``layout``."""
    return {
        "points": _points(report),
        "exercises": _exercises(report),
        "seconds": _seconds(report),
    }


def _points(report: UnitReport) -> dict[str, Any]:
    labels = [f"{low:g}–{high:g}" for low, high, _ in report.bins]
    bar = {
        "type": "bar", "x": labels, "y": [count for _, _, count in report.bins],
        "marker": {"color": BLUE}, "hovertemplate": "%{x} points: %{y}<extra></extra>",
    }  # fmt: skip
    return {"data": [bar], "layout": _layout("points", "submissions", height=280)}


def _exercises(report: UnitReport) -> dict[str, Any]:
    names = [exercise.name for exercise in report.exercises]
    bars = [
        {
            "type": "bar", "orientation": "h", "name": status, "y": names,
            "x": [exercise.counts.get(status, 0) for exercise in report.exercises],
            "marker": {"color": COLOURS[status], "line": {"color": "#fff", "width": 1}},
            "hovertemplate": f"%{{y}}, {status}: %{{x}}<extra></extra>",
        }
        for status in STATUSES
        if any(exercise.counts.get(status) for exercise in report.exercises)
    ]  # fmt: skip
    layout = _layout("submissions", "", height=110 + 30 * len(names))
    layout |= {"barmode": "stack", "legend": {
        "orientation": "h", "y": 1, "yanchor": "bottom", "traceorder": "normal",
    }}  # fmt: skip
    layout["yaxis"] |= {"autorange": "reversed", "automargin": True, "dtick": 1}
    return {"data": bars, "layout": layout}


def _seconds(report: UnitReport) -> dict[str, Any]:
    bar = {
        "type": "histogram", "x": report.seconds, "nbinsx": 20, "marker": {"color": BLUE},
        "hovertemplate": "%{x} s: %{y}<extra></extra>",
    }  # fmt: skip
    return {"data": [bar], "layout": _layout("seconds a submission", "submissions", height=240)}


def _layout(x: str, y: str, height: int) -> dict[str, Any]:
    axis = {"gridcolor": "#e4e4e4", "zerolinecolor": "#bbb", "fixedrange": True}
    return {
        "font": _FONT, "height": height, "margin": {"l": 48, "r": 12, "t": 12, "b": 44},
        "paper_bgcolor": "#fff", "plot_bgcolor": "#fff", "bargap": 0.15,
        "xaxis": {**axis, "title": {"text": x}, "automargin": True},
        "yaxis": {**axis, "title": {"text": y}, "rangemode": "tozero"},
    }  # fmt: skip
