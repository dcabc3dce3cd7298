"""Answers to units 03 and 04 through the real sandbox.

Sparse inputs and results cross its border, and a wrong window is paid for once, however deep it
lies below what else is judged.
"""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from autograder.engines import LocalEngine
from autograder.sample import MODEL, submission
from autograder.sandbox.limits import Limits
from autograder.unit import load_unit
from tests.answers import load


@pytest.mark.parametrize("name", ["mean_shift", "graph_cuts"])
def test_every_answer_gets_what_it_deserves(tmp_path, name):
    unit, answers = load_unit(name), load(name)
    models = dict.fromkeys(unit.public, MODEL)
    for number, answer in enumerate(answers):
        (tmp_path / str(number)).mkdir()
        notebook = submission(unit.original, {**models, answer.exercise: answer})
        text = json.dumps(notebook)
        (tmp_path / str(number) / f"{name}.ipynb").write_text(text, encoding="utf-8")
    todo = [(str(number), tmp_path / str(number)) for number in range(len(answers))]
    with LocalEngine(unit, replace(Limits(), call_cpu_seconds=2.0)) as engine:
        records = {graded.record.student: graded.record for graded in engine.grade(todo)}
    for number, answer in enumerate(answers):
        for score in records[str(number)].scores:
            where = f"{answer.exercise}/{answer.name}: {score}"
            if answer.right or score.name != answer.exercise:
                assert score.points == score.max_points, where
            else:
                assert score.points < score.max_points, where
                assert score.points <= answer.at_most, where
