"""`check(function)`: the answer to a student who asks whether it is right."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from types import CodeType
from typing import Any

from course_lib.checks.factories import STAND_INS
from course_lib.checks.feedback import CheckResult
from course_lib.checks.forbid import forbidden
from course_lib.checks.judgement import Judgement, judge_exercise
from course_lib.checks.pack import PackError, find_exercise, public_paths, read_pack
from course_lib.checks.probe import CALL_SECONDS, run_case
from course_lib.checks.quiet import Quiet


def check(function: Callable[..., Any], *, seconds: float = CALL_SECONDS) -> CheckResult:
    """Run an exercise's public cases on your function and say what is right and what is not.

    Parameters
    ----------
    function : callable
        Your function, by its name without brackets: ``check(assign_labels)``.
    seconds : float
        Time limit of one case.

    Returns
    -------
    CheckResult
        Shows itself as a report; as plain text it is the number of points earned. Nothing is
        raised: whatever is wrong with the function or the reference pack is said in the report.
    """
    try:
        return _check(function, seconds)
    except KeyboardInterrupt:
        return CheckResult.refusal("You stopped the check before it ended; run the cell again.")


def _check(function: Callable[..., Any], seconds: float) -> CheckResult:
    name = getattr(function, "__name__", None)
    if not callable(function) or not isinstance(name, str) or isinstance(function, type(inspect)):
        return CheckResult.refusal(
            "check takes your function itself, for example check(assign_labels); "
            f"got {_say(function)}."
        )
    try:
        found = find_exercise(name)
        if found is None:
            names = [n for path in public_paths() for n in read_pack(path).exercises]
            return CheckResult.refusal(
                f"No exercise is called `{name}`. The exercises are {', '.join(names)}; "
                "keep the function's name as the notebook gives it."
            )
    except PackError as error:
        return CheckResult.refusal(str(error))
    pack, exercise = found
    bad, note = signature_problem(function, exercise)
    if bad:
        return CheckResult.refusal(bad, exercise)
    judgement = run_exercise(function, exercise, seconds)
    helpers: list[str] = []
    if not judgement.passed:
        used = helpers_of(exercise, names_in(getattr(function, "__code__", None)))
        helpers = [h for h in used if not _helper_passes(function, h, seconds)]
        if helpers:
            judgement = _with_stand_ins(function, exercise, helpers, seconds)
    result = CheckResult(judgement, tuple(helpers), note)
    from course_lib import progress

    trouble = progress.record(
        f"{pack.unit}.{name}", result.points, result.max_points, result.passed
    )
    return result.with_note(trouble) if trouble else result


def run_exercise(
    function: Callable[..., Any], exercise: dict[str, Any], seconds: float = CALL_SECONDS
) -> Judgement:
    """Run all cases of an exercise; cases after an unwritten stub or a time-out are not run."""
    outcomes = []
    with forbidden(exercise["forbid"], getattr(function, "__globals__", {})), Quiet() as quiet:
        for case in exercise["cases"]:
            outcomes.append(run_case(function, case, seconds=seconds, quiet=quiet))
            if outcomes[-1][-1].status in ("stub", "timeout", "forbidden"):
                break
    return judge_exercise(exercise, outcomes)


def helpers_of(exercise: dict[str, Any], names: Iterable[str]) -> list[str]:
    """Exercises that an answer builds on: those that the exercise lists, and those it mentions.

    Parameters
    ----------
    exercise : dict
        The pack's record.
    names : iterable of str
        Names that the answer mentions.
    """
    known = [name for name in names if name in STAND_INS and name != exercise["name"]]
    return list(dict.fromkeys([*exercise["uses"], *known]))


def names_in(code: Any) -> list[str]:
    """Global names that a compiled function and the functions within it mention."""
    if not isinstance(code, CodeType):
        return []
    inner = [name for part in code.co_consts for name in names_in(part)]
    return [*code.co_names, *inner]


def signature_problem(function: Callable[..., Any], exercise: dict[str, Any]) -> tuple[str, str]:
    """A sentence if the function cannot be called as the exercise says, and a note if renamed."""
    wanted = [p["name"] for p in exercise["parameters"]]
    shown = f"{exercise['name']}({', '.join(wanted)})"
    try:
        signature = inspect.signature(function)
        signature.bind(*wanted)
    except TypeError:
        given = ", ".join(signature.parameters)
        return f"The exercise asks for {shown}; your function takes ({given}).", ""
    except ValueError:
        return f"{exercise['name']} has no readable signature: write it as a def.", ""
    needed = [p["name"] for p in exercise["parameters"] if not p["optional"]]
    try:
        signature.bind(*needed)
    except TypeError:
        optional = ", ".join(n for n in wanted if n not in needed)
        return f"In {shown} the parameters {optional} need default values.", ""
    names = list(signature.parameters)[: len(wanted)]
    if "kwargs" not in names and "args" not in names and names != wanted:
        return "", f"Your parameters are called ({', '.join(names)}), the exercise's {shown}."
    return "", ""


def _helper_passes(function: Callable[..., Any], name: str, seconds: float) -> bool:
    """Whether the student's own function `name`, on which this one builds, passes its check."""
    helper = getattr(function, "__globals__", {}).get(name)
    found = find_exercise(name)
    if not callable(helper) or found is None:
        return False
    if signature_problem(helper, found[1])[0]:
        return False
    return run_exercise(helper, found[1], seconds).passed


def _with_stand_ins(
    function: Callable[..., Any], exercise: dict[str, Any], names: list[str], seconds: float
) -> Judgement:
    """Judge with right helpers in place of the wrong ones, and put the student's back."""
    namespace = function.__globals__
    missing = object()
    before = {name: namespace.get(name, missing) for name in names}
    try:
        namespace.update({name: STAND_INS[name] for name in names})
        return run_exercise(function, exercise, seconds)
    finally:
        for name, value in before.items():
            if value is missing:
                namespace.pop(name, None)
            else:
                namespace[name] = value


def _say(value: Any) -> str:
    kind = type(value).__name__
    if value is None or kind in ("int", "float", "bool", "str"):
        return repr(value)[:60]
    return f"{'an' if kind[:1].lower() in 'aeiou' else 'a'} {kind}"
