"""One submission, from the notebook handed in to a graded notebook and a record."""

from __future__ import annotations

import hashlib
import json
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import course_lib
from autograder.cleaning.notebook import clean_notebook
from autograder.feedback import check_output
from autograder.judge import Marked, judge_submission
from autograder.reading import LARGEST, Unreadable, files_beside, parse_notebook, read_notebook
from autograder.results import ExerciseScore, Record
from autograder.sandbox.jail import Jail, JailBroken
from autograder.sandbox.limits import Limits
from autograder.sandbox.session import Session
from autograder.sandbox.states import CellRun
from autograder.soundness import source
from autograder.submission import Plan, plan
from autograder.unit import GradedUnit

VERSION = 2
"""Changes when the same submission may get another result."""

NOTES = "grading-notes"
"""The id of the cell with the grader's notes; those of other cells are ours, too."""


@dataclass(frozen=True)
class Graded:
    """A graded submission.

    Attributes
    ----------
    record : Record
    notebook : dict
        The notebook with outputs and feedback, safe to show.
    marks : tuple of Marked
        The judgements behind the record, for an explanation; empty if nothing could be run.
    """

    record: Record
    notebook: dict[str, Any]
    marks: tuple[Marked, ...] = field(default=(), repr=False)


def digests(folder: Path, unit: GradedUnit, limits: Limits, protected: bool) -> tuple[str, str]:
    """Two hashes: of all that a result depends on, and of what was handed in alone.

    The first covers the content, packs, limits and the grader's version. Time stamps are no part.
    """
    mark = hashlib.sha256()
    notebook = folder / f"{unit.unit.name}.ipynb"
    try:
        small = notebook.is_file() and not notebook.is_symlink()
        size = notebook.stat().st_size if small else -1
        mark.update(notebook.read_bytes() if 0 <= size <= LARGEST else str(size).encode())
    except OSError as error:
        mark.update(str(error.errno).encode())
    files, notes = files_beside(folder, notebook.name)
    for name, data in sorted(files.items()):
        mark.update(name.encode("utf-8", "surrogateescape") + b"\0" + data + b"\0")
    mark.update(repr(notes).encode())
    content = mark.hexdigest()
    settings = [VERSION, course_lib.__version__, unit.marks, limits.as_dict(), protected]
    mark.update(json.dumps(settings, sort_keys=True).encode())
    return mark.hexdigest(), content


def grade_folder(
    jail: Jail, folder: Path, student: str, unit: GradedUnit, limits: Limits, *, last: bool = True
) -> Graded:
    """Grade what lies in a submission's folder.

    Parameters
    ----------
    jail : Jail
        A worker that does nothing else meanwhile.
    folder : Path
        The folder with the notebook.
    student : str
    unit : GradedUnit
    limits : Limits
    last : bool
        Whether the result counts as it is if the worker breaks when all is done: it may be the
        submission that breaks it.

    Raises
    ------
    JailBroken
        If the worker failed; the submission can be given to another one.
    """
    mark = digests(folder, unit, limits, jail.protected)
    try:
        tree = read_notebook(folder / f"{unit.unit.name}.ipynb")
    except Unreadable as problem:
        return _unreadable(str(problem), student, unit, mark, jail.kind)
    files, notes = files_beside(folder, f"{unit.unit.name}.ipynb")
    return grade_tree(jail, tree, files, student, unit, limits, mark, tuple(notes), last=last)


def grade_tree(
    jail: Jail,
    tree: dict[str, Any],
    files: dict[str, bytes],
    student: str,
    unit: GradedUnit,
    limits: Limits,
    mark: tuple[str, str],
    notes: tuple[str, ...] = (),
    *,
    last: bool = True,
) -> Graded:
    """Grade a notebook that has been read; see `grade_folder`."""
    begin = time.monotonic()
    try:
        planned = plan(tree, unit.original, list(unit.public))
    except Unreadable as problem:
        return _unreadable(str(problem), student, unit, mark, jail.kind)
    session = Session(jail, limits)
    broken = ""
    try:
        runs = session.run(planned.cells, files)
        marks = tuple(judge_submission(session, unit, planned, runs))
    finally:
        try:
            session.close()
        except JailBroken as error:
            broken = str(error)
            jail.broken = True
    if broken and not last:
        raise JailBroken(broken)
    seconds = time.monotonic() - begin
    notes += planned.notes + tuple(filter(None, (session.ended, session.forged, broken)))
    notebook, remarks = _clean(_with_outputs(planned, runs, marks), unit, planned)
    record = Record(
        student,
        unit.unit.name,
        *mark,
        tuple(marked.score for marked in marks),
        notes + tuple(remarks),
        seconds=round(seconds, 3),
        peak_memory=session.watch.peak,
        sandbox=jail.kind,
        answers=planned.answers,
    )
    return Graded(record, with_notes(notebook, record), marks)


