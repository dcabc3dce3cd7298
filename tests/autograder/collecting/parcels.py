"""Zip files as an LMS makes them, and what `collect` makes of them."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

from autograder.collecting.collect import collect

MAY = (2026, 5, 30, 10, 0, 0)
JUNE = (2026, 6, 2, 12, 0, 0)
MOODLE = "Ada Lovelace_1234567_assignsubmission_file_/"


def book(mark: str = "x") -> bytes:
    """A small notebook."""
    cell = {"cell_type": "markdown", "id": "a", "metadata": {}, "source": mark}
    return json.dumps(
        {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    ).encode()


def info(name: str, date: tuple = MAY, mode: int = 0o100644) -> zipfile.ZipInfo:
    found = zipfile.ZipInfo(name, date)
    found.external_attr = mode << 16
    found.compress_type = zipfile.ZIP_DEFLATED
    return found


def zipped(files) -> bytes:
    """A zip file of (name or ZipInfo, content)."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, data in files.items() if isinstance(files, dict) else files:
            file.writestr(info(name) if isinstance(name, str) else name, data)
    return out.getvalue()


def take(room: Path, files, name: str = "all.zip", **options):
    archive = room.parent / name
    archive.write_bytes(files if isinstance(files, bytes) else zipped(files))
    return collect(archive, room, "kmeans", **options)


def there(room: Path) -> dict[str, bytes]:
    """Every file in submitted/."""
    base = room / "submitted"
    return {p.relative_to(base).as_posix(): p.read_bytes() for p in base.rglob("*") if p.is_file()}


def reasons(done) -> str:
    return "\n".join(f"{one.student}|{one.file}|{one.reason}" for one in done.refusals)
