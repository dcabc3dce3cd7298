"""What is written into the gradebook is what nbgrader's own objects would have written."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from autograder.class_folder import ClassFolder
from autograder.gradebook import Book
from autograder.gradebook_state import BookTrouble
from autograder.results import ExerciseScore, Record
from tests.autograder.small_class import (
    UNIT,
    cell_of,
    copy_of,
    database,
    exercises,
    notebook,
    penalties,
)

# of nbgrader's own objects, which the tests make
pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")

HANDED_IN = datetime(2025, 3, 1, 10, 0, 0, 123456)
THOUGHT = "think_choice_of_k"
REVIEWED = "check_kmeans"


@pytest.fixture
def place(untouched_class: ClassFolder, tmp_path: Path) -> ClassFolder:
    """A class whose assignment has a second notebook and a task, which our units do not have."""
    from nbgrader.api import Gradebook

    place = copy_of(untouched_class, tmp_path / "class")
    with Gradebook(place.db_url, place.course_id) as book:
        book.add_notebook("more", UNIT.folder)
        book.add_grade_cell("a", "more", UNIT.folder, max_score=1, cell_type="code")
        book.add_solution_cell("a", "more", UNIT.folder)
        book.add_task_cell("b", "more", UNIT.folder, max_score=2, cell_type="markdown")
        book.add_task_cell("c", UNIT.name, UNIT.folder, max_score=3, cell_type="markdown")
    return place


def record(student: str, points: float = 1.0) -> Record:
    """A result; a person must look at one of the answers."""
    scores = [
        ExerciseScore(name, points / 3, 2.0, review="?" * (f"check_{name}" == REVIEWED))
        for name in exercises()
    ]
    return Record(student, UNIT.name, "0" * 64, scores=tuple(scores))


def tree() -> dict[str, Any]:
    """A graded notebook: one question is answered, the other is as it was released."""
    made = notebook()
    cell_of(made, THOUGHT)["source"] = "As many as there are colours."
    return made


def store(place: ClassFolder, student: str, points: float = 1.0, when: Any = HANDED_IN) -> None:
    """Write a result as `autograder grade` does."""
    book = Book(place)
    try:
        book.store(UNIT, record(student, points), tree(), when)
    finally:
        book.close()


def store_with_nbgrader(
    place: ClassFolder, student: str, points: float = 1.0, when: Any = HANDED_IN
) -> None:
    """The same by nbgrader's objects, cell after cell."""
    from nbgrader.api import Gradebook

    with Gradebook(place.db_url, place.course_id) as book:
        book.update_or_create_student(student)
        stamp = {} if when is None else {"timestamp": when}
        submission = book.update_or_create_submission(UNIT.folder, student, **stamp)
        submitted = next(n for n in submission.notebooks if n.name == UNIT.name)
        for grade in submitted.grades:
            given = grade.manual_score is not None
            if grade.name.startswith("check_"):
                grade.auto_score = points / 3
                grade.needs_manual_grade = given or grade.name == REVIEWED
            elif grade.name == "c":  # the notebook does not have it
                grade.auto_score, grade.needs_manual_grade = 0.0, True
            elif grade.name == THOUGHT:
                grade.auto_score, grade.needs_manual_grade = None, True
            else:
                grade.auto_score, grade.needs_manual_grade = 0.0, given
        for comment in submitted.comments:
            question = comment.name.startswith("think_") and comment.name != THOUGHT
            comment.auto_comment = "No response." if question else None
        book.db.commit()


def rows(place: ClassFolder) -> dict[str, list[str]]:
    """All rows of all tables; for an id stands what it is the id of."""
    names: dict[str, str] = {}
    with sqlite3.connect(database(place)) as link:
        link.row_factory = sqlite3.Row
        tables = [t for (t,) in link.execute("SELECT name FROM sqlite_master WHERE type='table'")]
        found = {table: list(map(dict, link.execute(f"SELECT * FROM {table}"))) for table in tables}
    order = ["assignment", "notebook", "base_cell", "submitted_assignment", "submitted_notebook"]
    for table in order:
        for row in found[table]:
            above = [names.get(str(value), value) for key, value in row.items() if key != "id"]
            names[row["id"]] = f"{table} {above}"
    for table in ("grade", "comment", "source_cell"):
        names |= {row["id"]: "" for row in found[table]}
    return {
        table: sorted(
            repr([(key, names.get(str(value), value)) for key, value in row.items()])
            for row in all_
        )
        for table, all_ in found.items()
    }


