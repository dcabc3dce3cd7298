"""Bring a student's copy up to date without touching what the student changed."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from course_lib.folders import MANIFEST

WHEELS = "wheels/"


@dataclass(frozen=True)
class Filled:
    """What `fill` did: paths relative to the student's folder, with forward slashes.

    Attributes
    ----------
    written : tuple of str
        Files that are new, or replaced because the student had not changed them.
    beside : tuple of (str, str)
        (file the student changed, name under which the newer version stands beside it).
    """

    written: tuple[str, ...]
    beside: tuple[tuple[str, str], ...]

    @property
    def lines(self) -> list[str]:
        """What to tell the student, a line each."""
        return [
            f"You changed {mine}; the newer version stands beside it as {new}."
            for mine, new in self.beside
        ]


def fill(delivered: Path, student: Path) -> Filled:
    """Write a release's files into a student's folder.

    New files are written. A file that is as it was delivered is replaced by its newer version. A
    file that the student changed is never touched: the newer version is put beside it, as
    ``kmeans.new-version.ipynb``. Every file is written whole and then renamed, the manifest last,
    so that a crash at any moment loses nothing and the next run ends the work.

    Parameters
    ----------
    delivered : Path
        A release's folder, with its manifest.
    student : Path
        The student's folder; made if it is not there.

    Raises
    ------
    ValueError
        If `delivered` is not a release's folder.
    """
    new = read_manifest(delivered)
    if new is None:
        raise ValueError(f"delivered must be a release's folder with {MANIFEST}, got {delivered}")
    student.mkdir(parents=True, exist_ok=True)
    before = read_manifest(student) or {"files": {}}
    known: dict[str, str] = dict(before["files"])
    written: list[str] = []
    beside: list[tuple[str, str]] = []
    for name, mark in new["files"].items():
        source, target = delivered / name, student / name
        have = file_hash(target)
        if have == mark:
            pass
        elif have is None and not _occupied(target) or have is not None and have == known.get(name):
            _replace(source, target)
            written.append(name)
        elif known.get(name) != mark:  # changed by the student, and there is news
            place = _put_beside(source, student, name, mark, known)
            if place:
                beside.append((name, place))
        known[name] = mark
    for name in _outdated_wheels(known, new["files"], student):
        (student / name).unlink()
        del known[name]
    _write_manifest(student, {**new, "files": known})
    return Filled(tuple(written), tuple(beside))


def file_hash(path: Path) -> str | None:
    """SHA-256 of a file's bytes in hexadecimal; None if it is not a file."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None
    except OSError:
        return None


def read_manifest(folder: Path) -> dict[str, Any] | None:
    """The manifest of a copy, or None if it is missing or damaged."""
    try:
        tree = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        files = tree["files"]
        good = isinstance(files, dict) and all(isinstance(mark, str) for mark in files.values())
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return tree if good else None


def _occupied(target: Path) -> bool:
    return target.exists() or target.is_symlink()


def _put_beside(
    source: Path, student: Path, name: str, mark: str, known: dict[str, str]
) -> str | None:
    """Write the newer version beside the student's; its name, or None if it stands there already.

    A newer version that the student began to work in is as untouchable as the first file.
    """
    path = PurePosixPath(name)
    number = 1
    while True:
        tail = "new-version" if number == 1 else f"new-version-{number}"
        place = str(path.with_name(f"{path.stem}.{tail}{path.suffix}"))
        have = file_hash(student / place)
        if have == mark:
            known[place] = mark
            return None
        free = have is None and not _occupied(student / place)
        if free or (have is not None and have == known.get(place)):
            _replace(source, student / place)
            known[place] = mark
            return place
        number += 1


def _outdated_wheels(known: dict[str, str], new: dict[str, str], student: Path) -> list[str]:
    """Earlier releases' wheels: nobody works in them, and each has another name."""
    return [
        name
        for name, mark in known.items()
        if name.startswith(WHEELS) and name not in new and file_hash(student / name) == mark
    ]


def _replace(source: Path, target: Path) -> None:
    """Copy a file so that the target is the old one or the whole new one at any moment."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".course-", suffix=".part", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file, source.open("rb") as original:
            shutil.copyfileobj(original, file)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, 0o644)  # mkstemp's mode would keep a group from reading
        os.replace(name, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise


def _write_manifest(student: Path, tree: dict[str, Any]) -> None:
    text = json.dumps(tree, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    target = student / MANIFEST
    with contextlib.suppress(OSError):
        if target.read_text(encoding="utf-8") == text:
            return
    with tempfile.TemporaryDirectory(dir=student, prefix=".course-") as folder:
        part = Path(folder) / "manifest"
        part.write_text(text, encoding="utf-8", newline="\n")
        _replace(part, target)
