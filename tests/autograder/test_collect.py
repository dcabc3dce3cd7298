"""Collecting: what Moodle, Canvas and strangers send, with real zip files."""

from __future__ import annotations

import io
import json
import os
import stat
import struct
import subprocess
import sys
import time
import warnings
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from filelock import FileLock
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory

from autograder.class_folder import open_class, path_with_alembic
from autograder.collecting.collect import CollectError, collect, collect_command
from autograder.collecting.lms import read_students
from autograder.collecting.submitted import refusals
from course_lib.units import find_unit
from tests.autograder.small_project import ROOT

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


@pytest.fixture
def room(tmp_path: Path) -> Path:
    """A class's folder."""
    (tmp_path / "class").mkdir()
    return tmp_path / "class"


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


# ---------------------------------------------------------------- what an LMS gives


def test_moodle_folders(room: Path):
    done = take(room, {
        MOODLE + "kmeans.ipynb": book("ada"),
        "Jürgen Müller_12_assignsubmission_file/kmeans.ipynb": book("j"),
        "Bo Li_13_assignsubmission_file_kmeans.ipynb": book("bo"),
        "Zip Per_14_assignsubmission_file_/hand-in.zip": zipped({"h/kmeans.ipynb": book("zip")}),
        "Ty Ped_15_assignsubmission_onlinetext_/onlinetext.html": b"<p>hello</p>",
        MOODLE.replace("file_", "onlinetext_") + "onlinetext.html": b"<p>I was ill</p>",
    })  # fmt: skip
    assert there(room) == {
        "Ada_Lovelace/02_kmeans/kmeans.ipynb": book("ada"),
        "Jürgen_Müller/02_kmeans/kmeans.ipynb": book("j"),
        "Bo_Li/02_kmeans/kmeans.ipynb": book("bo"),
        "Zip_Per/02_kmeans/kmeans.ipynb": book("zip"),
    }
    assert reasons(done) == "Ty_Ped||There is only text typed into the LMS, no file."
    assert any("no hand-in time" in line for line in done.lines)


def test_canvas_files(room: Path):
    done = take(room, {
        "lovelaceada_LATE_12345_67890_kmeans-1.ipynb": book("new"),
        "lovelaceada_LATE_12345_67891_helper-2.py": b"x = 1",
        "noetheremmy_12346_700_kmeans.ipynb": book("old"),
        "noetheremmy_12346_701_kmeans-1.ipynb": book("newer"),
        "zip_12347_900_hand_in.zip": zipped({"kmeans.ipynb": book("zip"), "a/b.txt": b"b"}),
        "anon_Xy9_77_kmeans.ipynb": book("anon"),
        "texter_12348_text.html": b"",
    })  # fmt: skip
    assert there(room) == {
        "lovelaceada/02_kmeans/kmeans.ipynb": book("new"),
        "lovelaceada/02_kmeans/helper.py": b"x = 1",
        "noetheremmy/02_kmeans/kmeans.ipynb": book("newer"),
        "zip/02_kmeans/kmeans.ipynb": book("zip"),
        "zip/02_kmeans/a/b.txt": b"b",
        "anon_Xy9/02_kmeans/kmeans.ipynb": book("anon"),
    }
    assert "Canvas calls late: lovelaceada." in done.lines
    ledger = json.loads((room / "grading/kmeans/collect.json").read_text())
    assert ledger["students"]["lovelaceada"]["number"] == "12345"


def test_canvas_text_entry_has_no_file_number(room: Path):
    done = take(room, {"a_1_2_kmeans.ipynb": book(), "b_5_text.html": b"x"})
    assert done.stored == ["a"] and "b_5_text.html" in reasons(done)


@pytest.mark.parametrize("wrap", ["", "submitted/", "Course 7/"])
@pytest.mark.parametrize("inner", ["", "02_kmeans/"])
def test_a_folder_a_student(room: Path, wrap: str, inner: str):
    done = take(room, {f"{wrap}{who}/{inner}kmeans.ipynb": book(who) for who in ("ada", "bo li")})
    assert set(there(room)) == {"ada/02_kmeans/kmeans.ipynb", "bo_li/02_kmeans/kmeans.ipynb"}
    assert done.stored == ["ada", "bo_li"]


