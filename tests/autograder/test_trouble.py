"""The gradebook locked, damaged, old, gone; a full disk, a folder that cannot be written.

Each is a clear line, every result is kept, and after mending one more run stores all of them
without running a student's code again.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from autograder.class_folder import ClassFolder, NoClass, open_class
from autograder.cli import main
from autograder.grading import Outcome
from autograder.results import Record, all_records
from tests.autograder.small_class import (
    MAX_POINTS,
    UNIT,
    copy_of,
    database,
    grade,
    graded_notebook,
    grades,
    hand_in,
    notebook,
    right_but,
)

STUDENTS = {"ada": MAX_POINTS, "ben": 0.0, "cem": MAX_POINTS - 3}


@pytest.fixture
def place(untouched_class: ClassFolder, tmp_path: Path) -> ClassFolder:
    """Three students handed in."""
    place = copy_of(untouched_class, tmp_path / "class")
    fill(place)
    return place


@pytest.fixture(scope="module")
def graded_once(untouched_class: ClassFolder, tmp_path_factory) -> ClassFolder:
    """They are graded, and the gradebook was locked the whole time; read only: copy it."""
    place = copy_of(untouched_class, tmp_path_factory.mktemp("kept") / "class")
    fill(place)
    with locked(place, "IMMEDIATE"):
        outcome = grade(impatient(place))
    assert sorted(record.student for record in outcome.graded) == sorted(STUDENTS)
    assert_kept(place, outcome, "database is locked (another program is writing to it)")
    return place


@pytest.fixture
def waiting(graded_once: ClassFolder, tmp_path: Path) -> ClassFolder:
    """Results that wait for a gradebook."""
    return copy_of(graded_once, tmp_path / "class")


def fill(place: ClassFolder) -> None:
    hand_in(place, "ada", right_but())
    hand_in(place, "ben", notebook({}))
    hand_in(place, "cem", right_but(kmeans="def kmeans(:"))


def kept(place: ClassFolder) -> list[tuple]:
    """What there is of the results, with the time that grading took: another run's would differ."""
    records = all_records(place.path, UNIT.name)
    return [(record.student, record.seconds, record.scores) for record in records]


def assert_kept(place: ClassFolder, outcome: Outcome, word: str) -> None:
    """The run went on, said what is wrong in one line, and kept every result."""
    (line,) = outcome.problems
    assert word in line and "\n" not in line and "Grade again when it is mended." in line
    assert "ada, ben, cem: " in line or "ben" in line.split(":")[0]
    records = list(all_records(place.path, UNIT.name))
    assert {record.student: record.points for record in records} == STUDENTS
    assert not any(record.stored for record in records)


def assert_mended(place: ClassFolder) -> None:
    """One more run stores everything and runs nothing."""
    before = kept(place)
    outcome = grade(place)
    assert outcome.graded == [] and outcome.problems == []
    assert kept(place) == before
    assert_complete(place)


def assert_complete(place: ClassFolder) -> None:
    assert all(record.stored for record in all_records(place.path, UNIT.name))
    for student, points in STUDENTS.items():
        there = grades(place)[student]
        assert sum(g[0] or 0 for name, g in there.items() if name.startswith("check")) == points
        assert graded_notebook(place, student)["cells"]
    left = [path.name for path in place.path.rglob("*") if path.suffix in (".part",)]
    assert left == [] and list(place.path.glob("grading/*/*.draft.ipynb")) == []


def impatient(place: ClassFolder) -> ClassFolder:
    """The same class, without SQLite's five seconds of waiting for a lock."""
    return open_class(place.path, f"{place.db_url}?timeout=0.2")


@contextlib.contextmanager
def locked(place: ClassFolder, how: str) -> Iterator[None]:
    """Another program writes to the gradebook and does not come to an end."""
    link = sqlite3.connect(database(place), isolation_level=None)
    try:
        link.execute(f"BEGIN {how}")
        yield
    finally:
        link.close()


@pytest.mark.parametrize("how", ["IMMEDIATE", "EXCLUSIVE"])
def test_locked(waiting: ClassFolder, how: str) -> None:
    with locked(waiting, how):
        outcome = grade(impatient(waiting))
    assert_kept(waiting, outcome, "database is locked (another program is writing to it)")
    assert_mended(waiting)


