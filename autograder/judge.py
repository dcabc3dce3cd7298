"""From what a submission's functions gave to points, a diagnosis and reasons. Trusted code only.

It sees plain data; the expected outputs and the known mistakes never leave this process.
"""

from __future__ import annotations

import builtins
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from autograder.forbidden import forbidden_names, loaded_names
from autograder.results import ExerciseScore
from autograder.sandbox.inside.outcomes import without_words
from autograder.sandbox.session import Answer, Session
from autograder.sandbox.states import CellRun
from autograder.submission import Plan, defined_names
from autograder.unit import GradedUnit
from course_lib.checks.check import helpers_of
from course_lib.checks.judgement import CaseResult, Judgement, judge_exercise

_KINDS = frozenset(
    name
    for name, value in vars(builtins).items()
    if isinstance(value, type) and issubclass(value, BaseException)
) | {"LinAlgError", "AxisError", "ForbiddenCall"}
_TYPES = frozenset(
    (
        "array", "list", "tuple", "dict", "set", "str", "bytes", "int", "float", "complex", "bool",
        "None", "object", "function", "generator", "numpy.float64", "numpy.float32", "numpy.int64",
        "numpy.int32", "numpy.uint8", "numpy.bool", "numpy.bool_", "torch tensor", "object array",
        "masked array", "sparse matrix",
    )
)  # fmt: skip

_GENERAL = {
    "form": "it returns something of a wrong kind, shape or dtype, or NaN",
    "values": "it returns wrong values",
    "property": "its results do not have what is asked for",
    "raised": "it raises an exception, or does not raise the one asked for",
    "changed": "it changes its input",
    "timeout": "it does not finish in time",
    "forbidden": "it uses what may not be used",
    "stub": "it is not written yet",
}


@dataclass(frozen=True)
class Marked:
    """One exercise, judged.

    Attributes
    ----------
    score : ExerciseScore
    public, whole : Judgement or None
        On the public cases alone, and on all; None if nothing could be called.
    note : str
        A remark that costs no points.
    answer : Answer or None
        All that came back, words included: for the instructor's eyes.
    """

    score: ExerciseScore
    public: Judgement | None = None
    whole: Judgement | None = None
    note: str = ""
    answer: Answer | None = None

    @property
    def hidden_results(self) -> tuple[CaseResult, ...]:
        """Results of the hidden cases that ran."""
        if self.whole is None or self.public is None:
            return ()
        return self.whole.results[len(self.public.exercise["cases"]) :]


def judge_submission(
    session: Session, unit: GradedUnit, plan: Plan, runs: list[CellRun | None]
) -> Iterator[Marked]:
    """Ask and judge every exercise, in the notebook's order.

    Parameters
    ----------
    session : Session
        Has run the cells.
    unit : GradedUnit
    plan : Plan
    runs : list of CellRun or None
        What `session.run` gave for the plan's cells.
    """
    passed: set[str] = set()

    def failed_helpers(record: dict[str, Any], right: set[str]) -> tuple[str, ...]:
        mentioned = sorted(loaded_names(plan.answers.get(record["name"], "")))
        return tuple(h for h in helpers_of(record, mentioned, unit.public) if h not in right)

    # Public cases' words are shown: they are asked before any hidden input is there to be told.
    session.ahead(
        unit.public.values(),
        judge_exercise,
        failed_helpers,
    )
    for name, record in unit.public.items():
        marked = _judge(session, unit, name, ())
        helpers = failed_helpers(record, passed)
        if helpers and marked.score.status in ("failed", "partial"):
            again = _judge(session, unit, name, helpers)
            if again.score.points >= marked.score.points and again.whole is not None:
                marked = replace(again, score=replace(again.score, helpers=helpers))
        marked = _explain(marked, unit, plan, runs, session)
        if marked.score.status == "passed" and not helpers:
            passed.add(name)  # one that leans on a wrong helper may be wrong on another's cases
        yield marked


def _judge(session: Session, unit: GradedUnit, name: str, stand_ins: tuple[str, ...]) -> Marked:
    public, hidden = unit.public[name], unit.hidden[name]
    answer = session.ask(public, public["cases"], hidden["cases"], stand_ins)
    marked = mark(unit, name, answer)
    if marked.score.status not in ("passed", "unwritten") and session.shared(name):
        # An earlier call in the same process may be to blame: once more, on its own.
        answer = session.ask(public, public["cases"], hidden["cases"], stand_ins, fresh=True)
        marked = mark(unit, name, answer)
    return marked


