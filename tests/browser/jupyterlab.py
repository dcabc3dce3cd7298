"""A real JupyterLab on a student's copy, driven through a real Chromium."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

TOKEN = "student"


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a student's copy with ``course lab``; yields the address, and ends all kernels."""
    port = free_port()
    log = (folder.parent / "jupyterlab.log").open("wb")
    command = [sys.executable, "-m", "course_lib.cli", "lab", "--no-browser", f"--port={port}"]
    command += ["--", "--LabApp.expose_app_in_browser=True"]
    command += [f"--IdentityProvider.token={TOKEN}", "--ServerApp.port_retries=0"]
    # Settings of its own: the theme of whoever runs the tests is not the student's.
    settings = {"JUPYTERLAB_SETTINGS_DIR": str(folder.parent / "jupyterlab-settings")}
    server = subprocess.Popen(
        command,
        cwd=folder,
        env=os.environ | settings,
        stdout=log,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{address}/api/status?token={TOKEN}", server, Path(log.name))
        yield address
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGTERM)
        try:
            server.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)
        log.close()


def wait_for(url: str, server: subprocess.Popen, log: Path) -> None:
    """Wait until a server that was started answers; its log says why, if it does not."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if server.poll() is not None:
            raise RuntimeError(f"JupyterLab ended: {log.read_text(errors='replace')[-3000:]}")
        with contextlib.suppress(OSError):
            urllib.request.urlopen(url, timeout=2).close()
            return
        time.sleep(0.2)
    raise RuntimeError(f"JupyterLab did not answer: {log.read_text(errors='replace')[-3000:]}")


def open_notebook(page: Page, address: str, path: str) -> None:
    """Open a notebook and wait until its kernel is idle."""
    page.goto(f"{address}/lab/tree/{path}?token={TOKEN}&reset")
    page.wait_for_selector(".jp-Notebook:not(.lm-mod-hidden) .jp-Cell", timeout=60_000)
    wait_idle(page)


def wait_idle(page: Page, seconds: float = 120) -> None:
    """Wait until the kernel of the notebook that is shown has nothing left to run."""
    page.wait_for_function(
        """() => {
          const context = window.jupyterapp?.shell?.currentWidget?.sessionContext;
          const shown = document.querySelector('.jp-Notebook-ExecutionIndicator');
          return context?.isReady && context.session?.kernel?.status === 'idle'
            && shown?.getAttribute('data-status') === 'idle';
        }""",
        timeout=seconds * 1000,
    )


def menu(page: Page, *names: str) -> None:
    """Choose an entry of JupyterLab's menu bar."""
    page.locator(".lm-MenuBar-item", has_text=re.compile(f"^{names[0]}$")).click()
    for name in names[1:]:
        page.locator(".lm-Menu-item", has_text=re.compile(f"^{name}")).first.click()


def run_all(page: Page, seconds: float = 180) -> None:
    """Run every cell, top to bottom; cells that raise do not stop the later ones' being shown."""
    menu(page, "Run", "Run All Cells")
    page.wait_for_timeout(500)
    wait_idle(page, seconds)


def change_theme(page: Page, name: str) -> None:
    """Choose a theme, such as JupyterLab Dark, and wait until it is there."""
    page.evaluate(
        "theme => window.jupyterapp.commands.execute('apputils:change-theme', { theme })", name
    )
    expect(page.locator("body")).to_have_attribute("data-jp-theme-name", name)


def go_to_cell(page: Page, text: str) -> Locator:
    """Bring the first code cell that holds `text` into view and return it.

    JupyterLab keeps cells that are far away out of the page, so the notebook's model is asked.
    """
    index = page.evaluate(
        """async (text) => {
          const notebook = window.jupyterapp.shell.currentWidget.content;
          const index = notebook.widgets.findIndex(
            (cell) => cell.model.type === 'code' && cell.model.sharedModel.source.includes(text));
          if (index < 0) return index;
          notebook.activeCellIndex = index;
          await notebook.scrollToItem(index, 'start');
          return index;
        }""",
        text,
    )
    assert index >= 0, f"no code cell holds {text!r}"
    cell = page.locator(".jp-Notebook:visible .jp-CodeCell.jp-mod-active")
    expect(cell).to_be_visible(timeout=20_000)
    page.wait_for_timeout(300)  # outputs that were out of the page are drawn now
    return page.locator(f'.jp-Notebook:visible .jp-Cell[data-windowed-list-index="{index}"]')


def write_and_check(page: Page, name: str, code: str) -> Locator:
    """Type an answer into its cell, run it and the check below; returns the check's report."""
    answer = go_to_cell(page, f"def {name}(")
    answer.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(code)
    page.keyboard.press("Shift+Enter")
    test = go_to_cell(page, f"check({name})")
    test.locator(".cm-content").click()
    page.keyboard.press("Shift+Enter")
    wait_idle(page)
    return test.locator(".course-check")
