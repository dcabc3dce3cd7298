"""Read zip files and folders that strangers filled, without harm: bounded, and never by name.

Nothing is unpacked to where a member says; whoever calls takes the bytes and chooses the place.
"""

from __future__ import annotations

import os
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, BinaryIO

from autograder.names import path_fault, shown

MB = 1024 * 1024
CHUNK = 256 * 1024


class ArchiveError(ValueError):
    """Why an archive, or one member of it, is not read: a sentence."""


@dataclass(frozen=True)
class Limits:
    """How much an archive may hold.

    Attributes
    ----------
    members : int
        Files and folders.
    directory : int
        Bytes of a zip file's table of contents, which Python reads as a whole.
    file : int
        Bytes of one file, unpacked.
    total : int or None
        Bytes of all files together, unpacked. None where only members are looked at: among a
        whole class's files, one student's must not make the rest unreadable.
    ratio : int
        Unpacked bytes for each packed one, for files and archives beyond `ratio_from`.
        Deflate makes 1000 at most, a notebook with pictures 2, with text 10.
    ratio_from : int
        Bytes; below that a high ratio harms nobody.
    """

    members: int = 50_000
    directory: int = 16 * MB
    file: int = 64 * MB
    total: int | None = None
    ratio: int = 150
    ratio_from: int = 8 * MB


CLASS = Limits()
"""What an LMS sends for a class."""

STUDENT = Limits(members=5_000, directory=2 * MB, total=1024 * MB)
"""What one student may have zipped; some zip the whole course's folder."""


@dataclass(frozen=True)
class Member:
    """One file in an archive.

    Attributes
    ----------
    path : str
        As the archive writes it, with forward slashes.
    size, packed : int
        Bytes that it says it has, unpacked and packed.
    time : datetime or None
        Its date in UTC; the zip format's own dates have no zone and are taken as local time.
    fault : str
        Why it is refused, as the end of a sentence; empty if it is not.
    """

    path: str
    size: int
    packed: int
    time: datetime | None
    fault: str
    _open: Callable[[], IO[bytes]]

    @property
    def parts(self) -> tuple[str, ...]:
        """Folders and name."""
        return tuple(self.path.split("/"))

    @property
    def name(self) -> str:
        """The last part."""
        return self.parts[-1]

    def copy(self, target: BinaryIO, limits: Limits = STUDENT) -> int:
        """Write the content to `target`; what it declares is not believed, bytes are counted.

        Returns
        -------
        int
            How many bytes were written.

        Raises
        ------
        ArchiveError
            If it is larger than the limits, or damaged.
        """
        count = 0
        try:
            with self._open() as source:
                while chunk := source.read(CHUNK):
                    count += len(chunk)
                    self._check(count, limits)
                    target.write(chunk)
        except (zipfile.BadZipFile, zlib.error, EOFError) as error:
            raise ArchiveError(f"{shown(self.path)} is damaged: {_reason(error)}.") from None
        except (NotImplementedError, RuntimeError) as error:
            raise ArchiveError(f"{shown(self.path)} cannot be read: {_reason(error)}.") from None
        return count

    def _check(self, count: int, limits: Limits) -> None:
        if count > limits.file:
            raise ArchiveError(f"{shown(self.path)} is larger than {limits.file // MB} MiB.")
        if count > limits.ratio_from and count > limits.ratio * max(self.packed, 1):
            raise ArchiveError(
                f"{shown(self.path)} unpacks to more than {limits.ratio} times its size, as a "
                "zip bomb does."
            )


def _reason(error: BaseException) -> str:
    return shown(str(error) or type(error).__name__, 120)


@contextmanager
def open_archive(source: Path | BinaryIO, limits: Limits) -> Iterator[list[Member]]:
    """The files in a folder or a zip file, in the archive's order, for as long as it is open.

    Members with a fault are listed too, so that somebody can be told.

    Raises
    ------
    ArchiveError
        If it is neither a folder nor a zip file, is damaged, or holds more than the limits.
    """
    if isinstance(source, Path) and source.is_dir():
        yield _folder_members(source, limits)
        return
    label = shown(source.name) if isinstance(source, Path) else "The zip file"
    with _zip_file(source, label, limits) as file:
        yield _zip_members(file, label, limits)


def _zip_file(source: Path | BinaryIO, label: str, limits: Limits) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(_bounded(source, label, limits))
    except zipfile.BadZipFile as error:
        raise ArchiveError(f"{label} is a damaged zip file: {_reason(error)}.") from None
    except UnicodeDecodeError:
        raise ArchiveError(f"{label} holds names that are not UTF-8, as it says.") from None
    except (NotImplementedError, struct.error, OverflowError) as error:
        raise ArchiveError(f"{label} cannot be read as a zip file: {_reason(error)}.") from None


