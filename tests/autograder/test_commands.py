"""What an instructor types, and what it says where something is in the way."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from nbgrader.api import Gradebook

from autograder import class_folder
from autograder.class_folder import ROOT, ClassFolder
from autograder.cli import main
from tests.autograder.small_class import UNIT, copy_of, grade, hand_in, notebook


@pytest.fixture(scope="module")
def graded(untouched_class: ClassFolder, tmp_path_factory) -> ClassFolder:
    """Two students, graded once, with their feedback pages; read only: copy it."""
    place = copy_of(untouched_class, tmp_path_factory.mktemp("graded") / "class")
    for student in ("ada", "zoë"):
        hand_in(place, student, notebook())
    assert grade(place).problems == []
    assert "2 pages made, 0 were up to date" in feedback(place).output
    return place


def feedback(place: ClassFolder, *more: str) -> Result:
    return CliRunner().invoke(main, ["feedback", *more, "--folder", str(place.path)])


def page(place: ClassFolder, student: str) -> Path:
    return place.folder("feedback", student, UNIT) / "kmeans.html"


def test_feedback_shows_what_was_graded_by_hand_since(graded: ClassFolder, tmp_path: Path) -> None:
    place = copy_of(graded, tmp_path / "class")
    # copies keep their times, so the pages are as new as they were
    assert "0 pages made, 2 were up to date" in feedback(place, "kmeans").output
    with Gradebook(place.db_url, place.course_id) as book:
        found = book.find_comment("think_failure", UNIT.name, UNIT.folder, "ada")
        found.manual_comment = "Think of shadows, too."
        book.db.commit()
    assert "Think of shadows" not in page(place, "ada").read_text("utf-8")
    result = feedback(place, "kmeans")
    assert result.exit_code == 0 and "2 pages made" in result.output
    assert "Think of shadows" in page(place, "ada").read_text("utf-8")
    assert "0 pages made, 2 were up to date" in feedback(place, "kmeans").output
    assert "2 pages made" in feedback(place, "kmeans", "--force").output


def test_feedback_of_somebody_who_is_not_there(graded: ClassFolder) -> None:
    result = feedback(graded, "kmeans", "--students", "ada,nobody")
    assert result.exit_code == 1
    assert "'nobody' has nothing graded in 02_kmeans." in result.output
    assert "0 pages made, 1 were up to date" in result.output


def test_feedback_passes_over_a_unit_that_is_not_graded_yet(
    graded: ClassFolder, tmp_path: Path
) -> None:
    place = copy_of(graded, tmp_path / "class")
    (place.path / "submitted" / "ada" / "00_tour").mkdir()
    shutil.rmtree(place.path / "feedback")
    result = feedback(place)
    assert result.exit_code == 0 and "2 pages made" in result.output
    result = feedback(place, "tour")
    assert result.exit_code == 1 and "Nothing is graded yet in 00_tour." in result.output


def test_students_are_looked_for_where_they_handed_in(graded: ClassFolder, tmp_path: Path) -> None:
    place = copy_of(graded, tmp_path / "class")
    hand_in(place, "only_here", notebook())
    (place.path / "submitted" / "ada" / "00_tour").mkdir()
    command = ["grade", "--folder", str(place.path), "--students"]
    result = CliRunner().invoke(main, [*command, "only_here"])
    assert result.exit_code == 0 and "1 graded" in result.output and "tour" not in result.output
    result = CliRunner().invoke(main, [*command, "nobody"])
    assert result.exit_code == 1 and "'nobody' has handed in nothing" in result.output


@pytest.mark.parametrize("there", [True, False])
def test_a_class_that_could_not_be_made_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: bool
) -> None:
    folder = tmp_path / "class"
    if there:
        folder.mkdir()

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(class_folder, "build_references", full)
    result = CliRunner().invoke(main, ["new-class", str(folder)])
    assert result.exit_code == 1
    assert f"{folder} could not be made: No space left on device." in result.output
    assert list(folder.iterdir()) == []


def test_a_report_that_cannot_be_written(graded: ClassFolder, tmp_path: Path) -> None:
    out = tmp_path / "file" / "report.html"
    out.parent.write_text("no folder")
    command = ["report", "kmeans", "--folder", str(graded.path), "--out", str(out)]
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 1 and f"{out} could not be written: " in result.output
    assert "Errno" not in result.output and ".part" not in result.output


def test_feedback_that_cannot_be_written_says_why(graded: ClassFolder, tmp_path: Path) -> None:
    place = copy_of(graded, tmp_path / "class")
    shutil.rmtree(place.path / "feedback")
    (place.path / "feedback").write_text("no folder")
    result = feedback(place, "kmeans", "--students", "ada")
    assert result.exit_code == 1 and "0 pages made" in result.output
    assert "'ada': the page could not be made: " in result.output
    assert "Not a directory" in result.output


def test_a_demo_without_a_sandbox_makes_no_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    result = CliRunner().invoke(main, ["demo", str(tmp_path / "demo"), "--no-browser"])
    assert result.exit_code == 1 and "bubblewrap" in result.output
    assert not (tmp_path / "demo").exists()


def explain(place: ClassFolder, out: int | None = None, **environment: str) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "autograder", "explain", "zoë", "kmeans", "--folder", place.path],
        cwd=ROOT, stdout=out or subprocess.PIPE, stderr=subprocess.PIPE,
        env={**os.environ, **environment},
    )  # fmt: skip
    return done.returncode, (done.stdout or b"").decode("ascii"), done.stderr.decode()


def test_a_terminal_that_knows_no_umlaut(graded: ClassFolder) -> None:
    code, said, errors = explain(graded, LC_ALL="C", PYTHONIOENCODING="ascii")
    assert (code, errors) == (0, "")
    assert said.startswith("zo\\xeb, 02_kmeans:")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device here")
def test_a_full_disk_behind_the_output(graded: ClassFolder) -> None:
    with open("/dev/full", "wb") as full:
        code, _, errors = explain(graded, full.fileno())
    assert code == 1 and "No space left" in errors and "Traceback" not in errors