def test_one_student_alone(room: Path):
    take(room, {"ada/02_kmeans/kmeans.ipynb": book(), "ada/01_gestalt/gestalt.ipynb": book()})
    assert set(there(room)) == {"ada/02_kmeans/kmeans.ipynb", "ada/02_kmeans/timestamp.txt"}


def test_an_unpacked_folder(room: Path, tmp_path: Path):
    place = tmp_path / "unpacked" / "ada"
    place.mkdir(parents=True)
    (place / "kmeans.ipynb").write_bytes(book())
    (place / "link.py").symlink_to("/etc/passwd")
    os.mkfifo(place / "pipe.py")
    (place / "folder").symlink_to("/etc")
    os.utime(place / "kmeans.ipynb", (1_780_000_000, 1_780_000_000))
    done = collect(tmp_path / "unpacked", room, "02_kmeans")
    assert set(there(room)) == {"ada/02_kmeans/kmeans.ipynb", "ada/02_kmeans/timestamp.txt"}
    assert reasons(done).count("symbolic link") == 2 and "a pipe" in reasons(done)
    stamp = datetime.fromtimestamp(1_780_000_000, UTC)
    assert CourseDirectory().get_existing_timestamp(
        str(room / "submitted/ada/02_kmeans")
    ) == stamp.replace(tzinfo=None)


def test_the_file_of_course_hand_in(released, room: Path, tmp_path: Path, monkeypatch):
    import shutil

    from course_lib.hand_in import make_hand_in

    shutil.copytree(released.folder, tmp_path / "copy")
    made = make_hand_in("kmeans", tmp_path / "copy").path
    take(room, {"a_1_2_kmeans.ipynb": made.read_bytes()})
    assert there(room)["a/02_kmeans/kmeans.ipynb"] == made.read_bytes()


# ---------------------------------------------------------------- which file


def test_names_of_notebooks(room: Path):
    done = take(room, {
        "a/kmeans (2).ipynb": book(), "b/Final.ipynb": book(), "c/mean_shift.ipynb": book(),
        "d/one.ipynb": book(), "d/two.ipynb": book(), "e/kmeans.pdf": b"%PDF",
        "f/KMEANS.IPYNB": b"", "loose.ipynb": book(),
    })  # fmt: skip
    assert done.stored == ["a", "b", "f"]
    assert "b: its notebook is called 'Final.ipynb'; taken as kmeans.ipynb." in done.lines
    assert "c||The notebook sent is that of another unit, Mean shift." in reasons(done)
    assert "d||There are 2 notebooks, and none is called kmeans.ipynb." in reasons(done)
    assert "e||There is no notebook, only 'kmeans.pdf'." in reasons(done)
    assert "|loose.ipynb|'loose.ipynb' does not say in its name whose it is." in reasons(done)


def test_files_beside(room: Path):
    many = {f"b/{n}.py": b"" for n in range(120)}
    take(room, {
        "a/w/kmeans.ipynb": book(), "a/w/helper.py": b"1", "a/w/sub/more.py": b"2",
        "a/w/.hidden": b"", "a/w/other.ipynb": book(), "a/outside.py": b"",
        "a/w/big.bin": bytes(2**21),
        "a/w/timestamp.txt": b"1999-01-01 00:00:00 UTC", "a/w/sub/Timestamp.TXT": b"1999",
        "__MACOSX/a/w/._kmeans.ipynb": b"", "a/w/.DS_Store": b"",
        "a/w/.ipynb_checkpoints/kmeans.ipynb": b"", "b/kmeans.ipynb": book(), **many,
    })  # fmt: skip
    kept = {name for name in there(room) if name.startswith("a/")}
    assert kept == {f"a/02_kmeans/{n}" for n in ("kmeans.ipynb", "helper.py", "sub/more.py")}
    assert len([name for name in there(room) if name.startswith("b/")]) == 101


