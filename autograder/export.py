"""The class's grades as a CSV file: everything, or what Moodle or Canvas take in.

Points, penalties and what people graded come from nbgrader's gradebook; states of exercises from
our records. The columns of the two LMS were read in their sources:

Moodle (``assignfeedback_offline``, "Upload grading worksheet" of the assignment)
    needs ``Identifier`` (``Participant 1234567``, in English), ``Grade`` and
    ``Last modified (grade)``. The course's own grade import takes the same file: one maps
    ``ID number`` or ``Email address`` there. Grades changed in Moodle since stay, unless its form
    says otherwise.
Canvas (``GradebookImporter``)
    needs ``Student``, ``ID``, ``SIS User ID``, ``SIS Login ID``, ``Section``, in this order, then
    the assignment's column; a row ``Points Possible`` comes first. It finds people by ``ID``.

Both numbers are known if the submissions came through `autograder collect`. Neither LMS wants a
byte order mark. Who handed in nothing has an empty grade there: a zero is a decision for people.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import click

from autograder.collecting.submitted import Ledger
from autograder.grade_tables import Row, canvas_table, full_table, moodle_table
from autograder.names import shown
from autograder.results import all_records, write_atomic
from course_lib.units import UNITS, Unit, find_unit

KINDS = ("full", "moodle", "canvas")
NEEDED = {"course", "student", "assignment", "submitted_assignment", "grade", "notebook"}


class ExportError(Exception):
    """Why there is no file, in a sentence for the instructor."""


@dataclass(frozen=True)
class Exported:
    """The file, how many students it has, and sentences for the instructor."""

    path: Path
    students: int
    lines: tuple[str, ...]


def export(
    folder: Path,
    unit: str,
    kind: str,
    out: Path,
    *,
    db: str | None = None,
    column: str | None = None,
    scale: float | None = None,
) -> Exported:
    """Write the class's grades in one unit to a CSV file, whole or not at all.

    Rows are ordered by student id, so that the same gradebook gives the same bytes.

    Parameters
    ----------
    folder : Path
        The class's folder.
    unit : str
        The unit's name or folder.
    kind : {"full", "moodle", "canvas"}
        Which columns.
    out : Path
        The file; an old one is replaced.
    db : str, optional
        The gradebook's URL; by default the class's ``gradebook.db``.
    column : str, optional
        Canvas's name of the assignment, such as ``"k-means (4711)"``; by default the unit's title.
    scale : float, optional
        Points that full marks have in the LMS; by default as many as here.

    Raises
    ------
    ExportError
        If the gradebook cannot be read, does not know the unit, or the file cannot be written.
    """
    found = _unit(unit)
    if kind not in KINDS:
        raise ExportError(f"There is no kind {shown(kind)}; there are {', '.join(KINDS)}.")
    rows, most = read_rows(db or f"sqlite:///{folder / 'gradebook.db'}", found)
    people = Ledger.read(folder, found, "").students
    factor = scale / most if scale and most and kind != "full" else 1.0
    if kind == "full":
        table = full_table(rows, most, list(all_records(folder, found.name)))
    elif kind == "moodle":
        table = moodle_table(rows, most, factor, people)
    else:
        table = canvas_table(rows, most, factor, people, column or found.title)
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(table)
    try:
        write_atomic(out, text.getvalue().encode("utf-8", "replace"))
    except OSError as error:
        raise ExportError(f"{out} could not be written: {error.strerror or error}.") from error
    return Exported(out, len(rows), tuple(_remarks(rows, kind, people)))


def _unit(name: str) -> Unit:
    try:
        return find_unit(name)
    except ValueError:
        known = ", ".join(unit.name for unit in UNITS if unit.built)
        raise ExportError(f"No unit is called {shown(name)}; there is {known}.") from None


# ---------------------------------------------------------------- the gradebook


@contextmanager
def _gradebook(url: str) -> Iterator[Any]:
    """nbgrader's gradebook, if there is one: nothing is made or changed in it."""
    from nbgrader.api import Gradebook
    from sqlalchemy import create_engine, inspect, text
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

    try:
        place = make_url(url)
        if place.get_backend_name() == "sqlite" and not Path(place.database or "").is_file():
            raise ExportError(f"There is no gradebook {place.database}: grade something first.")
        label = place.database if place.get_backend_name() == "sqlite" else place.render_as_string()
        engine = create_engine(place)
        try:
            missing = NEEDED - set(inspect(engine).get_table_names())
            if missing:
                raise ExportError(f"{label} is not a gradebook of this nbgrader's version.")
            with engine.connect() as link:  # Gradebook() adds a course that it does not find
                course = link.execute(text("SELECT id FROM course ORDER BY id")).scalar()
        finally:
            engine.dispose()
        with Gradebook(url, course or "default_course") as gradebook:
            yield gradebook
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
        raise ExportError(f"The gradebook's address is not understood: {error}.") from error
    except DBAPIError as error:
        reason = str(error.orig).splitlines()[0]
        raise ExportError(f"The gradebook {label} cannot be read: {reason}.") from error


