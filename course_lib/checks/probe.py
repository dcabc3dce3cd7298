"""Runs a student's function on one case and brings back what happened, as plain data.

Nothing that the function prints, plots, warns or raises escapes: each is recorded. A call that
does not end is stopped after a time limit on every platform: it runs in a thread of its own and
an exception is raised in it. (A loop inside a C extension cannot be stopped so; it is left behind
and said. In grading, processes are killed instead.)
"""

from __future__ import annotations

import contextlib
import ctypes
import functools
import math
import os
import sysconfig
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from scipy import sparse

from course_lib.checks.factories import build_inputs
from course_lib.checks.forbid import ForbiddenCall
from course_lib.checks.plain import Plain, to_plain
from course_lib.checks.quiet import Quiet
from course_lib.checks.structures import sparse_to_dense

CALL_SECONDS = 5.0
"""Time limit of one call, in seconds."""


class OutOfTime(BaseException):
    """Raised inside the student's thread; no ``except Exception`` swallows it."""


@dataclass(frozen=True)
class Outcome:
    """What one call did.

    Attributes
    ----------
    status : {"returned", "raised", "stub", "timeout", "forbidden", "exited", "crashed"}
        ``"crashed"`` comes from the grader only: the call ended its whole process.
    value : Plain or None
        What was returned, for ``status == "returned"``.
    error : str
        The kind of exception, for example ``"IndexError"``; the forbidden name's sentence.
    error_kinds : tuple of str
        The exception's class and its bases.
    message : str
        The exception's own text and line, shown to the student only.
    changed : tuple of str
        Names of inputs that the call changed.
    printed, plotted, warned : bool, bool, str
        Whether it printed or plotted, and its first warning's text.
    seconds : float
    after : dict of str to ndarray
        The array inputs as the call left them, if they were asked for.
    """

    status: str
    value: Plain | None = None
    error: str = ""
    error_kinds: tuple[str, ...] = ()
    message: str = ""
    changed: tuple[str, ...] = ()
    printed: bool = False
    plotted: bool = False
    warned: str = ""
    seconds: float = 0.0
    after: dict[str, np.ndarray] = field(default_factory=dict, repr=False, compare=False)


Caller = Callable[[Callable[[], Any], "Box", float, float], bool]
"""Runs a call, whose value or exception goes into the box, for so many seconds and so many of the
processor at most; False if it did not end in time."""


@dataclass
class Box:
    """What a call left: its value, or the exception that it raised."""

    value: Any = None
    error: BaseException | None = None

    def fill(self, call: Callable[[], Any]) -> None:
        """Make the call."""
        try:
            self.value = call()
        except BaseException as error:
            self.error = error


def run_case(
    function: Callable[..., Any],
    case: dict[str, Any],
    *,
    seconds: float = CALL_SECONDS,
    cpu_seconds: float = math.inf,
    keep_inputs: bool = False,
    caller: Caller | None = None,
    quiet: Quiet | None = None,
) -> list[Outcome]:
    """Call `function` as the case says, once or once a seed, on fresh inputs each time.

    Parameters
    ----------
    function : callable
    case : dict
        A pack's case: ``inputs`` by parameter name and, for functions that draw, ``seeds``.
    seconds : float
        Time limit of all calls together.
    cpu_seconds : float
        The same in time of the processor, for a machine that others keep busy.
    keep_inputs : bool
        Whether to bring back the inputs as the call left them.
    caller : callable, optional
        How to make a call that may not end; in a thread, which works everywhere, if left out.
    quiet : Quiet, optional
        The entered context around several cases; one for this case alone if left out.

    Returns
    -------
    list of Outcome
        One a call; the calls after a time-out, an unwritten stub or a forbidden name are not made.
    """
    caller = caller or call_in_thread
    outcomes: list[Outcome] = []
    end, cpu_end = time.monotonic() + seconds, time.process_time() + cpu_seconds
    with contextlib.nullcontext(quiet) if quiet else Quiet() as quiet:
        for seed in case.get("seeds", [None]):
            inputs = case["inputs"]
            if seed is not None:
                inputs = dict(inputs, rng={"$make": "rng", "seed": seed})
            left = max(0.05, end - time.monotonic())
            cpu_left = max(0.05, cpu_end - time.process_time())
            call = functools.partial(caller, seconds=left, cpu_seconds=cpu_left)
            outcomes.append(_call(function, inputs, call, quiet, keep_inputs))
            if outcomes[-1].status in ("timeout", "stub", "forbidden"):
                break
    return outcomes


def _call(
    function: Callable[..., Any],
    spec: dict[str, Any],
    caller: Callable[..., bool],
    quiet: Quiet,
    keep_inputs: bool,
) -> Outcome:
    inputs = build_inputs(spec)
    box = Box()
    start = time.perf_counter()
    finished = caller(lambda: function(*inputs.values()), box)
    spent = time.perf_counter() - start
    noise = quiet.take()
    seen: dict[str, Any] = {
        "changed": tuple(name for name in inputs if _differs(inputs[name], spec[name])),
        "printed": noise.printed,
        "plotted": noise.plotted,
        "warned": noise.warned,
        "seconds": spent,
    }
    if keep_inputs:
        seen["after"] = arrays_of(inputs)
    if not finished:
        return Outcome("timeout", **seen)
    if box.error is None:
        try:
            return Outcome("returned", to_plain(box.value), **seen)
        except Exception as failure:  # a student's own class can fail in any of its methods
            return Outcome("returned", Plain("other", type(failure).__name__), **seen)
    return _failed(box.error, function, seen)


