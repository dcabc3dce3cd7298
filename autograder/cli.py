"""The command `autograder`: what an instructor does with the course."""

from __future__ import annotations

import click

import course_lib


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(course_lib.__version__, message="%(version)s")
def main() -> None:
    """Build, prove and release the course."""


if __name__ == "__main__":
    main()
