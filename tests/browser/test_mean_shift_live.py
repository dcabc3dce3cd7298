"""The mean shift explorers as live widgets: the module runs on a model whose kernel is Python."""

from __future__ import annotations

import base64
import json

import numpy as np
import pytest

from course_lib.images import photo
from course_lib.widgets import HillClimber, KMeansVersusMeanShift

pytestmark = pytest.mark.browser

MODEL = """
const view = (text) => new DataView(Uint8Array.from(atob(text), (c) => c.charCodeAt(0)).buffer);
let heard = null;
const model = {
  get: (name) => (name === "config" ? config : view(data)),
  on(_, callback) { heard = callback; },
  off() {},
  send(message) {
    window.kernel(JSON.stringify(message)).then((answers) => {
      for (const [content, buffers] of JSON.parse(answers)) heard(content, buffers.map(view));
    });
  },
};
widget.render({ model, el: document.querySelector("#host") });
"""


@pytest.fixture
def live(page, tmp_path, monkeypatch):
    """Open one explorer with its kernel here: live(make, name of its bytes) -> Page."""
    monkeypatch.setenv("COURSE_EXPLORERS", "static")  # no comm; `own` is asked for all the same

    def live(make, name):
        widget = make()
        widget.static = False

        def kernel(text):
            message = json.loads(text)
            answers = [
                [content, [base64.b64encode(bytes(part)).decode() for part in buffers]]
                for content, buffers in widget.receive(message)
            ]
            answers[-1][0]["id"] = message["id"]
            return json.dumps(answers)

        page.expose_function("kernel", kernel)
        body, _, _ = widget._esm.rpartition("export default")
        config = json.dumps({**widget.config, "still": False})
        data = base64.b64encode(getattr(widget, name)).decode()
        code = f'{body}\nconst widget = {{ render }}, config = {config}, data = "{data}";\n{MODEL}'
        file = tmp_path / "live.html"
        start = '<!doctype html><meta charset="utf-8"><title>Live</title>'
        file.write_text(
            f"{start}<style>{widget._css}</style><div id=host></div>"
            f"<script type=module>{code}</script>",
            encoding="utf-8",
        )
        page.goto(file.as_uri())
        page.wait_for_selector(".ex[data-ready=true]")
        return page

    return live


def test_a_students_shift_climbs_in_the_kernel(live):
    def half_way(features, mean, radius):
        inside = np.linalg.norm(features - mean, axis=1) <= radius
        return (mean + features[inside].mean(axis=0)) / 2

    hill = HillClimber(photo("coffee", 48), shift=half_way)
    page = live(lambda: HillClimber(photo("coffee", 48), shift=half_way), "cloud")
    wanted, _ = hill.model.path(hill.model.first_start(), 21)
    path = page.get_by_test_id("hill-climber").evaluate("(root) => root.explorer().path")
    assert np.allclose(path, wanted, rtol=0, atol=1e-9)
    page.get_by_test_id("hill-climber").focus()
    page.keyboard.press("]")
    page.wait_for_function("() => document.querySelector('.ex').explorer().radius === 22")


def test_both_sliders_ask_the_kernel(live):
    versus = KMeansVersusMeanShift(photo("coffee", 48))
    page = live(lambda: KMeansVersusMeanShift(photo("coffee", 48)), "photo")
    page.get_by_test_id("versus").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("]")
    page.wait_for_function(
        "() => { const r = document.querySelector('.ex').explorer().results;"
        " return r[0].value === 17 && r[1].value === 22 && r[1].exact; }"  # a quick one came first
    )
    labels, _ = versus.clusters("shift", 22.0)
    shown = page.get_by_test_id("versus").evaluate(
        "(root) => [...root.explorer().results[1].labels]"
    )
    assert shown == labels.tolist()
