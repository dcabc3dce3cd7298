"""Time limits of calls: what does not end is ended, and the next call is none the worse."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from autograder.sandbox.inside.alarms import call_with_alarms
from course_lib.checks.probe import Box, run_case


def in_a_fork(work: Callable[[], int]) -> int:
    """The signal that ended a process, or minus what it gave; alarms do not reach the tests."""
    child = os.fork()
    if child == 0:
        code = 99
        try:
            code = work()
        finally:
            os._exit(code)
    status = os.waitpid(child, 0)[1]
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else -os.WEXITSTATUS(status)


def status(function: Callable[..., Any], seconds: float = 20, cpu: float = 20) -> str:
    case = {"inputs": {"x": np.arange(3.0)}}
    return run_case(
        function, case, seconds=seconds, cpu_seconds=cpu, caller=call_with_alarms
    )[0].status  # fmt: skip


def busy(x: np.ndarray) -> None:
    while True:
        pass


def asleep(x: np.ndarray) -> None:
    time.sleep(100)


def stubborn(x: np.ndarray) -> None:
    while True:
        try:  # noqa: SIM105
            time.sleep(100)
        except BaseException:
            pass


def stubborn_and_busy(x: np.ndarray) -> None:
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass


@pytest.mark.parametrize(
    ("function", "seconds", "cpu"), [(busy, 20, 0.1), (busy, 0.1, 20), (asleep, 0.1, 20)]
)
def test_a_call_is_ended_and_the_next_one_is_made(function, seconds, cpu):
    def work() -> int:
        late = status(function, seconds, cpu) == "timeout"
        return 0 if late and status(lambda x: x) == "returned" else 1

    assert in_a_fork(work) == 0


@pytest.mark.parametrize(
    ("function", "seconds", "cpu", "ends"),
    [
        (stubborn, 0.1, 20, {signal.SIGALRM}),
        (stubborn_and_busy, 0.1, 20, {signal.SIGALRM}),
        (stubborn_and_busy, 20, 0.1, {signal.SIGVTALRM, signal.SIGPROF}),
    ],
)
def test_one_that_swallows_exceptions_ends_its_process(function, seconds, cpu, ends):
    assert in_a_fork(lambda: len(status(function, seconds, cpu))) in ends


def test_what_is_raised_comes_into_the_box():
    def work() -> int:
        box, other = Box(), Box()
        ended = call_with_alarms(lambda: 1 // 0, box, 5, 5)
        call_with_alarms(lambda: 7, other, 5, 5)
        timers = [signal.getitimer(t)[0] for t in (signal.ITIMER_REAL, signal.ITIMER_VIRTUAL)]
        good = ended and isinstance(box.error, ZeroDivisionError) and other.value == 7
        return 0 if good and timers == [0, 0] else 1

    assert in_a_fork(work) == 0
