"""What students hand in that is no proper notebook: each told in a line, and the run goes on."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from autograder.class_folder import ClassFolder
from autograder.grading import PROBLEMS, Outcome
from autograder.results import Record, read_record
from autograder.sample import MODEL
from tests.autograder.small_class import (
    MAX_POINTS,
    UNIT,
    cell_of,
    copy_of,
    exercises,
    grade,
    grade_of,
    graded_notebook,
    grades,
    hand_in,
    notebook,
    right_but,
)

Tree = dict[str, Any]


def stripped() -> Tree:
    """A notebook of another course: nobody's grade ids."""
    tree = right_but()
    for cell in tree["cells"]:
        cell["metadata"] = {}
    return tree


def format_3() -> Tree:
    """As IPython 2 wrote it."""
    cells = []
    for cell in right_but()["cells"]:
        text = cell["source"]
        if cell["cell_type"] == "code":
            more = {"language": "python", "input": text, "outputs": [], "collapsed": False}
            cells.append({"cell_type": "code", "metadata": cell["metadata"], **more})
        else:
            cells.append({"cell_type": "markdown", "metadata": cell["metadata"], "source": text})
    return {
        "nbformat": 3, "nbformat_minor": 0, "metadata": {"name": ""},
        "worksheets": [{"cells": cells, "metadata": {}}],
    }  # fmt: skip


def changed(change: Callable[[Tree], None]) -> Callable[[], Tree]:
    def make() -> Tree:
        tree = right_but()
        change(tree)
        return tree

    return make


def old_version(tree: Tree) -> None:
    """The unit had another text then, and one exercise less."""
    cell_of(tree, "setup")["source"] = "import numpy as np\nfrom course_lib import images\n"
    cell_of(tree, "ex-kmeans")["source"] = "### 6 · kmeans\n\nAs it was last year."
    gone = ("ex-segment-image", "segment_image", "check_segment_image")
    tree["cells"] = [cell for cell in tree["cells"] if grade_of(cell) not in gone]


def without_test(tree: Tree) -> None:
    tree["cells"] = [cell for cell in tree["cells"] if grade_of(cell) != "check_kmeans"]


def doubled(name: str, source: str) -> Callable[[Tree], None]:
    """A second cell of the same id stands before the first one."""

    def change(tree: Tree) -> None:
        at = next(i for i, cell in enumerate(tree["cells"]) if grade_of(cell) == name)
        tree["cells"].insert(at, copy.deepcopy(tree["cells"][at]) | {"source": source})

    return change


def mixed_up(tree: Tree) -> None:
    """Things in the list of cells that are none, sources as lists, fields of a wrong kind."""
    for cell in tree["cells"]:
        cell["source"] = cell["source"].splitlines(keepends=True)
    tree["cells"][3]["outputs"] = "none"
    tree["cells"][0]["metadata"] = ["x"]
    tree["cells"][1]["source"] = {"text": 1}
    tree["cells"][2]["source"] = [1, None, "text"]
    tree["cells"][4:4] = [None, 3, "cell", [], {}, {"cell_type": "x"}, {"cell_type": "code"}]
    tree["metadata"] = "none"


PYTHON_2 = "def feature_distance(fi, fj):\n    print 'distance'\n    return 0.0"
RENAMED = "def my_distance(fi, fj):\n    return 0.0"
FULL = dict.fromkeys(exercises(), "passed")

# student: (what is handed in, points, a part of a note or of why a person must look)
READ: dict[str, tuple[Callable[[], Any], float, str]] = {
    "format_3": (format_3, MAX_POINTS, ""),
    "mixed_up": (changed(mixed_up), MAX_POINTS, ""),
    "byte_order_mark": (
        lambda: b"\xef\xbb\xbf" + json.dumps(right_but()).encode(), MAX_POINTS, "",
    ),
    "surrogates": (
        changed(lambda tree: cell_of(tree, "think_failure").update(source="half \ud800 of it")),
        MAX_POINTS, "",
    ),
    "surrogate_in_code": (
        lambda: right_but(feature_distance="x = '\ud800'\n" + RENAMED), MAX_POINTS - 1,
        "renamed",
    ),
    "prints_surrogate": (
        lambda: right_but(feature_distance="print(chr(0xd800))\n" + RENAMED), MAX_POINTS - 1,
        "renamed",
    ),
    "old_version": (
        changed(old_version), MAX_POINTS - 2, "had been changed and are as they were: setup",
    ),
    "without_test": (changed(without_test), MAX_POINTS, "were missing: check_kmeans"),
    "double_test": (
        changed(doubled("check_kmeans", "check(lambda: 1)")), MAX_POINTS,
        "more than once: check_kmeans",
    ),
    "double_answer": (
        changed(doubled("kmeans", "def kmeans():\n    return 'first try'")), MAX_POINTS,
        "more than once: kmeans",
    ),
    "renamed": (lambda: right_but(feature_distance=RENAMED), MAX_POINTS - 1, "Was it renamed?"),
    "python_2": (lambda: right_but(feature_distance=PYTHON_2), MAX_POINTS - 1, "SyntaxError"),
    "syntax_error": (
        lambda: right_but(feature_distance="def feature_distance(fi, fj:"), MAX_POINTS - 1,
        "SyntaxError",
    ),
    "null_byte": (
        lambda: right_but(feature_distance="def feature_distance(fi, fj):\n    return '\0'"),
        MAX_POINTS - 1, "",
    ),
}  # fmt: skip

