"""The mean shift notebook: its form, its exercises, and that it runs from top to bottom."""

from __future__ import annotations

import copy
import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pytest

from autograder.exercises import mean_shift as specs
from course_lib import widgets

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "notebooks" / "03_mean_shift"
GUIDE = ROOT / "notebooks" / "GUIDE.md"

EXERCISES = [  # name, points, minutes, core
    ("in_window", 1, 10, True),
    ("shift", 2, 15, True),
    ("climb", 3, 25, True),
    ("find_modes", 2, 15, True),
    ("merge_modes", 3, 30, True),
    ("kernel_density", 2, 20, False),
    ("mean_shift_segment", 2, 25, True),
]
FIELDS = {"schema_version", "grade", "solution", "locked", "task", "grade_id"}
EXPLORERS = ("HillClimber", "KMeansVersusMeanShift")
STUB = "    # YOUR CODE HERE\n    raise NotImplementedError()"
REGION = re.compile(r"    ### BEGIN SOLUTION\n(.*)\n    ### END SOLUTION", re.DOTALL)


def read():
    return nbformat.read(FOLDER / "mean_shift.ipynb", as_version=nbformat.NO_CONVERT)


def graded(notebook):
    return {c.metadata.nbgrader.grade_id: c for c in notebook.cells if "nbgrader" in c.metadata}


def student_version():
    """The notebook with stubs, as a student opens it."""
    notebook = read()
    for cell in notebook.cells:
        cell.source = REGION.sub(STUB, cell.source)
    return notebook


@cache
def execute(which):
    """Run a version of the notebook once; returns it with its outputs."""
    from nbclient import NotebookClient

    notebook = read() if which == "instructor" else student_version()
    absent = [name for name in EXPLORERS if not hasattr(widgets, name)]
    notebook.cells = [
        c for c in notebook.cells if not any(name + "(" in c.source for name in absent)
    ]
    resources = {"metadata": {"path": str(FOLDER)}}
    NotebookClient(notebook, timeout=120, kernel_name="python3", resources=resources).execute()
    return notebook


def outputs(notebook):
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            yield cell, output


# --- form ---------------------------------------------------------------------------------------


def test_valid_and_clean():
    notebook = read()
    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    assert notebook.metadata == {
        "kernelspec": {
            "display_name": "Python 3 (ipykernel)",
            "language": "python",
            "name": "python3",
        },
        "language_info": {"name": "python"},
    }
    for cell in notebook.cells:
        assert set(cell.metadata) <= {"nbgrader", "tags"}, cell.id
        if cell.cell_type == "code":
            assert cell.outputs == [] and cell.execution_count is None, cell.id


def test_cell_ids_are_unique_slugs():
    ids = [cell.id for cell in read().cells]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", i) for i in ids)


def test_five_parts_in_order():
    headings = re.findall(r"^## (Part \d · \w+)", "\n".join(c.source for c in read().cells), re.M)
    parts = ["Start", "See", "Build", "Use", "Think"]
    assert headings == [f"Part {i} · {part}" for i, part in enumerate(parts, 1)]


def test_readers_cells_are_short():
    for cell in read().cells:
        if cell.cell_type == "code":
            lines = REGION.sub(STUB, cell.source).splitlines()
            assert max(map(len, lines)) <= 100, cell.id
            if not cell.source.startswith("def ") or "BEGIN SOLUTION" not in cell.source:
                assert len(lines) <= 15, cell.id


# --- exercises ----------------------------------------------------------------------------------


def test_table_of_exercises_is_the_specs():
    for name, points, minutes, core in EXERCISES:
        spec = getattr(specs, name)
        assert (spec.points, spec.minutes, spec.core) == (points, minutes, core), name


@pytest.mark.parametrize("number, row", list(enumerate(EXERCISES, 1)))
def test_cells_of_an_exercise(number, row):
    name, points, minutes, core = row
    notebook = read()
    ids = [c.metadata.get("nbgrader", {}).get("grade_id") for c in notebook.cells]
    at = ids.index(name)
    text, answer, test = notebook.cells[at - 1 : at + 2]
    kind = "core" if core else "★ extra"
    unit = "point" if points == 1 else "points"
    heading = f"### {number} · {name} — {kind}, {points} {unit}, {minutes} minutes"
    assert text.source.splitlines()[0] == heading
    assert "$$" in text.source, "the formula is missing"
    assert dict(answer.metadata.nbgrader) == {
        "schema_version": 3,
        "grade": False,
        "solution": True,
        "locked": False,
        "task": False,
        "grade_id": name,
    }
    assert dict(test.metadata.nbgrader) == {
        "schema_version": 3,
        "grade": True,
        "solution": False,
        "locked": True,
        "task": False,
        "grade_id": f"check_{name}",
        "points": points,
    }
    assert test.source == f"check({name})"
    head, _, tail = answer.source.partition("    ### BEGIN SOLUTION\n")
    assert head.startswith(f"def {name}(") and '"""' in head
    assert tail.endswith("    ### END SOLUTION")
    parameters = [p["name"] for p in getattr(specs, name).parameters]
    found = re.search(r"\((.*?)\)", head).group(1)
    assert [p.split("=")[0].strip() for p in found.split(",")] == parameters


