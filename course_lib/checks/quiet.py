"""Swallows what a student's function prints, shows, draws and warns, and tells that it did."""

from __future__ import annotations

import contextlib
import io
import sys
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import Any

CALLS = 4
"""Calls, or shows in a call, that may draw into one figure: a colour bar takes a part of it."""


@dataclass(frozen=True)
class Noise:
    """What a call did beside returning: whether it printed, whether it drew, its first warning."""

    printed: bool = False
    plotted: bool = False
    warned: str = ""


class Quiet:
    """A context in which calls are made; `take` tells what the last one did.

    What is displayed is not even turned into a picture, which would take longer than most calls.
    So would a new figure: a few calls draw into the same one, as in a loop in a cell.
    """

    def __init__(self) -> None:
        self._text = io.StringIO()
        self._caught: list[Any] = []
        self._shown: list[Any] = []
        self._figures: set[int] = set()
        self._drawn = False
        self._calls = 0
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
            pyplot = sys.modules.get("matplotlib.pyplot")
            if pyplot is not None:
                # pyplot gives its functions a signature at the first figure; a method takes none.
                enter(_replaced(pyplot, "show", lambda *_, **__: self._show()))
            self._figures = _figures()
            self._stack.callback(self._close)
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
        """What was swallowed since the beginning or the last time.

        Who has drawn once is taken to draw each time.
        """
        self._drawn = self._drawn or bool(_figures() - self._figures)
        self._calls += 1
        if self._calls % CALLS == 0:
            self._close()
        lines = str(self._caught[0].message).splitlines() if self._caught else []
        printed = self._text.tell() > 0 and bool(self._text.getvalue().strip())
        noise = Noise(printed, self._drawn or bool(self._shown), lines[0] if lines else "")
        self._caught.clear()
        self._shown.clear()
        if self._text.tell():
            self._text.seek(0)
            self._text.truncate()
        return noise

    def _show(self) -> None:
        """Stands for ``pyplot.show``, which in a notebook closes all figures."""
        self._shown.append(None)
        if len(self._shown) % CALLS == 0:
            self._close()

    def _close(self) -> None:
        """Close the figures that calls have opened."""
        for number in _figures() - self._figures:
            sys.modules["matplotlib.pyplot"].close(number)


@contextlib.contextmanager
def _replaced(thing: Any, name: str, value: Any) -> Iterator[None]:
    before = getattr(thing, name)
    setattr(thing, name, value)
    try:
        yield
    finally:
        setattr(thing, name, before)


@contextlib.contextmanager
def _no_display(shell: Any, shown: list[Any]) -> Iterator[None]:
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
