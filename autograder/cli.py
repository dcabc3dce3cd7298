"""The command `autograder`: what an instructor does with the course."""

from __future__ import annotations

from pathlib import Path

import click

import course_lib


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(course_lib.__version__, message="%(version)s")
def main() -> None:
    """Build, prove and release the course."""


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
        raise click.ClickException(f"{len(problems)} problems; the course is not sound.")
    click.echo("The course is sound.")


if __name__ == "__main__":
    main()
