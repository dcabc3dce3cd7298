"""Every right answer of the corpus gets full marks and every wrong one less, on all cases."""

from __future__ import annotations

import math
from collections import Counter

import pytest
from click.testing import CliRunner

from autograder.answers import read_answers
from autograder.rates import command, judge_answer, model_namespace, rates
from autograder.unit import load_unit
from tests.answers import FOLDER, load

ANSWERS = load("kmeans")
UNIT = load_unit("kmeans")


@pytest.fixture(scope="module")
def namespace():
    return model_namespace(UNIT)


def mark(answer):
    return f"{answer.exercise}/{'right' if answer.right else 'wrong'}_{answer.name}"


@pytest.fixture(autouse=True)
def no_window(monkeypatch):
    monkeypatch.setenv("MPLBACKEND", "agg")


@pytest.mark.parametrize("answer", [a for a in ANSWERS if a.right], ids=mark)
def test_right_answers_get_full_marks(answer, namespace):
    judged = judge_answer(answer, UNIT.merged[answer.exercise], namespace)
    assert judged.full, judged.reason


@pytest.mark.parametrize("answer", [a for a in ANSWERS if not a.right], ids=mark)
def test_wrong_answers_get_less(answer, namespace):
    judged = judge_answer(answer, UNIT.merged[answer.exercise], namespace, seconds=1.0)
    assert judged.points < judged.max_points
    assert judged.points <= answer.at_most, judged.reason


def test_answers_are_judged_by_themselves(namespace):
    before = dict(namespace)
    judge_answer(ANSWERS[0], UNIT.merged[ANSWERS[0].exercise], namespace)
    assert namespace == before


def test_there_are_enough_answers_to_every_exercise():
    counts = Counter((answer.exercise, answer.right) for answer in ANSWERS)
    for name, record in UNIT.public.items():
        assert counts[name, True] >= 3 and counts[name, False] >= 4, name
        bounds = [a.at_most for a in ANSWERS if a.exercise == name and not a.right]
        assert max(bounds) < record["points"], name
    assert {exercise for exercise, _ in counts} == set(UNIT.public)


def test_some_wrong_answers_pass_every_public_case(namespace):
    """The hidden cases are there for these."""
    passed = {
        mark(answer)
        for answer in ANSWERS
        if not answer.right
        and judge_answer(answer, UNIT.public[answer.exercise], namespace, seconds=1.0).full
    }
    assert {
        "assign_labels/wrong_reads_the_public_pack",
        "assign_labels/wrong_infinity_is_100000",
        "feature_distance/wrong_known_answers",
        "init_uniform/wrong_table_of_k",
        "kmeans/wrong_default_of_ten",
        "pixel_features/wrong_assumes_landscape",
        "pixel_features/wrong_table_of_shapes",
        "segment_image/wrong_reads_the_public_pack",
        "update_means/wrong_reads_the_public_pack",
        "within_cluster_error/wrong_known_answers",
    } <= passed


def write(folder, name, text):
    path = folder / "kmeans" / "feature_distance" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


RIGHT = "# By the book.\ndef feature_distance(fi, fj):\n    return ((fi - fj) ** 2).sum() ** 0.5\n"


def test_a_file_becomes_an_answer(tmp_path):
    write(tmp_path, "right_helper.py", "# Two cells.\nx = 1\n\n# %%\n" + RIGHT)
    write(
        tmp_path, "wrong_zero.py", "# Lazy.\n# at most: 0.5\ndef feature_distance(fi, fj):\n    0\n"
    )
    right, wrong = read_answers(tmp_path, "02_kmeans")
    assert (right.unit, right.exercise, right.name) == ("kmeans", "feature_distance", "helper")
    assert right.right and right.at_most == math.inf and right.thought == "Two cells."
    assert right.cells[0] == "# Two cells.\nx = 1" and right.source == RIGHT.strip()
    assert not wrong.right and wrong.at_most == 0.5 and len(wrong.cells) == 1


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("good_one.py", RIGHT, "must be called"),
        ("right_.py", RIGHT, "must be called"),
        ("right_one.py", RIGHT.partition("\n")[2], "must begin with a comment"),
        ("right_one.py", "# Sure.\n# at most: 1\n", "no 'at most' line"),
    ],
)
def test_files_that_do_not_fit_are_said(tmp_path, name, text, sentence):
    write(tmp_path, name, text)
    with pytest.raises(ValueError, match=sentence):
        read_answers(tmp_path, "kmeans")


def test_no_answers_are_said(tmp_path):
    with pytest.raises(ValueError, match="holds no answers"):
        read_answers(tmp_path, "kmeans")
    write(tmp_path, "right_one.py", RIGHT)
    (tmp_path / "kmeans" / "feature_distance").rename(tmp_path / "kmeans" / "distance")
    with pytest.raises(ValueError, match="no exercise distance"):
        rates("kmeans", read_answers(tmp_path, "kmeans"))


def test_answers_judged_wrongly_are_counted_and_said(tmp_path):
    write(tmp_path, "right_one.py", RIGHT)
    write(tmp_path, "right_but_not.py", "# Sure.\n" + RIGHT.replace("0.5", "0.4"))
    write(tmp_path, "wrong_but_right.py", "# Unsure.\n" + RIGHT)
    write(tmp_path, "wrong_broken.py", "# In a hurry.\ndef feature_distance(:\n")
    write(tmp_path, "wrong_name.py", "# Renamed.\ndef distance(fi, fj):\n    return 0\n")
    done = CliRunner().invoke(command, ["kmeans", "--answers", str(tmp_path), "--markdown"])
    assert done.exit_code == 1
    assert "| `feature_distance` | 1/2 | 2/3 | 8/8 | 8/8 |" in done.output
    assert "The right answer but_not gets 0 of 1: two colours, 3-4-12 apart:" in done.output
    assert "The wrong answer but_right gets 1 of 1, at most 0 would be fair." in done.output
    assert "2 answers are judged wrongly" in done.output


def test_the_table_in_the_readme_is_what_the_command_prints():
    done = CliRunner().invoke(command, ["kmeans", "--markdown"])
    assert done.exit_code == 0, done.output
    assert done.output.strip() in (FOLDER / "README.md").read_text(encoding="utf-8")
