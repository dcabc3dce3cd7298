"""Writes results into nbgrader's gradebook: what nbgrader itself would write, one transaction each.

nbgrader keeps the scores, late penalties and manual points; only where the automatic scores come
from is different.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from autograder.class_folder import ClassFolder, path_with_alembic
from autograder.gradebook_rows import Rows, Wanted
from autograder.gradebook_state import BookTrouble, check_version, file_of, label, trouble
from autograder.results import Record
from autograder.submission import CHECK
from course_lib.units import Unit


class Book:
    """An open gradebook.

    Parameters
    ----------
    place : ClassFolder

    Raises
    ------
    BookTrouble
        If it cannot be opened.
    """

    def __init__(self, place: ClassFolder) -> None:
        from nbgrader.api import Gradebook
        from nbgrader.preprocessors import AssignLatePenalties

        self.place = place
        try:
            with path_with_alembic():
                self.book = Gradebook(place.db_url, place.course_id)
        except Exception as error:  # of SQLAlchemy, its drivers, alembic
            raise BookTrouble(trouble(place, error)) from None
        self._late = AssignLatePenalties(config=place.config)
        self._late.log.setLevel("ERROR")
        self._late.init_plugin()
        self._rows = Rows(self.book.db)
        self._checksums: dict[str, dict[str, str]] = {}
        self._file = file_of(place)
        self._identity = self._look()

    def _look(self) -> tuple[int, int] | None:
        """Which file it is; an open file that was deleted takes all that is written, for nobody."""
        try:
            stat = self._file.stat() if self._file else None
        except OSError:
            return None
        return (stat.st_dev, stat.st_ino) if stat else None

    def _still_there(self) -> None:
        if self._look() != self._identity:
            raise BookTrouble(
                f"The gradebook {label(self.place)} was deleted or replaced while grading."
            )

    def close(self) -> None:
        """Let go of the database."""
        self.book.close()

    def store(
        self, unit: Unit, record: Record, notebook: dict[str, Any], handed_in: datetime | None
    ) -> None:
        """Write one submission's scores, all or nothing.

        Parameters
        ----------
        unit : Unit
        record : Record
        notebook : dict
            The graded notebook; its cells tell what is to be scored.
        handed_in : datetime or None
            Time of handing in, in UTC.

        Raises
        ------
        BookTrouble
            If it cannot be written; nothing of it is then.
        """
        try:
            self._still_there()
            with self._transaction():
                self._store(unit, record, notebook, handed_in)
            self._still_there()
        except BookTrouble:
            raise
        except Exception as error:
            raise BookTrouble(trouble(self.place, error)) from error

    def _store(
        self, unit: Unit, record: Record, notebook: dict[str, Any], handed_in: datetime | None
    ) -> None:
        from nbgrader.api import SubmittedAssignment, SubmittedNotebook
        from nbgrader.utils import parse_utc

        handed_in = parse_utc(handed_in)
        found = self._rows.find(unit.folder, unit.name, record.student)
        wanted = self._wanted(unit, record, notebook)
        ids = self._rows.write(found, record.student, handed_in, wanted)
        penalty = None
        if is_late(handed_in or found.timestamp, found.due, found.extension):
            session = self.book.db
            session.expire_all()  # nbgrader's own sum needs what was written
            submission = session.get(SubmittedAssignment, ids[0])
            penalty = self._penalty(submission, session.get(SubmittedNotebook, ids[1]))
        self._rows.set_penalty(found, ids[1], penalty)

    def _wanted(self, unit: Unit, record: Record, notebook: dict[str, Any]) -> Wanted:
        """What the cells of a graded notebook are to have."""
        judged = {CHECK + score.name: score for score in record.scores}
        checksums = self.checksums(unit)
        scores: dict[str, tuple[float | None, bool]] = {}
        comments: dict[str, str | None] = {}
        for cell in notebook["cells"]:
            mark = cell["metadata"].get("nbgrader", {})
            name = mark.get("grade_id", "")
            unchanged = checksums.get(name) == checksum(cell) if mark.get("solution") else False
            if mark.get("grade"):
                score = judged.get(name)
                if score is not None:
                    scores[name] = (score.points, bool(score.review or record.review))
                else:
                    scores[name] = (0.0 if unchanged else None, not unchanged)
            if mark.get("solution"):
                comments[name] = "No response." if unchanged else None
        return Wanted(scores, comments)

    def _penalty(self, submission: Any, submitted: Any) -> float | None:
        """What nbgrader's preprocessor of this name comes to."""
        late = submission.total_seconds_late
        if late <= 0:
            return None
        penalty = self._late.plugin_inst.late_submission_penalty(
            submission.student_id, submitted.score, late
        )
        return None if penalty is None else self._late._check_late_penalty(submitted, penalty)

    def outdated(
        self, unit: Unit, records: Sequence[Record], times: Mapping[str, datetime | None]
    ) -> set[str]:
        """Students whose scores, time of handing in or late penalty are others here.

        Parameters
        ----------
        unit : Unit
        records : sequence of Record
        times : mapping of str to datetime or None
            When each student handed in.

        Raises
        ------
        BookTrouble
            If the gradebook cannot be read.
        """
        try:
            scores, submissions = self._known(unit)
            found = set()
            for record in records:
                submission = submissions.get(record.student)
                expected = {CHECK + score.name: score.points for score in record.scores}
                there = scores.get(record.student, {})
                time = times[record.student]
                if (
                    submission is None
                    or any(there.get(name) != points for name, points in expected.items())
                    or (time is not None and time != submission.timestamp)
                    or self._penalty_differs(unit, submission)
                ):
                    found.add(record.student)
            return found
        except Exception as error:
            raise BookTrouble(trouble(self.place, error)) from error

    def _penalty_differs(self, unit: Unit, submission: Any) -> bool:
        if submission.total_seconds_late <= 0 and not submission.late_submission_penalty:
            return False
        submitted = next(n for n in submission.notebooks if n.name == unit.name)
        return bool(submitted.late_submission_penalty != self._penalty(submission, submitted))

    def _known(self, unit: Unit) -> tuple[dict[str, dict[str, float]], dict[str, Any]]:
        """Automatic scores by student and grade id, and the submissions by student."""
        from nbgrader.api import BaseCell, Grade, SubmittedAssignment, SubmittedNotebook

        assignment = self.book.find_assignment(unit.folder)
        scores: dict[str, dict[str, float]] = {}
        query = (
            self.book.db.query(SubmittedAssignment.student_id, BaseCell.name, Grade.auto_score)
            .select_from(Grade)
            .join(BaseCell, Grade.cell_id == BaseCell.id)
            .join(SubmittedNotebook, Grade.notebook_id == SubmittedNotebook.id)
            .join(SubmittedAssignment, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
            .filter(SubmittedAssignment.assignment_id == assignment.id)
        )
        for student, name, score in query:
            scores.setdefault(student, {})[name] = score
        return scores, {one.student_id: one for one in assignment.submissions}

    def checksums(self, unit: Unit) -> dict[str, str]:
        """Checksums of the unit's cells as they were released, by grade id."""
        if unit.name not in self._checksums:
            self._checksums[unit.name] = released_checksums(self.book, unit)
        return self._checksums[unit.name]

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """All or nothing."""
        session = self.book.db
        try:
            yield
            session.commit()
        except BaseException:
            session.rollback()
            raise


def is_late(when: datetime | None, due: datetime | None, extension: timedelta | None) -> bool:
    """Whether nbgrader must be asked for a penalty; it alone knows what an extension is worth."""
    if when is None:
        return False
    return extension is not None or (due is not None and when > due)


def with_checksums(notebook: dict[str, Any], checksums: dict[str, str]) -> dict[str, Any]:
    """A graded notebook whose cells bear the checksums that nbgrader released them with."""
    cells = []
    for cell in notebook["cells"]:
        mark = cell["metadata"].get("nbgrader", {})
        if mark.get("grade_id") in checksums:
            mark = {**mark, "checksum": checksums[mark["grade_id"]]}
            cell = {**cell, "metadata": {**cell["metadata"], "nbgrader": mark}}
        cells.append(cell)
    return {**notebook, "cells": cells}


def released_checksums(book: Any, unit: Unit) -> dict[str, str]:
    """Checksums of a unit's cells as they were released, by grade id."""
    source = book.find_notebook(unit.name, unit.folder)
    return {cell.name: cell.checksum for cell in source.source_cells}


def checksum(cell: dict[str, Any]) -> str:
    """nbgrader's checksum of a cell."""
    from nbformat import NotebookNode
    from nbgrader.utils import compute_checksum

    mark = NotebookNode(cell["metadata"]["nbgrader"])
    node = NotebookNode(cell_type=cell["cell_type"], source=cell["source"])
    node.metadata = NotebookNode(nbgrader=mark)
    return str(compute_checksum(node))


def name_students(place: ClassFolder, names: Mapping[str, str]) -> str:
    """Give students who have no name in the gradebook theirs; the trouble there was, or empty.

    Parameters
    ----------
    place : ClassFolder
    names : mapping of str to str
        Full names by student's id; the last word is taken as the last name.
    """
    from nbgrader.api import Gradebook, MissingEntry

    try:
        check_version(place)
        with path_with_alembic(), Gradebook(place.db_url, place.course_id) as book:
            for student, name in names.items():
                try:
                    known = book.find_student(student)
                except MissingEntry:
                    known = None
                if known is None or not (known.first_name or known.last_name):
                    first, _, last = name.strip().rpartition(" ")
                    book.update_or_create_student(student, first_name=first, last_name=last)
    except BookTrouble as error:
        return str(error)
    except Exception as error:  # of SQLAlchemy, its drivers
        return trouble(place, error)
    return ""
