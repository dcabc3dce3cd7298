"""A class graded: scores, second runs, what people give, late penalties, feedback pages."""

from __future__ import annotations

import html
import json
import os
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from autograder.class_folder import ClassFolder, open_class
from autograder.cli import main
from autograder.packs import build_references
from autograder.results import all_records, read_record
from autograder.sample import MODEL
from autograder.sandbox.limits import Limits
from autograder.unit import load_unit
from course_lib.checks.records import as_plain
from course_lib.checks.show import show_text
from tests.autograder.small_class import (
    MAX_POINTS,
    UNIT,
    cell_of,
    comments,
    copy_of,
    corpus,
    database,
    exercises,
    grade,
    graded_notebook,
    grades,
    hand_in,
    notebook,
    penalties,
    right_but,
)

TEXTS = {"think_choice_of_k": "It would take as many as there are pixels."}
PARTIAL = {
    "kmeans": "wrong_stops_on_the_error",
    "update_means": "wrong_divides_by_zero",
    "pixel_features": "wrong_square_only",
}


@pytest.fixture(scope="module")
def graded(untouched_class: ClassFolder, tmp_path_factory) -> ClassFolder:
    """Four students, graded once; read only: copy it."""
    place = copy_of(untouched_class, tmp_path_factory.mktemp("graded") / "class")
    hand_in(place, "ada", notebook(texts=TEXTS), "2025-03-01 10:00:00.000000 UTC")
    hand_in(place, "ben", notebook({}))
    partly = {name: corpus()[name, answer] for name, answer in PARTIAL.items()}
    hand_in(place, "cem", right_but(**partly))
    hand_in(place, "dee", notebook({"pixel_features": MODEL, "assign_labels": MODEL}))
    outcome = grade(place)
    assert outcome.problems == []
    assert sorted(record.student for record in outcome.graded) == ["ada", "ben", "cem", "dee"]
    return place


@pytest.fixture
def place(graded: ClassFolder, tmp_path: Path) -> ClassFolder:
    """The graded class, to change."""
    return copy_of(graded, tmp_path / "class")


def seen(place: ClassFolder) -> dict[str, bytes]:
    """Every record and graded notebook, and the gradebook's rows."""
    files = [*place.path.glob("grading/kmeans/*"), *place.path.glob("autograded/*/*/*")]
    found = {str(path.relative_to(place.path)): path.read_bytes() for path in files}
    return found | {"grades": repr((grades(place), comments(place), penalties(place))).encode()}


def names(records) -> list[str]:
    return sorted(record.student for record in records)


def test_right_answers_get_all_points_and_stubs_none(graded: ClassFolder) -> None:
    records = {record.student: record for record in all_records(graded.path, UNIT.name)}
    assert records["ada"].points == MAX_POINTS
    assert {score.status for score in records["ada"].scores} == {"passed"}
    assert records["ben"].points == 0
    assert {score.status for score in records["ben"].scores} == {"unwritten"}
    assert all(not record.needs_review and record.stored for record in records.values())


def test_a_partly_right_answer_gets_a_part(graded: ClassFolder) -> None:
    scores = {score.name: score for score in read_record(graded.path, UNIT.name, "cem").scores}
    for name, answer in PARTIAL.items():
        assert 0 < scores[name].points <= corpus()[name, answer].at_most < scores[name].max_points
        assert scores[name].status == "partial"
    rest = [score for name, score in scores.items() if name not in PARTIAL]
    assert all(score.points == score.max_points for score in rest)


def test_a_partly_done_unit_gets_points_for_what_is_done(graded: ClassFolder) -> None:
    scores = {score.name: score for score in read_record(graded.path, UNIT.name, "dee").scores}
    done = {"pixel_features", "assign_labels"}
    assert {name for name, score in scores.items() if score.status == "passed"} == done
    assert {name for name, score in scores.items() if score.points} == done


def test_gradebook_and_records_agree(graded: ClassFolder) -> None:
    book = grades(graded)
    for record in all_records(graded.path, UNIT.name):
        there = book[record.student]
        for score in record.scores:
            assert there[f"check_{score.name}"] == (score.points, None, 0)


def test_questions_for_a_person_stay_for_a_person(graded: ClassFolder) -> None:
    book, said = grades(graded), comments(graded)
    assert book["ada"]["think_choice_of_k"] == (None, None, 1)
    assert said["ada"]["think_choice_of_k"] == (None, None)
    # nothing was written: nbgrader's rule is no points, and a comment that says so
    assert book["ada"]["think_failure"] == (0.0, None, 0)
    assert said["ada"]["think_failure"] == ("No response.", None)
    assert {said["ben"][name] for name in exercises()} == {("No response.", None)}
    assert {said["ada"][name] for name in exercises()} == {(None, None)}


def test_graded_notebooks_hold_feedback_and_points(graded: ClassFolder) -> None:
    tree = graded_notebook(graded, "cem")
    for score in read_record(graded.path, UNIT.name, "cem").scores:
        (output,) = cell_of(tree, f"check_{score.name}")["outputs"]
        assert float(output["data"]["text/plain"]) == score.points
        assert score.name in output["data"]["text/html"]