def read_rows(url: str, unit: Unit) -> tuple[list[Row], float]:
    """All students of the gradebook, ordered by id, and the most points there are in the unit.

    Raises
    ------
    ExportError
        If the gradebook cannot be read or does not know the unit.
    """
    from nbgrader.api import Assignment, MissingEntry, Student

    with _gradebook(url) as gradebook:
        try:
            assignment = gradebook.find_assignment(unit.folder)
        except MissingEntry:
            raise ExportError(
                f"The gradebook knows no {unit.folder}: grade the unit first."
            ) from None
        due = gradebook.db.query(Assignment.duedate).filter_by(id=assignment.id).scalar()
        sent = _submissions(gradebook.db, assignment.id, due)
        # columns, not objects: an object brings its totals along, at a query each
        people = gradebook.db.query(
            Student.id, Student.last_name, Student.first_name, Student.email
        ).all()
        rows = [Row(*(text or "" for text in one), **sent.get(one.id, {})) for one in people]
        return sorted(rows, key=lambda row: row.student), assignment.max_score


def _submissions(db: Any, assignment: str, due: datetime | None) -> dict[str, dict[str, Any]]:
    """What `Row` holds of each submission, by student."""
    from nbgrader.api import Grade, SubmittedAssignment, SubmittedNotebook
    from sqlalchemy import Integer, cast, func

    def total(column: Any) -> Any:
        return func.coalesce(func.sum(column), 0.0)

    penalties = dict(
        db.query(SubmittedNotebook.assignment_id, total(SubmittedNotebook.late_submission_penalty))
        .group_by(SubmittedNotebook.assignment_id)
        .all()
    )
    waiting = func.max(cast(Grade.needs_manual_grade, Integer))
    columns = (total(Grade.score), total(Grade.manual_score), total(Grade.extra_credit), waiting)
    points = {
        key: values
        for key, *values in db.query(SubmittedNotebook.assignment_id, *columns)
        .join(Grade, Grade.notebook_id == SubmittedNotebook.id)
        .group_by(SubmittedNotebook.assignment_id)
    }
    found = {}
    for key, student, time, extension in db.query(
        SubmittedAssignment.id,
        SubmittedAssignment.student_id,
        SubmittedAssignment.timestamp,
        SubmittedAssignment.extension,
    ).filter(SubmittedAssignment.assignment_id == assignment):
        score, manual, extra, is_open = points.get(key, (0.0, 0.0, 0.0, 0))
        late = None
        if time and due:
            late = max(0.0, (time - due - (extension or timedelta())).total_seconds())
        found[student] = {
            "handed_in": time, "seconds_late": late, "score": score, "manual": manual,
            "penalty": penalties.get(key, 0.0), "extra": extra, "open": bool(is_open),
        }  # fmt: skip
    return found


def _remarks(rows: Sequence[Row], kind: str, people: dict[str, dict[str, Any]]) -> Iterator[str]:
    waiting = sum(row.open for row in rows)
    if waiting:
        yield f"{waiting} still wait for manual grading; their totals are not final."
    nothing = sum(row.score is None for row in rows)
    if nothing:
        yield f"{nothing} handed in nothing; their grade is empty."
    if kind != "full":
        unknown = sum(people.get(row.student, {}).get("lms") != kind for row in rows)
        if unknown:
            word = "Identifier" if kind == "moodle" else "ID"
            yield (
                f"{unknown} did not come through `autograder collect` from {kind.title()}, so "
                f"their column {word} is empty."
            )


@click.command("export")
@click.argument("unit")
@click.option("--kind", type=click.Choice(KINDS), default="full", help="Columns (default: full).")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file (default: <unit>-<kind>.csv).",
)
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("."),
    help="The class's folder (default: here).",
)
@click.option("--db", help="Gradebook (SQLAlchemy URL); default: the class's nbgrader_config.py.")
@click.option("--column", help="Canvas's name of the assignment, with its number in brackets.")
@click.option("--scale", type=click.FloatRange(min=0, min_open=True), help="Full marks in the LMS.")
def export_command(
    unit: str,
    kind: str,
    out: Path | None,
    folder: Path,
    db: str | None,
    column: str | None,
    scale: float | None,
) -> None:
    """Write the grades in UNIT to a CSV file, for people, Moodle or Canvas."""
    from autograder.class_folder import NoClass, open_class

    try:
        found = _unit(unit)
        done = export(
            folder, unit, kind, out or Path(f"{found.name}-{kind}.csv"),
            db=open_class(folder, db).db_url, column=column, scale=scale,
        )  # fmt: skip
    except (ExportError, NoClass) as error:
        raise click.ClickException(str(error)) from error
    for line in done.lines:
        click.echo(line)
    click.echo(f"{done.students} students: {done.path}")
