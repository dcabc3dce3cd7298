"""Makes submissions out of answers: for the demo, the benchmarks and the tests."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

from autograder.answers import Answer
from autograder.soundness import source, stub_of

MODEL = "model"
"""In the place of an answer: the instructor's own."""


def submission(
    original: dict[str, Any], answers: Mapping[str, Answer | str], texts: Mapping[str, str] = {}
) -> dict[str, Any]:
    """A student's notebook.

    Parameters
    ----------
    original : dict
        The instructor's notebook.
    answers : mapping of str to Answer or str
        By exercise: an answer, the text of an answer cell, or `MODEL`; what is left out stays the
        stub.
    texts : mapping of str to str
        Answers to the questions for a person, by grade id.
    """
    notebook = copy.deepcopy(original)
    cells: list[dict[str, Any]] = []
    for cell in notebook["cells"]:
        mark = cell["metadata"].get("nbgrader", {})
        name = mark.get("grade_id", "")
        cell["source"] = source(cell)
        if mark.get("solution") and cell["cell_type"] == "code":
            answer = answers.get(name)
            if isinstance(answer, Answer):
                cells += [_code(text) for text in answer.cells[:-1]]
                cell["source"] = answer.source
            elif answer is None:
                cell["source"] = stub_of(cell["source"])
            elif answer != MODEL:
                cell["source"] = answer
        elif mark.get("solution"):
            cell["source"] = texts.get(name, "YOUR ANSWER HERE")
        cells.append(cell)
    for number, cell in enumerate(cells):
        cell["id"] = f"c{number}"
    notebook["cells"] = cells
    return notebook


def _code(text: str) -> dict[str, Any]:
    return {
        "cell_type": "code", "metadata": {}, "source": text, "outputs": [],
        "execution_count": None,
    }  # fmt: skip
