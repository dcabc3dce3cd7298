"""What `autograder feedback` does: nbgrader's feedback pages for graded submissions."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress

from autograder.class_folder import NoClass, chosen_units, open_class, quiet_nbgrader


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
        for unit in chosen_units(place, units):
            graded = [
                student
                for student in (students or place.students(unit))
                if (place.folder("autograded", student, unit) / f"{unit.name}.ipynb").is_file()
            ]
            if not graded:
                raise click.ClickException(f"Nothing is graded yet in {unit.folder}.")
            with quiet_nbgrader(place) as api, Progress(console=console) as bar:
                for student in bar.track(graded, description=unit.folder):
                    result = api.generate_feedback(unit.folder, student, force=force)
                    if not result["success"]:
                        failed += 1
                        console.print(f"{student!a}: nbgrader could not make the page.")
            where = place.folder("feedback", "STUDENT", unit)
            console.print(f"{unit.folder}: {len(graded)} pages in {where.relative_to(place.path)}")
    except (NoClass, ValueError, OSError) as error:
        raise click.ClickException(str(error)) from error
    return 1 if failed else 0