def test_nbgrader_metadata_of_all_cells():
    seen = set()
    for cell in read().cells:
        meta = cell.metadata.get("nbgrader")
        if meta is None:
            assert "explore" not in cell.metadata.get("tags", []), cell.id
            continue
        assert set(meta) - {"points"} == FIELDS and ("points" in meta) == meta.grade, cell.id
        assert meta.schema_version == 3 and meta.task is False
        assert meta.grade_id not in seen
        seen.add(meta.grade_id)
        if cell.metadata.get("tags") == ["explore"]:
            assert meta.locked and not meta.grade and not meta.solution, cell.id
    answers = {e[0] for e in EXERCISES}
    assert {i for i in seen if i in answers} == answers
    assert {i for i in seen if i.startswith("check_")} == {f"check_{e}" for e in answers}


def test_manual_questions():
    manual = [c for i, c in graded(read()).items() if i.startswith("think_")]
    assert len(manual) == 2
    for cell in manual:
        meta = cell.metadata.nbgrader
        assert cell.cell_type == "markdown"
        assert meta.grade and meta.solution and not meta.locked and meta.points > 0
        assert "**Model answer.**" in cell.source and "**Marking guide.**" in cell.source


def test_quiz_has_one_right_answer_a_question():
    quiz = [c.source for c in read().cells if c.id.startswith("quiz-")]
    assert len(quiz) == 3
    for text in quiz:
        assert text.count("<details>") == text.count("</details>") == text.count("<summary>") == 4
        assert text.count("<strong>Right.</strong>") == 1


def test_nothing_of_an_answer_stands_elsewhere():
    notebook = read()
    others = "\n".join(c.source for c in notebook.cells if not REGION.search(c.source))
    for cell in notebook.cells:
        region = REGION.search(cell.source)
        for line in region.group(1).splitlines() if region else []:
            if len(line.strip()) > 24:
                assert line.strip() not in others, line


def test_no_graded_cell_needs_an_explorer_cell():
    """What grading runs, without the cells tagged explore, runs alone and gets full marks."""
    space = {}
    for cell in read().cells:
        if cell.cell_type != "code" or "explore" in cell.metadata.get("tags", []):
            continue
        if not cell.source.startswith("check("):
            exec(compile(cell.source, cell.id, "exec"), space)
    assert all(callable(space[name]) for name, *_ in EXERCISES)


def test_nbgrader_accepts_it():
    pytest.importorskip("nbgrader")
    from nbgrader.nbgraderformat import MetadataValidator
    from nbgrader.preprocessors import CheckCellMetadata, ClearSolutions, LockCells

    notebook = copy.deepcopy(read())
    MetadataValidator().validate_nb(notebook)
    resources = {"language": "python"}
    for step in (CheckCellMetadata(), ClearSolutions(), LockCells()):
        notebook, resources = step.preprocess(notebook, resources)
    answers = graded(notebook)
    for name, *_ in EXERCISES:
        assert answers[name].source.endswith(STUB), name
        assert "SOLUTION" not in answers[name].source
    for grade_id, cell in answers.items():
        if grade_id.startswith("think_"):
            assert "Marking guide" not in cell.source


def test_the_guide_names_cells_that_exist():
    ids = {cell.id for cell in read().cells}
    guide = GUIDE.read_text(encoding="utf-8")
    text = next(part for part in guide.split("\n## ") if part.startswith("03 "))
    named = set(re.findall(r"`#([a-z0-9-]+)`", text))
    assert len(named) > 20 and named <= ids, named - ids
    for name, points, minutes, _ in EXERCISES:
        assert re.search(rf"\| `{name}` \|.*\| {points} \| {minutes} \|", text), name


# --- run ----------------------------------------------------------------------------------------


class Pictures(HTMLParser):
    """Collects the alt texts of pictures, and what names a canvas or svg."""

    def __init__(self, html):
        super().__init__()
        self.pictures = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        if tag == "img":
            self.pictures.append(dict(attrs).get("alt") or "")


def test_runs_top_to_bottom_with_full_marks():
    notebook = execute("instructor")
    points = {name: points for name, points, *_ in EXERCISES}
    for cell in notebook.cells:
        name = re.fullmatch(r"check\((\w+)\)", cell.source)
        if name:
            assert float(cell.outputs[-1]["data"]["text/plain"]) == points[name.group(1)], cell.id
    assert "widgets" not in notebook.metadata


@pytest.mark.parametrize("which", ["instructor", "student"])
def test_every_picture_has_an_alt_text(which):
    notebook = execute(which)
    shown = 0
    for cell, output in outputs(notebook):
        data = output.get("data", {})
        if "image/png" in data or "<img" in data.get("text/html", ""):
            pictures = Pictures(data.get("text/html", "")).pictures
            assert pictures, f"{cell.id} shows a picture without an <img>"
            assert all(len(alt) >= 10 for alt in pictures), cell.id
            shown += 1
    assert shown >= 3


@pytest.mark.parametrize("which", ["instructor", "student"])
def test_quiet(which):
    """No error, no warning."""
    notebook = execute(which)
    for cell, output in outputs(notebook):
        assert output.output_type != "error", cell.id
        assert output.get("name") != "stderr", (cell.id, output.get("text"))


def test_student_version_says_what_is_missing():
    notebook = execute("student")
    for cell in notebook.cells:
        if cell.source.startswith("check("):
            assert float(cell.outputs[-1]["data"]["text/plain"]) == 0, cell.id
    text = "".join(o.get("text", "") for _, o in outputs(notebook))
    assert "This cell needs exercises 1 to 5 and 7." in text
