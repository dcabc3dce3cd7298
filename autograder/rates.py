"""How often the judge is right: right answers accepted, wrong ones refused, mistakes named.

Runs every answer of a corpus and every known misconception on the public and hidden cases, in this
process, without a sandbox. So it is for corpora that one trusts, never for what students hand in.
"""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from rich.table import Table

from autograder.answers import ANSWERS, Answer, read_answers
from autograder.exercise import Misconception
from autograder.packs import load_exercises
from autograder.soundness import notebook_functions
from autograder.unit import GradedUnit, NoUnit, load_unit
from course_lib.checks.check import run_exercise
from course_lib.checks.judgement import Judgement
from course_lib.checks.pack import PackError

_WRONG_SECONDS = 1.0  # a loop that never ends is let run no longer


@dataclass(frozen=True)
class Judged:
    """What the judge made of an answer: its points, and in a sentence what is wrong with it."""

    points: float
    max_points: float
    reason: str = ""

    @property
    def full(self) -> bool:
        """Whether it got full marks."""
        return self.points >= self.max_points


@dataclass(frozen=True)
class Rate:
    """The rates of one exercise, each as (how many, of how many).

    Attributes
    ----------
    exercise : str
    accepted, refused : tuple of int
        Right answers with full marks; wrong answers with no more points than they may get.
    misconceptions_refused, misconceptions_named : tuple of int
        Known mistakes with less than full marks; diagnosed by their own name.
    problems : tuple of str
        A sentence for each answer and each misconception that was judged wrongly.
    """

    exercise: str
    accepted: tuple[int, int]
    refused: tuple[int, int]
    misconceptions_refused: tuple[int, int]
    misconceptions_named: tuple[int, int]
    problems: tuple[str, ...]


def model_namespace(unit: GradedUnit) -> dict[str, Any]:
    """What the notebook of a student who has solved all else defines: imports and answers."""
    functions = notebook_functions(unit.original["cells"], stubs=False)
    return dict(functions[next(iter(unit.public))].__globals__)


def judge_answer(
    answer: Answer, record: dict[str, Any], namespace: dict[str, Any], seconds: float = 5.0
) -> Judged:
    """Run an answer's cells among right answers to all other exercises, and judge its function.

    Parameters
    ----------
    answer : Answer
    record : dict
        The exercise's record.
    namespace : dict
        As `model_namespace` gives it; it is not changed.
    seconds : float
        Time limit of one case.
    """
    own = {key: value for key, value in namespace.items() if key != answer.exercise}
    points = float(record["points"])
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            for cell in answer.cells:
                exec(compile(cell, f"<{answer.exercise}/{answer.name}>", "exec"), own)
    except (Exception, SystemExit) as error:  # whatever a student's cell raises
        return Judged(0.0, points, f"its cells raise {type(error).__name__}")
    if not callable(own.get(answer.exercise)):
        return Judged(0.0, points, f"its cells define no function {answer.exercise}")
    judgement = run_exercise(own[answer.exercise], record, seconds)
    return Judged(judgement.points, points, _reason(judgement))


def _reason(judgement: Judgement) -> str:
    for result in judgement.results:
        if not result.verdict.ok:
            return f"{result.case['name']}: {result.verdict.reason}"
    return ""


def rates(unit: str, answers: Iterable[Answer]) -> list[Rate]:
    """Judge a corpus and all misconceptions of a unit; one `Rate` an exercise.

    Parameters
    ----------
    unit : str
    answers : iterable of Answer
        Answers to that unit's exercises.

    Raises
    ------
    ValueError
        If an answer is to an exercise that the unit does not have.
    """
    os.environ.setdefault("MPLBACKEND", "agg")  # answers that plot open no window
    loaded = load_unit(unit)
    records, namespace = loaded.merged, model_namespace(loaded)
    by_exercise: dict[str, list[Answer]] = {name: [] for name in records}
    for answer in answers:
        if answer.exercise not in by_exercise:
            raise ValueError(f"{unit} has no exercise {answer.exercise}; it has {list(records)}")
        by_exercise[answer.exercise].append(answer)
    return [
        _rate(record, by_exercise[name], namespace, load_exercises(unit)[name].misconceptions)
        for name, record in records.items()
    ]


