"""Grades a class: finds what was handed in, skips what is unchanged, keeps every result at once.

A result is written to a draft and a record first, then to the gradebook, then to nbgrader's folder,
then the record says that all is stored. Killed in between, the next run goes on from there; nothing
is run twice.
"""

from __future__ import annotations

import contextlib
import gc
import json
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from autograder.class_folder import ClassFolder, NoClass
from autograder.engines import LocalEngine
from autograder.feedback import kept_output
from autograder.grade import Graded, digests, with_notes
from autograder.names import safe_student_id, shown
from autograder.results import ExerciseScore, Record, read_record, record_path, write_atomic
from autograder.sandbox.limits import Limits
from autograder.storing import Store
from autograder.submission import CHECK
from autograder.unit import GradedUnit, load_unit
from course_lib.units import Unit

PROBLEMS = "problems.json"
KEPT = " kept"
"""At the end of a record's digest: it holds the points of an earlier grading, which were higher."""


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
    autograder.class_folder.NoClass, autograder.unit.NoUnit, ...
        If nothing can be graded.
    """
    limits = limits or Limits()
    loaded = load_unit(unit.name, place.path)
    outcome = Outcome(unit)
    with _alone(place, unit), LocalEngine(loaded, limits, jobs, protected) as engine:
        todo = _find(place, loaded, set(students), force, lower, limits, protected, outcome)
        engine.warm(len(todo))  # it takes seconds, and so do nbgrader and its gradebook
        with _little_garbage():
            store = Store(place, loaded)
        try:
            outdated = store.outdated(outcome.unchanged)
            for record in list(outcome.unchanged):
                if record.student in outdated and not store.again(record):
                    outcome.unchanged.remove(record)
                    folder = place.folder("submitted", record.student, unit)
                    todo.append((record.student, folder))
            start(len(todo))
            for graded in engine.grade(todo):
                graded = _compare(place, graded, lower, outcome)
                if store.keep(graded):
                    store.store(graded)
                outcome.graded.append(graded.record)
                tick(graded.record)
        finally:
            outcome.problems += store.close()
        _write_problems(place, unit, outcome)
    return outcome


@contextlib.contextmanager
def _little_garbage() -> Iterator[None]:
    """No collection while nbgrader is loaded; afterwards what it brought is not looked at again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_on:
            gc.enable()


@contextlib.contextmanager
def _alone(place: ClassFolder, unit: Unit) -> Iterator[None]:
    """One run at a time; a run that was killed lets go by itself."""
    folder = record_path(place.path, unit.name, "x").parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / ".lock", timeout=0)
        lock.acquire()
    except Timeout:
        raise NoClass(f"Another program is grading {unit.folder} in {place.path}.") from None
    except OSError as error:
        raise NoClass(
            f"{folder} cannot be written, and no result could be kept: {error.strerror or error}."
        ) from None
    try:
        yield
    finally:
        lock.release()


def _find(
    place: ClassFolder,
    unit: GradedUnit,
    wanted: set[str],
    force: bool,
    lower: bool,
    limits: Limits,
    protected: bool,
    outcome: Outcome,
) -> list[tuple[str, Path]]:
    """Submissions to grade; those with a result of the same content go to the outcome."""
    there = place.students(unit.unit)
    for name in sorted(wanted - set(there)):
        outcome.problems.append(f"{shown(name)} has handed in nothing for {unit.unit.folder}.")
    todo: list[tuple[str, Path]] = []
    for student in there:
        fault = _fault(place, unit.unit, student)
        if fault:
            outcome.problems.append(f"submitted/{shown(student)} was left out: {fault}")
            continue
        if wanted and student not in wanted:
            continue
        folder = place.folder("submitted", student, unit.unit)
        old = read_record(place.path, unit.unit.name, student)
        now = digests(folder, unit, limits, protected)[0]
        same = old is not None and old.digest in ((now,) if lower else (now, now + KEPT))
        if old is None or force or not same:
            todo.append((student, folder))
        else:
            outcome.unchanged.append(old)
    return todo


def _fault(place: ClassFolder, unit: Unit, student: str) -> str:
    """Why what lies in ``submitted/`` cannot be a student's, in a sentence, or empty."""
    try:
        if safe_student_id(student) != unicodedata.normalize("NFC", student):
            return "its name begins or ends with white space."
    except ValueError as error:
        return str(error)
    folder = place.folder("submitted", student, unit)
    if folder.parent.is_symlink() or folder.is_symlink():
        return "it is a link, which is not followed; put the folder itself there."
    return ""


def _compare(place: ClassFolder, graded: Graded, lower: bool, outcome: Outcome) -> Graded:
    """Note a change of points against the last result; keep the old points if they were higher."""
    old = read_record(place.path, graded.record.unit, graded.record.student)
    if old is None or old.content != graded.record.content:
        return graded
    before, now = old.points, graded.record.points
    graded = graded if lower else keep_higher(old, graded)
    if graded.record.points != now:
        outcome.kept.append((graded.record.student, graded.record.points, now))
    elif before != now:
        outcome.changes.append((graded.record.student, before, now))
    return graded


def keep_higher(old: Record | None, graded: Graded) -> Graded:
    """A result with the points of an earlier one of the same submission, if those were more.

    A submission that was changed has the points that it earns now.
    """
    new = graded.record
    if old is None or old.content != new.content or new.points >= old.points:
        return graded
    best = {score.name: score for score in old.scores}
    scores = tuple(
        best[s.name] if s.name in best and best[s.name].points > s.points else s for s in new.scores
    )
    note = f"Points of an earlier grading are kept; graded now, it would have {new.points:g}."
    record = replace(new, scores=scores, digest=new.digest + KEPT, notes=(*new.notes, note))
    kept = {CHECK + s.name: s for s, now in zip(scores, new.scores, strict=True) if s is not now}
    cells = [_with_kept(cell, kept) for cell in graded.notebook["cells"]]
    return replace(
        graded, record=record, notebook=with_notes({**graded.notebook, "cells": cells}, record)
    )


def _with_kept(cell: dict[str, Any], kept: dict[str, ExerciseScore]) -> dict[str, Any]:
    """A cell that says, if it is the test cell of points that are kept, that they are."""
    score = kept.get(cell["metadata"].get("nbgrader", {}).get("grade_id", ""))
    if score is None or not cell.get("outputs"):
        return cell
    outputs = [kept_output(each, score.points, score.max_points) for each in cell["outputs"]]
    return {**cell, "outputs": outputs}


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
