"""The page that an instructor looks at after grading: one HTML file, without a network.

All that comes from students is escaped by jinja, and the page's content policy lets only the two
scripts run that were put into it here.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from autograder.cleaning.text import clean_text
from autograder.reporting.data import STATUSES, UnitReport, read_unit
from autograder.reporting.figures import unit_figures
from autograder.results import write_atomic
from course_lib.units import UNITS, Unit, find_unit

NAME_CAP = 300
"""Characters of a student's id that the page shows."""


def report(
    folder: Path,
    units: Iterable[str],
    out: Path,
    *,
    totals: Mapping[str, Mapping[str, float]] | None = None,
    course_id: str = "",
) -> Path:
    """Write the report of a class.

    Parameters
    ----------
    folder : Path
        The class's folder.
    units : iterable of str
        Names of units; if empty, all that have records.
    out : Path
        The HTML file; an old one is replaced.
    totals : mapping, optional
        Points in the gradebook, by unit's name and student; shown beside the graded points.
    course_id : str
        What the class is called; by default as its folder.

    Returns
    -------
    Path
        `out`.

    Raises
    ------
    ValueError
        If no unit has that name.
    """
    wanted = [find_unit(name) for name in units] or graded_units(folder)
    totals = totals or {}
    reports = [read_unit(folder, unit, totals.get(unit.name)) for unit in wanted]
    page = render(reports, course_id or folder.resolve().name)
    try:
        write_atomic(out, page.encode("utf-8", "replace"))
    except OSError as error:
        raise OSError(f"{out} could not be written: {error.strerror or error}.") from error
    return out


def graded_units(folder: Path) -> list[Unit]:
    """Units that have records in a class's folder, in the course's order."""
    return [unit for unit in UNITS if any((folder / "grading" / unit.name).glob("*.json"))]


def render(reports: list[UnitReport], title: str, now: datetime | None = None) -> str:
    """The page of some units.

    Parameters
    ----------
    reports : list of UnitReport
    title : str
        What the class is called.
    now : datetime, optional
        When it was made.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup
    from plotly.offline import get_plotlyjs

    place = Path(__file__).parent / "reporting"
    environment = Environment(
        loader=FileSystemLoader(place),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "name": _name,
        "text": _text,
        "mb": lambda size: f"{size / 1e6:.0f}",
        "rare": lambda count: "under 0.001" if count < 0.001 else f"{count:.2g}",
        "source": lambda text: clean_text(text, 20_000, colours=False),
    }
    plotly, script = get_plotlyjs(), (place / "report.js").read_text(encoding="utf-8")
    figures = {report.unit.name: unit_figures(report) for report in reports}
    page = environment.get_template("report.html.j2").render(
        title=title,
        reports=reports,
        statuses=STATUSES,
        now=(now or datetime.now().astimezone()).strftime("%Y-%m-%d %H:%M %Z").strip(),
        style=Markup((place / "report.css").read_text(encoding="utf-8")),
        figures=Markup(_json(figures)),
        plotly=Markup(plotly),
        script=Markup(script),
        policy=_policy(plotly, script),
    )
    return page


def _json(tree: Any) -> str:
    """JSON that cannot end the element it stands in."""
    text = json.dumps(tree, ensure_ascii=True, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("&", "\\u0026")


def _policy(*scripts: str) -> str:
    """A content policy that knows the page's own scripts and no other source of anything."""
    marks = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in scripts]
    own = " ".join(f"'sha256-{mark}'" for mark in marks)
    return (
        f"default-src 'none'; script-src {own}; style-src 'unsafe-inline'; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )


def _name(text: str) -> str:
    """A student's id without what hides or turns text round."""
    return clean_text(text, NAME_CAP, colours=False).replace("\n", " ") or "(no name)"


def _text(text: str) -> str:
    return clean_text(text, 2000, colours=False)


@click.command("report")
@click.argument("units", nargs=-1)
@click.option(
    "--folder", default=".", show_default=True,
    type=click.Path(file_okay=False, path_type=Path), help="The class's folder.",
)  # fmt: skip
@click.option("--db", help="Gradebook (SQLAlchemy URL); default: the class's nbgrader_config.py.")
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path),
    help="The HTML file (default: report.html in the class's folder).",
)  # fmt: skip
@click.option("--open", "browser", is_flag=True, help="Open it in the browser.")
def report_command(
    units: tuple[str, ...], folder: Path, db: str | None, out: Path | None, browser: bool
) -> None:
    """Make the page about UNITS, or all graded ones: points, mistakes, who needs a look, time."""
    from autograder.class_folder import NoClass, open_class
    from autograder.export import ExportError, read_rows

    try:
        place = open_class(folder, db)
        graded = graded_units(place.path)
        wanted = [find_unit(name) for name in units] or graded
        if not set(wanted) & set(graded):  # an empty page is not put in another's place
            raise click.ClickException(f"Nothing is graded in {folder}: `autograder grade` first.")
        totals: dict[str, dict[str, float]] = {}
        for unit in wanted:
            try:
                rows, _ = read_rows(place.db_url, unit)
            except ExportError as error:
                click.echo(f"Points of the gradebook are left out: {error}", err=True)
                continue
            known = {row.student: row.total for row in rows}
            totals[unit.name] = {k: total for k, total in known.items() if total is not None}
        names = [unit.name for unit in wanted]
        out = out or place.path / "report.html"
        made = report(place.path, names, out, totals=totals, course_id=place.course_id)
    except (NoClass, ValueError, OSError) as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"The report: {made}")
    if browser:
        click.launch(str(made))
