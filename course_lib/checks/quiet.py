"""Swallows what a student's function prints, shows, draws and warns, and tells that it did."""

from __future__ import annotations

import contextlib
import io
import sys
import warnings
from dataclasses import dataclass
from types import TracebackType
from typing import Any


@dataclass(frozen=True)
class Noise:
    """What a call did beside returning: whether it printed, whether it drew, its first warning."""

    printed: bool = False
    plotted: bool = False
    warned: str = ""


class Quiet:
    """A context in which calls are made; `take` tells what the last one did.

    What is displayed is not even turned into a picture, which would take longer than most calls.
    """

    def __init__(self) -> None:
        self._text = io.StringIO()
        self._caught: list[Any] = []
        self._shown: list[Any] = []
        self._figures: set[int] = set()
        self._stack = contextlib.ExitStack()

    def __enter__(self) -> Quiet:
        enter = self._stack.enter_context
        try:
            enter(contextlib.redirect_stdout(self._text))
            enter(contextlib.redirect_stderr(self._text))
            self._caught = enter(warnings.catch_warnings(record=True))
            warnings.simplefilter("always")
            shell = _shell()
            if shell is not None:
                enter(_no_display(shell, self._shown))
            self._figures = _figures()
        except BaseException:
            self._stack.close()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.__exit__(kind, error, trace)

    def take(self) -> Noise:
        """What was swallowed since the beginning or the last time; figures are closed."""
        new = _figures() - self._figures
        for number in new:
            sys.modules["matplotlib.pyplot"].close(number)
        lines = str(self._caught[0].message).splitlines() if self._caught else []
        printed = self._text.tell() > 0 and bool(self._text.getvalue().strip())
        noise = Noise(printed, bool(new or self._shown), lines[0] if lines else "")
        self._caught.clear()
        self._shown.clear()
        if self._text.tell():
            self._text.seek(0)
            self._text.truncate()
        return noise


@contextlib.contextmanager
def _no_display(shell: Any, shown: list[Any]) -> Any:
    """Let a shell display nothing; whatever would be displayed goes to the list."""

    def swallow(*_: Any, **__: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        shown.append(None)
        return {}, {}

    formatter, publisher = shell.display_formatter, shell.display_pub
    formatter.format, publisher.publish = swallow, swallow
    publisher.clear_output = lambda *_, **__: None
    try:
        yield
    finally:
        for thing, name in (
            (formatter, "format"),
            (publisher, "publish"),
            (publisher, "clear_output"),
        ):
            vars(thing).pop(name, None)  # the class's own is there again


def _shell() -> Any:
    ipython = sys.modules.get("IPython")
    return ipython.get_ipython() if ipython is not None else None


def _figures() -> set[int]:
    pyplot = sys.modules.get("matplotlib.pyplot")
    return set(pyplot.get_fignums()) if pyplot is not None else set()
