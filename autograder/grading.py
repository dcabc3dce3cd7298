"""Grades a class: finds what was handed in, skips what is unchanged, keeps every result at once.

A result is written to its record first, then the notebook, then the gradebook, then the record says
that all is stored. Killed in between, the next run goes on from there; nothing is run twice.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from autograder.class_folder import ClassFolder, ensure_assignment
from autograder.engines import LocalEngine
from autograder.grade import Graded, digests
from autograder.gradebook import Book, BookTrouble, with_checksums
from autograder.names import safe_student_id
from autograder.results import Record, read_record, record_path, write_atomic, write_record
from autograder.sandbox.limits import Limits
from autograder.submission import files_beside
from autograder.unit import GradedUnit, load_unit
from course_lib.units import Unit

PROBLEMS = "problems.json"


@dataclass
class Outcome:
    """What grading a unit did.

    Attributes
    ----------
    graded, unchanged : list of Record
        Newly graded; kept from an earlier run.
    changes : list of (str, float, float)
        Students whose points differ from before, with both.
    kept : list of (str, float, float)
        Students whose points would be lower now and stay (without ``--lower``).
    problems : list of str
        What went wrong, a sentence each; the run went on.
    """

    unit: Unit
    graded: list[Record] = field(default_factory=list)
    unchanged: list[Record] = field(default_factory=list)
    changes: list[tuple[str, float, float]] = field(default_factory=list)
    kept: list[tuple[str, float, float]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def grade_unit(
    place: ClassFolder,
    unit: Unit,
    *,
    students: Iterable[str] = (),
    jobs: int | None = None,
    force: bool = False,
    lower: bool = False,
    limits: Limits | None = None,
    protected: bool = True,
    start: Callable[[int], None] = lambda _count: None,
    tick: Callable[[Record], None] = lambda _record: None,
) -> Outcome:
    """Grade a unit's submissions.

    Parameters
    ----------
    place : ClassFolder
    unit : Unit
    students : iterable of str
        Only these; all if empty.
    jobs : int, optional
        How many at once; one a core if left out.
    force : bool
        Whether to grade also what is unchanged.
    lower : bool
        Whether points of an unchanged submission may become fewer.
    limits : Limits
    protected : bool
        False runs students' code without a sandbox.
    start, tick : callable
        Told how many there are to grade, and each that is done.

    Raises
    ------
    autograder.unit.NoUnit, autograder.sandbox.jail.NoSandbox, ...
        If nothing can be graded.
    """
    limits = limits or Limits()
    loaded = load_unit(unit.name, place.path)
    outcome = Outcome(unit)
    todo, again = _find(place, loaded, set(students), force, limits, protected, outcome)
    book = _open_book(place, unit, outcome)
    try:
        for record in again:  # graded by a run that was stopped before it was stored
            _store(place, loaded, _reload(place, unit, record), book, outcome)
        start(len(todo))
        if todo:
            with LocalEngine(loaded, limits, jobs, protected) as engine:
                for graded in engine.grade(todo):
                    graded = _compare(place, graded, lower, outcome)
                    _keep(place, unit, graded, outcome)
                    _store(place, loaded, graded, book, outcome)
                    outcome.graded.append(graded.record)
                    tick(graded.record)
    finally:
        if book is not None:
            book.close()
    _write_problems(place, unit, outcome)
    return outcome


def _find(
    place: ClassFolder,
    unit: GradedUnit,
    wanted: set[str],
    force: bool,
    limits: Limits,
    protected: bool,
    outcome: Outcome,
) -> tuple[list[tuple[str, Path]], list[Record]]:
    """Submissions to grade, and records that only have to be stored."""
    there = place.students(unit.unit)
    for name in sorted(wanted - set(there)):
        outcome.problems.append(f"{name!a} has handed in nothing for {unit.unit.folder}.")
    todo: list[tuple[str, Path]] = []
    again: list[Record] = []
    for student in there:
        if wanted and student not in wanted:
            continue
        try:
            safe_student_id(student)
        except ValueError as error:
            outcome.problems.append(f"submitted/{student!a} was left out: {error}")
            continue
        folder = place.folder("submitted", student, unit.unit)
        old = read_record(place.path, unit.unit.name, student)
        if old is None or force or old.digest != digests(folder, unit, limits, protected)[0]:
            todo.append((student, folder))
        elif not old.stored or not _notebook_path(place, unit.unit, student).exists():
            if _draft_path(place, unit.unit, student).exists():
                again.append(old)
            else:
                todo.append((student, folder))
        else:
            outcome.unchanged.append(old)
    return todo, again


def _open_book(place: ClassFolder, unit: Unit, outcome: Outcome) -> Book | None:
    """The gradebook; None if it cannot be used, which does not stop the grading."""
    try:
        ensure_assignment(place, unit)
        return Book(place)
    except BookTrouble as error:
        outcome.problems.append(f"{error} The results are kept; grade again when it is mended.")
    except Exception as error:  # of nbgrader, SQLAlchemy, its drivers
        line = (str(error).splitlines() or [type(error).__name__])[0]
        outcome.problems.append(
            f"The gradebook {place.db_url} cannot be used: {line}. The results are kept; grade "
            "again when it is mended."
        )
    return None


def _compare(place: ClassFolder, graded: Graded, lower: bool, outcome: Outcome) -> Graded:
    """Note a change of points against the last result; keep the old points if they were higher.

    Only where the submission itself is the same: a new submission has the points it earns.
    """
    new = graded.record
    old = read_record(place.path, new.unit, new.student)
    if old is None or old.content != new.content or old.points == new.points:
        return graded
    if new.points > old.points or lower:
        outcome.changes.append((new.student, old.points, new.points))
        return graded
    outcome.kept.append((new.student, old.points, new.points))
    best = {score.name: score for score in old.scores}
    scores = tuple(
        best[s.name] if s.name in best and best[s.name].points > s.points else s for s in new.scores
    )
    return replace(graded, record=replace(new, scores=scores))


def _keep(place: ClassFolder, unit: Unit, graded: Graded, outcome: Outcome) -> None:
    """Write the draft of the notebook, then the record: from here on nothing has to run again."""
    student = graded.record.student
    try:
        write_atomic(_draft_path(place, unit, student), notebook_bytes(graded.notebook))
        write_record(place.path, graded.record)
    except OSError as error:
        outcome.problems.append(_not_kept(student, error))


def _reload(place: ClassFolder, unit: Unit, record: Record) -> Graded:
    draft = _draft_path(place, unit, record.student)
    return Graded(record, json.loads(draft.read_text(encoding="utf-8")))


def _store(
    place: ClassFolder, unit: GradedUnit, graded: Graded, book: Book | None, outcome: Outcome
) -> None:
    """Bring a kept result to where nbgrader looks for it."""
    record, student = graded.record, graded.record.student
    source = place.folder("submitted", student, unit.unit)
    target = place.folder("autograded", student, unit.unit)
    draft = _draft_path(place, unit.unit, student)
    try:
        if not draft.exists():
            return
        _copy_files(source, target, unit.unit)
        if book is None:
            return
        book.store(unit.unit, record, graded.notebook, _handed_in(source))
        notebook = with_checksums(graded.notebook, book.checksums(unit.unit))
        write_atomic(_notebook_path(place, unit.unit, student), notebook_bytes(notebook))
        write_record(place.path, replace(record, stored=True))
        draft.unlink()
    except BookTrouble as error:
        outcome.problems.append(f"{student}: {error}")
    except OSError as error:
        outcome.problems.append(_not_kept(student, error))


def notebook_bytes(notebook: dict[str, Any]) -> bytes:
    """A notebook's file, as Jupyter writes it."""
    from nbformat import from_dict
    from nbformat.v4.nbjson import JSONWriter

    return (JSONWriter().writes(from_dict(notebook)) + "\n").encode()