def test_locked_for_a_while(place: ClassFolder) -> None:
    """What could not be stored at first is stored at the end of the same run."""
    lock = contextlib.ExitStack()
    lock.enter_context(locked(place, "IMMEDIATE"))
    done = []

    def tick(record: Record) -> None:
        done.append(record)
        if len(done) == len(STUDENTS):
            lock.close()

    outcome = grade(impatient(place), tick=tick)
    assert outcome.problems == []
    assert_complete(place)


def test_damaged(waiting: ClassFolder) -> None:
    whole = database(waiting).read_bytes()
    database(waiting).write_bytes(b"This is no gradebook. " * 100)
    outcome = grade(waiting)
    assert_kept(waiting, outcome, "file is not a database (it is damaged")
    database(waiting).write_bytes(whole)
    assert_mended(waiting)


def test_damaged_inside(waiting: ClassFolder) -> None:
    """The head is whole, pages are not."""
    whole = database(waiting).read_bytes()
    database(waiting).write_bytes(whole[:4096] + b"\x07" * (len(whole) - 4096))
    outcome = grade(waiting)
    assert_kept(waiting, outcome, "malformed")
    database(waiting).write_bytes(whole)
    assert_mended(waiting)


def test_cut_off(waiting: ClassFolder) -> None:
    whole = database(waiting).read_bytes()
    database(waiting).write_bytes(whole[: len(whole) // 2])
    outcome = grade(waiting)
    assert_kept(waiting, outcome, "malformed")
    database(waiting).write_bytes(whole)
    assert_mended(waiting)


def test_of_another_version(waiting: ClassFolder) -> None:
    with sqlite3.connect(database(waiting)) as link:
        (ours,) = link.execute("SELECT version_num FROM alembic_version").fetchone()
        link.execute("UPDATE alembic_version SET version_num = 'f1a2b3c4d5e6'")
    outcome = grade(waiting)
    assert_kept(waiting, outcome, "of another version of nbgrader (f1a2b3c4d5e6, this one's is")
    with sqlite3.connect(database(waiting)) as link:
        link.execute("UPDATE alembic_version SET version_num = ?", [ours])
    assert_mended(waiting)


def test_of_an_older_version(waiting: ClassFolder) -> None:
    """Before nbgrader marked its versions: a column is missing, and so is the mark."""
    whole = database(waiting).read_bytes()
    with sqlite3.connect(database(waiting)) as link:
        link.execute("DROP TABLE alembic_version")
        link.execute("ALTER TABLE grade DROP COLUMN extra_credit")
    outcome = grade(waiting)
    assert_kept(waiting, outcome, "of another version of nbgrader (unknown")
    database(waiting).write_bytes(whole)
    assert_mended(waiting)


def test_made_half_by_a_killed_run(waiting: ClassFolder) -> None:
    with sqlite3.connect(database(waiting)) as link:
        for table in ("alembic_version", "comment", "grade"):
            link.execute(f"DROP TABLE {table}")
    outcome = grade(waiting)
    assert outcome.problems == []
    assert_complete(waiting)
    with sqlite3.connect(database(waiting)) as link:
        assert link.execute("SELECT count(*) FROM alembic_version").fetchone() == (1,)


@pytest.mark.parametrize("restored", [False, True])
def test_deleted_in_the_middle(place: ClassFolder, restored: bool) -> None:
    whole = database(place).read_bytes()

    def tick(_record: Record) -> None:
        database(place).unlink(missing_ok=True)

    outcome = grade(place, jobs=1, tick=tick)
    (line,) = outcome.problems
    assert "was deleted or replaced while grading" in line
    assert {r.student: r.points for r in all_records(place.path, UNIT.name)} == STUDENTS
    if restored:
        database(place).write_bytes(whole)
    assert_mended(place)


def test_no_address(waiting: ClassFolder) -> None:
    outcome = grade(open_class(waiting.path, "sqlite:////nowhere/at/all/gradebook.db"))
    assert_kept(waiting, outcome, "unable to open database file")
    outcome = grade(open_class(waiting.path, "no address"))
    assert outcome.graded == [] and "gradebook of that address" in outcome.problems[0]
    assert_mended(waiting)


def test_a_password_is_not_shown(waiting: ClassFolder) -> None:
    outcome = grade(open_class(waiting.path, "postgresql://me:secret@127.0.0.1:1/book"))
    assert "secret" not in " ".join(outcome.problems) and outcome.problems


def test_records_that_are_damaged_are_made_again(place: ClassFolder) -> None:
    grade(place)
    (place.path / "grading" / UNIT.name / "ada.json").write_bytes(b'{"format": 1}')
    (place.path / "grading" / UNIT.name / "ben.json").write_bytes(b"")
    outcome = grade(place)
    assert sorted(record.student for record in outcome.graded) == ["ada", "ben"]
    assert_complete(place)


def test_a_damaged_draft_is_made_again(waiting: ClassFolder) -> None:
    (waiting.path / "grading" / UNIT.name / "ada.draft.ipynb").write_bytes(b'{"cells"')
    outcome = grade(waiting)
    assert [record.student for record in outcome.graded] == ["ada"]
    assert_complete(waiting)


def test_a_draft_whose_result_is_stored_is_deleted(waiting: ClassFolder) -> None:
    """A run may be killed after it marked a result as stored and before it deleted the draft."""
    folder = waiting.path / "grading" / UNIT.name
    drafts = {path: path.read_bytes() for path in folder.glob("*.draft.ipynb")}
    assert len(drafts) == len(STUDENTS)
    grade(waiting)
    for path, content in drafts.items():
        path.write_bytes(content)
    assert_mended(waiting)
    for path in drafts:  # here the notebook is not there: only the draft has it
        path.write_bytes(drafts[path])
        graded = waiting.folder("autograded", path.name.split(".")[0], UNIT)
        shutil.rmtree(graded)
    assert_mended(waiting)


# ------------------------------------------------------------------ disks


@contextlib.contextmanager
def mounted(folder: Path, *arguments: str) -> Iterator[None]:
    """Something mounted on a folder; skips where that is not allowed."""
    folder.mkdir(exist_ok=True)
    done = subprocess.run(["mount", *arguments, folder], capture_output=True, text=True)
    if done.returncode:
        pytest.skip(f"mounting is not allowed here: {done.stderr.strip()}")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


@pytest.fixture
def small_disk(untouched_class: ClassFolder, tmp_path: Path) -> Iterator[ClassFolder]:
    """A class on a disk that is soon full."""
    if shutil.which("mount") is None:
        pytest.skip("there is no mount here")
    disk = tmp_path / "disk"
    with mounted(disk, "-t", "tmpfs", "-o", "size=8m", "tmpfs"):
        place = copy_of(untouched_class, disk / "class")
        fill(place)
        yield place


@pytest.mark.parametrize("left", [4096, 120_000])
def test_a_full_disk(small_disk: ClassFolder, left: int) -> None:
    place = small_disk
    stone = place.path.parent / "stone"
    with open(stone, "wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(bytes(1 << 16))
    os.truncate(stone, max(0, stone.stat().st_size - left))
    outcome = grade(place)
    assert len(outcome.graded) == 3, "the run went on"
    assert outcome.problems and all("\n" not in line for line in outcome.problems)
    assert any("No space left" in line or "full" in line for line in outcome.problems)
    for record in all_records(place.path, UNIT.name):
        assert record.points == STUDENTS[record.student]
    before = {record.student: record for record in all_records(place.path, UNIT.name)}

    stone.unlink()
    outcome = grade(place)
    assert outcome.problems == []
    assert {r.student for r in outcome.graded} == STUDENTS.keys() - before.keys()
    for record in all_records(place.path, UNIT.name):
        if record.student in before:
            assert record.seconds == before[record.student].seconds, "it was not run again"
    assert_complete(place)


def test_a_folder_that_cannot_be_written(place: ClassFolder, tmp_path: Path) -> None:
    with mounted(place.path, "--bind", str(place.path)):
        options = ["mount", "-o", "remount,ro,bind", place.path]
        if subprocess.run(options, capture_output=True).returncode:
            pytest.skip("a read-only mount is not allowed here")
        with pytest.raises(NoClass, match=r"cannot be written.*Read-only file system"):
            grade(place)
        result = CliRunner().invoke(main, ["grade", "kmeans", "--folder", str(place.path)])
        assert result.exit_code == 1 and "no result could be kept" in result.output
        assert result.exception is None or isinstance(result.exception, SystemExit)
    assert sorted(r.student for r in grade(place).graded) == sorted(STUDENTS)
    assert_complete(place)


def test_only_the_graded_folder_cannot_be_written(waiting: ClassFolder) -> None:
    folder = waiting.path / "autograded"
    folder.mkdir(exist_ok=True)
    with mounted(folder, "--bind", str(folder)):
        options = ["mount", "-o", "remount,ro,bind", folder]
        if subprocess.run(options, capture_output=True).returncode:
            pytest.skip("a read-only mount is not allowed here")
        outcome = grade(waiting)
    assert outcome.problems and all("Read-only file system" in p for p in outcome.problems)
    assert_mended(waiting)
