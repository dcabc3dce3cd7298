"""`check(function)`: the answer to a student who asks whether it is right."""

from __future__ import annotations

import dis
import functools
import inspect
from collections.abc import Callable, Container, Iterable
from types import CodeType, FunctionType, MethodType
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
        Your function, by its name without brackets: ``check(assign_labels)``. Which exercise it
        answers is told by its own name, or by the name that the notebook gives it: a decorated
        function, a ``lambda`` and an object that can be called have none that fits.
    seconds : float
        Time limit of one case.

    Returns
    -------
    CheckResult
        Shows itself as a report; as plain text it is the number of points earned. Nothing is
        raised: whatever is wrong with the function or the reference pack is said in the report.
    """
    frame = inspect.currentframe()
    notebook = frame.f_back.f_globals if frame and frame.f_back else {}
    try:
        return _check(function, seconds, notebook)
    except KeyboardInterrupt:
        return CheckResult.refusal("You stopped the check before it ended; run the cell again.")


def _check(function: Callable[..., Any], seconds: float, notebook: dict[str, Any]) -> CheckResult:
    names = _names_of(function, notebook) if callable(function) else []
    if not names:
        return CheckResult.refusal(
            "check takes your function itself, for example check(assign_labels); "
            f"got {_say(function)}."
        )
    try:
        found = next(filter(None, map(find_exercise, names)), None)
        if found is None:
            known = [n for path in public_paths() for n in read_pack(path).exercises]
            return CheckResult.refusal(
                f"No exercise is called `{names[0]}`. The exercises are {', '.join(known)}; "
                "keep the function's name as the notebook gives it."
            )
    except PackError as error:
        return CheckResult.refusal(str(error))
    pack, exercise = found
    bad, note = signature_problem(function, exercise)
    if bad:
        return CheckResult.refusal(bad, exercise)
    inner = _innermost(function)
    namespace = inner.__globals__ if isinstance(inner, FunctionType) else notebook
    judgement = run_exercise(function, exercise, seconds, namespace)
    helpers: list[str] = []
    if not judgement.passed:
        used = helpers_of(exercise, names_in(getattr(inner, "__code__", None)), pack.exercises)
        helpers = [h for h in used if not _helper_passes(namespace, h, seconds)]
        if helpers:
            judgement = _with_stand_ins(function, exercise, helpers, seconds, namespace)
    result = CheckResult(judgement, tuple(helpers), note)
    from course_lib import progress

    trouble = progress.record(
        f"{pack.unit}.{exercise['name']}", result.points, result.max_points, result.passed
    )
    return result.with_note(trouble) if trouble else result


def _names_of(function: Callable[..., Any], notebook: dict[str, Any]) -> list[str]:
    """What a function may be called: its own name, then those that the notebook gives it."""
    own = getattr(function, "__name__", None)
    given = [name for name, value in list(notebook.items()) if value is function]
    return [own, *given] if type(own) is str else given


def _innermost(function: Any) -> Any:
    """The function that a decorator or `functools.partial` was put around, if it can be seen."""
    for _ in range(20):
        if isinstance(function, functools.partial):
            function = function.func
        elif isinstance(function, MethodType):
            function = function.__func__
        elif (inner := inspect.getattr_static(function, "__wrapped__", None)) is not None:
            function = inner
        else:
            break
    return function


def run_exercise(
    function: Callable[..., Any],
    exercise: dict[str, Any],
    seconds: float = CALL_SECONDS,
    namespace: dict[str, Any] | None = None,
) -> Judgement:
    """Run all cases of an exercise; cases after an unwritten stub or a time-out are not run.

    Parameters
    ----------
    function : callable
    exercise : dict
        A pack's record.
    seconds : float
        Time limit of one case.
    namespace : dict, optional
        Where the function finds its names; its own globals if left out.
    """
    outcomes = []
    namespace = getattr(function, "__globals__", {}) if namespace is None else namespace
    with forbidden(exercise["forbid"], namespace), Quiet() as quiet:
        for case in exercise["cases"]:
            outcomes.append(run_case(function, case, seconds=seconds, quiet=quiet))
            if outcomes[-1][-1].status in ("stub", "timeout", "forbidden"):
                break
    return judge_exercise(exercise, outcomes)


def helpers_of(exercise: dict[str, Any], names: Iterable[str], unit: Container[str]) -> list[str]:
    """Exercises that an answer builds on: those that the exercise lists, and those it mentions.

    Parameters
    ----------
    exercise : dict
        The pack's record.
    names : iterable of str
        Global names that the answer mentions.
    unit : container of str
        The unit's exercises: another unit's name is only a word here, as ``shift`` in k-means.
    """
    known = [n for n in names if n in STAND_INS and n in unit and n != exercise["name"]]
    return list(dict.fromkeys([*exercise["uses"], *known]))


def names_in(code: Any) -> list[str]:
    """Global names that a compiled function and the functions within it mention."""
    if not isinstance(code, CodeType):
        return []
    own = [str(s.argval) for s in dis.get_instructions(code) if s.opname == "LOAD_GLOBAL"]
    return own + [name for part in code.co_consts for name in names_in(part)]


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


def _helper_passes(namespace: dict[str, Any], name: str, seconds: float) -> bool:
    """Whether the student's own function `name`, on which another builds, passes its check."""
    helper = namespace.get(name)
    found = find_exercise(name)
    if not callable(helper) or found is None:
        return False
    if signature_problem(helper, found[1])[0]:
        return False
    return run_exercise(helper, found[1], seconds, namespace).passed


def _with_stand_ins(
    function: Callable[..., Any],
    exercise: dict[str, Any],
    names: list[str],
    seconds: float,
    namespace: dict[str, Any],
) -> Judgement:
    """Judge with right helpers in place of the wrong ones, and put the student's back."""
    missing = object()
    before = {name: namespace.get(name, missing) for name in names}
    try:
        namespace.update({name: STAND_INS[name] for name in names})
        return run_exercise(function, exercise, seconds, namespace)
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
