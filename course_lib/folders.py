"""Where the course lies and where the student works."""

from __future__ import annotations

from pathlib import Path

REFERENCES = Path("assets", "references", "public")
"""Folder of the public reference packs, relative to the course's folder."""

MANIFEST = ".course.json"
"""File that marks a student's copy: the release's version and what was delivered."""


def course_folder() -> Path:
    """Folder of the course, the one that holds ``assets/references/public``.

    Returns
    -------
    Path
        The nearest such folder at or above the working directory (a student's unpacked copy, or
        the project); otherwise the folder above the ``course_lib`` package.
    """
    found = _nearest(REFERENCES)
    return found if found is not None else Path(__file__).resolve().parents[1]


def student_folder() -> Path | None:
    """The student's copy at or above the working directory, or None outside one."""
    return _nearest(Path(MANIFEST))


def _nearest(inside: Path) -> Path | None:
    """Nearest folder at or above the working directory that holds `inside`."""
    try:
        start = Path.cwd()
    except OSError:  # the working directory was deleted
        return None
    for folder in (start, *start.parents):
        try:
            if (folder / inside).exists():
                return folder
        except OSError:  # a folder above that may not be looked into
            continue
    return None
