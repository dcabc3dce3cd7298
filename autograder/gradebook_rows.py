"""The rows of one submission in nbgrader's tables, read and written without nbgrader's objects.

nbgrader makes an object of every row and asks for each relation by itself, which for one submission
takes many times as long as the rows do. What stands in them is the same; its database may be any
that SQLAlchemy speaks to.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

GRADED = {"GradeCell", "TaskCell"}
COMMENTED = {"SolutionCell", "TaskCell"}
"""Kinds of cell of which nbgrader keeps a grade, and a comment."""


@dataclass(frozen=True)
class Wanted:
    """What a submission's cells are to have, by grade id.

    Attributes
    ----------
    scores : dict of str to (float or None, bool)
        The automatic score, and whether a person must look whatever he has given.
    comments : dict of str to (str or None)
        The automatic comment; others stay as they are.
    """

    scores: Mapping[str, tuple[float | None, bool]] = field(default_factory=dict)
    comments: Mapping[str, str | None] = field(default_factory=dict)

    def grade(self, name: str, manual: float | None) -> dict[str, Any]:
        """The columns of a grade for which a person gave ``manual``."""
        score, look = self.scores.get(name, (0.0, True))  # the notebook does not have the cell
        return {"auto_score": score, "needs_manual_grade": manual is not None or look}


@dataclass(frozen=True)
class Found:
    """What the gradebook knows of a submission before it is written.

    Attributes
    ----------
    assignment, notebook : str
        Ids of the unit's.
    cells : dict of str to list of (str, str, str)
        Id, name and kind of each notebook's cells, by the notebook's id.
    due : datetime or None
    student : str or None
        None if he is new; so are the ids of what he handed in.
    submission, submitted : str or None
    timestamp, extension, penalty : datetime, timedelta and float, or None
    """

    assignment: str
    notebook: str
    cells: dict[str, list[tuple[str, str, str]]]
    due: datetime | None
    student: str | None = None
    submission: str | None = None
    submitted: str | None = None
    timestamp: datetime | None = None
    extension: timedelta | None = None
    penalty: float | None = None


class Rows:
    """nbgrader's tables.

    Every statement is built once, which takes as long as to execute it.

    Parameters
    ----------
    session : Session
        nbgrader's; what is written here belongs to its transaction.
    """

    def __init__(self, session: Any) -> None:
        from nbgrader import api
        from sqlalchemy import and_, bindparam, select

        self._session = session
        classes = (
            api.Assignment, api.Notebook, api.BaseCell, api.Student, api.SubmittedAssignment,
            api.SubmittedNotebook, api.Grade, api.Comment,
        )  # fmt: skip
        assignment, notebook, cell, student, submission, submitted, grade, comment = (
            one.__table__.c for one in classes
        )
        self._structure = (
            select(assignment.id, assignment.duedate, notebook.id, notebook.name,
                   cell.id, cell.name, cell.type)
            .select_from(api.Assignment.__table__)
            .outerjoin(api.Notebook.__table__, notebook.assignment_id == assignment.id)
            .outerjoin(api.BaseCell.__table__, cell.notebook_id == notebook.id)
            .where(assignment.name == bindparam("assignment"))
        )  # fmt: skip
        self._known = (
            select(student.id, submission.id, submitted.id, submission.timestamp,
                   submission.extension, submitted.late_submission_penalty)
            .select_from(api.Student.__table__)
            .outerjoin(
                api.SubmittedAssignment.__table__,
                and_(submission.student_id == student.id,
                     submission.assignment_id == bindparam("assignment")),
            )
            .outerjoin(
                api.SubmittedNotebook.__table__,
                and_(submitted.assignment_id == submission.id,
                     submitted.notebook_id == bindparam("notebook")),
            )
            .where(student.id == bindparam("student"))
        )  # fmt: skip
        self._grades = (
            select(grade.id, cell.name, grade.auto_score, grade.needs_manual_grade,
                   grade.manual_score)
            .join(api.BaseCell.__table__, grade.cell_id == cell.id)
            .where(grade.notebook_id == bindparam("submitted"))
        )  # fmt: skip
        self._comments = (
            select(comment.id, cell.name, comment.auto_comment)
            .join(api.BaseCell.__table__, comment.cell_id == cell.id)
            .where(comment.notebook_id == bindparam("submitted"))
        )
        self._insert = {one: one.__table__.insert() for one in classes[3:]}
        # As nbgrader does, nothing is left to what a database would put into an empty column.
        self._blank = {
            one: {c.name: None for c in one.__table__.c if c.default is None} for one in classes[3:]
        }
        self._update = {
            one: one.__table__.update().where(one.__table__.c.id == bindparam("row"))
            for one in classes[4:]
        }
        (self._student, self._submission, self._submitted, self._grade, self._comment) = classes[3:]

    def find(self, assignment: str, notebook: str, student: str) -> Found:
        """What is known of a submission, and of the cells that it has a grade or a comment of.

        Parameters
        ----------
        assignment, notebook, student : str
            nbgrader's names of them.

        Raises
        ------
        MissingEntry
            nbgrader's, if it knows no such assignment or notebook.
        """
        from nbgrader.api import MissingEntry

        run = self._session.connection().execute
        rows = run(self._structure, {"assignment": assignment}).all()
        if not rows:
            raise MissingEntry(f"No such assignment: {assignment}")
        notebooks = {name: id_ for _, _, id_, name, *_ in rows if id_}
        if notebook not in notebooks:
            raise MissingEntry(f"No such notebook: {assignment}/{notebook}")
        cells: dict[str, list[tuple[str, str, str]]] = {id_: [] for id_ in notebooks.values()}
        for _, _, id_, _, *cell in rows:
            if cell[0]:
                cells[id_].append(tuple(cell))
        unit = {"assignment": rows[0][0], "notebook": notebooks[notebook]}
        known = run(self._known, {**unit, "student": student}).first()
        found = Found(*unit.values(), cells, rows[0][1], *(known or ()))
        if found.submission and not found.submitted:
            raise MissingEntry(f"No such submitted notebook: {assignment}/{notebook} for {student}")
        return found

    def write(
        self, found: Found, student: str, handed_in: datetime | None, wanted: Wanted
    ) -> tuple[str, str]:
        """Write a submission that `find` looked for; ids of it and of its notebook.

        Parameters
        ----------
        found : Found
        student : str
        handed_in : datetime or None
            Time of handing in, in UTC; None leaves what is there.
        wanted : Wanted
            For the cells of the unit's notebook.
        """
        if found.submission is None or found.submitted is None:
            return self._add(found, student, handed_in, wanted)
        if handed_in is not None and handed_in != found.timestamp:
            self._change(self._submission, [{"row": found.submission, "timestamp": handed_in}])
        run = self._session.connection().execute
        there = {"submitted": found.submitted}
        grades = [
            {"row": row, **columns}
            for row, name, score, look, manual in run(self._grades, there)
            if (columns := wanted.grade(name, manual))
            != {"auto_score": score, "needs_manual_grade": look}
        ]
        comments = [
            {"row": row, "auto_comment": wanted.comments[name]}
            for row, name, comment in run(self._comments, there)
            if name in wanted.comments and wanted.comments[name] != comment
        ]
        self._change(self._grade, grades)
        self._change(self._comment, comments)
        return found.submission, found.submitted

    def set_penalty(self, found: Found, submitted: str, penalty: float | None) -> None:
        """Write the late penalty of a submitted notebook."""
        if penalty != found.penalty:
            self._change(self._submitted, [{"row": submitted, "late_submission_penalty": penalty}])

    def _add(
        self, found: Found, student: str, handed_in: datetime | None, wanted: Wanted
    ) -> tuple[str, str]:
        """Write a new submission, with all the notebooks of its assignment as nbgrader does."""
        from nbgrader.api import new_uuid

        if found.student is None:
            self._new(self._student, [{"id": student}])
        submission = new_uuid()
        ids = {notebook: new_uuid() for notebook in found.cells}
        row = {
            "id": submission,
            "assignment_id": found.assignment,
            "student_id": found.student or student,
            "timestamp": handed_in,
        }
        self._new(self._submission, [row])
        self._new(
            self._submitted,
            [{"id": ids[n], "notebook_id": n, "assignment_id": submission} for n in ids],
        )
        grades, comments = [], []
        for notebook, cells in found.cells.items():
            ours = notebook == found.notebook
            for cell, name, kind in cells:
                at = {"notebook_id": ids[notebook], "cell_id": cell}
                if kind in GRADED:  # of another notebook of the assignment nothing is known
                    columns = {"auto_score": None, "needs_manual_grade": True}
                    grades.append(at | (wanted.grade(name, None) if ours else columns))
                if kind in COMMENTED:
                    text = wanted.comments.get(name) if ours else None
                    comments.append({**at, "auto_comment": text})
        self._new(self._grade, grades)
        self._new(self._comment, comments)
        return submission, ids[found.notebook]

    def _new(self, kind: type, rows: list[dict[str, Any]]) -> None:
        if rows:
            blank = self._blank[kind]
            self._session.connection().execute(
                self._insert[kind], [{**blank, **row} for row in rows]
            )

    def _change(self, kind: type, rows: list[dict[str, Any]]) -> None:
        if rows:
            self._session.connection().execute(self._update[kind], rows)
