"""Where collected submissions lie, and the ledger of what came, what was refused and why."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from autograder.collecting.lms import Sent
from autograder.names import shown
from autograder.results import write_atomic
from course_lib.units import Unit

FORMAT = 1
STAMP = "timestamp.txt"


@dataclass(frozen=True)
class Refusal:
    """Something that was not taken.

    Attributes
    ----------
    archive : str
        Name of the archive it was in.
    student : str
        The id, or the LMS's name where no id could be given; empty if nobody is known.
    file : str
        Its path there; empty if the whole submission is meant.
    reason : str
        A sentence.
    """

    archive: str
    student: str
    file: str
    reason: str


@dataclass
class Ledger:
    """The content of ``grading/<unit>/collect.json``.

    Attributes
    ----------
    students : dict
        By id: ``lms``, ``name`` and ``number`` there, ``late`` (Canvas's word), ``time`` (handed
        in, ISO, or empty), ``order`` (what decides which is newer), ``digest``, ``archive``.
    old, new : list of Refusal
        Those of earlier runs, and of this one.
    """

    folder: Path
    unit: Unit
    archive: str
    students: dict[str, dict[str, Any]] = field(default_factory=dict)
    old: list[Refusal] = field(default_factory=list)
    new: list[Refusal] = field(default_factory=list)

    @classmethod
    def read(cls, folder: Path, unit: Unit, archive: str) -> Ledger:
        """The ledger as the last run left it; a new one if there is none that can be read."""
        ledger = cls(folder, unit, archive)
        try:
            tree = json.loads(ledger.path.read_bytes())
            if tree["format"] == FORMAT:
                ledger.students = {str(key): dict(value) for key, value in tree["students"].items()}
                ledger.old = [Refusal(**one) for one in tree["refusals"]]
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            pass  # it can be made again from the archive
        return ledger

    @property
    def path(self) -> Path:
        """Where it lies."""
        return self.folder / "grading" / self.unit.name / "collect.json"

    def refuse(self, student: str, file: str, reason: str) -> None:
        """Note what was not taken."""
        printable = file.encode("utf-8", "backslashreplace").decode()
        self.new.append(Refusal(self.archive, student, printable, reason))

    def clash(self, student: str, sent: Sent) -> str:
        """Why `sent` may be somebody else than the `student` who was collected before; or empty."""
        for known, entry in self.students.items():
            if known.casefold() == student.casefold() and (
                known != student
                or (entry.get("lms") == sent.lms and entry.get("number") != sent.number)
            ):
                who = shown(f"{entry.get('name')} ({entry.get('number') or 'a folder'})")
                return (
                    f"The id {shown(student)} belongs to {who}, collected before; a class list "
                    "(--students) with an id for each tells them apart."
                )
        return ""

    def write(self, stored: set[str]) -> None:
        """Write it whole; refusals of students who have come by now are over."""
        kept = [
            one for one in self.old if one.archive != self.archive and one.student not in stored
        ]
        tree = {
            "format": FORMAT,
            "unit": self.unit.name,
            "students": dict(sorted(self.students.items())),
            "refusals": [asdict(one) for one in kept + self.new],
        }
        write_atomic(self.path, json.dumps(tree, indent=1).encode())


def refusals(folder: Path, unit: Unit) -> list[Refusal]:
    """What collecting this unit has refused so far and not taken since, for the report."""
    return Ledger.read(folder, unit, "").old


def place(
    ledger: Ledger, student: str, staged: Path, sent: Sent, order: datetime, time: datetime | None
) -> tuple[str, str]:
    """Move a staged submission to its place, unless a newer one or the same lies there.

    Returns
    -------
    tuple of str
        ``"stored"``, ``"unchanged"`` or ``"older"``, and a sentence or nothing.
    """
    target = ledger.folder / "submitted" / student / ledger.unit.folder
    digest = content_digest(staged)
    state, line = "stored", ""
    if target.is_dir():
        there = content_digest(target)
        before = _order(ledger, student, there, target)
        if there == digest:
            if time is not None:
                write_atomic(target / STAMP, stamp(time).encode())
            _note(ledger, student, sent, before, time or read_stamp(target), digest)
            return "unchanged", ""
        when = f"{order:%Y-%m-%d %H:%M} UTC"
        if order < before:
            return "older", (
                f"{student}: a submission of {when} was left out; the one collected is newer."
            )
        kept = _set_aside(ledger, student, target)
        line = f"{student}: replaced by one of {when}; the earlier one is in {kept}."
    if time is not None:
        write_atomic(staged / STAMP, stamp(time).encode())
    target.parent.mkdir(parents=True, exist_ok=True)
    os.rename(staged, target)
    _note(ledger, student, sent, order, time, digest)
    return state, line


def _note(
    ledger: Ledger, student: str, sent: Sent, order: datetime, time: datetime | None, digest: str
) -> None:
    ledger.students[student] = {
        "lms": sent.lms,
        "name": sent.name,
        "number": sent.number,
        "late": sent.late,
        "time": time.isoformat() if time else "",
        "order": order.isoformat(),
        "digest": digest,
        "archive": ledger.archive,
    }


def _order(ledger: Ledger, student: str, digest: str, target: Path) -> datetime:
    """When what lies there came: the ledger's word, else nbgrader's, else the files'."""
    entry = ledger.students.get(student, {})
    if entry.get("digest") == digest:
        try:
            return datetime.fromisoformat(entry["order"])
        except (KeyError, TypeError, ValueError):
            pass
    found = read_stamp(target)
    if found is not None:
        return found
    newest = max((path.lstat().st_mtime for path in target.iterdir()), default=0.0)
    return datetime.fromtimestamp(newest, UTC)


def _set_aside(ledger: Ledger, student: str, target: Path) -> Path:
    """Move a submission that a newer one replaces out of the way, and keep it."""
    parent = ledger.path.parent / "replaced" / student
    parent.mkdir(parents=True, exist_ok=True)
    number = 1 + max((int(one.name) for one in parent.iterdir() if one.name.isdigit()), default=0)
    shutil.move(target, parent / str(number))
    return (parent / str(number)).relative_to(ledger.folder)


def content_digest(folder: Path) -> str:
    """Hash of a submission's files and their names, without the time that it came."""
    mark = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder).as_posix()
        if inside == STAMP or not path.is_file():
            continue
        data = path.read_bytes()
        mark.update(f"{inside}\0{len(data)}\0".encode("utf-8", "surrogateescape") + data)
    return mark.hexdigest()


def stamp(time: datetime) -> str:
    """A time as nbgrader's exchange writes it."""
    return time.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f UTC")


def read_stamp(folder: Path) -> datetime | None:
    """The hand-in time of a submission, or None."""
    from nbgrader.utils import parse_utc

    try:
        text = (folder / STAMP).read_text(encoding="utf-8").strip()
        return parse_utc(text).replace(tzinfo=UTC) if text else None
    except (OSError, ValueError, OverflowError):
        return None
