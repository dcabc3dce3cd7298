"""How long a student waits: for `check`, right and wrong, and for a notebook from top to bottom."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from _report import Row, json_wanted, show

from autograder.packs import load_exercises
from course_lib.checks import check
from course_lib.units import UNITS, Unit

BAR = 0.5
NOTEBOOK_BAR = 60
ROOT = Path(__file__).resolve().parents[1]
ENDLESS = {"never_ends", "never_gives_up"}  # these wait for the time limit, by their nature


def seconds(function: Callable[..., Any], name: str) -> float:
    """Median time of five checks of `function` under the exercise's name."""
    function.__name__ = name
    times = []
    for _ in range(5):
        start = time.perf_counter()
        check(function)._repr_html_()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def notebook_seconds(unit: Unit) -> float:
    """Time that the instructor's notebook takes from top to bottom, with its kernel's start."""
    import nbformat
    from nbclient import NotebookClient

    path = ROOT / "notebooks" / unit.notebook
    notebook = nbformat.read(path, as_version=nbformat.NO_CONVERT)
    resources = {"metadata": {"path": str(path.parent)}}
    start = time.perf_counter()
    NotebookClient(notebook, timeout=600, kernel_name="python3", resources=resources).execute()
    return time.perf_counter() - start


def main() -> int:
    as_json = json_wanted(__doc__)
    rows = []
    for unit in (unit for unit in UNITS if unit.built):
        for name, item in load_exercises(unit.name).items():
            right = [item.reference, *item.right_answers.values()]
            wrong = [m.function for m in item.misconceptions if m.name not in ENDLESS]
            for label, functions in (("right", right), ("wrong", wrong)):
                slowest = max(seconds(function, name) for function in functions)
                rows.append(
                    Row(
                        f"{unit.name}.{name}, slowest of {len(functions)} {label} answers",
                        slowest,
                        "s a check",
                        f"<= {BAR}",
                        slowest <= BAR,
                    )
                )
        whole, bar = notebook_seconds(unit), f"<= {NOTEBOOK_BAR}"
        what = f"{unit.title} notebook under nbclient"
        rows.append(Row(what, whole, "s", bar, whole <= NOTEBOOK_BAR))
    return show("What a check and a notebook cost", rows, as_json)


if __name__ == "__main__":
    sys.exit(main())
