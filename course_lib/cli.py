"""The command `course`: open the notebooks, see the progress, make the file to hand in."""

from __future__ import annotations

import click

import course_lib


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(course_lib.__version__, message="%(version)s")
def main() -> None:
    """From pixels to panoptic: a course on image segmentation."""


if __name__ == "__main__":
    main()