def _with_outputs(
    planned: Plan, runs: list[CellRun | None], marks: tuple[Marked, ...]
) -> dict[str, Any]:
    """The planned notebook with what its cells gave, and the feedback in its test cells."""
    cells = planned.notebook["cells"]
    count = 0
    for cell, place, run in zip(planned.cells, planned.places, runs, strict=True):
        if cell.exercise or run is None:
            continue
        count += 1
        cells[place]["outputs"] = run.outputs
        cells[place]["execution_count"] = count
    for marked in marks:
        place = planned.checks.get(marked.score.name)
        if place is not None:
            count += 1
            cells[place]["outputs"] = [check_output(marked, count)]
            cells[place]["execution_count"] = count
    return planned.notebook


def _clean(
    notebook: dict[str, Any], unit: GradedUnit, planned: Plan
) -> tuple[dict[str, Any], list[str]]:
    """The notebook with all that is the student's made safe to show.

    Texts of the instructor's and our own feedback are as they should be already.
    """
    texts = {(c["cell_type"], source(c)) for c in unit.original["cells"]}
    checks = set(planned.checks.values())
    own = [
        index in checks
        or (cell["cell_type"] != "code" and (cell["cell_type"], cell["source"]) in texts)
        for index, cell in enumerate(notebook["cells"])
    ]
    theirs = [cell for cell, ours in zip(notebook["cells"], own, strict=True) if not ours]
    cleaned, remarks = clean_notebook({**notebook, "cells": theirs})
    rest = iter(cleaned["cells"])
    cells = []
    for index, (cell, ours) in enumerate(zip(notebook["cells"], own, strict=True)):
        new = {key: value for key, value in cell.items() if key != "attachments"}
        new = new if ours else next(rest, None)
        if new is not None:
            cells.append({**new, "id": f"cell-{index}", "metadata": cell["metadata"]})
    return {**notebook, "cells": cells}, remarks


def failed_record(
    folder: Path, student: str, unit: GradedUnit, limits: Limits, protected: bool, why: str
) -> Graded:
    """What is kept of a submission that the sandbox itself failed on: a person must look.

    The digest is no submission's, so the next run tries again.
    """
    reason = f"The sandbox failed on it twice ({why}); the next run tries again."
    mark = ("", digests(folder, unit, limits, protected)[1])
    return _unreadable(reason, student, unit, mark, "bubblewrap")


def _unreadable(
    reason: str, student: str, unit: GradedUnit, mark: tuple[str, str], sandbox: str
) -> Graded:
    """A record without points that a person must look at, and a notebook to put points into."""
    scores = tuple(
        ExerciseScore(
            name, 0.0, float(record["points"]), record["core"],
            public_total=len(record["cases"]), hidden_total=len(unit.hidden[name]["cases"]),
            reason=reason,
        )
        for name, record in unit.public.items()
    )  # fmt: skip
    record = Record(student, unit.unit.name, *mark, scores, review=reason, sandbox=sandbox)
    empty = parse_notebook(json.dumps(unit.original).encode())
    blank = plan(empty, unit.original, list(unit.public)).notebook
    for cell in blank["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("solution"):
            cell["source"] = "# nothing could be read" if cell["cell_type"] == "code" else ""
    return Graded(record, with_notes(blank, record))


def with_notes(notebook: dict[str, Any], record: Record) -> dict[str, Any]:
    """A notebook that says at its top what happened to the submission as a whole."""
    cells = [cell for cell in notebook["cells"] if cell["id"] != NOTES]
    lines = [*record.notes]
    if record.review:
        lines.insert(0, f"This submission could not be graded; a person will look at it. "
                        f"{record.review}")  # fmt: skip
    if lines:
        text = "\n".join(f"- {_verbatim(line)}" for line in lines)
        top = f"**Notes of the grader**\n\n{text}"
        cells.insert(0, {"cell_type": "markdown", "id": NOTES, "metadata": {}, "source": top})
    return {**notebook, "cells": cells}


def _verbatim(text: str) -> str:
    """Text that Markdown shows as it is."""
    out = []
    for character in text:
        out.append(f"\\{character}" if character in "\\`*_{}[]()<>#+!|~$&" else character)
    return "".join(out)
