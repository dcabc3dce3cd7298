"""Hostile and damaged archives, full disks, kills."""

from __future__ import annotations

import io
import os
import stat
import struct
import subprocess
import sys
import time
import warnings
import zipfile
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autograder.collecting.collect import CollectError, collect
from autograder.collecting.submitted import refusals
from course_lib.units import find_unit
from tests.autograder.collecting.parcels import (
    book,
    info,
    reasons,
    take,
    there,
    zipped,
)
from tests.autograder.small_project import ROOT

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
    with pytest.raises(CollectError, match=r"^'all.zip' is not a zip file, or is only a part"):
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
    (room / "nbgrader_config.py").write_text("c = get_config()\n")
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
