"""The class's grades as CSV, from a real gradebook of nbgrader."""

from __future__ import annotations

import csv
import os
import shutil
import sqlite3
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from nbgrader.api import Gradebook

from autograder.collecting.lms import Sent
from autograder.collecting.submitted import Ledger, place
from autograder.export import ExportError, export, export_command
from autograder.grade_tables import guard, number
from autograder.results import ExerciseScore, Record, write_record
from course_lib.units import find_unit

UNIT = find_unit("kmeans")
EVIL = "=cmd|' /C calc'!A0"


def grade(book: Gradebook, student: str, cell: str, **values) -> None:
    found = book.find_grade(cell, "kmeans", UNIT.folder, student)
    for name, value in values.items():
        setattr(found, name, value)
    book.db.commit()


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """A class of four: all sorts of points, a hostile name, one open, one without anything."""
    folder = tmp_path_factory.mktemp("class")
    path = os.environ["PATH"]  # a new gradebook calls alembic from PATH
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{path}"
    try:
        fill(folder)
    finally:
        os.environ["PATH"] = path
    return folder


def fill(folder: Path) -> None:
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}", "a-course") as book:
        book.add_assignment(UNIT.folder, duedate="2026-06-01 00:00:00 UTC")
        book.add_notebook("kmeans", UNIT.folder)
        for name, points in (("check_assign_labels", 2), ("check_update_means", 3)):
            book.add_grade_cell(name, "kmeans", UNIT.folder, max_score=points, cell_type="code")
        book.add_grade_cell("think", "kmeans", UNIT.folder, max_score=2, cell_type="markdown")
        book.add_student("zoe", first_name="Zoë", last_name="Žižek, Dr.", email="zoe@example.org")
        book.add_student("ada", first_name="Ada", last_name="Lovelace", email="ada@example.org")
        book.add_student("eve", first_name=EVIL, last_name="+1+1", email="\t@SUM(A1)")
        book.add_student("nobody")
        for student in ("zoe", "ada", "eve"):
            book.add_submission(UNIT.folder, student, timestamp="2026-06-01 01:00:00 UTC")
        for student in ("zoe", "ada", "eve"):
            for cell in ("check_assign_labels", "check_update_means"):
                grade(book, student, cell, auto_score=2.0, needs_manual_grade=False)
        grade(book, "ada", "think", manual_score=1.5, extra_credit=0.25, needs_manual_grade=False)
        grade(book, "eve", "think", manual_score=0.0, needs_manual_grade=False)
        late = book.find_submission_notebook("kmeans", UNIT.folder, "ada")
        late.late_submission_penalty = 1.0
        late = book.find_submission_notebook("kmeans", UNIT.folder, "eve")
        late.late_submission_penalty = 9.0
        book.db.commit()
        book.grant_extension(UNIT.folder, "zoe", hours=2)
        book.add_assignment("01_gestalt")
        book.add_notebook("gestalt", "01_gestalt")  # another unit's points do not count here
        book.add_grade_cell("x", "gestalt", "01_gestalt", max_score=50, cell_type="code")
        book.add_submission("01_gestalt", "ada")
        other = book.find_grade("x", "gestalt", "01_gestalt", "ada")
        other.auto_score = 50.0
        book.db.commit()
    for student, review in (("ada", ""), ("eve", '=HYPERLINK("http://evil")')):
        scores = (
            ExerciseScore("assign_labels", 2.0, 2.0, status="passed"),
            ExerciseScore("update_means", 2.0, 3.0, status="partial", review=review),
        )
        notes = (f"{EVIL}\nsecond line",) if review else ()
        write_record(
            folder, Record(student, "kmeans", "d", scores=scores, notes=notes, review=review)
        )
    ledger = Ledger(folder, UNIT, "all.zip")
    now = datetime(2026, 6, 1, tzinfo=UTC)
    for student, sent in (("ada", Sent("moodle", "Ada Lovelace", "1234567")),
                          ("zoe", Sent("canvas", "zizekzoe", "815"))):  # fmt: skip
        staged = folder / "staged"
        staged.mkdir()
        (staged / "kmeans.ipynb").write_text("{}")
        place(ledger, student, staged, sent, now, None)
    ledger.write(set())


def table(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, strict=True))