UNREADABLE: dict[str, tuple[Callable[[], Any], str]] = {
    "empty": (lambda: b"", "The file is empty."),
    "text": (lambda: b"Dear professor, my laptop broke.", "The file is not JSON"),
    "picture": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(100), "The file is not text in UTF-8"),
    "list": (lambda: b"[1, 2]", "The file is JSON, but no notebook."),
    "deep": (lambda: b"[" * 100_000, "The file is not JSON"),
    "cut_off": (lambda: json.dumps(right_but()).encode()[:5000], "The file is not JSON"),
    "no_cells": (lambda: {"nbformat": 4, "cells": 7}, "no list of cells"),
    "format_99": (lambda: {"nbformat": 99, "cells": []}, "format 99"),
    "format_3_large": (
        lambda: {"nbformat": 3, "worksheets": [{"cells": [{"cell_type": "code"}] * 20_000}]},
        "format 3 and is too large",
    ),
    "format_none": (lambda: {"nbformat": ["\ud800"], "cells": []}, "cannot be brought to format 4"),
    "endless_name": (
        lambda: right_but(feature_distance="import " + ".".join("a" * 400_000)), "400,000 parts",
    ),
    "other_unit": (stripped, "is it another unit's?"),
}  # fmt: skip


@pytest.fixture(scope="module")
def run(untouched_class: ClassFolder, tmp_path_factory) -> tuple[ClassFolder, Outcome]:
    """All of them in one class, with one student who did nothing odd."""
    place = copy_of(untouched_class, tmp_path_factory.mktemp("bad") / "class")
    hand_in(place, "neighbour", right_but())
    for student, (make, *_) in {**READ, **UNREADABLE}.items():
        hand_in(place, student, make())

    huge = hand_in(place, "huge", b"") / "kmeans.ipynb"
    with huge.open("r+b") as file:
        file.truncate(200 << 20)
    (hand_in(place, "no_notebook", b"") / "kmeans.ipynb").rename(
        place.folder("submitted", "no_notebook", UNIT) / "my kmeans (1).ipynb"
    )
    (hand_in(place, "folder", b"") / "kmeans.ipynb").unlink()
    (place.folder("submitted", "folder", UNIT) / "kmeans.ipynb").mkdir()
    secret = place.path / "secret.ipynb"
    secret.write_text(json.dumps(right_but()))
    (hand_in(place, "link", b"") / "kmeans.ipynb").unlink()
    (place.folder("submitted", "link", UNIT) / "kmeans.ipynb").symlink_to(secret)
    file = place.folder("submitted", "file", UNIT)
    file.parent.mkdir(parents=True)
    file.write_text("no folder")
    long_name = hand_in(place, "long_name", right_but()) / ("n" * 250)
    long_name.write_text("a name for which nothing longer is left")

    submitted = place.path / "submitted"
    for student in ("a..b", ".hidden", "problems", "collect", "n" * 200, "a+b", " ada", "a\nb"):
        hand_in(place, student, right_but())
    (submitted / "linked").symlink_to(submitted / "neighbour")
    (submitted / "dangling").symlink_to(submitted / "nobody")
    (submitted / "inner_link").mkdir()
    (submitted / "inner_link" / UNIT.folder).symlink_to(submitted / "neighbour" / UNIT.folder)
    (submitted / "README.txt").write_text("a file among the students")
    bad = bytes(submitted) + b"/\xff\xfe/" + UNIT.folder.encode()
    Path(bad.decode("utf-8", "surrogateescape")).mkdir(parents=True)
    return place, grade(place)


def record_of(place: ClassFolder, student: str) -> Record:
    record = read_record(place.path, UNIT.name, student)
    assert record is not None and record.stored
    return record


def said(record: Record) -> str:
    return " ".join([*record.notes, record.review, *(score.review for score in record.scores)])


def test_the_run_goes_on(run: tuple[ClassFolder, Outcome]) -> None:
    place, outcome = run
    assert record_of(place, "neighbour").points == MAX_POINTS
    assert len(outcome.graded) == 1 + len(READ) + len(UNREADABLE) + 6
    assert len(grades(place)) == len(outcome.graded)


@pytest.mark.parametrize("student", READ)
def test_what_can_be_read_is_graded(run: tuple[ClassFolder, Outcome], student: str) -> None:
    place, _ = run
    _, points, note = READ[student]
    record = record_of(place, student)
    assert record.review == ""
    assert record.points == points, [s for s in record.scores if s.points < s.max_points]
    assert note in said(record)
    graded_notebook(place, student)
    for score in record.scores:
        judged = score.points == score.max_points or score.status in ("failed", "partial")
        assert judged or score.review, score
        there = grades(place)[student][f"check_{score.name}"]
        assert there == (score.points, None, int(bool(score.review)))