def _rate(
    record: dict[str, Any],
    answers: list[Answer],
    namespace: dict[str, Any],
    mistakes: list[Misconception],
) -> Rate:
    accepted, refused, stopped, named = [], [], [], []
    problems = []
    for answer in answers:
        if answer.right:
            judged = judge_answer(answer, record, namespace)
            accepted.append(judged.full)
        else:
            judged = judge_answer(answer, record, namespace, _WRONG_SECONDS)
            refused.append(not judged.full and judged.points <= answer.at_most)
        if not (accepted if answer.right else refused)[-1]:
            problems.append(_complaint(answer, judged))
    for mistake in mistakes:
        judgement = run_exercise(mistake.function, record, _WRONG_SECONDS)
        found = judgement.misconception["name"] if judgement.misconception else "nothing"
        stopped.append(judgement.points < record["points"])
        named.append(found == mistake.name)
        if not stopped[-1]:
            problems.append(f"The misconception {mistake.name} gets full marks.")
        elif not named[-1]:
            problems.append(f"The misconception {mistake.name} is named {found}.")
    return Rate(
        record["name"],
        (sum(accepted), len(accepted)),
        (sum(refused), len(refused)),
        (sum(stopped), len(stopped)),
        (sum(named), len(named)),
        tuple(problems),
    )


def _complaint(answer: Answer, judged: Judged) -> str:
    kind = "right" if answer.right else "wrong"
    text = f"The {kind} answer {answer.name} gets {judged.points:g} of {judged.max_points:g}"
    if answer.right:
        return f"{text}: {judged.reason.rstrip('.')}."
    return f"{text}, at most {answer.at_most:g} would be fair."


_COLUMNS: dict[str, Callable[[Rate], tuple[int, int]]] = {
    "right answers accepted": lambda rate: rate.accepted,
    "wrong answers refused": lambda rate: rate.refused,
    "misconceptions refused": lambda rate: rate.misconceptions_refused,
    "misconceptions named": lambda rate: rate.misconceptions_named,
}


def rates_table(found: list[Rate]) -> Table:
    """The rates as a table, with a last line of sums."""
    table = Table("exercise", show_footer=True)
    table.columns[0].footer = "all"
    for title, pick in _COLUMNS.items():
        pairs = [pick(rate) for rate in found]
        total = f"{sum(n for n, _ in pairs)}/{sum(m for _, m in pairs)}"
        table.add_column(title, justify="right", footer=total)
    for rate in found:
        table.add_row(rate.exercise, *(f"{n}/{m}" for n, m in (f(rate) for f in _COLUMNS.values())))
    return table


def rates_markdown(found: list[Rate]) -> str:
    """The same table for a document."""
    lines = ["| exercise | " + " | ".join(_COLUMNS) + " |", "| --- |" + " ---: |" * len(_COLUMNS)]
    for rate in found:
        cells = [f"{n}/{m}" for n, m in (pick(rate) for pick in _COLUMNS.values())]
        lines.append(f"| `{rate.exercise}` | " + " | ".join(cells) + " |")
    sums = [
        f"{sum(pick(r)[0] for r in found)}/{sum(pick(r)[1] for r in found)}"
        for pick in _COLUMNS.values()
    ]
    return "\n".join([*lines, "| all | " + " | ".join(sums) + " |", ""])


@click.command("rates")
@click.argument("unit", default="kmeans")
@click.option(
    "--answers",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Corpus of answers (default: tests/answers). Its code runs here, outside of any sandbox.",
)
@click.option("--markdown", is_flag=True, help="Print the table for a document.")
def command(unit: str, folder: Path | None, markdown: bool) -> None:
    """Judge a corpus of right and wrong answers to UNIT and print how often the judge is right.

    Ends with 1 if a right answer is refused, a wrong one accepted, or a mistake not named.
    """
    from rich.console import Console

    try:
        found = rates(unit, read_answers(folder or ANSWERS, unit))
    except (ValueError, OSError, NoUnit, PackError) as error:
        raise click.ClickException(str(error)) from error
    if markdown:
        click.echo(rates_markdown(found), nl=False)
    else:
        Console().print(rates_table(found))
    problems = [f"{rate.exercise}: {problem}" for rate in found for problem in rate.problems]
    for problem in problems:
        click.echo(problem, err=True)
    if problems:
        raise click.ClickException(f"{len(problems)} answers are judged wrongly.")