def test_a_second_run_grades_nothing(place: ClassFolder) -> None:
    before = seen(place)
    for path in place.path.rglob("submitted/**/*"):
        os.utime(path, (1, 1))
    outcome = grade(place)
    assert outcome.graded == [] and len(outcome.unchanged) == 4
    assert outcome.problems == outcome.changes == outcome.kept == []
    assert seen(place) == before


def test_only_a_changed_submission_is_graded_again(place: ClassFolder) -> None:
    before = grades(place)
    hand_in(place, "ben", right_but(kmeans="def kmeans(:"))
    outcome = grade(place)
    assert names(outcome.graded) == ["ben"] and names(outcome.unchanged) == ["ada", "cem", "dee"]
    assert outcome.changes == [], "another submission is no changed score"
    after = grades(place)
    assert after.pop("ben") != before.pop("ben")
    assert after == before
    assert read_record(place.path, UNIT.name, "ben").points == MAX_POINTS - 3


def test_students_limits_a_run_to_some(place: ClassFolder) -> None:
    for student in ("ben", "dee"):
        hand_in(place, student, notebook())
    outcome = grade(place, students=["dee", "nobody"])
    assert names(outcome.graded) == ["dee"]
    assert outcome.problems == ["'nobody' has handed in nothing for 02_kmeans."]
    assert names(grade(place).graded) == ["ben"]


def test_another_limit_grades_all_again(place: ClassFolder) -> None:
    outcome = grade(place, limits=replace(Limits(), call_seconds=4.0))
    assert len(outcome.graded) == 4 and outcome.changes == outcome.kept == []


def test_a_changed_file_beside_the_notebook_counts(place: ClassFolder) -> None:
    (place.folder("submitted", "ada", UNIT) / "data.csv").write_text("1,2\n")
    assert names(grade(place).graded) == ["ada"]
    assert (place.folder("autograded", "ada", UNIT) / "data.csv").read_text() == "1,2\n"
    (place.folder("submitted", "ada", UNIT) / "data.csv").unlink()
    assert names(grade(place).graded) == ["ada"]
    assert not (place.folder("autograded", "ada", UNIT) / "data.csv").exists()


def test_points_are_not_lowered_unless_said(place: ClassFolder) -> None:
    """A pack of another seed draws a line elsewhere; here the change is forced on a record."""
    path = place.path / "grading" / UNIT.name / "cem.json"
    tree = json.loads(path.read_text())
    now = sum(score["points"] for score in tree["scores"])
    for score in tree["scores"]:
        score["points"] = score["max_points"]
    path.write_text(json.dumps(tree))
    build_references(None, seed=99, out=place.path / "references")

    outcome = grade(place)
    assert len(outcome.graded) == 4
    assert outcome.kept == [("cem", MAX_POINTS, pytest.approx(now))]
    kept = read_record(place.path, UNIT.name, "cem")
    assert kept.points == MAX_POINTS and any("are kept" in note for note in kept.notes)
    assert sum(grades(place)["cem"][f"check_{n}"][0] for n in exercises()) == MAX_POINTS
    tree = graded_notebook(place, "cem")
    assert "Points of an earlier grading are kept" in tree["cells"][0]["source"]
    data = cell_of(tree, "check_kmeans")["outputs"][-1]["data"]
    assert "3 of 3 points are kept from an earlier grading." in data["text/html"]
    assert data["text/plain"] == "3", "nbgrader reads it as the score"
    assert "are kept" not in str(cell_of(tree, "check_init_random")["outputs"])

    assert grade(place).graded == [], "kept once, it is unchanged"
    outcome = grade(place, lower=True)
    assert names(outcome.graded) == ["cem"]
    assert outcome.changes == [("cem", MAX_POINTS, pytest.approx(now))]
    assert read_record(place.path, UNIT.name, "cem").points == pytest.approx(now)


def test_the_command_lists_whose_points_change(place: ClassFolder) -> None:
    path = place.path / "grading" / UNIT.name / "ada.json"
    tree = json.loads(path.read_text())
    for score in tree["scores"]:
        score["points"] = 0.0
    path.write_text(json.dumps(tree))
    command = ["grade", "kmeans", "--folder", str(place.path), "--limit", "call_seconds=6"]
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 0, result.output
    assert "ada: 0 → 18 points" in result.stderr
    assert "4 graded, 0 unchanged" in result.stderr


def test_what_people_gave_survives(place: ClassFolder) -> None:
    from nbgrader.api import Gradebook

    with Gradebook(place.db_url, place.course_id) as book:
        thought = book.find_grade("think_choice_of_k", UNIT.name, UNIT.folder, "ada")
        thought.manual_score, thought.needs_manual_grade = 1.5, False
        other = book.find_grade("check_kmeans", UNIT.name, UNIT.folder, "cem")
        other.manual_score, other.extra_credit = 2.75, 0.25
        book.find_comment("kmeans", UNIT.name, UNIT.folder, "cem").manual_comment = "Nearly."
        book.db.commit()
    assert len(grade(place, force=True).graded) == 4
    book = grades(place)
    assert book["ada"]["think_choice_of_k"] == (None, 1.5, 1)
    assert book["cem"]["check_kmeans"][1:] == (2.75, 1)
    assert comments(place)["cem"]["kmeans"] == (None, "Nearly.")


