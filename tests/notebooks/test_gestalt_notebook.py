"""The notebook of unit 01: its form, and that both versions run."""

import re
from functools import cache
from pathlib import Path

import nbformat
import pytest

from autograder.exercises import gestalt as specs

FOLDER = Path(__file__).resolve().parents[2] / "notebooks" / "01_gestalt"
EXERCISES = [  # name, points, minutes, core
    ("pairwise_distances", 1, 10, True),
    ("proximity_affinity", 1, 10, True),
    ("similarity_affinity", 2, 15, True),
    ("combine_cues", 2, 15, False),
    ("group", 3, 25, True),
    ("common_fate", 3, 25, True),
    ("best_continuation", 1, 10, False),
    ("mirror_symmetry", 2, 15, False),
    ("rand_index", 2, 20, True),
]
STUB = "    raise NotImplementedError"
REGION = re.compile(r"    ### BEGIN SOLUTION\n(.*)\n    ### END SOLUTION", re.DOTALL)


def read(stubs=False):
    notebook = nbformat.read(FOLDER / "gestalt.ipynb", as_version=nbformat.NO_CONVERT)
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
    waiting = [name for name, text in outputs.items() if "This needs your" in text]
    assert waiting == (["use-cues", "use-rand"] if stubs else [])


def test_what_the_students_functions_find():
    outputs = execute(False)
    assert "similarity counts 0.0: 3 groups" in outputs["use-cues"]
    assert "similarity counts 0.1: 3 groups" in outputs["use-cues"]
    assert "similarity counts 0.5: 6 groups" in outputs["use-cues"]
    assert "similarity counts 1.0: 2 groups" in outputs["use-cues"]


def test_every_explorer_is_a_picture_with_its_text():
    outputs = execute(False)
    see = ("playground", "conflict", "fate", "kanizsa")
    for name in (*see, "use-dots", "use-conflict", "use-human", "use-own"):
        assert "image/png" in outputs[name] and "'alt'" in outputs[name], name
    assert "widget-view" not in "".join(outputs.values())
