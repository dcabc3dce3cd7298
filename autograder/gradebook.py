"""Writes results into nbgrader's gradebook: what nbgrader itself would write, one transaction each.

nbgrader keeps the scores, late penalties and manual points; only where the automatic scores come
from is different.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from autograder.class_folder import ClassFolder, path_with_alembic
from autograder.results import Record
from autograder.submission import CHECK
from course_lib.units import Unit


class BookTrouble(RuntimeError):
    """The gradebook cannot be read or written; the message says why, in a sentence."""


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
            raise BookTrouble(_sentence(place, error)) from None
        self._late = AssignLatePenalties(config=place.config)
        self._late.log.setLevel("ERROR")
        self._late.init_plugin()
        self._checksums: dict[str, dict[str, str]] = {}

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
            with self._transaction():
                self._store(unit, record, notebook, handed_in)
        except Exception as error:
            raise BookTrouble(_sentence(self.place, error)) from error

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
        book.db.flush()
        book.db.expire_all()
        self._penalty(unit, submission, submitted)

    def _penalty(self, unit: Unit, submission: Any, submitted: Any) -> None:
        """What nbgrader's preprocessor of this name does, in the same transaction."""
        submitted.late_submission_penalty = None
        late = submission.total_seconds_late
        if late > 0:
            penalty = self._late.plugin_inst.late_submission_penalty(
                submission.student_id, submitted.score, late
            )
            if penalty is not None:
                submitted.late_submission_penalty = self._late._check_late_penalty(
                    submitted, penalty
                )

    def checksums(self, unit: Unit) -> dict[str, str]:
        """Checksums of the unit's cells as they were released, by grade id."""
        if unit.name not in self._checksums:
            self._checksums[unit.name] = released_checksums(self.book, unit)
        return self._checksums[unit.name]

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """Make nbgrader's many commits one."""
        from sqlalchemy.exc import SAWarning

        session = self.book.db()
        commit = session.commit
        session.commit = session.flush
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


def _sentence(place: ClassFolder, error: Exception) -> str:
    text = str(getattr(error, "orig", None) or error).splitlines()[0:1]
    reason = text[0] if text else type(error).__name__
    hint = ""
    if "locked" in reason:
        hint = " (another program is writing to it)"
    elif "no such" in reason or "has no column" in reason:
        hint = " (it is of another version of nbgrader: `nbgrader db upgrade`)"
    elif "not a database" in reason or "malformed" in reason:
        hint = " (it is damaged: restore it from a copy, the results are kept meanwhile)"
    return f"The gradebook {place.db_url} cannot be used: {reason}{hint}."