def by_a_person(place: ClassFolder, student: str) -> None:
    """Points, a comment, a name, as the formgrader and an instructor give them."""
    from nbgrader.api import Gradebook

    with Gradebook(place.db_url, place.course_id) as book:
        thought = book.find_grade(THOUGHT, UNIT.name, UNIT.folder, student)
        thought.manual_score, thought.needs_manual_grade = 1.5, False
        other = book.find_grade("check_update_means", UNIT.name, UNIT.folder, student)
        other.manual_score, other.extra_credit = 2.75, 0.25
        book.find_comment("kmeans", UNIT.name, UNIT.folder, student).manual_comment = "Nearly."
        book.find_submission_notebook(UNIT.name, UNIT.folder, student).flagged = True
        book.update_or_create_student(student, first_name="Ada", email="ada@example.org")


@contextmanager
def statements() -> Iterator[list[str]]:
    """What is asked of databases."""
    from sqlalchemy import event
    from sqlalchemy.engine import Engine

    seen: list[str] = []

    def note(_link: Any, _cursor: Any, statement: str, *_: Any) -> None:
        seen.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", note)


@pytest.mark.parametrize("when", [HANDED_IN, None])
def test_every_row_is_as_nbgrader_writes_it(place: ClassFolder, tmp_path: Path, when: Any) -> None:
    other = copy_of(place, tmp_path / "other")
    for student in ("ada", "ben"):
        store(place, student, when=when)
        store_with_nbgrader(other, student, when=when)
    written = rows(place)
    assert written == rows(other)
    assert len(written["submitted_notebook"]) == 4 and len(written["grade"]) > 20

    for one in (place, other):
        by_a_person(one, "ada")
    for points, again in ((2.0, None), (2.0, HANDED_IN + timedelta(days=1)), (1.0, None)):
        store(place, "ada", points, again)
        store_with_nbgrader(other, "ada", points, again)
        assert rows(place) == rows(other)


def test_a_student_who_is_known_is_left_alone(place: ClassFolder, tmp_path: Path) -> None:
    from nbgrader.api import Gradebook

    other = copy_of(place, tmp_path / "other")
    for one in (place, other):
        with Gradebook(one.db_url, one.course_id) as book:
            book.add_student("ada", first_name="Ada", lms_user_id="7")
    store(place, "ada")
    store_with_nbgrader(other, "ada")
    assert rows(place) == rows(other)


def test_all_or_nothing(place: ClassFolder) -> None:
    before = rows(place)
    with sqlite3.connect(database(place)) as link:
        link.execute(
            "CREATE TRIGGER no BEFORE INSERT ON comment BEGIN SELECT RAISE(ABORT, 'not now'); END"
        )
    with pytest.raises(BookTrouble, match="not now"):
        store(place, "ada")
    assert rows(place) == before
    with sqlite3.connect(database(place)) as link:
        link.execute("DROP TRIGGER no")
    store(place, "ada")
    assert len(rows(place)["student"]) == len(before["student"]) + 1


def test_an_assignment_that_is_gone(place: ClassFolder) -> None:
    with sqlite3.connect(database(place)) as link:
        link.execute("UPDATE assignment SET name = name || '_old'")
    with pytest.raises(BookTrouble, match=f"cannot be used: No such assignment: {UNIT.folder}"):
        store(place, "ada")


def test_an_extension_moves_the_due_date(place: ClassFolder) -> None:
    from nbgrader.api import Gradebook

    config = place.config.copy()
    config.AssignLatePenalties.plugin_class = "nbgrader.plugins.LateSubmissionPlugin"
    config.LateSubmissionPlugin.penalty_method = "zero"
    place = ClassFolder(place.path, config, place.db_url)
    with Gradebook(place.db_url, place.course_id) as book:
        book.update_or_create_assignment(UNIT.folder, duedate=HANDED_IN - timedelta(hours=1))
    store(place, "ada", 3.0)
    assert ("ada", float(len(exercises()))) in [(s, p) for s, _, p in penalties(place) if p]
    for hours, late in ((2, False), (0.5, True), (-9, True)):
        with Gradebook(place.db_url, place.course_id) as book:
            submission = book.find_submission(UNIT.folder, "ada")
            submission.extension = timedelta(hours=hours)
            book.db.commit()
        store(place, "ada", 3.0, None)
        found = [penalty for _, _, penalty in penalties(place) if penalty]
        assert found == ([float(len(exercises()))] if late else []), hours


def test_few_questions_are_asked_of_the_database(place: ClassFolder) -> None:
    """A remote one answers each in its own time; nbgrader alone asks dozens."""
    book = Book(place)
    try:
        book.store(UNIT, record("ada"), tree(), HANDED_IN)
        with statements() as seen:
            book.store(UNIT, record("ben"), tree(), HANDED_IN)
        assert len(seen) <= 7, seen
        with statements() as seen:
            book.store(UNIT, record("ben", 2.0), tree(), HANDED_IN)
        assert len(seen) <= 5, seen
        with statements() as seen:
            book.store(UNIT, record("ben", 2.0), tree(), HANDED_IN)
        assert all(one.startswith("SELECT") for one in seen), "what is there is not written again"
    finally:
        book.close()
