"""The command `course`."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import nbformat
import pytest
from click.testing import CliRunner
from nbformat.v4 import new_notebook

from course_lib import cli
from course_lib.checks.pack import public_paths, read_pack
from course_lib.units import UNITS

ROOT = Path(__file__).resolve().parents[2]
CLEAN = {**os.environ, "PYTHONPATH": str(ROOT)}


@pytest.fixture
def student(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A student's folder, as the working directory."""
    (tmp_path / ".course.json").write_text('{"files": {}, "cells": {}}')
    (tmp_path / "02_kmeans").mkdir()
    nbformat.write(new_notebook(), tmp_path / "02_kmeans" / "kmeans.ipynb")
    nbformat.write(new_notebook(), tmp_path / "start.ipynb")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str):
    return CliRunner().invoke(cli.main, arguments)


def test_progress_shows_every_exercise(student: Path) -> None:
    from course_lib import progress

    progress.record("kmeans.assign_labels", 2, 2, True)
    done = run("progress")
    assert done.exit_code == 0
    assert "assign_labels" in done.output and "passed" in done.output and "2/2" in done.output
    count = sum(len(read_pack(path).exercises) for path in public_paths())
    assert f"1 of {count} exercises passed, 2 points" in done.output


def test_hand_in_names_the_file(student: Path) -> None:
    done = run("hand-in", "kmeans")
    assert done.exit_code == 0
    path = Path(re.search(r"hand in is (.+)", done.output).group(1))
    assert path.is_file() and path.is_relative_to(student)


@pytest.mark.parametrize("command", [("progress",), ("hand-in", "kmeans")])
def test_outside_a_copy_is_a_sentence(tmp_path: Path, monkeypatch, command) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("course_lib.folders.course_folder", lambda: tmp_path)
    done = run(*command)
    assert done.exit_code == 1
    assert done.output == f"Error: {cli.OUTSIDE}\n"


def test_lab_outside_a_copy_is_a_sentence(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(cli, "entry_points", lambda group: ())
    assert run("lab", "--no-browser").output == f"Error: {cli.OUTSIDE}\n"


def test_errors_are_one_sentence(student: Path) -> None:
    done = run("hand-in", "nothing")
    assert done.exit_code == 1
    names = ", ".join(unit.name for unit in UNITS if unit.built)
    assert done.output == f"Error: No unit is called 'nothing'; the units are {names}.\n"


def test_lab_arguments(tmp_path: Path, monkeypatch) -> None:
    arguments = cli.lab_arguments(tmp_path, no_browser=True, port=9999)
    assert f"--ServerApp.root_dir={tmp_path}" in arguments
    assert "--LabApp.default_url=/lab/tree/start.ipynb" in arguments
    assert {"--no-browser", "--port=9999"} <= set(arguments)
    if hasattr(os, "geteuid"):
        monkeypatch.setattr(os, "geteuid", lambda: 0)
        assert "--allow-root" in cli.lab_arguments(tmp_path)
        monkeypatch.setattr(os, "geteuid", lambda: 1000)
        assert "--allow-root" not in cli.lab_arguments(tmp_path)


def test_lab_serves_the_start_page_without_asking_about_news(student: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "course_lib.cli", "lab", "--no-browser", f"--port={port}",
         "--IdentityProvider.token=secret"],
        cwd=student / "02_kmeans", env=CLEAN, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    base = f"http://127.0.0.1:{port}"
    try:
        page = wait_for(f"{base}/lab/tree/start.ipynb?token=secret", process)
        assert "JupyterLab" in page
        files = json.loads(wait_for(f"{base}/api/contents?token=secret", process))
        assert "start.ipynb" in [entry["name"] for entry in files["content"]]
        name = "@jupyterlab/apputils-extension:notification"
        settings = json.loads(wait_for(f"{base}/lab/api/settings/{name}?token=secret", process))
        assert settings["schema"]["properties"]["fetchNews"]["default"] == "false"
    finally:
        process.terminate()
        process.wait(20)
        process.stdout.close()


def wait_for(address: str, process: subprocess.Popen) -> str:
    """The page at an address, once the server answers."""
    end = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:
                return answer.read().decode()
        except OSError:
            assert process.poll() is None, process.stdout.read().decode()
            assert time.monotonic() < end
            time.sleep(0.2)
