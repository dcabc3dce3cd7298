"""What `autograder grade` shows: a live bar, then a few lines that say what there is to do."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click
from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from autograder.class_folder import ClassFolder, NoClass, chosen_units, open_class
from autograder.grading import Outcome, grade_unit, summary
from autograder.results import Record
from autograder.sandbox.limits import Limits
from autograder.sandbox.seccomp import NoFilter
from autograder.sandbox.walls import NoSandbox
from autograder.unit import NoUnit, load_unit
from course_lib.checks.pack import PackError
from course_lib.units import Unit

SHOWN = 20


def run(
    units: Sequence[str],
    folder: Path,
    db: str | None,
    students: Sequence[str],
    *,
    jobs: int | None,
    force: bool,
    lower: bool,
    limits: Sequence[str],
    protected: bool,
) -> int:
    """Grade and show; the exit code is 1 if something went wrong for somebody.

    Raises
    ------
    click.ClickException
        If nothing can be graded, in a sentence.
    """
    console = Console(stderr=True)
    try:
        place = open_class(folder, db)
        chosen = chosen_units(place, units)
        wanted = limits_of(place, limits)
        if not chosen:
            raise click.ClickException(
                f"Nothing has been handed in yet: {place.path / 'submitted'} holds no submission."
            )
        if not protected:
            console.print(
                "[bold red]Students' code runs without a sandbox: it can read and change all that "
                "you can.[/]"
            )
        if students and not units:
            asked = _asked(place, chosen, students)
        else:
            asked = dict.fromkeys(chosen, students)
        outcomes = [
            _grade(console, place, unit, who, jobs, force, lower, wanted, protected)
            for unit, who in asked.items()
        ]
    except (NoClass, NoSandbox, NoFilter, NoUnit, PackError, ValueError, OSError) as error:
        raise click.ClickException(str(error)) from error
    for outcome in outcomes:
        _tell(console, outcome)
    return 1 if any(outcome.problems for outcome in outcomes) else 0


def _asked(
    place: ClassFolder, units: Sequence[Unit], students: Sequence[str]
) -> dict[Unit, Sequence[str]]:
    """Of each unit those students who handed in something for it, and who did for none."""
    there = {unit: [s for s in students if s in set(place.students(unit))] for unit in units}
    nowhere = [s for s in students if not any(s in some for some in there.values())]
    return {unit: [*some, *nowhere] for unit, some in there.items() if some or nowhere}


def limits_of(place: ClassFolder, changes: Sequence[str] = ()) -> Limits:
    """The class's limits (``c.GradingLimits`` in its configuration) with changes for this run."""
    configured = place.config.get("GradingLimits", {})
    pairs = [f"{name}={value}" for name, value in configured.items()]
    return Limits().change((*pairs, *changes))


def _grade(
    console: Console,
    place: ClassFolder,
    unit: Unit,
    students: Sequence[str],
    jobs: int | None,
    force: bool,
    lower: bool,
    limits: Limits,
    protected: bool,
) -> Outcome:
    if not load_unit(unit.name, place.path).own_hidden:
        console.print(
            f"{unit.folder}: graded with the repository's hidden cases, which everybody can read; "
            "`autograder new-class` makes a class's own."
        )
    columns = [
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
        TextColumn("{task.fields[failed]} to look at"), TextColumn("{task.fields[rate]}"),
        TimeElapsedColumn(), TextColumn("left"), TimeRemainingColumn(),
    ]  # fmt: skip
    with Progress(*columns, console=console) as bar:
        task = bar.add_task(unit.folder, total=None, failed=0, rate="")
        failed = 0

        def start(count: int) -> None:
            bar.update(task, total=count)

        def tick(record: Record) -> None:
            nonlocal failed
            failed += bool(record.needs_review)
            bar.update(task, advance=1, failed=failed)
            speed = bar.tasks[0].finished_speed or bar.tasks[0].speed
            bar.update(task, rate=f"{speed:.1f}/s" if speed else "")

        return grade_unit(
            place, unit, students=students, jobs=jobs, force=force, lower=lower, limits=limits,
            protected=protected, start=start, tick=tick,
        )  # fmt: skip


def _tell(console: Console, outcome: Outcome) -> None:
    facts = summary(outcome)
    console.print(
        f"[bold]{outcome.unit.folder}[/]: {facts['graded']} graded, "
        f"{facts['unchanged']} unchanged, {facts['review']} to look at, "
        f"{facts['mean']:.1f} points on average."
    )
    if any(record.sandbox.endswith("a submission") for record in outcome.graded):
        console.print(
            "  This machine forbids namespaces within namespaces: each submission had a jail of "
            "its own, which is safe and slower."
        )
    looks = [r for r in outcome.graded if r.needs_review]
    for record in looks[:SHOWN]:
        name, reason = record.needs_review[0]
        console.print(
            f"  {visible(record.student)}{f', {name}' if name else ''}: {visible(reason)}"
        )
    if len(looks) > SHOWN:
        console.print(f"  … and {len(looks) - SHOWN} more; `autograder report` lists them all.")
    for student, before, after in outcome.changes:
        console.print(f"  {visible(student)}: {before:g} → {after:g} points")
    for student, before, after in outcome.kept:
        console.print(
            f"  {visible(student)}: keeps {before:g} points, would have {after:g} now (--lower)"
        )
    for problem in outcome.problems:
        console.print(f"  [red]{visible(problem)}[/]")


def visible(text: str) -> str:
    """Text of a student's choice, without anything that a terminal would obey."""
    shown = "".join(c if c.isprintable() else "�" for c in text)
    return escape(shown)
