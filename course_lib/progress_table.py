"""The student's progress as a table, for the start page and the command line."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Any

from course_lib.units import UNITS, Unit


@dataclass(frozen=True)
class Row:
    """One exercise: its unit's title, its name, core or extra, points, the most, and its state."""

    unit: str
    exercise: str
    core: bool
    points: float
    max_points: float
    state: str


@dataclass(frozen=True)
class ProgressTable:
    """What `course_lib.progress.show` returns.

    Attributes
    ----------
    rows : tuple of Row
        Every exercise of the built units, in the notebooks' order.
    note : str
        A sentence to read first (a damaged file, a missing pack), or empty.
    """

    rows: tuple[Row, ...]
    note: str

    @classmethod
    def of(cls, results: dict[str, dict[str, Any]], trouble: str | None) -> ProgressTable:
        """The table of `results` (see `course_lib.progress.load`) and a sentence of trouble."""
        rows: list[Row] = []
        notes = [trouble] if trouble else []
        for unit in UNITS:
            if not unit.built:
                continue
            exercises, problem = _exercises(unit)
            notes += [problem] if problem else []
            names = list(exercises) or [
                key.partition(".")[2] for key in results if key.startswith(unit.name + ".")
            ]
            for name in names:
                rows.append(
                    _row(unit, name, exercises.get(name), results.get(f"{unit.name}.{name}"))
                )
        return cls(tuple(rows), " ".join(notes))

    @property
    def points(self) -> float:
        """Points earned."""
        return sum(row.points for row in self.rows)

    @property
    def core_points(self) -> float:
        """Points of the core exercises, which count as the whole."""
        return sum(row.max_points for row in self.rows if row.core)

    @property
    def summary(self) -> str:
        """One sentence."""
        passed = sum(row.state == "passed" for row in self.rows)
        return (
            f"{passed} of {len(self.rows)} exercises passed, {_number(self.points)} points; "
            f"the core exercises are worth {_number(self.core_points)}."
        )

    def _repr_html_(self) -> str:
        head = "".join(
            f'<th scope="col" style="text-align:{side};padding:2px 10px">{title}</th>'
            for title, side in (
                ("Unit", "left"), ("Exercise", "left"), ("Kind", "left"), ("State", "left"),
                ("Points", "right"),
            )
        )  # fmt: skip
        body = "".join(_html_row(row) for row in self.rows)
        note = f'<p role="status">{escape(self.note)}</p>' if self.note else ""
        return (
            f'{note}<table style="border-collapse:collapse">'
            f'<caption style="text-align:left;padding:2px 10px">{escape(self.summary)}</caption>'
            f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        )

    def __repr__(self) -> str:
        lines = [self.note] if self.note else []
        for row in self.rows:
            kind = "core " if row.core else "extra"
            points = f"{_number(row.points)}/{_number(row.max_points)}"
            lines.append(f"{row.unit:<12} {row.exercise:<24} {kind} {row.state:<12} {points:>6}")
        return "\n".join([*lines, self.summary])


def _exercises(unit: Unit) -> tuple[dict[str, dict[str, Any]], str | None]:
    """The unit's exercise records, and a sentence if its pack cannot be read."""
    from course_lib.checks.pack import PackError, read_pack, references_folder

    try:
        return read_pack(references_folder() / f"{unit.name}.npz").exercises, None
    except PackError as error:
        return {}, str(error)


def _row(
    unit: Unit, name: str, exercise: dict[str, Any] | None, result: dict[str, Any] | None
) -> Row:
    most = float((exercise or {}).get("points", (result or {}).get("max_points", 0.0)))
    core = bool((exercise or {}).get("core", True))
    if result is None:
        return Row(unit.title, name, core, 0.0, most, "not started")
    state = "passed" if result["passed"] else "in work"
    return Row(unit.title, name, core, min(float(result["points"]), most), most, state)


def _html_row(row: Row) -> str:
    mark = {"passed": "✓ ", "in work": "… ", "not started": "○ "}[row.state]
    cells = (
        (escape(row.unit), "left"),
        ("core" if row.core else "★ extra", "left"),
        (f'<span aria-hidden="true">{mark}</span>{row.state}', "left"),
        (f"{_number(row.points)} of {_number(row.max_points)}", "right"),
    )
    unit, *rest = (
        f'<td style="text-align:{side};padding:2px 10px">{text}</td>' for text, side in cells
    )
    name = (
        f'<th scope="row" style="text-align:left;padding:2px 10px;font-weight:normal">'
        f"<code>{escape(row.exercise)}</code></th>"
    )
    return f"<tr>{unit}{name}{''.join(rest)}</tr>"


def _number(value: float) -> str:
    return f"{value:g}"


def print_table() -> None:
    """Print the student's progress in a terminal."""
    from rich.console import Console
    from rich.table import Table

    from course_lib.progress import show

    progress: ProgressTable = show()
    console = Console()
    if progress.note:
        console.print(progress.note, style="bold", markup=False)
    table = Table(title="Progress", title_justify="left")
    for title in ("Unit", "Exercise", "Kind", "State"):
        table.add_column(title)
    table.add_column("Points", justify="right")
    for row in progress.rows:
        kind = "core" if row.core else "extra"
        points = f"{_number(row.points)}/{_number(row.max_points)}"
        table.add_row(row.unit, row.exercise, kind, row.state, points)
    console.print(table)
    console.print(progress.summary, highlight=False)