def test_full(made: Path, tmp_path: Path):
    done = export(made, "kmeans", "full", tmp_path / "all.csv")
    head, *rows = table(done.path)
    people = {row[0]: dict(zip(head, row, strict=True)) for row in rows}
    assert [row[0] for row in rows] == ["ada", "eve", "nobody", "zoe"] and done.students == 4
    ada = people["ada"]
    assert ada["handed in (UTC)"] == "2026-06-01 01:00:00" and ada["seconds late"] == "3600"
    assert (ada["score"], ada["late penalty"], ada["total"]) == ("5.75", "1", "4.75")
    assert (ada["maximum"], ada["points by people"], ada["extra credit"]) == ("7", "1.5", "0.25")
    assert ada["assign_labels points"] == "2" and ada["update_means status"] == "partial"
    assert people["eve"]["total"] == "0"
    with Gradebook(f"sqlite:///{made / 'gradebook.db'}", "a-course") as book:  # nbgrader's own word
        for student in ("ada", "eve", "zoe"):
            sent = book.find_submission(UNIT.folder, student)
            row = people[student]
            assert (float(row["score"]), float(row["late penalty"])) == (
                sent.score,
                sent.late_submission_penalty,
            )
            assert float(row["seconds late"]) == sent.total_seconds_late
            assert bool(row["needs manual grading"]) == sent.needs_manual_grade
            assert float(row["maximum"]) == sent.max_score
    assert (
        people["zoe"]["needs manual grading"] == "yes"
        and people["zoe"]["last name"] == "Žižek, Dr."
    )
    assert people["nobody"]["score"] == "" == people["nobody"]["total"]
    assert set(done.lines) == {
        "1 still wait for manual grading; their totals are not final.",
        "1 handed in nothing; their grade is empty.",
    }


@pytest.mark.parametrize("kind", ["full", "moodle", "canvas"])
def test_no_cell_is_a_formula(made: Path, tmp_path: Path, kind: str):
    done = export(made, "kmeans", kind, tmp_path / "x.csv", column="=1+1")
    cells = [cell for row in table(done.path) for cell in row]
    assert any(cell.startswith("'=") for cell in cells)
    for cell in cells:
        assert cell == "-" or not cell.lstrip().startswith(("=", "+", "-", "@", "\t", "\r"))
        assert "\n" not in cell and "\r" not in cell


def test_moodle(made: Path, tmp_path: Path):
    done = export(made, "kmeans", "moodle", tmp_path / "m.csv", scale=100)
    head, *rows = table(done.path)
    assert head == ["Identifier", "Full name", "ID number", "Email address", "Grade",
                    "Maximum grade", "Last modified (grade)"]  # fmt: skip
    assert rows[0] == ["Participant 1234567", "Ada Lovelace", "ada", "ada@example.org", "67.86",
                       "100", "-"]  # fmt: skip
    assert rows[2] == ["", "", "nobody", "", "", "100", "-"]
    assert "3 did not come through `autograder collect` from Moodle" in "".join(done.lines)


def test_canvas(made: Path, tmp_path: Path):
    done = export(made, "kmeans", "canvas", tmp_path / "c.csv", column="k-means (4711)")
    head, points, *rows = table(done.path)
    assert head == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "k-means (4711)"]
    assert points == ["    Points Possible", "", "", "", "", "7"]
    assert rows[3] == ["Žižek, Dr., Zoë", "815", "", "zoe", "", "4"]
    assert rows[0] == ["Lovelace, Ada", "", "", "ada", "", "4.75"]


@pytest.mark.parametrize("kind", ["full", "moodle", "canvas"])
def test_the_same_gradebook_gives_the_same_bytes(made: Path, tmp_path: Path, kind: str):
    before = (made / "gradebook.db").read_bytes()
    first = export(made, "kmeans", kind, tmp_path / "1.csv").path.read_bytes()
    second = export(made, "02_kmeans", kind, tmp_path / "2.csv").path.read_bytes()
    assert first == second and not first.startswith(b"\xef\xbb\xbf")
    assert (made / "gradebook.db").read_bytes() == before


def test_order_does_not_depend_on_the_gradebook(made: Path, tmp_path: Path):
    """A gradebook with its rows in another order gives the same file."""
    other = tmp_path / "class"
    other.mkdir()
    with sqlite3.connect(made / "gradebook.db") as old:
        script = list(old.iterdump())
    inserts = [line for line in script if line.startswith("INSERT")]
    rest = [line for line in script if not line.startswith("INSERT") and line != "COMMIT;"]
    with sqlite3.connect(other / "gradebook.db") as new:
        new.executescript("\n".join([*rest, *reversed(inserts), "COMMIT;"]))
    shutil.copytree(made / "grading", other / "grading")
    for kind in ("full", "moodle", "canvas"):
        one, two = tmp_path / "1.csv", tmp_path / "2.csv"
        export(made, "kmeans", kind, one)
        export(other, "kmeans", kind, two)
        assert one.read_bytes() == two.read_bytes()


