"""Unit 04's answers through the real sandbox: sparse inputs and results cross its border."""

from __future__ import annotations

import json
from dataclasses import replace

from autograder.engines import LocalEngine
from autograder.sample import MODEL, submission
from autograder.sandbox.limits import Limits
from autograder.unit import load_unit
from tests.answers import load


def test_every_answer_gets_what_it_deserves(tmp_path):
    unit, answers = load_unit("graph_cuts"), load("graph_cuts")
    models = dict.fromkeys(unit.public, MODEL)
    for number, answer in enumerate(answers):
        (tmp_path / str(number)).mkdir()
        notebook = submission(unit.original, {**models, answer.exercise: answer})
        text = json.dumps(notebook)
        (tmp_path / str(number) / "graph_cuts.ipynb").write_text(text, encoding="utf-8")
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