@pytest.mark.parametrize(
    "student, reason",
    [(student, reason) for student, (_, reason) in UNREADABLE.items()]
    + [
        ("huge", "The notebook has 210 MB"),
        ("no_notebook", "There is no notebook called kmeans.ipynb."),
        ("folder", "The notebook is no file."),
        ("link", "a link to another file, which is not followed"),
        ("file", "The notebook cannot be read: Not a directory."),
    ],
)
def test_what_cannot_be_read_is_for_a_person(
    run: tuple[ClassFolder, Outcome], student: str, reason: str
) -> None:
    place, _ = run
    record = record_of(place, student)
    assert record.points == 0 and reason in record.review
    checks = {name: g for name, g in grades(place)[student].items() if name.startswith("check_")}
    assert len(checks) == len(exercises())
    assert set(checks.values()) == {(0.0, None, 1)}, "no zero in silence"
    top = graded_notebook(place, student)["cells"][0]["source"]
    assert "could not be graded; a person will look at it" in top


def test_names_that_are_no_student_ids_are_left_out(run: tuple[ClassFolder, Outcome]) -> None:
    place, outcome = run
    expected = {
        "'a..b'": "two dots", "'.hidden'": "begins with a dot", "'problems'": "grader's own",
        "'collect'": "grader's own", "'nnnn": "longer than 128", "'a+b'": "holds '+'",
        "' ada'": "white space", "'a\\nb'": "control", "'\\udcff\\udcfe'": "half a character",
        "'linked'": "a link", "'dangling'": "a link", "'inner_link'": "a link",
    }  # fmt: skip
    for name, why in expected.items():
        lines = [line for line in outcome.problems if f"submitted/{name}" in line]
        assert len(lines) == 1 and why in lines[0], (name, outcome.problems)
        assert lines[0].isprintable()
    assert len(outcome.problems) == len(expected)
    kept = json.loads((place.path / "grading" / UNIT.name / PROBLEMS).read_bytes())
    assert kept == outcome.problems
    students = set(grades(place))
    assert not students & {"a..b", "problems", "collect", "linked", "dangling", " ada"}


def test_a_name_too_long_to_copy_costs_nothing(run: tuple[ClassFolder, Outcome]) -> None:
    place, _ = run
    assert record_of(place, "long_name").points == MAX_POINTS
    assert (place.folder("autograded", "long_name", UNIT) / ("n" * 250)).is_file()


def test_a_second_run_finds_all_unchanged(run: tuple[ClassFolder, Outcome]) -> None:
    place, outcome = run
    again = grade(place)
    assert again.graded == [] and len(again.unchanged) == len(outcome.graded)
    assert again.problems == outcome.problems


def test_problems_of_others_stay_listed_when_one_student_is_graded(
    run: tuple[ClassFolder, Outcome],
) -> None:
    place, outcome = run
    assert grade(place, students=["neighbour"]).problems == outcome.problems


def test_students_who_cannot_be_are_refused_by_name(run: tuple[ClassFolder, Outcome]) -> None:
    place, _ = run
    for name in ("../secret", "a/b", "n" * 300, "\ud800", "[red]"):
        outcome = grade(place, students=[name])
        assert outcome.graded == [] and "has handed in nothing" in outcome.problems[0]


def test_the_command_shows_names_as_they_are(place: ClassFolder) -> None:
    from click.testing import CliRunner

    from autograder.cli import main

    hand_in(place, "[red]x", notebook({"kmeans": MODEL}))
    result = CliRunner().invoke(main, ["grade", "kmeans", "--folder", str(place.path)])
    assert result.exit_code == 1
    assert "[red]x" in result.stderr and "was left out" in result.stderr


def test_nbgraders_own_command_reads_the_same(
    run: tuple[ClassFolder, Outcome], untouched_class: ClassFolder, tmp_path: Path
) -> None:
    place, _ = run
    chosen = ("empty", "picture", "deep", "surrogates", "mixed_up", "format_3", "other_unit")
    theirs = copy_of(untouched_class, tmp_path / "class")
    for student in chosen:
        hand_in(theirs, student, {**READ, **UNREADABLE}[student][0]())
    hand_in(theirs, "link", b"").joinpath("kmeans.ipynb").unlink()
    secret = theirs.path / "secret.ipynb"
    secret.write_text(json.dumps(right_but()))
    (theirs.folder("submitted", "link", UNIT) / "kmeans.ipynb").symlink_to(secret)
    command = [str(Path(sys.executable).with_name("nbgrader")), "autograde", UNIT.folder]
    done = subprocess.run(command, cwd=theirs.path, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    ours, there = grades(place), grades(theirs)
    assert there == {student: ours[student] for student in (*chosen, "link")}
    for student in there:
        assert graded_notebook(theirs, student)["cells"] == graded_notebook(place, student)["cells"]
