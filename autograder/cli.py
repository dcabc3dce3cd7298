"""The command `autograder`: what an instructor does with the course."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

import course_lib
from autograder.collecting.collect import collect_command
from autograder.export import export_command
from autograder.rates import command as rates_command
from autograder.report import report_command


class Commands(click.Group):
    """Commands that end with a sentence, also where what they say cannot be written."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command."""
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):  # a terminal may know no umlaut, and no frame
                stream.reconfigure(errors="backslashreplace")
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise click.ClickException(str(error)) from error


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(course_lib.__version__, message="%(version)s")
def main() -> None:
    """Build, prove and release the course; collect, grade and report a class."""


main.add_command(collect_command)
main.add_command(export_command)
main.add_command(rates_command)
main.add_command(report_command)


@main.command()
@click.argument("units", nargs=-1)
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), help="Folder (default: release/)."
)
@click.option(
    "--fill",
    "student",
    type=click.Path(file_okay=False, path_type=Path),
    help="Also bring a student's folder up to date; files changed in it are not touched.",
)
def release(units: tuple[str, ...], out: Path | None, student: Path | None) -> None:
    """Make the students' version of all units, or of UNITS: a folder and a zip file."""
    from autograder.fill import fill
    from autograder.release import ReleaseError
    from autograder.release import release as make

    try:
        made = make(out, units or None)
        click.echo(f"Version {made.version}, {len(made.files)} files: {made.archive}")
        if student is not None:
            filled = fill(made.folder, student)
            click.echo(f"{len(filled.written)} files written into {student}")
            for line in filled.lines:
                click.echo(line)
    except (ReleaseError, ValueError, OSError) as error:
        raise click.ClickException(str(error)) from error


@main.command("build-references")
@click.argument("units", nargs=-1)
@click.option("--seed", type=int, help="Seed of a class's own hidden cases; needs --out.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for public/ and hidden/ (default: assets/references).",
)
def build_references(units: tuple[str, ...], seed: int | None, out: Path | None) -> None:
    """Compile the exercise specs of all units, or of UNITS, to reference packs."""
    from autograder.packs import build_references as build

    if seed is not None and out is None:
        raise click.UsageError(
            "--seed makes hidden cases that must stay out of the repository: say where with --out "
            "(class/references is ignored by git)."
        )
    try:
        for path in build(units or None, seed=seed, out=out):
            click.echo(str(path))
    except (ValueError, TypeError, OSError) as error:
        raise click.ClickException(str(error)) from error


@main.command("check-course")
@click.argument("units", nargs=-1)
def check_course(units: tuple[str, ...]) -> None:
    """Prove all units, or UNITS, sound; ends with 1 and says what is wrong if they are not."""
    from autograder.soundness import check_course as prove

    try:
        problems = prove(units or None)
    except (ValueError, TypeError, OSError) as error:
        raise click.ClickException(str(error)) from error
    for problem in problems:
        click.echo(problem, err=True)
    if problems:
        count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        raise click.ClickException(f"{count}; the course is not sound.")
    click.echo("The course is sound.")


def _class_option(function: Callable[..., None]) -> Callable[..., None]:
    """The class's folder and its gradebook."""
    function = click.option(
        "--db", help="Gradebook (SQLAlchemy URL); default: the class's nbgrader_config.py."
    )(function)
    return click.option(
        "--folder", "folder", default=".", show_default=True,
        type=click.Path(file_okay=False, path_type=Path), help="The class's folder.",
    )(function)  # fmt: skip


@main.command("new-class")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--course-id", help="nbgrader's name of the course (default: the folder's name).")
@click.option("--seed", type=int, help="Seed of its hidden cases (default: a secret one).")
def new_class(folder: Path, course_id: str | None, seed: int | None) -> None:
    """Make FOLDER a class's own: configuration, gradebook, hidden cases that nobody has seen."""
    from autograder.class_folder import NoClass
    from autograder.class_folder import new_class as make

    try:
        made = make(folder, course_id, seed)
    except (NoClass, ValueError, OSError) as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"The class's folder is {made.path}. Put what students hand in with "
               "`autograder collect`, then `autograder grade`.")  # fmt: skip


