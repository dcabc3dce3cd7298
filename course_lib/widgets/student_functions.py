"""Functions of the student's inside an explorer: whatever they raise is one sentence."""

from __future__ import annotations

import contextlib
import io
import traceback
from collections.abc import Callable
from typing import Any

from numpy.typing import NDArray


class StudentProblem(Exception):
    """What went wrong in a student's function, as one sentence."""


def name_of(function: Callable | None, role: str) -> str:
    """What a student calls the function."""
    name = getattr(function, "__name__", None)
    return name if isinstance(name, str) and name.isidentifier() else role


def guarded(function: Callable, role: str) -> Callable:
    """The function, with whatever it raises turned into one sentence, and silent."""
    name = name_of(function, role)

    def call(*arguments: NDArray) -> Any:
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                result = function(*arguments)
        except NotImplementedError as error:
            raise StudentProblem(
                f"{_unwritten(error, function) or name} is not written yet: "
                "write it above and run its cell, then this one again."
            ) from None
        except KeyboardInterrupt:
            raise StudentProblem(f"{name} was interrupted before it returned.") from None
        except (Exception, SystemExit) as error:
            kind, text = type(error).__name__, " ".join(str(error).split())
            if len(text) > 160:
                text = text[:157] + "…"
            raise StudentProblem(f"{name} raised {kind}{': ' + text if text else ''}.") from None
        if result is None:
            raise StudentProblem(f"{name} returned None: did you forget to return?")
        return result

    return call


def _unwritten(error: NotImplementedError, function: Callable) -> str:
    """Which of a student's functions raised it: the function may call others of the notebook."""
    names = [
        frame.f_code.co_name
        for frame, _ in traceback.walk_tb(error.__traceback__)
        if frame.f_globals is getattr(function, "__globals__", None)
    ]
    return names[-1] if names and names[-1].isidentifier() else ""
