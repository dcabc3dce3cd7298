"""An IPython shell without a kernel: runs a cell and gives its outputs as a notebook keeps them."""

from __future__ import annotations

import io
import os
import signal
import sys
import time
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

_BINARY = ("image/png", "image/jpeg", "application/pdf")
OUTPUTS = 200  # of one cell that are kept
MESSAGE, TRACEBACK = 2_000, 20_000  # characters of an exception that are kept


class CellTimeout(BaseException):
    """A cell has run for too long; no ``except Exception`` swallows it."""


class Sink:
    """Collects the outputs of one cell, up to a number of bytes."""

    def __init__(self, most: int) -> None:
        self.outputs: list[dict[str, Any]] = []
        self.left = most

    def write(self, name: str, text: str) -> None:
        """Keep a piece of a stream."""
        room = self._room(len(text))
        if not room:
            return
        if self.outputs and self.outputs[-1].get("name") == name:
            self.outputs[-1]["parts"].append(text[:room])
        elif len(self.outputs) < OUTPUTS:
            self.outputs.append({"output_type": "stream", "name": name, "parts": [text[:room]]})
        else:
            self.left = -1

    def add(self, output: dict[str, Any]) -> None:
        """Keep an output, if it fits."""
        size = sum(len(value) for value in output.get("data", {}).values())
        if len(self.outputs) >= OUTPUTS:
            self.left = -1
        elif self._room(size) >= size:
            self.outputs.append(output)

    def _room(self, wanted: int) -> int:
        room = max(0, min(wanted, self.left))
        self.left -= wanted
        return room

    def finish(self) -> list[dict[str, Any]]:
        """The outputs in nbformat's form."""
        for output in self.outputs:
            if "parts" in output:
                output["text"] = "".join(output.pop("parts"))
        if self.left < 0:
            text = "\n[There was more output than is kept; the rest is left out.]\n"
            self.outputs.append({"output_type": "stream", "name": "stderr", "text": text})
        return self.outputs


class _Stream(io.TextIOBase):
    def __init__(self, shell: Shell, name: str) -> None:
        self._shell, self._name = shell, name

    encoding = "utf-8"

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        self._shell.sink.write(self._name, str(text))
        return len(text)

    def fileno(self) -> int:
        raise io.UnsupportedOperation("fileno")


class _Publisher(DisplayPublisher):
    def publish(self, data: dict[str, Any], metadata: Any = None, **_more: Any) -> None:
        self.shell.sink.add({"output_type": "display_data", "data": _texts(data), "metadata": {}})

    def clear_output(self, wait: bool = False) -> None:
        self.shell.sink.outputs.clear()


class _Hook(DisplayHook):
    def write_output_prompt(self) -> None:
        pass

    def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:
        self.shell.sink.add(
            {
                "output_type": "execute_result",
                "execution_count": self.shell.execution_count,
                "data": _texts(format_dict),
                "metadata": {},
            }
        )

    def finish_displayhook(self) -> None:
        self._is_active = False


class Shell(InteractiveShell):
    """The shell that a submission's cells run in."""

    displayhook_class = _Hook
    display_pub_class = _Publisher

    def __init__(self, **more: Any) -> None:
        config = Config()
        config.HistoryManager.enabled = False
        config.InteractiveShell.autoawait = True
        self.sink = Sink(0)
        super().__init__(config=config, **more)
        self.colors = "nocolor" if "nocolor" in str(type(self).colors.help).lower() else "NoColor"

    def enable_gui(self, gui: Any = None) -> None:
        """No windows here."""

    def _showtraceback(self, etype: Any, evalue: Any, stb: list[str]) -> None:
        self.sink.add(
            {
                "output_type": "error",
                "ename": str(getattr(etype, "__name__", "Error"))[:MESSAGE],
                "evalue": str(evalue)[:MESSAGE],
                "traceback": ["\n".join(stb)[-TRACEBACK:]],
            }
        )


def run_cell(shell: Shell, source: str, seconds: float, output: int) -> dict[str, Any]:
    """Run a cell; what it did, with its outputs.

    Parameters
    ----------
    shell : Shell
    source : str
    seconds : float
        After them an exception is raised in it. (A loop in C does not notice; the grader outside
        does not wait for ever.)
    output : int
        Bytes of output to keep.
    """
    sink = shell.sink = Sink(output)
    streams = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = _Stream(shell, "stdout"), _Stream(shell, "stderr")

    def stop(*_: Any) -> None:
        raise CellTimeout(f"The cell did not end within {seconds:g} s.")

    signal.signal(signal.SIGALRM, stop)
    begin = time.monotonic()
    error = ""
    try:
        # repeated, because a bare except may swallow the first
        signal.setitimer(signal.ITIMER_REAL, seconds, 0.2)
        result = shell.run_cell(source, store_history=True)
        failed = result.error_before_exec or result.error_in_exec
        error = "" if failed is None else type(failed).__name__
    except BaseException as failed:
        error = type(failed).__name__
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        sys.stdout, sys.stderr = streams
    return {
        "error": error,
        "outputs": sink.finish(),
        "seconds": time.monotonic() - begin,
    }


def _texts(data: dict[str, Any]) -> dict[str, Any]:
    """The forms of an output that are text; of others, as widgets and plots have, only the kind."""
    import base64

    texts = {}
    for key, value in list(data.items())[:20]:
        if isinstance(value, bytes):
            texts[str(key)] = base64.b64encode(value).decode() if key in _BINARY else ""
        else:
            texts[str(key)] = value if isinstance(value, str) else ""
    return texts


def silence() -> None:
    """Point the three standard descriptors to nowhere, for what C code and children print."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for fd in (0, 1, 2):
        os.dup2(nowhere, fd)
    os.close(nowhere)


def warm_up(shell: Shell, cells: list[str]) -> None:
    """Do once, before any fork, what first cells would pay for.

    Parameters
    ----------
    shell : Shell
    cells : list of str
        The instructor's own; what they read, for example pictures, is at hand then.
    """
    first = ["1 + 1", "print('warm')", "%matplotlib inline", "def f(x):\n    return x"]
    for source in first + cells:
        run_cell(shell, source, 60, 1 << 16)
    if "matplotlib.pyplot" in sys.modules:
        sys.modules["matplotlib.pyplot"].close("all")
    shell.reset(new_session=True)