def _bounded(source: Path | BinaryIO, label: str, limits: Limits) -> Path | BinaryIO:
    """`source`, once its end record says that the table of contents is small enough to read."""
    file = source.open("rb") if isinstance(source, Path) else source
    try:
        # zipfile's own reader of the end record: another one could be led to another record
        end = zipfile._EndRecData(file)  # type: ignore[attr-defined]
        if not end:
            raise ArchiveError(f"{label} is not a zip file, or is only a part of one.")
        if end[5] > limits.directory:
            raise ArchiveError(f"{label} lists more files than {limits.members}.")
        file.seek(0)
    finally:
        if isinstance(source, Path):
            file.close()
    return source


def _zip_members(file: zipfile.ZipFile, label: str, limits: Limits) -> list[Member]:
    infos = file.infolist()
    total = sum(info.file_size for info in infos)
    _check_totals(label, len(infos), total, limits)
    names = Counter(_same(info.orig_filename) for info in infos)
    members = []
    for info in infos:
        if info.orig_filename.endswith("/") and not info.file_size:
            continue
        fault = _zip_fault(info, limits)
        if not fault and names[_same(info.orig_filename)] > 1:
            fault = "is there more than once"
        members.append(
            Member(
                info.orig_filename,
                info.file_size,
                info.compress_size,
                _zip_time(info),
                fault,
                lambda info=info: file.open(info),
            )  # fmt: skip
        )
    packed = sum(member.packed for member in members)
    too_much = total > 4 * limits.ratio_from and total > limits.ratio * max(packed, 1)
    if limits.total is not None and too_much:
        raise ArchiveError(
            f"{label} unpacks to more than {limits.ratio} times its size, as a zip bomb does."
        )
    return members


def _check_totals(label: str, count: int, size: int, limits: Limits) -> None:
    if count > limits.members:
        raise ArchiveError(f"{label} lists {count} files; {limits.members} are the most.")
    if limits.total is not None and size > limits.total:
        raise ArchiveError(
            f"{label} unpacks to {size // MB} MiB; {limits.total // MB} MiB are the most."
        )


def _same(name: str) -> str:
    """Names that fall together on some file system fall together here."""
    return unicodedata.normalize("NFC", name.rstrip("/")).casefold()


def _zip_fault(info: zipfile.ZipInfo, limits: Limits) -> str:
    kind = stat.S_IFMT(info.external_attr >> 16)
    fault = path_fault(info.orig_filename)
    if fault:
        return fault
    if kind == stat.S_IFLNK:
        return "is a symbolic link"
    if kind not in (0, stat.S_IFREG):
        return "is a device, a pipe or a folder with content"
    if info.flag_bits & 0x41:
        return "is encrypted"
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return "is packed in an uncommon way; deflate is read"
    if info.compress_type == zipfile.ZIP_STORED and info.file_size != info.compress_size:
        return "says two different sizes"
    return _size_fault(info.file_size, limits)


def _size_fault(size: int, limits: Limits) -> str:
    return f"is larger than {limits.file // MB} MiB" if size > limits.file else ""


def _zip_time(info: zipfile.ZipInfo) -> datetime | None:
    """The member's date: Unix time where a field says it, else the zip format's local time."""
    extra, place = info.extra, 0
    while place + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, place)
        if kind == 0x5455 and length >= 5 and place + 9 <= len(extra) and extra[place + 4] & 1:
            return _sane(struct.unpack_from("<i", extra, place + 5)[0])
        place += 4 + length
    if info.date_time <= (1980, 1, 1, 23, 59, 59):  # what writers put who know no date
        return None
    try:
        return _sane(datetime(*info.date_time).timestamp())
    except (ValueError, OverflowError, OSError):
        return None


def _sane(seconds: float) -> datetime | None:
    try:
        return datetime.fromtimestamp(seconds, UTC) if seconds > 0 else None
    except (ValueError, OverflowError, OSError):
        return None


def _folder_members(folder: Path, limits: Limits) -> list[Member]:
    members: list[Member] = []
    total = 0
    for place, folders, files in os.walk(folder):
        folders.sort()
        links = [name for name in folders if Path(place, name).is_symlink()]
        for name in sorted(files) + links:
            path = Path(place, name)
            member = _folder_member(path, path.relative_to(folder).as_posix(), limits)
            total += member.size
            members.append(member)
            _check_totals(shown(str(folder)), len(members), total, limits)
    return members


def _folder_member(path: Path, inside: str, limits: Limits) -> Member:
    state = path.lstat()
    fault = path_fault(inside)
    if stat.S_ISLNK(state.st_mode):
        fault = fault or "is a symbolic link"
    elif not stat.S_ISREG(state.st_mode):
        fault = fault or "is a device or a pipe"
    member = Member(inside, 0, 0, _sane(state.st_mtime), fault, lambda: path.open("rb"))
    if fault:
        return member
    fault = _size_fault(state.st_size, limits)
    return replace(member, size=state.st_size, packed=state.st_size, fault=fault)
