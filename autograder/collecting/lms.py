"""Whose file is it: names of files and folders as Moodle and Canvas write them.

What the two write was read in their sources:

Moodle (mod/assign, ``downloader``)
    ``Full Name_1234567_assignsubmission_file/kmeans.ipynb``, older ones with ``_`` before the
    slash, and without folders ``Full Name_1234567_assignsubmission_file_kmeans.ipynb``. The number
    is the participant's *in this assignment*: another one in the next unit, so it is no id.
Canvas (``ContentZipper``)
    ``lovelaceada_LATE_12345_67890_kmeans.ipynb``: the sortable name without signs, ``LATE`` if it
    is, the user's number, the file's number, the file's name (``kmeans-1.ipynb`` if sent again).
A folder a student
    ``ada/kmeans.ipynb``, also ``ada/02_kmeans/kmeans.ipynb``, also inside one folder more.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from autograder.collecting.archives import Member
from autograder.names import id_from_name, path_fault, safe_student_id, shown
from course_lib.units import UNITS

_MOODLE = re.compile(r"^(?P<name>.+?)_(?P<number>\d+)_assignsubmission_(?P<kind>[a-z]+)(?:_(.*))?$")
_CANVAS = re.compile(
    r"^(?:(?P<name>[^_].*?)_)??(?P<late>LATE_)?(?P<number>\d+|anon_[0-9A-Za-z]+)"
    r"_(?P<file>\d+)_(?P<rest>.+)$"
)
_AGAIN = re.compile(r"-\d+(?=\.[^.]*$|$)")
BLIND = "Participant"
"""Moodle's name for everybody when marking is blind."""


@dataclass
class Sent:
    """What one student sent, before it is looked into.

    Attributes
    ----------
    lms : str
        ``"moodle"``, ``"canvas"`` or ``"folder"``.
    name, number : str
        The person's name and number as the LMS writes them; a folder has no number.
    late : bool
        Whether Canvas calls it late.
    files : list of (member, path, order)
        Path is the student's own; order rises with the LMS's number of the file.
    faulty : list of (str, str)
        Paths of files that are refused, each with a sentence.
    dates : list of (bool, datetime)
        Of all files, and whether the file is taken.
    text : bool
        Whether text was typed into the LMS; it is not read.
    """

    lms: str
    name: str
    number: str = ""
    late: bool = False
    files: list[tuple[Member, str, int]] = field(default_factory=list)
    faulty: list[tuple[str, str]] = field(default_factory=list)
    dates: list[tuple[bool, datetime]] = field(default_factory=list)
    text: bool = False

    @property
    def date(self) -> datetime | None:
        """The newest date of a file that is taken, or else of one that is not."""
        return max(self.dates)[1] if self.dates else None

    @property
    def label(self) -> str:
        """For sentences."""
        return shown(self.name + (f" ({self.number})" if self.number else ""))


def sort_by_student(members: Iterable[Member]) -> tuple[list[Sent], list[Member]]:
    """Give each file its sender; the second list is of files that nobody can be told from.

    A file with a fault counts for its sender as long as its path is a path.
    """
    members = list(members)
    drop = _outer_folder([member for member in members if not path_fault(member.path)])
    sent: dict[tuple[str, str, str], Sent] = {}
    rest = []
    for member in members:
        parts = member.parts[drop:]
        found = _sender(parts) if parts and not path_fault(member.path) else None
        if found is None:
            rest.append(member)
            continue
        new, path, order = found
        known = sent.setdefault((new.lms, new.name, new.number), new)
        known.late |= new.late
        known.text |= new.text
        if path and member.time is not None:
            known.dates.append((not member.fault, member.time))
        if member.fault:
            known.faulty.append((member.path, f"{shown(member.path)} {member.fault}."))
        elif path:
            known.files.append((member, path, order))
    return list(sent.values()), rest


def _sender(parts: tuple[str, ...]) -> tuple[Sent, str, int] | None:
    """Sender, path and order of one file."""
    moodle = _MOODLE.match(parts[0])
    if moodle:
        name, number, kind, flat = moodle.groups()
        path = "/".join(parts[1:]) if len(parts) > 1 else (flat or "")
        is_text = kind != "file"
        return Sent("moodle", name, number, text=is_text), "" if is_text else path, 0
    canvas = _CANVAS.match(parts[0]) if len(parts) == 1 else None
    if canvas:
        name, late, number, order, path = canvas.group("name", "late", "number", "file", "rest")
        is_text = path in ("text.html", "link.html")
        sender = Sent("canvas", name or number, number, bool(late), text=is_text)
        return sender, "" if is_text else path, int(order)
    if len(parts) > 1:
        return Sent("folder", parts[0]), "/".join(parts[1:]), 0
    return None


def _outer_folder(members: list[Member]) -> int:
    """1 if everything lies in one folder that is nobody's, as in a zipped folder; else 0."""
    tops = {member.parts[0] for member in members}
    if len(tops) != 1 or any(len(member.parts) < 2 for member in members):
        return 0
    top = tops.pop()
    second = [member.parts[1:] for member in members]
    if _MOODLE.match(top):
        return 0
    if any(_MOODLE.match(parts[0]) for parts in second):
        return 1
    if all(len(parts) == 1 for parts in second):
        return int(all(_CANVAS.match(parts[0]) for parts in second))
    people = {parts[0] for parts in second}
    if any(len(parts) == 1 for parts in second) or people & {unit.folder for unit in UNITS}:
        return 0
    return int(len(people) > 1 or top in ("submitted", "submissions"))


