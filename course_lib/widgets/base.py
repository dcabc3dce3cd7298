"""What all explorers share: one bundle that is alive in JupyterLab, in an exported page, offline.

In a kernel that somebody watches, an explorer is an `anywidget` and asks the kernel. Where nobody
watches (nbclient, nbconvert, papermill, no kernel at all) it opens no comm, so no widget state is
saved with the notebook, and shows itself as HTML that runs by itself.
"""

from __future__ import annotations

import functools
import os
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import anywidget
import traitlets
from threadpoolctl import ThreadpoolController

from course_lib.widgets import page

FOLDER = Path(__file__).parent
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"


def is_static() -> bool:
    """Whether explorers run without a kernel here.

    The environment variable COURSE_EXPLORERS, `static` or `live`, decides. Without it they do when
    there is no kernel, or when the running request allows no input from the keyboard: then a
    program executes the notebook and nobody will click.

    Raises
    ------
    ValueError
        When COURSE_EXPLORERS is something else.
    """
    wanted = os.environ.get("COURSE_EXPLORERS", "").strip().lower()
    if wanted not in ("", "static", "live"):
        raise ValueError(f"COURSE_EXPLORERS must be static, live or unset, got {wanted!r}")
    if wanted:
        return wanted == "static"
    from IPython import get_ipython

    shell = get_ipython()
    kernel = getattr(shell, "kernel", None)
    return kernel is None or not getattr(kernel, "_allow_stdin", True)


@functools.cache
def script(*names: str) -> str:
    """The JavaScript of these files of this folder, one after the other, without its comments.

    Lines are taken as they are but for what costs bytes in every notebook: indentation and lines
    that are only comment. No string in these files goes over several lines.
    """
    lines = "\n".join((FOLDER / name).read_text(encoding="utf-8") for name in names).split("\n")
    kept = (line.strip() for line in lines)
    return "\n".join(line for line in kept if line and not line.startswith("//"))


@functools.cache
def style() -> str:
    """The style sheet of all explorers."""
    lines = (FOLDER / "explorer.css").read_text(encoding="utf-8").split("\n")
    return "\n".join(line.strip() for line in lines)


@functools.cache
def _libraries() -> ThreadpoolController:
    """The numeric libraries that are loaded, found once: to look for them costs milliseconds."""
    return ThreadpoolController()


def one_thread() -> AbstractContextManager:
    """Linear algebra on one thread: explorers ask for small problems, and want them soon.

    Where other programs run too, threads wait for each other: an eigenproblem of 576 vertices took
    up to 6 seconds on two, on one never more than 0.1.
    """
    return _libraries().limit(limits=1, user_api="blas")


class Explorer(anywidget.AnyWidget):
    """Base of all explorers.

    A subclass names its scripts and says what it is: `describe`, `alt`, `key_picture`,
    `page_config`; it fills `config` (small, JSON) and its `Bytes` traits before calling this
    constructor, and answers `receive`.

    Attributes
    ----------
    scripts : files of this folder that run in JupyterLab.
    page_scripts : files that run in an exported page.
    static : bool, True when no kernel answers.
    """

    scripts: tuple[str, ...] = ()
    page_scripts: tuple[str, ...] = ()

    # One comm less than a Layout model would open, and nothing to save.
    layout = traitlets.Any(None, allow_none=True).tag(sync=True)
    config = traitlets.Dict().tag(sync=True)

    def __init__(self, **traits: Any) -> None:
        self.static = is_static()
        self._esm = script("kit.js", *self.scripts)
        self._css = style()
        super().__init__(**traits)
        if not self.static:
            self.on_msg(self._heard)

    def open(self) -> None:
        """Open the comm to the front end; none where nobody watches."""
        if not self.static:
            super().open()

    def describe(self) -> str:
        """Say in one sentence what is shown."""
        raise NotImplementedError

    def alt(self) -> str:
        """Text that stands for the key picture."""
        return self.describe()

    def key_picture(self) -> Any:
        """(H, W, 3) uint8 picture that stands for the explorer where nothing runs."""
        raise NotImplementedError

    def page_config(self) -> dict:
        """What the scripts of an exported page need, as JSON."""
        raise NotImplementedError

    def receive(self, message: dict) -> list[tuple[dict, list]]:
        """Answer a message of the front end: contents, each with its buffers."""
        raise NotImplementedError

    def html(self) -> str:
        """The explorer as HTML that stands alone: picture, scripts and data, no network."""
        return page.figure(
            key_picture=self.key_picture(),
            alt=self.alt(),
            script=script("kit.js", *self.page_scripts),
            style=style(),
            config=self.page_config(),
        )

    def __repr__(self) -> str:
        return f"{type(self).__name__}: {self.describe()}"

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict, dict]:
        with one_thread():
            picture, alt, text = self.key_picture(), self.alt(), repr(self)
        bundle: dict[str, Any] = {
            "text/plain": text,
            "image/png": page.base64_text(page.png(picture)),
        }
        if self.static:
            bundle["text/html"] = self.html()
        else:
            bundle["text/html"] = page.still(picture, alt)
            bundle[WIDGET_VIEW] = {
                "version_major": 2,
                "version_minor": 1,
                "model_id": self.model_id,
            }
        return bundle, {"image/png": {"alt": alt}}

    def _heard(self, _: Any, message: Any, __: Any) -> None:
        if not isinstance(message, dict):
            return
        try:
            with one_thread():
                answers = self.receive(message)
        except (Exception, KeyboardInterrupt) as error:
            # Whatever it is: the front end waits for an answer, and would wait for ever.
            self.log.warning("%s failed on %s", type(self).__name__, message, exc_info=True)
            answers = [({"kind": "problem", "problem": _failed(error)}, [])]
        for content, buffers in answers[:-1]:
            self.send(content, buffers)
        # The last one carries the question's id: it says that the answer is complete.
        content, buffers = answers[-1]
        self.send({**content, "id": message.get("id")}, buffers)


def _failed(error: BaseException) -> str:
    """One sentence for what went wrong in the kernel."""
    if isinstance(error, KeyboardInterrupt):
        return "This step was interrupted before it ended."
    text = " ".join(str(error).split()).rstrip(".")
    what = f"{type(error).__name__}: {text}" if text else type(error).__name__
    return f"This step failed in the kernel: {what}."
