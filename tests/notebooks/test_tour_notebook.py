"""The notebook of unit 00: its form, and that both versions run."""

import re
from functools import cache
from pathlib import Path

import nbformat
import pytest

from autograder.exercises import tour as specs

FOLDER = Path(__file__).resolve().parents[2] / "notebooks" / "00_tour"
EXERCISES = [  # name, points, minutes, core
    ("threshold", 1, 5, True),
    ("otsu_threshold", 2, 25, True),
    ("connected_components", 2, 35, False),
    ("iou", 1, 10, True),
]
STUB = "    raise NotImplementedError"
REGION = re.compile(r"    ### BEGIN SOLUTION\n(.*)\n    ### END SOLUTION", re.DOTALL)


def read(stubs=False):
    notebook = nbformat.read(FOLDER / "tour.ipynb", as_version=nbformat.NO_CONVERT)
    for cell in notebook.cells if stubs else []:
        cell.source = REGION.sub(STUB, cell.source)
    return notebook


@cache
def execute(stubs):
    from nbclient import NotebookClient

    notebook = read(stubs)
    resources = {"metadata": {"path": str(FOLDER)}}
    NotebookClient(notebook, timeout=120, kernel_name="python3", resources=resources).execute()
    return {
        cell.id: "".join(str(output) for output in cell.outputs)
        for cell in notebook.cells
        if cell.cell_type == "code"
    }


def test_valid_clean_and_in_five_parts():
    notebook = read()
    nbformat.validate(notebook)
    ids = [cell.id for cell in notebook.cells]
    assert len(ids) == len(set(ids))
    for cell in notebook.cells:
        assert set(cell.metadata) <= {"nbgrader", "tags"}, cell.id
        if cell.cell_type == "code":
            assert cell.outputs == [] and cell.execution_count is None, cell.id
    parts = re.findall(r"^## Part \d · (\w+)", "\n".join(c.source for c in notebook.cells), re.M)
    assert parts == ["Start", "See", "Build", "Use", "Think"]


def test_headings_say_what_the_specs_say():
    headings = [c.source.splitlines()[0] for c in read().cells if c.id.startswith("ex-")]
    assert specs.__all__ == [name for name, *_ in EXERCISES]
    for number, (name, points, minutes, core) in enumerate(EXERCISES, 1):
        item = getattr(specs, name)
        assert (item.points, item.minutes, item.core) == (points, minutes, core)
        kind, s = "core" if core else "★ extra", "s" if points > 1 else ""
        wanted = f"### {number} · {name} — {kind}, {points} point{s}, {minutes} minutes"
        assert headings[number - 1] == wanted


@pytest.mark.parametrize("stubs", [False, True])
def test_runs_from_top_to_bottom(stubs):
    outputs = execute(stubs)
    waiting = [name for name, text in outputs.items() if "This cell needs exercise" in text]
    uses = [name for name in outputs if name.startswith("use-")]
    assert waiting == (uses if stubs else [])


def test_numbers_in_the_text_come_from_the_cells():
    outputs = execute(False)
    assert "24 of them of at least 100 pixels" in outputs["use-regions"]
    for line in re.findall(r"yours (\d+), theirs (\d+)", outputs["use-peer"]):
        assert line[0] == line[1]