def mark(unit: GradedUnit, name: str, answer: Answer) -> Marked:
    """Judge an answer.

    Parameters
    ----------
    unit : GradedUnit
    name : str
        The exercise.
    answer : Answer
    """
    public, whole_record = unit.public[name], unit.merged[name]
    score = ExerciseScore(
        name, 0.0, float(public["points"]), public["core"],
        public_total=len(public["cases"]), hidden_total=len(unit.hidden[name]["cases"]),
        seconds=round(answer.seconds, 3),
    )  # fmt: skip
    if not answer.found:
        status, reason = ("not run", answer.trouble) if answer.trouble else ("missing", "")
        return Marked(replace(score, status=status, reason=reason))
    if answer.problem:
        return Marked(replace(score, status="failed", reason=answer.problem))
    hidden = [[without_words(o, _KINDS, _TYPES) for o in outcomes] for outcomes in answer.hidden]
    in_public = answer.judgement or judge_exercise(public, answer.public)
    whole = judge_exercise(whole_record, [*answer.public, *hidden], in_public.results)
    split = len(public["cases"])
    right = [result.verdict.ok for result in whole.results]
    first = next((r for r in whole.results if not r.verdict.ok), None)
    kind = first.verdict.kind if first else ""
    status = "passed" if whole.passed else "partial" if whole.points else "failed"
    score = replace(
        score,
        points=whole.points,
        status="unwritten" if kind == "stub" else status,
        public_passed=sum(right[:split]),
        hidden_passed=sum(right[split:]),
        misconception=whole.misconception["name"] if whole.misconception else "",
        reason=_reason(whole, split) or answer.trouble,
    )
    return Marked(score, in_public, whole, answer.note, answer)


def _reason(whole: Judgement, split: int) -> str:
    """What is wrong first: the judge's sentence for a public case, a general one for a hidden."""
    for number, result in enumerate(whole.results):
        if not result.verdict.ok:
            if number < split:
                return result.verdict.reason
            return f"On a hidden case {_GENERAL.get(result.verdict.kind, 'it is wrong')}."
    return ""


def general_reason(result: CaseResult) -> str:
    """Why a hidden case failed, without a value of it."""
    return _GENERAL.get(result.verdict.kind, "it is wrong")


def _explain(
    marked: Marked,
    unit: GradedUnit,
    plan: Plan,
    runs: list[CellRun | None],
    session: Session,
) -> Marked:
    """Add what only the notebook tells: why a function is missing, and who must look at it."""
    score, name = marked.score, marked.score.name
    text = plan.answers.get(name)
    error = _error_of(plan, runs, name)
    if score.status == "missing":
        others = [other for other in defined_names(text or "") if other != name]
        if error:
            reason = f"There is no function {name}: its cell raised {error}."
        elif others:
            reason = (
                f"There is no function {name}; its cell defines {', '.join(others)}. Was it "
                "renamed?"
            )
        elif text is None:
            reason = f"There is no function {name}, and its answer cell is missing."
        else:
            reason = f"There is no function {name} after its cell has run."
        score = replace(score, reason=reason, review=reason)
    elif score.status == "not run" or marked.whole is None:
        score = replace(score, review=score.reason)
    used = forbidden_names(plan, name, unit.public[name]["forbid"])
    if used and score.points > 0:
        words = (
            f"The answer mentions {', '.join(used)}, which it should not need, and passes cases "
            "all the same."
        )
        score = replace(score, review=words)
    elif score.overfitted and not score.misconception and not score.review:
        score = replace(
            score,
            review="It passes every public case and fails most hidden ones: was it made for them?",
        )
    if session.forged and score.status != "passed" and not score.review:
        score = replace(score, review=session.forged)
    return replace(marked, score=score)


def _error_of(plan: Plan, runs: list[CellRun | None], name: str) -> str:
    """The exception that an exercise's answer cell ended with."""
    for place, run in zip(plan.places, runs, strict=True):
        mark = plan.notebook["cells"][place]["metadata"].get("nbgrader", {})
        if mark.get("grade_id") == name and run is not None:
            return run.error
    return ""