def plain_name(path: str) -> str:
    """A file's path without the number of a repeated upload: ``kmeans-1.ipynb``."""
    return _AGAIN.sub("", re.sub(r" \(\d+\)(?=\.[^.]*$)", "", path))


# ---------------------------------------------------------------- ids


@dataclass(frozen=True)
class Listed:
    """A row of the class list: the student's id, and when the LMS says it was handed in.

    `listed` is False for an id that was made from a name.
    """

    id: str
    time: datetime | None = None
    listed: bool = True


def give_ids(
    sent: list[Sent], students: Mapping[str, str | Listed]
) -> tuple[list[tuple[Listed, Sent]], list[tuple[Sent, str]]]:
    """Each sender's id, from the class list or from the name; the rest with a sentence each.

    An id is never guessed: two people with one name, or two names that make one id, are refused
    until the class list tells them apart. Where marking is blind the number is part of the id.
    """
    same = Counter(_key(one.name) for one in sent)
    blind = len(sent) > 1 and len(same) == 1
    known = {_key(key): value for key, value in students.items()}
    given: list[tuple[Listed, Sent]] = []
    refused: list[tuple[Sent, str]] = []
    for one in sent:
        listed = _look_up(one, known, same[_key(one.name)] == 1)
        name = one.name
        if one.lms == "moodle" and (blind or name == BLIND):
            name = f"{name}_{one.number}"
        try:
            found = listed or Listed(id_from_name(name), listed=False)
            safe = safe_student_id(found.id)
        except ValueError as error:
            refused.append((one, str(error)))
        else:
            given.append((replace(found, id=safe), one))
    count = Counter(listed.id.casefold() for listed, _ in given)
    for listed, one in given:
        if count[listed.id.casefold()] > 1:
            refused.append((
                one,
                f"{count[listed.id.casefold()]} students would get the id {shown(listed.id)}; "
                "a class list (--students) with an id for each tells them apart.",
            ))  # fmt: skip
    return [pair for pair in given if count[pair[0].id.casefold()] == 1], refused


def _look_up(one: Sent, known: Mapping[str, str | Listed], alone: bool) -> Listed | None:
    keys = [f"{one.name}_{one.number}", one.number, one.name if alone else ""]
    for key in filter(None, keys):
        value = known.get(_key(key))
        if value is not None:
            return value if isinstance(value, Listed) else Listed(value)
    return None


def _key(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip()


# ---------------------------------------------------------------- the class list

_TIMES = ("handed in", "handed_in", "time", "last modified (submission)")
_IDS = ("id", "username", "student id", "id number", "email address", "sis login id")


def read_students(path: Path) -> dict[str, Listed]:
    """Read a class list: a CSV file with a first row of names of columns.

    Three kinds are known by their columns: one's own with ``name`` (or ``number``), ``id`` and
    perhaps ``handed in``; Canvas's exported gradebook (``Student``, ``ID``, ``SIS Login ID``);
    Moodle's grading worksheet (``Identifier``, ``Full name``, ``Email address``,
    ``Last modified (submission)``). A time without a zone is local time.

    Raises
    ------
    ValueError
        With a sentence that says what is wrong.
    """
    label = shown(path.name)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = [row for row in csv.reader(file, strict=True) if any(row)]
    except OSError as error:
        raise ValueError(f"{label} cannot be read: {error.strerror or error}.") from None
    except (UnicodeDecodeError, csv.Error):
        raise ValueError(f"{label} is not a CSV file in UTF-8 with commas.") from None
    head = [column.strip().casefold() for column in rows[0]] if rows else []
    keys, column, time = _columns(head, label)
    listed: dict[str, Listed] = {}
    twice: set[str] = set()
    for row in rows[1:]:
        cells = [row[at].strip() if at < len(row) else "" for at in range(len(head))]
        if not cells[column]:
            continue
        entry = Listed(cells[column], _time(cells[time], label) if time is not None else None)
        for at in keys:
            key = cells[at].removeprefix(f"{BLIND} ") if head[at] == "identifier" else cells[at]
            if listed.setdefault(key, entry) != entry:
                twice.add(key)
    return {key: entry for key, entry in listed.items() if key and key not in twice}


def _columns(head: list[str], label: str) -> tuple[list[int], int, int | None]:
    """Places of what to look people up by, of the id and of the time."""
    if "sis login id" in head and "id" in head:
        keys, ids = ["student", "id"], ["sis login id"]
    elif "identifier" in head:
        keys, ids = ["identifier", "full name"], ["username", "id number", "email address"]
    else:
        keys, ids = ["name", "full name", "number"], list(_IDS)
    places = [head.index(name) for name in keys if name in head]
    column = next((head.index(name) for name in ids if name in head), None)
    if not places or column is None:
        raise ValueError(
            f"{label} needs columns called name and id (and may have one called handed in); "
            f"its first row is {shown(', '.join(head))}."
        )
    return places, column, next((head.index(name) for name in _TIMES if name in head), None)


def _time(text: str, label: str) -> datetime | None:
    from dateutil.parser import ParserError, parse

    if text in ("", "-"):
        return None
    try:
        return parse(text).astimezone(UTC)
    except (ParserError, OverflowError, ValueError):
        raise ValueError(
            f"{label} has {shown(text)} for a time; 2026-05-31 23:59 is one."
        ) from None