def test_a_forged_time_counts_for_nothing(room: Path):
    inner = zipped([(info("kmeans.ipynb", (1999, 1, 1, 0, 0, 0)), book()),
                    (info("timestamp.txt"), b"1999-01-01 00:00:00 UTC")])  # fmt: skip
    files = [(info(f"{name}_1_assignsubmission_file_/h.zip", date), inner)
             for name, date in (("A", MAY), ("B", JUNE))]  # fmt: skip
    take(room, files)
    for name, date in (("A", MAY), ("B", JUNE)):
        text = (room / f"submitted/{name}/02_kmeans/timestamp.txt").read_text()
        utc = datetime(*date).astimezone(UTC)
        assert text == utc.strftime("%Y-%m-%d %H:%M:%S.%f UTC")


# ---------------------------------------------------------------- times and newer ones


def test_dates_of_a_download_are_no_hand_in_times(room: Path):
    files = {f"{n}_{n}_assignsubmission_file_/kmeans.ipynb": book(str(n)) for n in range(1, 4)}
    done = take(room, files)
    assert len(done.stored) == 3 and not any("timestamp" in name for name in there(room))
    done = take(room, files, times="archive")
    assert len(done.unchanged) == 3
    assert sum("timestamp" in name for name in there(room)) == 3


def test_one_file_as_old_as_its_archive_says_no_time(room: Path):
    now = info("ada/kmeans.ipynb", time.localtime()[:6])
    take(room, [(now, book())])
    assert set(there(room)) == {"ada/02_kmeans/kmeans.ipynb"}


def test_unix_time_in_the_archive_is_exact(room: Path):
    member = info("ada/kmeans.ipynb")
    member.extra = struct.pack("<HHBi", 0x5455, 5, 1, 1_770_000_000)
    take(room, [(member, book())])
    text = (room / "submitted/ada/02_kmeans/timestamp.txt").read_text()
    assert text == "2026-02-02 02:40:00.000000 UTC"


def test_newer_replaces_and_older_does_not(room: Path):
    def one(mark: str, date: tuple):
        return [(info("ada/kmeans.ipynb", date), book(mark))]

    assert take(room, one("may", MAY)).stored == ["ada"]
    assert take(room, one("may", MAY)).unchanged == ["ada"]
    done = take(room, one("june", JUNE))
    assert done.stored == ["ada"] and "the earlier one is in grading/kmeans/replaced/ada/1" in str(
        done.lines
    )
    kept = room / "grading/kmeans/replaced/ada/1"
    assert (kept / "kmeans.ipynb").read_bytes() == book("may") and (kept / "timestamp.txt").exists()
    done = take(room, one("may", MAY))
    assert done.older == ["ada"] and "the one collected is newer" in done.lines[0]
    assert there(room)["ada/02_kmeans/kmeans.ipynb"] == book("june")


def test_a_submission_that_nbgrader_collected_is_compared_by_its_time(room: Path):
    place = room / "submitted/ada/02_kmeans"
    place.mkdir(parents=True)
    (place / "kmeans.ipynb").write_bytes(book("exchange"))
    (place / "timestamp.txt").write_text("2026-06-01 00:00:00.000000 UTC")
    assert take(room, [(info("ada/kmeans.ipynb", MAY), book("zip"))]).older == ["ada"]
    assert take(room, [(info("ada/kmeans.ipynb", JUNE), book("zip"))]).stored == ["ada"]


def test_again_is_unchanged_to_the_byte(room: Path):
    files = {MOODLE + "kmeans.ipynb": book(), "../x": b"", "bo/kmeans.ipynb": book()}
    take(room, files)
    before = {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in (room / "submitted").rglob("*.*")
              if p.is_file()}  # fmt: skip
    ledger = (room / "grading/kmeans/collect.json").read_bytes()
    take(room, files)
    after = {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in before}
    assert before == after and (room / "grading/kmeans/collect.json").read_bytes() == ledger


# ---------------------------------------------------------------- ids


def test_two_with_one_name(room: Path, tmp_path: Path):
    files = {f"Anna Schmidt_{n}_assignsubmission_file_/kmeans.ipynb": book(str(n)) for n in (1, 2)}
    files |= {"Bo_3_assignsubmission_file_/kmeans.ipynb": book()}
    done = take(room, files)
    assert done.stored == ["Bo"] and "2 students would get the id 'Anna_Schmidt'" in reasons(done)
    table = tmp_path / "class.csv"
    table.write_text("number,id\n1,anna1\n2,anna2\n", encoding="utf-8")
    done = take(room, files, students=read_students(table))
    assert done.stored == ["anna1", "anna2"] and done.unchanged == ["Bo"] and not done.refusals


