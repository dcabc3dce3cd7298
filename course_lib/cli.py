"""The command `course`: open the notebooks, see the progress, make the file to hand in."""

from __future__ import annotations

import os
import sys
from importlib.metadata import entry_points
from pathlib import Path

import click

import course_lib
from course_lib.folders import student_folder

BEFORE_LAB = "course_lib.before_lab"
"""Entry points that fill the student's folder and return it; a student's installation has none."""

START = "start.ipynb"
OUTSIDE = (
    "There is no student's copy of the course here: go to the folder that holds start.ipynb and "
    "type the command again."
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(course_lib.__version__, message="%(version)s")
def main() -> None:
    """From pixels to panoptic: a course on image segmentation."""


@main.command(context_settings={"ignore_unknown_options": True})
@click.option("--no-browser", is_flag=True, help="Print the address only (for servers).")
@click.option("--port", type=click.IntRange(0, 65535), help="Port to listen on (default 8888).")
@click.argument("jupyter", nargs=-1, type=click.UNPROCESSED)
def lab(no_browser: bool, port: int | None, jupyter: tuple[str, ...]) -> None:
    """Open the course in JupyterLab; further options go to JupyterLab."""
    folder = _workplace()
    arguments = lab_arguments(folder, no_browser=no_browser, port=port) + list(jupyter)
    settings = str(Path(course_lib.__file__).parent / "lab")
    more = os.environ.get("JUPYTER_CONFIG_PATH", "")
    os.environ["JUPYTER_CONFIG_PATH"] = os.pathsep.join(filter(None, (settings, more)))
    # a kernel called python3 of another installation must not run these notebooks
    os.environ.setdefault("JUPYTER_PREFER_ENV_PATH", "1")
    os.chdir(folder)
    from jupyterlab.labapp import LabApp

    sys.argv = ["jupyter-lab", *arguments]
    LabApp.launch_instance(arguments)


def lab_arguments(folder: Path, *, no_browser: bool = False, port: int | None = None) -> list[str]:
    """Arguments that open JupyterLab on the start page of `folder`."""
    arguments = [
        f"--ServerApp.root_dir={folder}",
        f"--LabApp.default_url=/lab/tree/{START}",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    ]
    if no_browser:
        arguments.append("--no-browser")
    if port is not None:
        arguments.append(f"--port={port}")
    if hasattr(os, "geteuid") and os.geteuid() == 0:  # containers; Jupyter refuses root otherwise
        arguments.append("--allow-root")
    return arguments


def _workplace() -> Path:
    """The student's folder, brought up to date first where the course is made."""
    here = student_folder()
    if here is not None:
        return here
    for hook in entry_points(group=BEFORE_LAB):
        try:
            return hook.load()()
        except (RuntimeError, ValueError, OSError) as error:
            raise click.ClickException(str(error)) from error
    raise click.ClickException(OUTSIDE)


@main.command()
def progress() -> None:
    """Show which exercises passed."""
    if student_folder() is None and not _go_to_copy():
        raise click.ClickException(OUTSIDE)
    from course_lib.progress_table import print_table

    print_table()


@main.command("hand-in")
@click.argument("unit")
def hand_in(unit: str) -> None:
    """Make the file to hand in for UNIT, for example `course hand-in kmeans`."""
    if student_folder() is None and not _go_to_copy():
        raise click.ClickException(OUTSIDE)
    from course_lib.hand_in import HandInError, make_hand_in

    folder = student_folder()
    assert folder is not None
    try:
        made = make_hand_in(unit, folder)
    except HandInError as error:
        raise click.ClickException(str(error)) from error
    for warning in made.warnings:
        click.echo(f"Warning: {warning}", err=True)
    click.echo(f"Your file to hand in is {made.path}")


def _go_to_copy() -> bool:
    """In the project that makes the course, its own student's copy is meant."""
    from course_lib.folders import MANIFEST, course_folder

    copy = course_folder() / "student"
    if not (copy / MANIFEST).is_file():
        return False
    os.chdir(copy)
    return True


if __name__ == "__main__":
    main()