@given(st.text())
def test_guard(text: str):
    made = guard(text)
    assert not made.lstrip().startswith(tuple("=+-@\t\r\n")) and "\n" not in made
    assert made.encode("utf-8", "strict") is not None


@pytest.mark.parametrize("lead", list("=+-@\t\r\n＝＋－＠"))
def test_guard_adds_an_apostrophe(lead: str):
    assert guard(f"{lead}1").startswith("'") and guard(f" {lead}1").startswith("'")


@given(st.floats(-1e6, 1e6))
def test_numbers_stay_numbers(value: float):
    assert abs(float(number(value)) - value) <= 0.5001e-4 and "e" not in number(value)


# ---------------------------------------------------------------- bad input


def test_no_gradebook_is_made(tmp_path: Path):
    with pytest.raises(ExportError, match=r"There is no gradebook .*: grade something first\."):
        export(tmp_path, "kmeans", "full", tmp_path / "x.csv")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "data", [b"", b"not a database" * 100, b"SQLite format 3\x00" + bytes(200)]
)
def test_a_damaged_gradebook(tmp_path: Path, data: bytes):
    (tmp_path / "gradebook.db").write_bytes(data)
    with pytest.raises(ExportError, match=r"gradebook.*\.$"):
        export(tmp_path, "kmeans", "full", tmp_path / "x.csv")
    assert (tmp_path / "gradebook.db").read_bytes() == data and not (tmp_path / "x.csv").exists()


def test_a_gradebook_of_another_version(made: Path, tmp_path: Path):
    copy = tmp_path / "gradebook.db"
    copy.write_bytes((made / "gradebook.db").read_bytes())
    with sqlite3.connect(copy) as link:
        link.execute("ALTER TABLE student DROP COLUMN email")
    with pytest.raises(ExportError, match="cannot be read: no such column"):
        export(tmp_path, "kmeans", "full", tmp_path / "x.csv")


def test_a_locked_gradebook(made: Path, tmp_path: Path):
    copy = tmp_path / "gradebook.db"
    copy.write_bytes((made / "gradebook.db").read_bytes())
    link = sqlite3.connect(copy)
    link.execute("BEGIN EXCLUSIVE")
    try:
        with pytest.raises(ExportError, match="database is locked"):
            export(tmp_path, "kmeans", "full", tmp_path / "x.csv")
    finally:
        link.close()


def test_other_bad_input(made: Path, tmp_path: Path):
    for unit, words in (("nope", "No unit is called 'nope'"), ("tour", "knows no 00_tour")):
        with pytest.raises(ExportError, match=words):
            export(made, unit, "full", tmp_path / "x.csv")
    with pytest.raises(ExportError, match="no kind 'xml'"):
        export(made, "kmeans", "xml", tmp_path / "x.csv")
    for url in ("nonsense", "oracle9://me:secret@x"):
        with pytest.raises(ExportError, match="address is not understood") as caught:
            export(made, "kmeans", "full", tmp_path / "x.csv", db=url)
        assert "secret" not in str(caught.value)
    (tmp_path / "file").write_text("")
    with pytest.raises(ExportError, match="could not be written"):
        export(made, "kmeans", "full", tmp_path / "file" / "x.csv")


def test_the_command(made: Path, tmp_path: Path):
    out = tmp_path / "k.csv"
    url = f"sqlite:///{made / 'gradebook.db'}"
    arguments = ["kmeans", "--folder", str(tmp_path), "--db", url, "--out", str(out)]
    result = CliRunner().invoke(export_command, [*arguments, "--kind", "canvas"])
    assert result.exit_code == 1 and "is no class's folder" in result.output
    config = tmp_path / "nbgrader_config.py"
    config.write_text("c = get_config()\n")
    result = CliRunner().invoke(export_command, [*arguments, "--kind", "canvas"])
    assert result.exit_code == 0 and f"4 students: {out}" in result.output
    result = CliRunner().invoke(export_command, ["kmeans", "--folder", str(tmp_path)])
    assert result.exit_code == 1 and result.output.startswith("Error: There is no gradebook")
    config.write_text(f"c = get_config()\nc.CourseDirectory.db_url = {url!r}\n")
    result = CliRunner().invoke(
        export_command, ["kmeans", "--folder", str(tmp_path), "--out", str(out)]
    )
    assert result.exit_code == 0 and f"4 students: {out}" in result.output, "as it is configured"
