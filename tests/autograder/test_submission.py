"""What a notebook's cells are taken for before they run."""

from __future__ import annotations

import copy
from typing import Any

from autograder.submission import _harmless, plan
from tests.autograder.small_class import cell_of, exercises, original


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


def test_an_answer_in_a_cell_that_lost_its_mark_is_asked_after_it():
    tree = copy.deepcopy(original())
    for cell in tree["cells"]:
        cell["source"] = "".join(cell["source"])
    answer = cell_of(tree, "kmeans")
    answer["metadata"] = {}
    tree["cells"].remove(cell_of(tree, "check_kmeans"))
    tree["cells"].append(tree["cells"].pop(tree["cells"].index(answer)))
    run = plan(tree, original(), exercises()).cells
    at = {cell.exercise: index for index, cell in enumerate(run) if cell.exercise}
    assert run[at["kmeans"] - 1].source == answer["source"]
    assert at["kmeans"] > at["segment_image"]