def test_two_with_one_name_in_two_archives(room: Path):
    take(room, {"Anna_1_assignsubmission_file_/kmeans.ipynb": book("1")})
    done = take(room, {"Anna_2_assignsubmission_file_/kmeans.ipynb": book("2")}, "later.zip")
    assert not done.stored and "belongs to 'Anna (1)', collected before" in reasons(done)
    assert there(room)["Anna/02_kmeans/kmeans.ipynb"] == book("1")


def test_blind_marking(room: Path):
    done = take(
        room, {f"Participant_{n}_assignsubmission_file_/kmeans.ipynb": book() for n in (1, 2)}
    )
    assert done.stored == ["Participant_1", "Participant_2"]


@pytest.mark.parametrize(
    ("text", "file"),
    [
        ("name,id,handed in\nAda Lovelace,al,2026-05-30 08:00 UTC\n", MOODLE + "kmeans.ipynb"),
        ("\ufeffIdentifier,Full name,Email address,Status,Grade,Last modified (submission)\n"
         'Participant 1234567,Ada Lovelace,al,x,-,"Saturday, 30 May 2026, 8:00 AM UTC"\n',
         MOODLE + "kmeans.ipynb"),
        ("Student,ID,SIS User ID,SIS Login ID,Section\nPoints Possible,,,,\n"
         '"Lovelace, Ada",12345,7,al,A\n', "lovelaceada_12345_6_kmeans.ipynb"),
    ],
)  # fmt: skip
def test_class_lists(room: Path, tmp_path: Path, text: str, file: str):
    (tmp_path / "class.csv").write_text(text, encoding="utf-8")
    done = take(room, {file: book()}, students=read_students(tmp_path / "class.csv"))
    assert done.stored == ["al"]
    if "2026" in text:
        stamp = (room / "submitted/al/02_kmeans/timestamp.txt").read_text()
        assert stamp == "2026-05-30 08:00:00.000000 UTC"


@pytest.mark.parametrize(
    "data", [b"", b"a,b\n1,2\n", b"\xff\xfe", b'name,id\n"x', b"name,id,time\na,b,soon\n"]
)
def test_bad_class_lists(room: Path, tmp_path: Path, data: bytes):
    table = tmp_path / "class.csv"
    table.write_bytes(data)
    with pytest.raises(ValueError, match=r"^'class.csv' .*\.$"):
        read_students(table)


def test_ids_in_a_class_list_are_checked(room: Path):
    done = take(room, {"ada/kmeans.ipynb": book()}, students={"ada": "../../etc"})
    assert not done.stored and "two dots in a row" in reasons(done)


# ---------------------------------------------------------------- attacks


HOSTILE = {
    "up": ("../../evil.ipynb", 0o100644, "leads out of its folder"),
    "absolute": ("/etc/evil.ipynb", 0o100644, "is absolute"),
    "drive": ("C:/evil.ipynb", 0o100644, "begins with a drive letter"),
    "backslash": ("..\\evil.ipynb", 0o100644, "holds a backslash"),
    "link": ("kmeans.ipynb", 0o120777, "is a symbolic link"),
    "device": ("kmeans.ipynb", 0o060644, "is a device"),
    "pipe": ("kmeans.ipynb", 0o010644, "is a device, a pipe"),
    "reserved": ("aux.ipynb", 0o100644, "Windows keeps for a device"),
    "control": ("a\x1b[2Jb.ipynb", 0o100644, "holds a control character"),
    "nul": ("kmeans.ipynb\x00.png", 0o100644, "holds a control character"),
    "long": ("x" * 300 + ".ipynb", 0o100644, "a name longer than 200 bytes"),
}


