"""Choose from what one student sent the notebook and the files beside it, and write them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from autograder.collecting.archives import CLASS, MB, STUDENT, ArchiveError, Member, open_archive
from autograder.collecting.lms import Sent, plain_name
from autograder.names import path_fault, shown
from course_lib.units import UNITS, Unit

JUNK = frozenset({"__macosx", ".ds_store", "thumbs.db", "desktop.ini", ".ipynb_checkpoints"})
SMALL = 1 * MB
"""Bytes that a file beside the notebook may have."""
SMALL_FILES, SMALL_TOTAL = 100, 16 * MB
LONG_AGO = datetime(1980, 1, 1, tzinfo=UTC)

Candidate = tuple[Member, str, int]
"""A file, its path in the student's eyes, the LMS's number of it."""


@dataclass
class Incoming:
    """One student's submission, written to a folder of its own.

    Attributes
    ----------
    notes : list of str
        What was done with it, a sentence each.
    refused : list of (str, str)
        Files in it that were not taken, each with a sentence.
    """

    notes: list[str] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)


def is_junk(path: str) -> bool:
    """Whether a file is what operating systems and Jupyter leave behind."""
    return any(part.casefold() in JUNK for part in path.split("/"))


def stage(sent: Sent, unit: Unit, target: Path) -> Incoming:
    """Write the notebook that `sent` holds, under the unit's name, and small files beside it.

    Raises
    ------
    ArchiveError
        If there is no notebook to take; the sentence says why.
    """
    done = Incoming(refused=list(sent.faulty))
    with _pool(sent, done) as pool:
        book = _notebook(pool, sent, unit, done)
        target.mkdir(parents=True)
        with (target / f"{unit.name}.ipynb").open("xb") as file:
            book[0].copy(file)
        _beside(book, pool, target, done)
    return done


@contextmanager
def _pool(sent: Sent, done: Incoming) -> Iterator[list[Candidate]]:
    """The student's files: those in the LMS or, without a notebook there, those in a zip file."""
    zips = [one for one in sent.files if one[1].casefold().endswith(".zip")]
    if not zips or any(_is_notebook(path) for _, path, _ in sent.files):
        yield sent.files
        return
    outer = max(zips, key=_newest)
    if len(zips) > 1:
        done.notes.append(f"of {len(zips)} zip files the newest was taken, {shown(outer[1])}.")
    with tempfile.SpooledTemporaryFile(max_size=8 * MB) as file:
        outer[0].copy(file, CLASS)
        file.seek(0)
        with open_archive(file, STUDENT) as members:
            pool = []
            for member in members:
                if member.fault:
                    done.refused.append((member.path, f"{shown(member.path)} {member.fault}."))
                elif not is_junk(member.path):
                    pool.append((member, member.path, 0))
            yield pool


def _is_notebook(path: str) -> bool:
    return path.casefold().endswith(".ipynb")


def _newest(one: Candidate) -> tuple[int, datetime, int, str]:
    """Sorts files by the LMS's number, then their date, then the number in a repeated name."""
    member, path, order = one
    return order, member.time or LONG_AGO, len(path), path


def _notebook(pool: list[Candidate], sent: Sent, unit: Unit, done: Incoming) -> Candidate:
    books = [one for one in pool if _is_notebook(one[1])]
    wanted = f"{unit.name}.ipynb"
    named = [one for one in books if _plain(one[1]) == wanted.casefold()]
    if named:
        book = max(named, key=_newest)
        if len(named) > 1:
            done.notes.append(
                f"of {len(named)} such notebooks the newest was taken, {shown(book[1])}."
            )
        return book
    if len(books) == 1:
        other = {f"{one.name}.ipynb": one.title for one in UNITS if one != unit}
        title = other.get(_plain(books[0][1]))
        if title:
            raise ArchiveError(f"The notebook sent is that of another unit, {title}.")
        done.notes.append(f"its notebook is called {shown(_name(books[0][1]))}; taken as {wanted}.")
        return books[0]
    raise ArchiveError(_nothing(pool, books, sent, wanted, done))


def _nothing(
    pool: list[Candidate], books: list[Candidate], sent: Sent, wanted: str, done: Incoming
) -> str:
    """The sentence on why there is no notebook to take."""
    if books:
        return f"There are {len(books)} notebooks, and none is called {wanted}."
    if done.refused:
        return f"There is no notebook that can be taken: {done.refused[0][1]}"
    if any(path.casefold().endswith(".zip") for _, path, _ in pool):
        return "There is a zip file inside the zip file, and no notebook; one zip is opened."
    names = ", ".join(shown(_name(path), 40) for _, path, _ in pool[:3])
    if names:
        return f"There is no notebook, only {names}{' and more' if len(pool) > 3 else ''}."
    return "There is only text typed into the LMS, no file." if sent.text else "There is no file."


def _name(path: str) -> str:
    return path.rsplit("/", 1)[-1]


def _plain(path: str) -> str:
    return plain_name(_name(path)).casefold()


def _beside(book: Candidate, pool: list[Candidate], target: Path, done: Incoming) -> None:
    """Write the small files that lie in the notebook's folder and below it."""
    base = PurePosixPath(book[1]).parent
    again = _name(book[1]) != plain_name(_name(book[1]))  # Canvas numbers all files sent again
    left, count, total = 0, 0, 0
    for member, path, _ in sorted(pool, key=lambda one: one[1]):
        inside = PurePosixPath(path)
        if not inside.is_relative_to(base) or _is_notebook(path):
            continue
        relative = inside.relative_to(base).as_posix()
        if _dropped(relative):
            continue
        if again and plain_name(relative) not in {one[1] for one in pool}:
            relative = plain_name(relative)
        fault = path_fault(relative)
        if fault:
            done.refused.append((path, f"{shown(path)} {fault}."))
        elif member.size > SMALL or count >= SMALL_FILES or total + member.size > SMALL_TOTAL:
            left += 1
        else:
            total += _write(member, path, target / relative, done)
            count += 1
    if left:
        done.notes.append(
            f"{left} files beside the notebook were left out; up to {SMALL_FILES} of at most "
            f"{SMALL // MB} MiB, together {SMALL_TOTAL // MB} MiB, are kept."
        )


def _dropped(relative: str) -> bool:
    """Hidden files, and what only nbgrader may write: the time that the submission came."""
    parts = relative.casefold().split("/")
    return any(part.startswith(".") for part in parts) or parts[-1] == "timestamp.txt"


def _write(member: Member, path: str, target: Path, done: Incoming) -> int:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as file:
            return member.copy(file)
    except ArchiveError as error:
        target.unlink(missing_ok=True)
        done.refused.append((path, str(error)))
    except (FileExistsError, NotADirectoryError):
        done.refused.append((path, f"{shown(path)} has the name of another file or folder."))
    return 0
