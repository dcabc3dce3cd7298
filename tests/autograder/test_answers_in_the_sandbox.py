"""The corpus of answers through the real sandbox: each in a notebook of its own."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.engines import LocalEngine
from autograder.sample import MODEL, submission
from autograder.sandbox.limits import Limits
from autograder.unit import load_unit
from tests.answers import load

ANSWERS = load("kmeans")


@pytest.fixture(scope="module")
def records(tmp_path_factory):
    """Records by exercise, kind and name; all other exercises have the model answer."""
    unit = load_unit("kmeans")
    models = dict.fromkeys(unit.public, MODEL)
    folder = tmp_path_factory.mktemp("answers")
    todo: list[tuple[str, Path]] = []
    for number, answer in enumerate(ANSWERS):
        place = folder / str(number)
        place.mkdir()
        notebook = submission(unit.original, {**models, answer.exercise: answer})
        (place / "kmeans.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
        todo.append((str(number), place))
    limits = replace(Limits(), call_cpu_seconds=2.0)
    with LocalEngine(unit, limits) as engine:
        return {graded.record.student: graded.record for graded in engine.grade(todo)}


@pytest.mark.parametrize("number", range(len(ANSWERS)), ids=lambda n: (
    f"{ANSWERS[n].exercise}-{'right' if ANSWERS[n].right else 'wrong'}-{ANSWERS[n].name}"
))  # fmt: skip
def test_an_answer_gets_what_it_deserves(records, number: int) -> None:
    answer, record = ANSWERS[number], records[str(number)]
    score = next(score for score in record.scores if score.name == answer.exercise)
    if answer.right:
        assert score.points == score.max_points and score.status == "passed", score
        assert not record.needs_review
    else:
        assert score.points < score.max_points and score.points <= answer.at_most, score
    # one mistake is paid for once: what builds on it is judged with a right helper
    assert all(s.points == s.max_points for s in record.scores if s.name != answer.exercise)
