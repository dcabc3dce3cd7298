"""Time limits of a call by the kernel's alarms: no thread for it, and a loop in C ends too."""

from __future__ import annotations

import signal
from collections.abc import Callable
from typing import Any

from course_lib.checks.probe import Box, OutOfTime

GRACE = 1.0  # seconds of the processor between a call's own limit and its process's end
AGAIN = 0.05  # seconds to the next alarm, because a bare except swallows one
OFTEN = 20  # alarms that may be swallowed; the next one ends the process


def call_with_alarms(call: Callable[[], Any], box: Box, seconds: float, cpu_seconds: float) -> bool:
    """Make a call in this thread, the main one; see `course_lib.checks.probe.Caller`.

    After `seconds`, or `cpu_seconds` of computing, an exception is raised in it. A loop in C does
    not notice; a second later the kernel ends the process, as it does with one that swallows
    exceptions. (A call that waits in C for something that does not come is ended by the grader
    outside.)
    """
    left = OFTEN

    def stop(number: int, _: Any) -> None:
        nonlocal left
        left -= 1
        if left <= 0:
            signal.signal(number, signal.SIG_DFL)
        raise OutOfTime

    signal.signal(signal.SIGALRM, stop)
    signal.signal(signal.SIGVTALRM, stop)
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    try:
        try:
            signal.setitimer(signal.ITIMER_PROF, cpu_seconds + GRACE)
            signal.setitimer(signal.ITIMER_VIRTUAL, cpu_seconds, AGAIN)
            signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN)
            box.fill(call)
        finally:
            _silence()
    except OutOfTime:  # it came between the call's end and the alarms'
        _silence()
        return False
    return not isinstance(box.error, OutOfTime)


def _silence() -> None:
    for timer in (signal.ITIMER_REAL, signal.ITIMER_VIRTUAL, signal.ITIMER_PROF):
        signal.setitimer(timer, 0)