def arrays_of(inputs: dict[str, Any]) -> dict[str, np.ndarray]:
    """The inputs that a call can change, sparse matrices as dense arrays; damaged ones are empty.

    Parameters
    ----------
    inputs : dict of str to object
        What `build_inputs` gives.
    """
    arrays = {}
    for name, value in inputs.items():
        if isinstance(value, np.ndarray):
            arrays[name] = value
        elif sparse.issparse(value):
            dense = sparse_to_dense(value)
            arrays[name] = dense if isinstance(dense, np.ndarray) else np.zeros(0)
    return arrays


def _failed(error: BaseException, function: Callable[..., Any], seen: dict[str, Any]) -> Outcome:
    kinds = tuple(kind.__name__ for kind in type(error).__mro__[:-1])
    name, (*where, by_library) = kinds[0], _last_line(error)
    if isinstance(error, ForbiddenCall):
        return Outcome("forbidden", error=name, message=str(error), **seen)
    if isinstance(error, OutOfTime):
        return Outcome("timeout", **seen)
    if isinstance(error, NotImplementedError) and not by_library:
        raiser = where[0]
        own = raiser == getattr(getattr(function, "__code__", None), "co_name", raiser)
        status = "stub" if own else "raised"
        return Outcome(status, error=name, error_kinds=kinds, message=raiser, **seen)
    if isinstance(error, (SystemExit, KeyboardInterrupt, GeneratorExit)):
        return Outcome("exited", error=name, error_kinds=kinds, **seen)
    try:
        text = str(error).splitlines()[0][:300] if str(error) else ""
    except Exception:  # a student's exception class may fail to print itself
        text = ""
    line = f" (line {where[1]} of {where[0]})" if where[1] else ""
    return Outcome("raised", error=name, error_kinds=kinds, message=text + line, **seen)


def _last_line(error: BaseException) -> tuple[str, int, bool]:
    """Function and line of the student's code that failed, and whether in a library's function."""
    name, line, library, step = "", 0, False, error.__traceback__
    while step is not None:
        code = step.tb_frame.f_code
        library = _of_a_library(code.co_filename)
        if code.co_filename != __file__ and not library:
            name, line = code.co_name, step.tb_lineno
        step = step.tb_next
    return name, line, library


_STDLIB = sysconfig.get_path("stdlib") + os.sep


def _of_a_library(file: str) -> bool:
    """Whether code is no student's: an installed package's, compiled or not, or Python's own."""
    return (
        "site-packages" in file
        or file.startswith(("<frozen", _STDLIB))
        or file.endswith((".pyx", ".pxd"))
    )


def call_in_thread(call: Callable[[], Any], box: Box, seconds: float, cpu_seconds: float) -> bool:
    """A `Caller` that works on every platform, from any thread."""
    thread = threading.Thread(target=box.fill, args=(call,), daemon=True)
    thread.start()
    try:
        _join(thread, seconds, cpu_seconds)
    except KeyboardInterrupt:  # the student pressed stop
        _stop(thread)
        raise
    if thread.is_alive():
        _stop(thread)
        return False
    return True


def _join(thread: threading.Thread, seconds: float, cpu_seconds: float) -> None:
    """Wait until the thread ends, or a limit is reached."""
    if cpu_seconds == math.inf:
        thread.join(seconds)
        return
    end, cpu_end = time.monotonic() + seconds, time.process_time() + cpu_seconds
    while thread.is_alive():
        left = min(end - time.monotonic(), cpu_end - time.process_time())
        if left <= 0:
            return
        thread.join(left)


def _stop(thread: threading.Thread) -> None:
    """Raise `OutOfTime` in the thread, again and again for a second: a bare except eats one."""
    for _ in range(20):
        if not thread.is_alive() or thread.ident is None:
            return
        ctypes.pythonapi.PyThreadState_SetAsyncExc(
            ctypes.c_ulong(thread.ident), ctypes.py_object(OutOfTime)
        )
        thread.join(0.05)


def _differs(value: Any, spec: Any) -> bool:
    """Whether an input of numbers, dense or sparse, is no longer what the case says."""
    if isinstance(spec, dict) and spec.get("$make") == "csr":
        now = to_plain(value).array
        return now is None or not np.array_equal(now, spec["dense"])
    if isinstance(spec, dict) and "$make" in spec and isinstance(value, np.ndarray):
        spec = build_inputs({"": spec})[""]
    if isinstance(spec, np.ndarray):
        if not isinstance(value, np.ndarray) or value.shape != spec.shape:
            return True
        return value.dtype != spec.dtype or value.tobytes() != spec.tobytes()
    return False
