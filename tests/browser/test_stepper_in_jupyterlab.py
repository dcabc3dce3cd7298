"""The stepper in a real JupyterLab: every click is painted; benchmarks/stepper.py times it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from tests.browser import jupyterlab as lab

pytestmark = pytest.mark.browser

CELLS = [
    "from course_lib.images import photo\nfrom course_lib.widgets import KMeansStepper",
    "KMeansStepper(photo('astronaut', 256), 16)",
]
NEWS = '{"fetchNews": "false", "checkForUpdates": false}'

# Each click, awaited to the end of the frame in which the new picture is painted.
CLICKS = """async (root) => {
  const button = (name) => root.querySelector(`[data-testid=${name}]`);
  const seen = [];
  for (let i = 0; i < 20; i++) {
    await new Promise((done) => setTimeout(done, 150));
    const target = button("step").disabled ? button("back") : button("step");
    const painted = new Promise((done) => {
      const watch = new MutationObserver(() => {
        watch.disconnect();
        requestAnimationFrame(() => {
          const after = new MessageChannel();
          after.port1.onmessage = () => done(+root.dataset.index);
          after.port2.postMessage(0);
        });
      });
      watch.observe(root, { attributes: true, attributeFilter: ["data-frames"] });
    });
    target.click();
    seen.push(await painted);
  }
  return seen;
}"""


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """A JupyterLab on a folder with one notebook."""
    folder = tmp_path_factory.mktemp("lab")
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(cell) for cell in CELLS],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}},
    )
    nbformat.write(notebook, folder / "stepper.ipynb")
    settings = folder / "settings" / "@jupyterlab" / "apputils-extension"
    settings.mkdir(parents=True)
    (settings / "notification.jupyterlab-settings").write_text(NEWS, encoding="utf-8")
    environment = {**os.environ, "JUPYTERLAB_SETTINGS_DIR": str(folder / "settings")}
    environment["JUPYTERLAB_WORKSPACES_DIR"] = str(folder / "workspaces")
    environment.pop("COURSE_EXPLORERS", None)
    port = lab.free_port()
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"]
    command += [f"--port={port}", "--ServerApp.port_retries=0", f"--ServerApp.root_dir={folder}"]
    command += [f"--IdentityProvider.token={lab.TOKEN}", "--LabApp.expose_app_in_browser=True"]
    log = Path(folder / "log.txt")
    with log.open("wb") as out:
        server = subprocess.Popen(
            command, env=environment, stdout=out, stderr=subprocess.STDOUT, start_new_session=True
        )
        try:
            lab.wait_for(f"http://127.0.0.1:{port}/api/status?token={lab.TOKEN}", server, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait(20)


@pytest.mark.skipif(os.name == "nt", reason="ends the server by its process group")
def test_every_click_is_painted(chromium, address):
    context = chromium.new_context(viewport={"width": 1300, "height": 900})
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    lab.open_notebook(page, address, "stepper.ipynb")
    lab.menu(page, "Run", "Run All Cells")
    root = page.get_by_test_id("stepper")
    page.wait_for_selector("[data-testid=stepper][data-ready=true]")
    lab.wait_idle(page)

    # Run again: a new explorer takes the old one's place.
    page.evaluate(
        """async () => {
          const old = document.querySelector("[data-testid=stepper]");
          await window.jupyterapp.commands.execute("notebook:run-all-cells");
          for (;;) {
            const now = document.querySelector("[data-testid=stepper][data-ready=true]");
            if (now && now !== old) break;
            await new Promise((done) => requestAnimationFrame(done));
          }
        }"""
    )
    lab.wait_idle(page)
    root.scroll_into_view_if_needed()
    assert root.evaluate(CLICKS) == list(range(1, 21))
    assert errors == []
    context.close()
