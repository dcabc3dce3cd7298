"""Where results go: a draft and a record at once, then nbgrader's gradebook, then its folders.

Whatever goes wrong here costs no result: the draft and the record hold it until the gradebook and
the folders do, and the next run goes on from there without running anything.
"""

from __future__ import annotations

import contextlib
import errno
import json
import shutil
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from autograder.class_folder import ClassFolder, NoClass, ensure_assignment
from autograder.grade import Graded
from autograder.gradebook import Book, with_checksums
from autograder.gradebook_state import BookTrouble, check_version, trouble
from autograder.reading import files_beside
from autograder.results import Record, read_record, record_path, write_atomic, write_record
from autograder.unit import GradedUnit
from course_lib.units import Unit

NAMED = 5
DRAFT = ".draft.ipynb"


class Store:
    """Keeps a unit's results.

    Parameters
    ----------
    place : ClassFolder
    unit : GradedUnit
    """

    def __init__(self, place: ClassFolder, unit: GradedUnit) -> None:
        self.place, self.unit = place, unit
        self.book: Book | None = None
        self._trouble: dict[str, list[str]] = {}
        self._remarks: list[str] = []
        self._waiting: list[Record] = []
        self._in_a_row = 0
        self._remove_parts()
        self._closed = self._open()

    def _open(self) -> str:
        """Open the gradebook; why it cannot be used, or empty."""
        try:
            check_version(self.place)
            other_cells = ensure_assignment(self.place, self.unit.unit)
            if other_cells:
                self._remarks.append(other_cells)
            self.book = Book(self.place)
        except (BookTrouble, NoClass) as error:
            return str(error)
        except Exception as error:  # of nbgrader, SQLAlchemy, its drivers
            return trouble(self.place, error)
        return ""

    def _remove_parts(self) -> None:
        """Delete what a killed run was in the middle of writing or of deleting."""
        unit = self.unit.unit
        folder = record_path(self.place.path, unit.name, "x").parent
        parts = list(folder.glob(".*.part"))
        for draft in folder.glob("*" + DRAFT):
            student = draft.name.removesuffix(DRAFT)
            record = read_record(self.place.path, unit.name, student)
            if record and record.stored and notebook_path(self.place, unit, student).exists():
                parts.append(draft)  # killed between storing the result and deleting its draft
        for part in parts:
            with contextlib.suppress(OSError):
                part.unlink()

    def outdated(self, records: Iterable[Record]) -> set[str]:
        """Students whose notebook or entry in the gradebook does not show their record.

        The gradebook may have been restored from a copy, or deleted; the time of handing in may
        have been put right.
        """
        records = list(records)
        unit = self.unit.unit
        found = {
            record.student
            for record in records
            if not record.stored or not notebook_path(self.place, unit, record.student).exists()
        }
        if self.book is not None:
            times = {
                record.student: handed_in(self.place.folder("submitted", record.student, unit))
                for record in records
            }
            try:
                found |= self.book.outdated(unit, records, times)
            except BookTrouble as error:
                self._note(str(error))
        return found

    def again(self, record: Record) -> bool:
        """Store what an earlier run graded; False if its notebook is lost and must be made anew."""
        graded = self._load(record)
        if graded is None:
            return False
        if record.stored:  # until it is stored again the draft holds it
            graded = replace(graded, record=replace(record, stored=False))
            if not self.keep(graded):
                return True
        self.store(graded)
        return True

    def _load(self, record: Record) -> Graded | None:
        """A record with its notebook."""
        from nbformat.v4.nbjson import reads

        unit, student = self.unit.unit, record.student
        paths = [draft_path(self.place, unit, student)]
        if record.stored:
            paths.insert(0, notebook_path(self.place, unit, student))
        for path in paths:
            with contextlib.suppress(OSError, ValueError, KeyError, AttributeError, TypeError):
                return Graded(record, reads(path.read_text(encoding="utf-8")))
        return None

    def keep(self, graded: Graded) -> bool:
        """Write the draft of the notebook, then the record: from here on nothing has to run again.

        Returns
        -------
        bool
            False if they cannot be written.
        """
        student = graded.record.student
        try:
            draft = draft_path(self.place, self.unit.unit, student)
            write_atomic(draft, notebook_bytes(graded.notebook))
            write_record(self.place.path, graded.record)
            return True
        except OSError as error:
            self._note(_unwritten(error), student)
            return False

    def store(self, graded: Graded) -> None:
        """Bring a kept result to where nbgrader looks for it."""
        if self.book is None or self._in_a_row >= 2:  # each try may wait for seconds
            self._waiting.append(graded.record)
            return
        reason = self._store(self.book, graded)
        if reason:
            self._waiting.append(graded.record)
        self._in_a_row = self._in_a_row + 1 if reason else 0

    def _store(self, book: Book, graded: Graded) -> str:
        """Store; the trouble there was, or empty."""
        unit, record = self.unit.unit, graded.record
        try:
            book.store(
                unit, record, graded.notebook,
                handed_in(self.place.folder("submitted", record.student, unit)),
            )  # fmt: skip
            self._write_folder(
                with_checksums(graded.notebook, book.checksums(unit)), record.student
            )
            write_record(self.place.path, replace(record, stored=True))
            draft_path(self.place, unit, record.student).unlink(missing_ok=True)
        except BookTrouble as error:
            return str(error)
        except OSError as error:
            return _unwritten(error)
        return ""

    def _write_folder(self, notebook: dict[str, Any], student: str) -> None:
        """The notebook and what lay beside it, as nbgrader copies them."""
        unit = self.unit.unit
        source = self.place.folder("submitted", student, unit)
        target = self.place.folder("autograded", student, unit)
        if target.exists():
            shutil.rmtree(target)  # of an earlier version of the submission
        target.mkdir(parents=True)
        files, _ = files_beside(source, f"{unit.name}.ipynb")
        for name, data in files.items():
            try:
                (target / name).parent.mkdir(parents=True, exist_ok=True)
                (target / name).write_bytes(data)
            except OSError as error:
                if error.errno != errno.ENAMETOOLONG:
                    raise
        stamp = source / "timestamp.txt"
        if stamp.is_file() and not stamp.is_symlink():
            shutil.copyfile(stamp, target / "timestamp.txt")
        write_atomic(target / f"{unit.name}.ipynb", notebook_bytes(notebook))

    def close(self) -> list[str]:
        """Try once more what could not be stored; sentences about what went wrong."""
        if self.book is None and self._waiting:
            self._closed = self._open()
        waiting, self._waiting, reason = self._waiting, [], self._closed
        in_a_row = 0
        for record in waiting:
            if self.book is not None and in_a_row < 2:
                graded = self._load(record)
                reason = self._store(self.book, graded) if graded else "The notebook is gone."
                in_a_row = in_a_row + 1 if reason else 0
            if reason:
                self._note(reason, record.student)
        if self._closed:
            self._note(self._closed)
        if self.book is not None:
            self.book.close()
        lines = [_sentence(why, students) for why, students in self._trouble.items()]
        return self._remarks + lines

    def _note(self, reason: str, student: str = "") -> None:
        self._trouble.setdefault(reason, []).extend(filter(None, [student]))


