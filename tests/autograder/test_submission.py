"""What a notebook's cells are taken for before they run."""

from __future__ import annotations

from typing import Any

from autograder.submission import _harmless


def test_a_cell_that_calls_the_students_code_by_way_of_another_is_not_harmless():
    def cell(text: str, **mark: bool) -> dict[str, Any]:
        return {"cell_type": "code", "metadata": {"nbgrader": mark}, "source": text}

    cells = [
        cell("def shift(x): ...", solution=True),
        cell("def segment(x):\n    return shift(x)\nalt = 'picture'"),
        cell("class Farm:\n    def go(self):\n        return segment(1)"),
        cell("farm = Farm()"),
        cell("try:\n    farm.go()\nexcept Exception:\n    print(alt)"),
        cell("picture = read()\nprint(alt)"),
        cell("%time farm.go()"),
    ]
    assert _harmless(cells, ["shift"]) == {"picture = read()\nprint(alt)"}