@main.command()
@click.argument("units", nargs=-1)
@_class_option
@click.option("--students", help="Only these, separated by commas.")
@click.option("--jobs", type=click.IntRange(1), help="How many at once (default: one a core).")
@click.option("--force", is_flag=True, help="Grade also what has not changed.")
@click.option("--lower", is_flag=True, help="Let points of an unchanged submission become fewer.")
@click.option(
    "--limit",
    "limits",
    multiple=True,
    metavar="NAME=VALUE",
    help="Change a limit: cell_seconds, call_seconds, submission_seconds, memory, …",
)
@click.option("--sandbox", type=click.Choice(["bubblewrap", "none"]), default="bubblewrap",
              show_default=True, help="'none' runs students' code unprotected.")  # fmt: skip
def grade(units: tuple[str, ...], folder: Path, db: str | None, students: str | None,
          jobs: int | None, force: bool, lower: bool, limits: tuple[str, ...],
          sandbox: str) -> None:  # fmt: skip
    """Grade what students handed in for UNITS, or for every unit that has submissions."""
    from autograder.commands import grade as grade_command

    names = [name.strip() for name in (students or "").split(",") if name.strip()]
    code = grade_command.run(
        units, folder, db, names, jobs=jobs, force=force, lower=lower, limits=limits,
        protected=sandbox != "none",
    )  # fmt: skip
    raise SystemExit(code)


@main.command()
@click.argument("units", nargs=-1)
@_class_option
@click.option("--students", help="Only these, separated by commas.")
@click.option("--force", is_flag=True, help="Make pages anew that are there already.")
def feedback(units: tuple[str, ...], folder: Path, db: str | None, students: str | None,
             force: bool) -> None:  # fmt: skip
    """Make the pages that students read after grading, with nbgrader's generate_feedback."""
    from autograder.commands import feedback as feedback_command

    names = [name.strip() for name in (students or "").split(",") if name.strip()]
    raise SystemExit(feedback_command.run(units, folder, db, names, force))


@main.command()
@click.argument("student")
@click.argument("unit")
@_class_option
@click.option("--limit", "limits", multiple=True, metavar="NAME=VALUE", help="Change a limit.")
def explain(student: str, unit: str, folder: Path, db: str | None,
            limits: tuple[str, ...]) -> None:  # fmt: skip
    """Grade STUDENT's UNIT once more and show every case, in and out. Nothing is stored."""
    from autograder.commands import explain as explain_command

    raise SystemExit(explain_command.run(student, unit, folder, db, limits))


@main.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default="demo-class")
@click.option("--browser/--no-browser", default=True, help="Open the report at the end.")
def demo(folder: Path, browser: bool) -> None:
    """Make a class of 24 in FOLDER, grade it and open the report: what to try first."""
    from autograder.class_folder import NoClass
    from autograder.commands.grade import run
    from autograder.demo import make_demo
    from autograder.report import report as make_report
    from autograder.sandbox.walls import NoSandbox, find_bubblewrap

    try:
        find_bubblewrap()  # before there is a folder that is in the way of the next try
        place = make_demo(folder)
        click.echo(f"A class of 24 handed in {place.path / 'submitted'}; now it is graded.")
        run((), place.path, None, (), jobs=None, force=False, lower=False,
            limits=("call_cpu_seconds=2",), protected=True)  # fmt: skip
        page = make_report(place.path, ["kmeans"], place.path / "report.html")
    except (NoClass, NoSandbox, ValueError, OSError) as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"The report: {page}")
    if browser:
        click.launch(str(page))


if __name__ == "__main__":
    main()
