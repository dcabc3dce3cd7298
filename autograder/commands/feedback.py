"""What `autograder feedback` does: nbgrader's feedback pages for graded submissions."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress

from autograder.class_folder import (
    ClassFolder,
    NoClass,
    chosen_units,
    open_class,
    quiet_nbgrader,
    reason_of,
)
from autograder.gradebook_state import file_of
from autograder.names import shown
from autograder.storing import notebook_path
from course_lib.units import Unit


def run(
    units: Sequence[str], folder: Path, db: str | None, students: Sequence[str], force: bool
) -> int:
    """Make the pages; the exit code is 1 if one could not be made.

    Raises
    ------
    click.ClickException
        If nothing can be made, in a sentence.
    """
    console = Console(stderr=True)
    failed = 0
    try:
        place = open_class(folder, db)
        graded = {
            unit: [s for s in place.students(unit) if notebook_path(place, unit, s).is_file()]
            for unit in chosen_units(place, units)
        }
        empty = [unit.folder for unit, there in graded.items() if not there and units]
        if empty or not any(graded.values()):
            raise click.ClickException(f"Nothing is graded yet in {', '.join(empty) or folder}.")
        for unit, there in graded.items():
            if there:
                failed += _make(console, place, unit, there, students, force)
    except (NoClass, ValueError, OSError) as error:
        raise click.ClickException(str(error)) from error
    return 1 if failed else 0


def _make(
    console: Console,
    place: ClassFolder,
    unit: Unit,
    graded: Sequence[str],
    students: Sequence[str],
    force: bool,
) -> int:
    """Make a unit's pages that are missing or outdated; how many could not be made."""
    absent = [student for student in dict.fromkeys(students) if student not in graded]
    for student in absent:
        console.print(f"{shown(student)} has nothing graded in {unit.folder}.", markup=False)
    wanted = [student for student in graded if not students or student in students]
    todo = [student for student in wanted if force or _outdated(place, unit, student)]
    failed = 0
    with quiet_nbgrader(place) as api, Progress(console=console) as bar:
        for student in bar.track(todo, description=unit.folder):
            # without its force nbgrader keeps a page that is there, whatever was graded since
            result = api.generate_feedback(unit.folder, student, force=True)
            if not result["success"]:
                failed += 1
                why = reason_of(result) or "nbgrader says nothing"
                line = f"{shown(student)}: the page could not be made: {shown(why, 300)}."
                console.print(line, markup=False)
    where = place.folder("feedback", "STUDENT", unit)
    console.print(
        f"{unit.folder}: {len(todo) - failed} pages made, {len(wanted) - len(todo)} were up to "
        f"date, in {where.relative_to(place.path)}"
    )
    return failed + len(absent)


def _outdated(place: ClassFolder, unit: Unit, student: str) -> bool:
    """Whether a page is missing, or the notebook or the gradebook was written after it."""
    book = file_of(place)
    page = place.folder("feedback", student, unit) / f"{unit.name}.html"
    if book is None:
        return True  # a server does not say when somebody graded by hand
    try:
        made = page.stat().st_mtime_ns
        sources = (notebook_path(place, unit, student), book)
        return any(path.stat().st_mtime_ns >= made for path in sources)
    except OSError:
        return True
