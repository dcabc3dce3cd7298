"""What `autograder explain` shows: one submission, graded once more, with every case in and out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
from rich.console import Console, Group
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from autograder.class_folder import NoClass, chosen_units, open_class
from autograder.commands.grade import limits_of, visible
from autograder.grade import grade_folder
from autograder.judge import Marked
from autograder.results import read_record
from autograder.sandbox.jail import Jail, JailBroken
from autograder.sandbox.seccomp import NoFilter
from autograder.sandbox.walls import NoSandbox
from autograder.unit import NoUnit, load_unit
from course_lib.checks.judgement import CaseResult
from course_lib.checks.pack import PackError
from course_lib.checks.probe import Outcome
from course_lib.checks.records import as_plain
from course_lib.checks.show import show_text


def run(student: str, unit_name: str, folder: Path, db: str | None, limits: Sequence[str]) -> int:
    """Grade one submission again and show it; nothing is stored.

    Raises
    ------
    click.ClickException
        If it cannot be graded, in a sentence.
    """
    try:
        place = open_class(folder, db)
        unit = chosen_units(place, [unit_name])[0]
        source = place.folder("submitted", student, unit)
        if student not in place.students(unit):
            raise click.ClickException(f"{student!a} has handed in nothing for {unit.folder}.")
        loaded = load_unit(unit.name, place.path)
        jail = Jail(loaded.modules, loaded.cells)
        try:
            graded = grade_folder(jail, source, student, loaded, limits_of(place, limits))
        finally:
            jail.kill()
    except (NoClass, NoSandbox, NoFilter, NoUnit, JailBroken, PackError, ValueError,
            OSError) as error:  # fmt: skip
        raise click.ClickException(str(error)) from error
    console = Console()
    record = graded.record
    console.print(
        f"[bold]{visible(student)}[/], {unit.folder}: {record.points:g} of {record.max_points:g} "
        f"points (extras count besides), {record.seconds:.1f} s"
    )
    stored = read_record(place.path, unit.name, student)
    if stored is not None and stored.points != record.points:
        console.print(f"[red]The stored result has {stored.points:g} points.[/]")
    for line in (*record.notes, record.review):
        if line:
            console.print(f"- {visible(line)}")
    for marked in graded.marks:
        console.print(_panel(marked))
    return 0


def _panel(marked: Marked) -> Panel:
    score = marked.score
    parts: list[Any] = []
    for label, text in (("Why", score.reason), ("To look at", score.review)):
        if text:
            parts.append(Text(f"{label}: {_plain(text)}"))
    if score.helpers:
        parts.append(Text(f"Judged with right versions of {', '.join(score.helpers)}."))
    if marked.whole is not None and marked.whole.misconception:
        wrong = marked.whole.misconception
        parts.append(Text(f"Known mistake {wrong['name']}: {wrong['hint']}"))
    results = marked.whole.results if marked.whole is not None else ()
    raw = [*marked.answer.public, *marked.answer.hidden] if marked.answer is not None else []
    for number, (result, outcomes) in enumerate(zip(results, raw, strict=True)):
        parts.append(_case(result, outcomes[-1], hidden=number >= score.public_total))
    left = score.public_total + score.hidden_total - len(results)
    if left:
        parts.append(Text(f"{left} cases were not run."))
    title = f"{score.name}: {score.points:g} of {score.max_points:g}, {score.status}"
    return Panel(Group(*parts), title=title, title_align="left")


def _case(result: CaseResult, last: Outcome, hidden: bool) -> Any:
    sign, colour = ("passed", "green") if result.verdict.ok else ("FAILED", "red")
    head = Text(f"{sign}  {result.case['name']}{' (hidden)' if hidden else ''}", style=colour)
    if result.verdict.reason:
        head.append(f"\n{_plain(result.verdict.reason)}", style="default")
    table = Table(show_header=False, box=None, padding=(0, 1, 0, 2))
    for name, value in result.case["inputs"].items():
        made = isinstance(value, dict) and "$make" in value
        table.add_row(name, Text(str(value) if made else show_text(as_plain(value))))
    if "properties" in result.case:
        asked = ", ".join(spec["name"] for spec in result.case["properties"])
        table.add_row("must be", Text(asked))
    elif "raises" in result.case:
        table.add_row("must raise", Text(result.case["raises"]))
    else:
        table.add_row("expected", Text(show_text(as_plain(result.case["expected"]))))
    if last.value is not None:
        table.add_row("returned", Text(_plain(show_text(last.value))))
    else:
        table.add_row("did", Text(_plain(f"{last.status} {last.error} {last.message}".strip())))
    return Group(head, table)


def _plain(text: str) -> str:
    """Text of a student's choice, without anything that a terminal would obey."""
    return "".join(c if c.isprintable() or c == "\n" else "�" for c in text)