def raw(name: str, mode: int, data: bytes, *more) -> bytes:
    """A zip file with a name that `zipfile` itself would repair when writing."""
    mark = "N" * len(name.encode())
    made = zipped([(info(mark, mode=mode), data), *more])
    return made.replace(mark.encode(), name.encode())


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_members_of_a_students_zip(room: Path, tmp_path: Path, kind: str):
    name, mode, words = HOSTILE[kind]
    done = take(room, {
        "eve/hand-in.zip": raw(name, mode, book("evil")), "neighbour/kmeans.ipynb": book("good"),
    })  # fmt: skip
    assert set(there(room)) == {"neighbour/02_kmeans/kmeans.ipynb"}
    assert "eve||There is no notebook that can be taken" in reasons(done) and words in reasons(done)
    assert {p.name for p in tmp_path.iterdir()} == {"class", "all.zip"}
    assert reasons(done).isprintable()


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_members_of_the_archive_itself(room: Path, tmp_path: Path, kind: str):
    name, mode, words = HOSTILE[kind]
    inside = name if kind in ("up", "absolute", "drive") else f"eve/{name}"
    good = ("neighbour/kmeans.ipynb", book("good"))
    done = take(room, raw(inside, mode, book("evil"), good), times="none")
    assert set(there(room)) == {"neighbour/02_kmeans/kmeans.ipynb"}
    assert words in reasons(done) and done.stored == ["neighbour"]
    assert {p.name for p in tmp_path.iterdir()} == {"class", "all.zip"}


def bomb(size: int) -> bytes:
    return zipped({"kmeans.ipynb": bytes(size)})


def patched(data: bytes, old: bytes, new: bytes) -> bytes:
    assert old in data
    return data.replace(old, new)


def damaged_zips() -> dict[str, tuple[bytes, str]]:
    good = zipped({"kmeans.ipynb": book()})
    size = struct.pack("<I", len(book()))
    doubled = zipped([("kmeans.ipynb", book("1")), ("kmeanS.ipynb", book("2"))])
    lzma = io.BytesIO()
    with zipfile.ZipFile(lzma, "w", zipfile.ZIP_LZMA) as file:
        file.writestr("kmeans.ipynb", book())
    locked = bytearray(good)
    for at in (6, good.index(b"PK\x01\x02") + 8):
        locked[at] |= 1
    broken = bytearray(good)
    broken[good.index(b"kmeans.ipynb") + 14] ^= 0xFF
    return {
        "bomb": (bomb(50 * 2**20), "more than 150 times its size"),
        "too large": (bomb(70 * 2**20), "unpacks to more than 150 times its size"),
        "many": (zipped({f"{n}.py": b"" for n in range(6000)}), "5000 are the most"),
        "nested": (zipped({"in.zip": good}), "a zip file inside the zip file"),
        "says less": (patched(good, size, struct.pack("<I", 5)), "is damaged"),
        "says more": (patched(good, size, struct.pack("<I", 2**31)), "unpacks to"),
        "twice": (doubled.replace(b"kmeanS", b"kmeans"), "is there more than once"),
        "twice on macOS": (doubled, "is there more than once"),
        "locked": (bytes(locked), "is encrypted"),
        "uncommon": (lzma.getvalue(), "is packed in an uncommon way"),
        "broken": (bytes(broken), "is damaged"),
        "cut": (good[:-30], "is not a zip file"),
        "no zip": (b"hello", "is not a zip file"),
        "empty": (b"", "is not a zip file"),
        "two names": (good.replace(b"kmeans", b"Kmeans", 1), "is damaged"),
    }


@pytest.mark.parametrize("kind", damaged_zips())
def test_damaged_zips_of_students(room: Path, kind: str):
    data, words = damaged_zips()[kind]
    done = take(room, {"eve/h.zip": data, "neighbour/kmeans.ipynb": book("good")})
    assert set(there(room)) == {"neighbour/02_kmeans/kmeans.ipynb"}
    assert words in reasons(done) and {one.student for one in done.refusals} == {"eve"}


def test_a_notebook_that_is_too_large(room: Path):
    done = take(room, {"eve/kmeans.ipynb": os.urandom(2**20) * 65, "bo/kmeans.ipynb": book()})
    assert set(there(room)) == {"bo/02_kmeans/kmeans.ipynb"}
    assert "eve||There is no notebook that can be taken" in reasons(done)
    assert "is larger than 64 MiB" in reasons(done)