def _sentence(reason: str, students: list[str]) -> str:
    if not students:
        return f"{reason} Grade again when it is mended."
    names = ", ".join(students[:NAMED])
    more = f" and {len(students) - NAMED} more" if len(students) > NAMED else ""
    return f"{names}{more}: {reason} Grade again when it is mended."


def notebook_bytes(notebook: dict[str, Any]) -> bytes:
    """A notebook's file; on one line, which is written ten times as fast as Jupyter's layout."""
    text = json.dumps(notebook, ensure_ascii=False, sort_keys=True) + "\n"
    return text.encode("utf-8", "replace")  # half a character is no reason to lose a result


def handed_in(source: Path) -> datetime | None:
    """The time in UTC that the exchange or `autograder collect` wrote, if there is one."""
    from nbgrader.utils import parse_utc

    stamp = source / "timestamp.txt"
    try:
        if stamp.is_symlink() or stamp.stat().st_size > 200:
            return None
        return parse_utc(stamp.read_text(encoding="utf-8").strip())
    except (OSError, ValueError, TypeError, ArithmeticError):
        return None


def notebook_path(place: ClassFolder, unit: Unit, student: str) -> Path:
    """Where nbgrader looks for a graded notebook."""
    return place.folder("autograded", student, unit) / f"{unit.name}.ipynb"


def draft_path(place: ClassFolder, unit: Unit, student: str) -> Path:
    """Where a graded notebook waits until the gradebook has its scores."""
    return record_path(place.path, unit.name, student).with_suffix(DRAFT)


def _unwritten(error: OSError) -> str:
    where = f" ({error.filename})" if error.filename else ""
    return f"The result could not be written{where}: {error.strerror or error}."
