"""nbgrader's formgrader in a real Chromium: its button grades as `autograder grade` does."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from autograder.class_folder import ClassFolder, open_class
from tests.autograder.small_class import (
    UNIT,
    comments,
    copy_of,
    corpus,
    edit,
    empty_class,
    grades,
    hand_in,
    notebook,
    penalties,
    right_but,
)
from tests.browser import jupyterlab as lab

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(shutil.which("bwrap") is None, reason="bubblewrap is not installed"),
]

STUDENTS = ("ada", "ben", "cem", "dee", "eve")
CONFIG = """
import sys
sys.path.insert(0, {folder!r})
c.AssignLatePenalties.plugin_class = "late_by_the_day.ByTheDay"
"""
PLUGIN = """
from nbgrader.plugins import BasePlugin


class ByTheDay(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return 1.5
"""
NEWS = '{"fetchNews": "false", "checkForUpdates": false}'


def prepare(folder: Path) -> ClassFolder:
    """A class with a due date, and five who handed in: right, wrong, late, odd."""
    from nbgrader.api import Gradebook

    place = empty_class(folder)
    config = place.path / "nbgrader_config.py"
    config.write_text(config.read_text() + CONFIG.format(folder=str(folder.parent)))
    (folder.parent / "late_by_the_day.py").write_text(PLUGIN)
    with Gradebook(place.db_url, place.course_id) as book:
        book.update_or_create_assignment(UNIT.folder, duedate="2025-03-01 09:00:00 UTC")

    early, late = "2025-02-28 10:00:00.000000 UTC", "2025-03-01 10:00:00.000000 UTC"
    hand_in(place, "ada", notebook(texts={"think_failure": "Sky and **sea**."}), early)
    wrong = {
        name: corpus()[name, answer]
        for name, answer in {
            "assign_labels": "wrong_less_or_equal",
            "update_means": "wrong_divides_by_zero",
            "kmeans": "wrong_stops_on_the_error",
            "feature_distance": "wrong_rounded",
        }.items()
    }
    hand_in(place, "ben", right_but(**wrong), late)
    hand_in(place, "cem", right_but(kmeans="def kmeans(:", init_random="print 'no'"), late)
    hand_in(place, "dee", notebook({}))
    odd = right_but(feature_distance="def my_distance(fi, fj):\n    return 0")
    edit(odd, "check_kmeans", lambda cell: cell.update(source="check(lambda: 1)"))
    edit(odd, "check_assign_labels", lambda cell: cell["metadata"]["nbgrader"].update(points=100))
    hand_in(place, "eve", odd, early)
    return place


@pytest.fixture(scope="module")
def ours(tmp_path_factory) -> ClassFolder:
    """The class, graded with `autograder grade`."""
    place = prepare(tmp_path_factory.mktemp("ours") / "class")
    copies = place.path.parent
    copy_of(place, copies / "nbgraders")
    copy_of(place, copies / "formgraders")
    run([sys.executable, "-m", "autograder", "grade", "kmeans"], place)
    return place


def run(command: list[str], place: ClassFolder) -> str:
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    environment["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        command, cwd=place.path, env=environment, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def formgraders(ours: ClassFolder) -> ClassFolder:
    """The same class, to be graded with the formgrader."""
    return open_class(ours.path.parent / "formgraders")


@pytest.fixture(scope="module")
def address(formgraders: ClassFolder) -> Iterator[str]:
    """A JupyterLab with nbgrader's extensions in the class's folder."""
    folder = formgraders.path
    home = folder.parent / "home"
    settings = home / "settings" / "@jupyterlab" / "apputils-extension"
    settings.mkdir(parents=True)
    (settings / "notification.jupyterlab-settings").write_text(NEWS, encoding="utf-8")
    environment = {**os.environ, "JUPYTERLAB_SETTINGS_DIR": str(home / "settings")}
    environment["JUPYTERLAB_WORKSPACES_DIR"] = str(home / "workspaces")
    environment["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    port = lab.free_port()
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"]
    command += [f"--port={port}", "--ServerApp.port_retries=0", f"--ServerApp.root_dir={folder}"]
    command += [f"--IdentityProvider.token={lab.TOKEN}", "--LabApp.expose_app_in_browser=True"]
    log = folder.parent / "server.txt"
    with log.open("wb") as out:
        server = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=out, stderr=subprocess.STDOUT,
            start_new_session=True,
        )  # fmt: skip
        try:
            lab.wait_for(f"http://127.0.0.1:{port}/api/status?token={lab.TOKEN}", server, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait(20)


@pytest.fixture(scope="module")
def shots(tmp_path_factory) -> Path:
    """Folder for screenshots: COURSE_SHOTS if set, to look at them after the run."""
    wanted = os.environ.get("COURSE_SHOTS")
    folder = Path(wanted) if wanted else tmp_path_factory.mktemp("shots")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture
def page(chromium, address: str) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1300, "height": 900})
    page = context.new_page()
    page.goto(f"{address}/lab?token={lab.TOKEN}")  # the cookie that the formgrader asks for
    yield page
    context.close()


def all_rows(place: ClassFolder) -> dict[str, Any]:
    """Whatever grading writes into the gradebook."""
    return {
        "grades": grades(place), "comments": comments(place), "penalties": penalties(place),
    }  # fmt: skip


def cells(place: ClassFolder, student: str) -> list[tuple]:
    """A graded notebook as people see it."""
    import nbformat

    path = place.folder("autograded", student, UNIT) / "kmeans.ipynb"
    tree = nbformat.read(path, as_version=4)
    nbformat.validate(tree)
    return [(c.cell_type, c.source, c.metadata, c.get("outputs")) for c in tree.cells]


def assert_same(place: ClassFolder, ours: ClassFolder) -> None:
    assert set(grades(place)) == set(STUDENTS)
    assert all_rows(place) == all_rows(ours)
    for student in STUDENTS:
        assert cells(place, student) == cells(ours, student), student


def test_the_rows_are_worth_comparing(ours: ClassFolder) -> None:
    book = grades(ours)
    total = {s: sum(g[0] or 0 for g in rows.values()) for s, rows in book.items()}
    assert total["ada"] == 18 > total["ben"] > total["cem"] > total["dee"] == 0
    assert {s: p for s, _, p in penalties(ours)} == {
        "ada": None, "ben": 1.5, "cem": 1.5, "dee": None, "eve": None,
    }  # fmt: skip
    assert book["eve"]["check_feature_distance"] == (0.0, None, 1)
    assert book["eve"]["check_assign_labels"] == (2.0, None, 0)
    assert book["cem"]["check_kmeans"] == (0.0, None, 1)
    assert comments(ours)["ada"]["think_failure"] == (None, None)
    assert comments(ours)["dee"]["think_failure"] == ("No response.", None)


def test_nbgraders_own_command(ours: ClassFolder) -> None:
    place = open_class(ours.path.parent / "nbgraders")
    said = run([str(Path(sys.executable).parent / "nbgrader"), "autograde", UNIT.folder], place)
    assert "ERROR" not in said
    assert_same(place, ours)
    # and the one finds the other's results unchanged
    said = run([sys.executable, "-m", "autograder", "grade", "kmeans"], place)
    assert "0 graded, 5 unchanged" in said
    assert_same(place, ours)


def test_the_formgraders_button(
    page: Page, address: str, formgraders: ClassFolder, ours: ClassFolder, shots: Path
) -> None:
    page.goto(f"{address}/formgrader/manage_submissions/{UNIT.folder}")
    for student in STUDENTS:
        row = page.locator("tr", has=page.locator("td.student-id", has_text=student))
        row.locator(".autograde a").click()
        expect(page.locator(".modal-title:visible")).to_have_text("Success", timeout=120_000)
        if student == "ben":
            page.screenshot(path=shots / "formgrader_button.png")
        page.locator(".modal-footer:visible button", has_text="OK").click()
        expect(page.locator(".modal:visible")).to_have_count(0)
    page.screenshot(path=shots / "formgrader_list.png")
    assert_same(formgraders, ours)


def test_a_submission_in_the_formgrader(
    page: Page, address: str, formgraders: ClassFolder, shots: Path
) -> None:
    """After the button: the page on which an instructor gives points by hand."""
    from nbgrader.api import Gradebook

    with Gradebook(formgraders.db_url, formgraders.course_id) as book:
        submission = book.find_submission_notebook(UNIT.name, UNIT.folder, "ben").id
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{address}/formgrader/submissions/{submission}/?index=0")
    report = page.locator(".output_html", has_text="update_means").first
    report.scroll_into_view_if_needed()
    expect(report).to_contain_text("of 2 points")
    expect(report).to_contain_text("Hidden cases")
    score = page.locator("input.score").first
    expect(score).to_be_visible()
    page.screenshot(path=shots / "formgrader_submission.png")
    # nbgrader's page takes MathJax from the network, which may not be there
    assert [error for error in errors if "MathJax" not in error] == []


def test_points_by_hand_survive_the_button(
    page: Page, address: str, formgraders: ClassFolder
) -> None:
    from nbgrader.api import Gradebook

    with Gradebook(formgraders.db_url, formgraders.course_id) as book:
        grade = book.find_grade("think_failure", UNIT.name, UNIT.folder, "ada")
        grade.manual_score, grade.needs_manual_grade = 1.25, False
        book.find_comment("think_failure", UNIT.name, UNIT.folder, "ada").manual_comment = "Good."
        book.db.commit()
    page.goto(f"{address}/formgrader/manage_submissions/{UNIT.folder}")
    row = page.locator("tr", has=page.locator("td.student-id", has_text="ada"))
    row.locator(".autograde a").click()
    expect(page.locator(".modal-title:visible")).to_have_text("Success", timeout=120_000)
    assert grades(formgraders)["ada"]["think_failure"] == (None, 1.25, 1)
    assert comments(formgraders)["ada"]["think_failure"] == (None, "Good.")


def test_feedback_pages(page: Page, ours: ClassFolder, shots: Path) -> None:
    """What students read afterwards, made by `autograder feedback`."""
    run([sys.executable, "-m", "autograder", "feedback", "kmeans"], ours)
    for student in ("ben", "dee"):
        file = ours.folder("feedback", student, UNIT) / "kmeans.html"
        page.goto(file.as_uri())
        report = page.locator(".output_html, .jp-RenderedHTML", has_text="update_means").first
        report.scroll_into_view_if_needed()
        expect(report).to_be_visible()
        page.screenshot(path=shots / f"feedback_{student}.png")