def test_a_table_of_contents_that_fills_memory_is_not_read(room: Path):
    entry = b"PK\x01\x02" + bytes(42)
    table = entry * (3 * 2**20 // len(entry))
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 1, 1, len(table), 0, 0)
    done = take(room, {"eve/h.zip": table + end, "bo/kmeans.ipynb": book()})
    assert done.stored == ["bo"] and "lists more files than 5000" in reasons(done)


@pytest.mark.parametrize("data", [b"", b"no zip", zipped({"a/kmeans.ipynb": book()})[:-40]])
def test_an_archive_that_is_none(room: Path, data: bytes):
    with pytest.raises(CollectError, match=r"^'all.zip' is not a zip file\.$"):
        take(room, data)


def test_nothing_there(room: Path, tmp_path: Path):
    with pytest.raises(CollectError, match="no file or folder"):
        collect(tmp_path / "none.zip", room, "kmeans")
    with pytest.raises(CollectError, match="No unit is called 'nope'; there is tour, "):
        collect(room, room, "nope")
    with pytest.raises(CollectError, match="no class folder"):
        collect(room, tmp_path / "nowhere", "kmeans")


def test_names_from_disk_that_are_not_utf8(room: Path, tmp_path: Path):
    place = tmp_path / "in" / "ada"
    place.mkdir(parents=True)
    (place / "kmeans.ipynb").write_bytes(book())
    (place / os.fsdecode(b"\xff.py")).write_bytes(b"")
    done = collect(tmp_path / "in", room, "kmeans")
    assert done.stored == ["ada"] and "half a character" in reasons(done)
    assert refusals(room, find_unit("kmeans")) == done.refusals


def test_a_place_that_cannot_be_written(room: Path):
    (room / "submitted").write_text("a file")
    with pytest.raises(CollectError, match="could not be stored in"):
        take(room, {"ada/kmeans.ipynb": book()})


def test_a_full_disk_leaves_nothing_half(room: Path, monkeypatch):
    files = {f"s{n}/kmeans.ipynb": os.urandom(400_000) for n in range(6)}
    archive = room.parent / "all.zip"
    archive.write_bytes(zipped(files))
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    import signal

    old = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, hard))
    try:
        with pytest.raises(CollectError, match="could not be stored"):
            collect(archive, room, "kmeans")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, old)
    assert there(room) == {}
    assert len(collect(archive, room, "kmeans").stored) == 6


def test_killed_at_any_moment_and_run_again(room: Path, tmp_path: Path):
    files = {f"s{n:02}/kmeans.ipynb": os.urandom(2**19) for n in range(24)}
    archive = tmp_path / "all.zip"
    archive.write_bytes(zipped(files))
    call = (
        "import sys; from autograder.collecting.collect import collect_command as collect;"
        "collect(sys.argv[1:])"
    )
    for least in (0, 9):
        run = subprocess.Popen(
            [sys.executable, "-c", call, str(archive), "--folder", str(room), "--unit", "kmeans"],
            cwd=ROOT,
        )
        while run.poll() is None and len(list((room / "submitted").glob("s*"))) <= least:
            time.sleep(0.001)
        run.kill()
        run.wait()
        for name, data in there(room).items():
            if not name.startswith("."):
                assert data == files[name.replace("02_kmeans/", "")]
    collect(archive, room, "kmeans")
    assert there(room) == {n.replace("/", "/02_kmeans/"): data for n, data in files.items()}


def test_two_at_once(room: Path):
    (room / "grading").mkdir()
    running = pytest.raises(CollectError, match="Another collect is running")
    with FileLock(room / "grading" / ".collect.lock"), running:
        take(room, {"ada/kmeans.ipynb": book()})
    assert take(room, {"ada/kmeans.ipynb": book()}).stored == ["ada"]


