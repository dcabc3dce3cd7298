"""Writes results into nbgrader's gradebook: what nbgrader itself would write, one transaction each.

nbgrader keeps the scores, late penalties and manual points; only where the automatic scores come
from is different.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from autograder.class_folder import ClassFolder, path_with_alembic
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
        book, student = self.book, record.student
        book.update_or_create_student(student)
        when = {} if handed_in is None else {"timestamp": handed_in}
        submission = book.update_or_create_submission(unit.folder, student, **when)
        submitted = next(n for n in submission.notebooks if n.name == unit.name)
        grades = {grade.name: grade for grade in submitted.grades}
        comments = {comment.name: comment for comment in submitted.comments}
        scores = {CHECK + score.name: score for score in record.scores}
        checksums = self.checksums(unit)
        seen = set()
        for cell in notebook["cells"]:
            mark = cell["metadata"].get("nbgrader", {})
            name = mark.get("grade_id", "")
            unchanged = checksums.get(name) == checksum(cell) if mark.get("solution") else False
            if mark.get("grade") and name in grades:
                seen.add(name)
                score = scores.get(name)
                grade = grades[name]
                if score is not None:
                    grade.auto_score = score.points
                    review = bool(score.review or record.review)
                    grade.needs_manual_grade = grade.manual_score is not None or review
                else:
                    grade.auto_score = 0.0 if unchanged else None
                    grade.needs_manual_grade = grade.manual_score is not None or not unchanged
            if mark.get("solution") and name in comments:
                comments[name].auto_comment = "No response." if unchanged else None
        for name in set(grades) - seen:
            grades[name].auto_score, grades[name].needs_manual_grade = 0.0, True
        if submission.total_seconds_late > 0:  # nbgrader's own sum needs what was written
            book.db.flush()
            book.db.expire_all()
        submitted.late_submission_penalty = self._penalty(submission, submitted)

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
        """Make nbgrader's many commits one."""
        from sqlalchemy.exc import SAWarning
        from traitlets.log import get_logger

        session = self.book.db()
        commit = session.commit
        session.commit = session.flush
        log = get_logger()
        level = log.level
        log.setLevel("CRITICAL")  # nbgrader logs what we say in a sentence
        try:
            with warnings.catch_warnings():
                # nbgrader adds objects in an order that SQLAlchemy remarks on
                warnings.simplefilter("ignore", SAWarning)
                yield
            session.commit = commit
            session.commit()
        except BaseException:
            session.commit = commit
            session.rollback()
            raise
        finally:
            session.commit = commit
            log.setLevel(level)


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
