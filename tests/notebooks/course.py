"""The course's notebooks as its tests read them: the instructor's version, and the student's."""

from __future__ import annotations

import importlib
import re
import tempfile
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode

from autograder.exercise import Exercise
from course_lib.units import UNITS, find_unit

ROOT = Path(__file__).resolve().parents[2]
BUILT = [unit.name for unit in UNITS if unit.built]
VERSIONS = ["instructor", "student"]
STUB = "    # YOUR CODE HERE\n    raise NotImplementedError()"
REGION = re.compile(r"    ### BEGIN SOLUTION\n(.*)\n    ### END SOLUTION", re.DOTALL)


def folder(unit: str) -> Path:
    return ROOT / "notebooks" / find_unit(unit).folder


def exercises(unit: str) -> dict[str, Exercise]:
    """The unit's exercises, in the notebook's order."""
    module = importlib.import_module(f"autograder.exercises.{unit}")
    return {name: getattr(module, name) for name in module.__all__}


def read(unit: str, version: str = "instructor") -> NotebookNode:
    """A version of a notebook: with the model answers, or with stubs as a student opens it."""
    notebook = nbformat.read(folder(unit) / f"{unit}.ipynb", as_version=nbformat.NO_CONVERT)
    for cell in notebook.cells if version == "student" else []:
        cell.source = REGION.sub(STUB, cell.source)
    return notebook


@cache
def execute(unit: str, version: str) -> NotebookNode:
    """A version of a notebook with its outputs; it runs once, and not where the sources are."""
    notebook = read(unit, version)
    with tempfile.TemporaryDirectory() as place:
        resources = {"metadata": {"path": place}}
        NotebookClient(notebook, timeout=120, kernel_name="python3", resources=resources).execute()
    return notebook


def outputs(notebook: NotebookNode) -> Iterator[tuple[NotebookNode, Any]]:
    """Each output with its cell."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            yield cell, output


def texts(notebook: NotebookNode) -> dict[str, str]:
    """All that each code cell put out, by the cell's id."""
    return {
        cell.id: "".join(str(output) for output in cell.outputs)
        for cell in notebook.cells
        if cell.cell_type == "code"
    }


def waiting(unit: str, words: str) -> list[str]:
    """Cells of the student's version that say that exercises are missing."""
    return [name for name, text in texts(execute(unit, "student")).items() if words in text]


def graded(notebook: NotebookNode) -> dict[str, NotebookNode]:
    """The cells that nbgrader knows, by their grade_id."""
    return {c.metadata.nbgrader.grade_id: c for c in notebook.cells if "nbgrader" in c.metadata}


class Pictures(HTMLParser):
    """Collects the alternative texts of pictures."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.alts: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "img":
            self.alts.append(dict(attrs).get("alt") or "")