def test_refusals_stay_until_the_student_came(room: Path):
    unit = find_unit("kmeans")
    take(room, {"ada/kmeans.pdf": b"", "bo/kmeans.pdf": b""}, "first.zip")
    take(room, {"ada/kmeans.ipynb": book()}, "second.zip")
    assert [one.student for one in refusals(room, unit)] == ["bo"]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.lists(
                st.one_of(
                    st.sampled_from(["..", ".", "", "con", "ada", "02_kmeans", "kmeans.ipynb",
                                     "h.zip", "A_1_assignsubmission_file_", "a_1_2_kmeans.ipynb"]),
                    st.text(max_size=8),
                ),
                min_size=1, max_size=4,
            ),
            st.sampled_from([0o100644, 0o120777, 0o040755, 0o020666]),
        ),
        max_size=6,
    )
)  # fmt: skip
def test_whatever_the_names_are_nothing_leaves(tmp_path_factory, members):
    base = tmp_path_factory.mktemp("any")
    (base / "class").mkdir()
    names = ["/".join(parts) for parts, _ in members]
    if any(not name or not name.encode("utf-8", "ignore") for name in names):
        return
    archive = base / "in.zip"
    with zipfile.ZipFile(archive, "w") as file:
        for name, (_, mode) in zip(names, members, strict=True):
            try:
                with warnings.catch_warnings(action="ignore"):  # of names that are there twice
                    file.writestr(info(name, mode=mode), book(repr(name)))
            except (UnicodeEncodeError, ValueError):
                continue
    done = collect(archive, base / "class", "kmeans")
    assert {p.name for p in base.iterdir()} == {"class", "in.zip"}
    assert {p.name for p in (base / "class").iterdir()} <= {"submitted", "grading"}
    for path in (base / "class" / "submitted").rglob("*"):
        mode = path.lstat().st_mode
        assert stat.S_ISREG(mode) or stat.S_ISDIR(mode)
    for one in done.refusals:
        assert one.reason.endswith(".") and "\n" not in one.reason


# ---------------------------------------------------------------- the command


def test_the_command(room: Path, tmp_path: Path):
    archive = tmp_path / "all.zip"
    archive.write_bytes(zipped({"ada/kmeans.ipynb": book(), "bo/x.pdf": b""}))
    (tmp_path / "class.csv").write_text("name,id\nada,al\n")
    arguments = [
        str(archive),
        "--folder",
        str(room),
        "--unit",
        "kmeans",
        "--students",
        str(tmp_path / "class.csv"),
    ]
    result = CliRunner().invoke(collect_command, arguments)
    assert result.exit_code == 0, result.output
    assert "1 stored, 0 unchanged, 0 older, 1 not taken." in result.output
    assert "Not taken: bo: There is no notebook, only 'x.pdf'." in result.output
    result = CliRunner().invoke(
        collect_command, [str(tmp_path / "no.zip"), "--folder", str(room), "--unit", "kmeans"]
    )
    assert result.exit_code == 1 and result.output.startswith("Error: There is no file")


def test_names_come_into_the_gradebook(room: Path, tmp_path: Path):
    (room / "nbgrader_config.py").write_text(
        "c = get_config()\nc.CourseDirectory.course_id = 'x'\n"
    )
    place = open_class(room)
    with path_with_alembic(), Gradebook(place.db_url, place.course_id) as book_:
        book_.add_student("Bo_Li", first_name="Bo", last_name="Lee")
    archive = tmp_path / "all.zip"
    archive.write_bytes(
        zipped(
            {
                MOODLE + "kmeans.ipynb": book(),
                "Bo Li_13_assignsubmission_file_/kmeans.ipynb": book("bo"),
                "Jan van der Berg_14_assignsubmission_file_/kmeans.ipynb": book("jan"),
            }
        )
    )
    for _ in range(2):
        done = CliRunner().invoke(
            collect_command, [str(archive), "--folder", str(room), "--unit", "kmeans"]
        )
        assert done.exit_code == 0, done.output
    with Gradebook(place.db_url, place.course_id) as book_:
        names = {s.id: (s.first_name, s.last_name) for s in book_.students}
    assert names == {
        "Ada_Lovelace": ("Ada", "Lovelace"),
        "Bo_Li": ("Bo", "Lee"),
        "Jan_van_der_Berg": ("Jan van der", "Berg"),
    }
    place.path.joinpath("gradebook.db").write_bytes(b"no database")
    done = CliRunner().invoke(
        collect_command, [str(archive), "--folder", str(room), "--unit", "kmeans"]
    )
    assert done.exit_code == 0 and "The students' names are not in the gradebook." in done.output
