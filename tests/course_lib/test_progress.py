"""Progress is kept through crashes and damage."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from course_lib import progress
from course_lib.checks.pack import public_paths, read_pack
from course_lib.progress_table import ProgressTable

ROOT = Path(__file__).resolve().parents[2]
NAME = "kmeans.assign_labels"


@pytest.fixture
def student(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A student's folder; the working directory is a unit's folder in it."""
    (tmp_path / ".course.json").write_text('{"files": {}}')
    (tmp_path / "02_kmeans").mkdir()
    monkeypatch.chdir(tmp_path / "02_kmeans")
    return tmp_path


def test_the_best_points_stay(student: Path) -> None:
    assert progress.load() == {}
    assert progress.record(NAME, 1, 2, False) is None
    assert progress.record(NAME, 2, 2, True) is None
    assert progress.record(NAME, 0, 2, False) is None
    entry = progress.load()[NAME]
    assert (entry["points"], entry["max_points"], entry["passed"], entry["tries"]) == (
        2,
        2,
        True,
        3,
    )
    assert json.loads((student / "progress.json").read_text())["exercises"][NAME] == entry


def test_points_never_exceed_what_an_exercise_is_worth_now(student: Path) -> None:
    progress.record(NAME, 3, 3, True)
    progress.record(NAME, 0, 2, False)
    assert progress.load()[NAME]["points"] == 2


def test_nothing_happens_outside_a_students_copy(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert progress.record(NAME, 1, 2, False) is None
    assert progress.load() == {}
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "error", "says"),
    [
        ((3, 1, 2, True), TypeError, "exercise must be text"),
        (("kmeans", 1, 2, True), ValueError, "exercise must be 'unit.name', got 'kmeans'"),
        ((NAME, "1", 2, True), TypeError, "points must be a number, got str"),
        ((NAME, True, 2, True), TypeError, "points must be a number, got bool"),
        ((NAME, float("nan"), 2, True), ValueError, "points must be 0 or more and finite"),
        ((NAME, -1, 2, True), ValueError, "points must be 0 or more"),
        ((NAME, 3, 2, True), ValueError, "points must be at most max_points = 2, got 3"),
        ((NAME, 1, float("inf"), True), ValueError, "max_points must be"),
        ((NAME, 1, 2, 1), TypeError, "passed must be True or False, got int"),
    ],
)
def test_bad_arguments(student: Path, arguments, error, says) -> None:
    with pytest.raises(error, match=says):
        progress.record(*arguments)


@pytest.mark.parametrize(
    "damage",
    [
        b"", b"{", b"\xff\xfe\x00", b"[]", b"3", b"null", b'{"format": 1}', b"[" * 100_000,
        b'{"exercises": []}', b'{"exercises": {"kmeans.a": 3}}',
    ],
)  # fmt: skip
def test_a_damaged_file_is_set_aside_and_said(student: Path, damage: bytes) -> None:
    (student / "progress.json").write_bytes(damage)
    sentence = progress.record(NAME, 1, 2, False)
    assert sentence and "was damaged and is set aside as progress.damaged-" in sentence
    assert [path.read_bytes() for path in student.glob("progress.damaged-*")] == [damage]
    assert list(progress.load()) == [NAME]
    assert progress.record(NAME, 1, 2, False) is None


def test_what_can_be_read_of_a_damaged_file_is_kept(student: Path) -> None:
    progress.record(NAME, 2, 2, True)
    tree = json.loads((student / "progress.json").read_text())
    tree["exercises"]["kmeans.kmeans"] = {"points": "many"}
    (student / "progress.json").write_text(json.dumps(tree))
    assert "1 results in it could be read" in (progress.record("kmeans.a", 0, 1, False) or "")
    assert progress.load()[NAME]["passed"]


def test_a_folder_that_cannot_be_written_is_a_sentence(student: Path) -> None:
    (student / "progress.json").mkdir()
    sentence = progress.record(NAME, 1, 2, False)
    assert sentence and sentence.startswith("Your progress was not kept: ")


def test_a_file_that_another_program_holds_is_a_sentence(student: Path, monkeypatch) -> None:
    from filelock import FileLock

    monkeypatch.setattr(progress, "LOCK_SECONDS", 0.1)
    code = "import sys, time; from filelock import FileLock\n"
    code += "with FileLock(sys.argv[1]): print(flush=True); time.sleep(60)"
    lock = str(student / ".progress.lock")
    assert FileLock
    holder = subprocess.Popen([sys.executable, "-c", code, lock], stdout=subprocess.PIPE)
    try:
        holder.stdout.readline()
        sentence = progress.record(NAME, 1, 2, False)
    finally:
        holder.kill()
        holder.wait()
        holder.stdout.close()
    assert sentence and "another program has held" in sentence
    assert progress.record(NAME, 1, 2, False) is None  # the lock died with its process


WRITER = """
import sys
from course_lib import progress
print(flush=True)
number = int(sys.argv[1])
while True:
    number += 1
    assert progress.record(f"kmeans.e{number % 400}", 1, 1, True) is None
"""


def test_killed_in_the_middle_of_writing_nothing_is_lost(student: Path) -> None:
    for number in range(300):  # a file large enough that writing it takes a while
        progress.record(f"kmeans.e{number}", 1, 1, True)
    before = set(progress.load())
    for round_ in range(6):
        process = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(round_ * 50)],
            cwd=student / "02_kmeans", stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        process.stdout.readline()
        time.sleep(0.05 + 0.013 * round_)
        process.kill()  # SIGKILL: nothing is tidied up
        process.wait()
        process.stdout.close()
        tree = json.loads((student / "progress.json").read_text())
        assert set(tree["exercises"]) >= before
    assert not list(student.glob("progress.damaged-*"))
    assert progress.record(NAME, 1, 2, False) is None


def test_two_notebooks_at_once(student: Path) -> None:
    code = "import sys\nfrom course_lib import progress\n"
    code += (
        "for n in range(20): assert progress.record(f'kmeans.{sys.argv[1]}{n}', 1, 1, True) is None"
    )
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", code, letter],
            cwd=student, env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        for letter in "ab"
    ]  # fmt: skip
    assert [process.wait() for process in processes] == [0, 0]
    assert len(progress.load()) == 40


def test_the_table_names_every_exercise_and_can_be_read_aloud(student: Path) -> None:
    progress.record(NAME, 2, 2, True)
    progress.record("kmeans.kmeans", 1, 3, False)
    table = progress.show()
    assert isinstance(table, ProgressTable)
    states = {row.exercise: row.state for row in table.rows}
    count = sum(len(read_pack(path).exercises) for path in public_paths())
    assert len(states) == count > 10
    assert states["assign_labels"] == "passed" and states["kmeans"] == "in work"
    assert states["segment_image"] == "not started"
    html = table._repr_html_()
    assert html.count('scope="row"') == count and html.count('scope="col"') == 5
    assert "<caption" in html and f"1 of {count} exercises passed, 3 points" in html
    assert "assign_labels" in repr(table) and "2/2" in repr(table)


def test_the_table_says_that_a_file_was_damaged(student: Path) -> None:
    (student / "progress.json").write_text("{")
    assert "set aside" in progress.show()._repr_html_()


def test_the_table_without_a_pack_shows_what_is_known(student: Path) -> None:
    progress.record(NAME, 2, 2, True)
    (student / "assets" / "references" / "public").mkdir(parents=True)
    table = progress.show()
    assert [row.exercise for row in table.rows] == ["assign_labels"]
    assert "kmeans.npz is missing" in table.note