def _copy_files(source: Path, target: Path, unit: Unit) -> None:
    """What lies beside the notebook, and the time of handing in, as nbgrader copies them."""
    target.mkdir(parents=True, exist_ok=True)
    files, _ = files_beside(source, f"{unit.name}.ipynb")
    for name, data in files.items():
        write_atomic(target / name, data)
    stamp = source / "timestamp.txt"
    if stamp.is_file() and not stamp.is_symlink():
        shutil.copyfile(stamp, target / "timestamp.txt")


def _handed_in(source: Path) -> datetime | None:
    """The time that the exchange or `autograder collect` wrote."""
    from nbgrader.utils import parse_utc

    stamp = source / "timestamp.txt"
    try:
        if stamp.is_symlink() or stamp.stat().st_size > 200:
            return None
        return parse_utc(stamp.read_text(encoding="utf-8").strip())
    except (OSError, ValueError, OverflowError):
        return None


def _notebook_path(place: ClassFolder, unit: Unit, student: str) -> Path:
    return place.folder("autograded", student, unit) / f"{unit.name}.ipynb"


def _draft_path(place: ClassFolder, unit: Unit, student: str) -> Path:
    return record_path(place.path, unit.name, student).with_suffix(".draft.ipynb")


def _not_kept(student: str, error: OSError) -> str:
    where = f" ({error.filename})" if error.filename else ""
    return (
        f"{student}: the result could not be written{where}: {error.strerror or error}; grade "
        "again when there is room."
    )


def _write_problems(place: ClassFolder, unit: Unit, outcome: Outcome) -> None:
    """Keep the sentences for the report."""
    path = record_path(place.path, unit.name, "x").with_name(PROBLEMS)
    try:
        write_atomic(path, (json.dumps(outcome.problems, indent=1) + "\n").encode())
    except OSError as error:
        outcome.problems.append(f"The list of problems could not be written: {error.strerror}.")


def summary(outcome: Outcome) -> dict[str, Any]:
    """Numbers for people: graded, unchanged, to be looked at."""
    records = outcome.graded + outcome.unchanged
    return {
        "graded": len(outcome.graded),
        "unchanged": len(outcome.unchanged),
        "review": sum(bool(record.needs_review) for record in records),
        "mean": sum(r.points for r in records) / len(records) if records else 0.0,
    }