def test_a_cell_that_the_instructor_adds_later(place: ClassFolder) -> None:
    path = place.path / "notebooks" / UNIT.notebook
    tree = json.loads(path.read_text())
    new = json.loads(json.dumps(cell_of(tree, "think_failure")))
    new["metadata"]["nbgrader"]["grade_id"] = "think_more"
    new["id"] = "think-more"
    tree["cells"].append(new)
    path.write_text(json.dumps(tree))
    before = grades(place)
    outcome = grade(place)
    assert len(outcome.graded) == 4 and all(
        read_record(place.path, UNIT.name, record.student).stored for record in outcome.graded
    )
    (problem,) = outcome.problems  # that is how nbgrader wants it; nothing is lost by it
    assert "Cannot add or remove cells" in problem
    assert grades(place) == before


LATE = """
import sys
sys.path.insert(0, {folder!r})
c.AssignLatePenalties.plugin_class = "late_by_the_day.ByTheDay"
"""
PLUGIN = """
from nbgrader.plugins import BasePlugin


class ByTheDay(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return 2 * (1 + total_seconds_late // 86400)
"""


def test_late_penalties(place: ClassFolder) -> None:
    from nbgrader.api import Gradebook

    config = place.path / "nbgrader_config.py"
    config.write_text(config.read_text() + LATE.format(folder=str(place.path)))
    (place.path / "late_by_the_day.py").write_text(PLUGIN)
    place = open_class(place.path)
    with Gradebook(place.db_url, place.course_id) as book:
        book.update_or_create_assignment(UNIT.folder, duedate="2025-03-01 09:00:00 UTC")
    hand_in(place, "cem", right_but(), "2025-03-03 09:30:00.000000 UTC")
    hand_in(place, "ben", notebook({}), "2025-03-01 09:00:01.000000 UTC")  # has nothing to lose
    outcome = grade(place)
    assert outcome.problems == []
    assert names(outcome.graded) == ["cem"], "a due date is no reason to run anything again"
    found = {student: penalty for student, _, penalty in penalties(place)}
    assert found == {"ada": 2.0, "ben": 0.0, "cem": 6.0, "dee": None}

    # the time of handing in is put right: no longer late, and nothing has to run
    folder = place.folder("submitted", "cem", UNIT)
    (folder / "timestamp.txt").write_text("2025-03-01 08:00:00.000000 UTC")
    assert grade(place).graded == []
    assert {student: penalty for student, _, penalty in penalties(place)}["cem"] is None


def test_a_gradebook_that_was_deleted_is_filled_again(place: ClassFolder) -> None:
    before = seen(place)
    database(place).unlink()
    outcome = grade(place)
    assert outcome.graded == [] and outcome.problems == []
    assert seen(place) == before


def test_a_graded_notebook_that_was_deleted_is_made_again(place: ClassFolder) -> None:
    before = seen(place)
    shutil.rmtree(place.folder("autograded", "ada", UNIT))
    assert names(grade(place).graded) == ["ada"]
    after = seen(place)
    assert before.keys() == after.keys() and before["grades"] == after["grades"]
    assert graded_notebook(place, "ada")["cells"]


def test_another_run_at_the_same_time_is_refused(place: ClassFolder) -> None:
    from filelock import FileLock

    with FileLock(place.path / "grading" / UNIT.name / ".lock"):
        result = CliRunner().invoke(main, ["grade", "kmeans", "--folder", str(place.path)])
    assert result.exit_code == 1
    assert "Another program is grading 02_kmeans" in result.output


def test_feedback_pages(place: ClassFolder) -> None:
    command = ["feedback", "kmeans", "--folder", str(place.path)]
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 0, result.output
    page = text_of((place.folder("feedback", "cem", UNIT) / "kmeans.html").read_text("utf-8"))
    for score in read_record(place.path, UNIT.name, "cem").scores:
        assert f"{score.points:g} of {score.max_points:g} points" in page
    assert "Hidden cases" in page
    unit = load_unit(UNIT.name, place.path)
    public = page_of_values(unit.public)
    seen = [value for value in page_of_values(unit.public) if value in page]
    assert len(seen) > 5, "values of public cases that failed are shown"
    hidden = {value for value in page_of_values(unit.hidden) - public if len(value) > 12}
    assert len(hidden) > 20
    assert [value for value in hidden if value in page] == []


def page_of_values(exercises: dict[str, dict]) -> set[str]:
    """How inputs and expected outputs of all cases look, a line each."""
    lines: set[str] = set()
    for record in exercises.values():
        for case in record["cases"]:
            values = [*case["inputs"].values(), case.get("expected")]
            for value in values:
                if not (value is None or isinstance(value, dict) and "$make" in value):
                    text = show_text(as_plain(value))
                    lines |= {line.strip() for line in text.splitlines() if "shape" not in line}
    return lines


def text_of(page: str) -> str:
    """A page without its tags."""
    return html.unescape(re.sub(r"<[^>]*>", "", page))
