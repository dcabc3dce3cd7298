"""What Moodle, Canvas and course hand-in send: files, times, names."""

from __future__ import annotations

import json
import os
import struct
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from nbgrader.coursedir import CourseDirectory

from autograder.collecting.collect import collect
from autograder.collecting.lms import read_students
from tests.autograder.collecting.parcels import (
    JUNE,
    MAY,
    MOODLE,
    book,
    info,
    reasons,
    take,
    there,
    zipped,
)

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
