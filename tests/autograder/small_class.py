"""A small class in a folder of its own, with submissions made of the corpus of answers."""

from __future__ import annotations

import copy
import json
import shutil
import sqlite3
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from autograder.answers import ANSWERS, Answer, read_answers
from autograder.class_folder import ClassFolder, new_class, open_class
from autograder.grading import Outcome, grade_unit
from autograder.sample import MODEL, submission
from course_lib.units import find_unit

UNIT = find_unit("kmeans")
SEED = 20250307
MAX_POINTS = 18.0
"""Of the ten exercises; the two questions for a person have two each besides."""

# For each of nbgrader's grades: what it says of a student.
_GRADES = """
    SELECT a.student_id, b.name, g.auto_score, g.manual_score, g.needs_manual_grade
    FROM grade g JOIN base_cell b ON b.id = g.cell_id
    JOIN submitted_notebook n ON n.id = g.notebook_id
    JOIN submitted_assignment a ON a.id = n.assignment_id ORDER BY 1, 2
"""
_COMMENTS = """
    SELECT a.student_id, b.name, c.auto_comment, c.manual_comment
    FROM comment c JOIN base_cell b ON b.id = c.cell_id
    JOIN submitted_notebook n ON n.id = c.notebook_id
    JOIN submitted_assignment a ON a.id = n.assignment_id ORDER BY 1, 2
"""
_PENALTIES = """
    SELECT a.student_id, a.timestamp, n.late_submission_penalty
    FROM submitted_notebook n JOIN submitted_assignment a ON a.id = n.assignment_id ORDER BY 1
"""


def empty_class(folder: Path) -> ClassFolder:
    """A class with hidden cases of its own and no submission."""
    return new_class(folder, "small", seed=SEED)


def copy_of(place: ClassFolder, folder: Path) -> ClassFolder:
    """The same class elsewhere, with all results."""
    shutil.copytree(place.path, folder, symlinks=True)
    return open_class(folder)


@cache
def original() -> dict[str, Any]:
    """The instructor's notebook."""
    path = Path(__file__).resolve().parents[2] / "notebooks" / UNIT.notebook
    return json.loads(path.read_text(encoding="utf-8"))


@cache
def exercises() -> tuple[str, ...]:
    """The unit's exercises in order."""
    marks = [cell["metadata"].get("nbgrader", {}) for cell in original()["cells"]]
    names = [mark["grade_id"] for mark in marks if mark.get("grade")]
    return tuple(name[6:] for name in names if name.startswith("check_"))


@cache
def corpus() -> dict[tuple[str, str], Answer]:
    """All answers by exercise and file name."""
    return {
        (a.exercise, f"{'right' if a.right else 'wrong'}_{a.name}"): a
        for a in read_answers(ANSWERS, UNIT.name)
    }


def notebook(
    answers: Mapping[str, Answer | str] | None = None, texts: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """A student's notebook; the model's answers where nothing else is said."""
    chosen = dict.fromkeys(exercises(), MODEL) if answers is None else answers
    return submission(copy.deepcopy(original()), chosen, texts or {})


def right_but(**answers: Answer | str) -> dict[str, Any]:
    """A notebook that is right but for these answers."""
    return notebook({**dict.fromkeys(exercises(), MODEL), **answers})


def hand_in(place: ClassFolder, student: str, tree: Any, stamp: str = "") -> Path:
    """Put a submission where collecting puts it; a tree is written as JSON, bytes as they are."""
    folder = place.folder("submitted", student, UNIT)
    folder.mkdir(parents=True, exist_ok=True)
    data = tree if isinstance(tree, bytes) else json.dumps(tree).encode()
    (folder / f"{UNIT.name}.ipynb").write_bytes(data)
    if stamp:
        (folder / "timestamp.txt").write_text(stamp, encoding="utf-8")
    return folder


def grade(place: ClassFolder, **more: Any) -> Outcome:
    """Grade the class."""
    return grade_unit(place, UNIT, **more)


def edit(tree: dict[str, Any], grade_id: str, change: Callable[[dict[str, Any]], None]) -> None:
    """Change one cell of a notebook."""
    change(cell_of(tree, grade_id))


def cell_of(tree: dict[str, Any], grade_id: str) -> dict[str, Any]:
    """The cell with a grade id."""
    cells = [c for c in tree["cells"] if grade_of(c) == grade_id]
    assert cells, f"no cell {grade_id}"
    return cells[0]


def grade_of(cell: dict[str, Any]) -> str:
    """A cell's grade id, or nothing."""
    return cell["metadata"].get("nbgrader", {}).get("grade_id", "")


def graded_notebook(place: ClassFolder, student: str) -> dict[str, Any]:
    """What lies in ``autograded/``, checked to be a valid notebook."""
    import nbformat

    path = place.folder("autograded", student, UNIT) / f"{UNIT.name}.ipynb"
    tree = nbformat.read(path, as_version=4)
    nbformat.validate(tree)
    return tree


def database(place: ClassFolder) -> Path:
    """The gradebook's file."""
    return Path(place.db_url.removeprefix("sqlite:///"))


def grades(place: ClassFolder) -> dict[str, dict[str, tuple]]:
    """By student and cell: automatic score, manual score, whether a person must look."""
    return _by_student(place, _GRADES)


def comments(place: ClassFolder) -> dict[str, dict[str, tuple]]:
    """By student and cell: automatic and manual comment."""
    return _by_student(place, _COMMENTS)


def penalties(place: ClassFolder) -> list[tuple]:
    """Student, time of handing in, late penalty."""
    with sqlite3.connect(database(place)) as link:
        return link.execute(_PENALTIES).fetchall()


def _by_student(place: ClassFolder, query: str) -> dict[str, dict[str, tuple]]:
    found: dict[str, dict[str, tuple]] = {}
    with sqlite3.connect(database(place)) as link:
        for student, cell, *values in link.execute(query):
            found.setdefault(student, {})[cell] = tuple(values)
    return found
