"""How long a student waits for `check`: the median of five, on right and on wrong answers."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

from _report import Row, json_wanted, show

from autograder.packs import load_exercises
from course_lib.checks import check
from course_lib.units import UNITS

BAR = 0.5
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


def main() -> int:
    as_json = json_wanted(__doc__)
    rows = []
    for unit in (unit.name for unit in UNITS if unit.built):
        for name, item in load_exercises(unit).items():
            right = [item.reference, *item.right_answers.values()]
            wrong = [m.function for m in item.misconceptions if m.name not in ENDLESS]
            for label, functions in (("right", right), ("wrong", wrong)):
                slowest = max(seconds(function, name) for function in functions)
                rows.append(
                    Row(
                        f"{unit}.{name}, slowest of {len(functions)} {label} answers",
                        slowest,
                        "s a check",
                        f"<= {BAR}",
                        slowest <= BAR,
                    )
                )
    return show("What a check costs", rows, as_json)


if __name__ == "__main__":
    sys.exit(main())
