"""The tables of the class's grades: rows of text, safe to open in a spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from autograder.names import has_control
from autograder.results import Record

FORMULA = tuple("=+-@\t\r\n＝＋－＠")
"""What a spreadsheet takes for the beginning of a formula."""


@dataclass(frozen=True)
class Row:
    """One student in the gradebook; numbers are None without a submission."""

    student: str
    last_name: str
    first_name: str
    email: str
    handed_in: datetime | None = None
    seconds_late: float | None = None
    score: float | None = None
    penalty: float | None = None
    manual: float | None = None
    extra: float | None = None
    open: bool = False

    @property
    def total(self) -> float | None:
        """What counts: the score without the penalty, at least 0."""
        return None if self.score is None else max(0.0, self.score - (self.penalty or 0.0))


def full_table(rows: Sequence[Row], most: float, records: list[Record]) -> list[list[str]]:
    """Everything: a row a student, two columns an exercise."""
    longest = max(records, key=lambda record: len(record.scores), default=None)
    order = [score.name for score in longest.scores] if longest else []
    others = {score.name for record in records for score in record.scores} - set(order)
    exercises = order + sorted(others)
    known = {record.student: record for record in records}
    head = ["student", "last name", "first name", "email", "handed in (UTC)", "seconds late",
            "score", "late penalty", "total", "maximum", "points by people", "extra credit",
            "needs manual grading", "needs review", "notes"]  # fmt: skip
    for name in exercises:
        head += [guard(f"{name} points"), guard(f"{name} status")]
    table = [head]
    for row in rows:
        record = known.get(row.student)
        scores = {score.name: score for score in record.scores} if record else {}
        review = (
            [f"{name}: {why}" if name else why for name, why in record.needs_review]
            if record
            else []
        )
        line = [
            *map(guard, (row.student, row.last_name, row.first_name, row.email)),
            row.handed_in.isoformat(" ", "seconds") if row.handed_in else "",
            *map(number, (row.seconds_late, row.score, row.penalty, row.total, most)),
            *map(number, (row.manual, row.extra)),
            "yes" if row.open else "",
            guard("; ".join(review)),
            guard(" ".join(record.notes) if record else ""),
        ]
        for name in exercises:
            score = scores.get(name)
            line += [number(score.points if score else None), guard(score.status if score else "")]
        table.append(line)
    return table


def moodle_table(
    rows: Sequence[Row], most: float, factor: float, people: dict[str, dict[str, Any]]
) -> list[list[str]]:
    """Moodle's grading worksheet, and enough for its course's grade import."""
    table = [["Identifier", "Full name", "ID number", "Email address", "Grade", "Maximum grade",
              "Last modified (grade)"]]  # fmt: skip
    for row in rows:
        person = people.get(row.student, {})
        number_there = str(person.get("number", "")) if person.get("lms") == "moodle" else ""
        name = f"{row.first_name} {row.last_name}".strip() or str(person.get("name", ""))
        table.append([
            guard(f"Participant {number_there}") if number_there else "",
            guard(name), guard(row.student), guard(row.email),
            number(row.total, factor, 2), number(most, factor, 2), "-",
        ])  # fmt: skip
    return table


def canvas_table(
    rows: Sequence[Row],
    most: float,
    factor: float,
    people: dict[str, dict[str, Any]],
    column: str,
) -> list[list[str]]:
    """Canvas's gradebook with one assignment."""
    table = [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", guard(column)],
        ["    Points Possible", "", "", "", "", number(most, factor, 2)],
    ]
    for row in rows:
        person = people.get(row.student, {})
        number_there = str(person.get("number", "")) if person.get("lms") == "canvas" else ""
        name = ", ".join(filter(None, (row.last_name, row.first_name)))
        table.append([
            guard(name or str(person.get("name", "")) or row.student), guard(number_there), "",
            guard(row.student), "", number(row.total, factor, 2),
        ])  # fmt: skip
    return table


def guard(text: str) -> str:
    """Text that no spreadsheet takes for a formula, on one line.

    Examples
    --------
    >>> guard("=cmd|' /C calc'!A0")
    "'=cmd|' /C calc'!A0"
    >>> guard("Ada")
    'Ada'
    """
    risky = text.lstrip(" ").startswith(FORMULA) or text.lstrip().startswith(FORMULA)
    flat = "".join(" " if has_control(char) else char for char in text)
    return f"'{flat}" if risky else flat


def number(value: float | None, factor: float = 1.0, digits: int = 4) -> str:
    """A number as short as it is exact: ``2``, ``2.5``; empty for None.

    Examples
    --------
    >>> number(2.0), number(1 / 3), number(-0.00001), number(None)
    ('2', '0.3333', '0', '')
    """
    if value is None:
        return ""
    text = f"{value * factor:.{digits}f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text
