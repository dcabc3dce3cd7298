"""A student's copy is brought up to date, and nothing that the student changed is touched."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from autograder.fill import file_hash, fill, read_manifest
from tests.autograder.small_project import ROOT

NOTEBOOK = "02_kmeans/kmeans.ipynb"


def deliver(folder: Path, **files: str) -> Path:
    """A release's folder with these files (``__`` stands for a slash, ``_`` before a suffix)."""
    shutil.rmtree(folder, ignore_errors=True)
    marks = {}
    for name, text in files.items():
        path = folder / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        marks[path.relative_to(folder).as_posix()] = file_hash(path)
    tree = {"format": 1, "version": "1", "files": marks, "cells": {}}
    (folder / ".course.json").write_text(json.dumps(tree))
    return folder


def edition(folder: Path, text: str, **more: str) -> Path:
    """A release with one notebook of that text."""
    return deliver(folder, **{NOTEBOOK.replace("/", "__"): text, **more})


def everything(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in folder.rglob("*")
        if path.is_file() and path.name != ".course.json"
    }


def test_a_new_copy(tmp_path: Path) -> None:
    done = fill(edition(tmp_path / "new", "one"), tmp_path / "student")
    assert everything(tmp_path / "student") == {NOTEBOOK: "one"}
    assert done.written == (NOTEBOOK,) and done.lines == []
    assert fill(tmp_path / "new", tmp_path / "student").written == ()


def test_an_unchanged_file_is_replaced(tmp_path: Path) -> None:
    student = tmp_path / "student"
    fill(edition(tmp_path / "new", "one"), student)
    assert fill(edition(tmp_path / "new", "two"), student).lines == []
    assert everything(student) == {NOTEBOOK: "two"}


def test_a_changed_file_is_not_touched_and_the_newer_one_stands_beside_it(tmp_path: Path) -> None:
    student = tmp_path / "student"
    fill(edition(tmp_path / "new", "one"), student)
    (student / NOTEBOOK).write_text("mine")
    when = (student / NOTEBOOK).stat()
    assert fill(tmp_path / "new", student).lines == []  # the same release: nothing to say
    done = fill(edition(tmp_path / "new", "two"), student)
    assert everything(student) == {NOTEBOOK: "mine", "02_kmeans/kmeans.new-version.ipynb": "two"}
    assert (student / NOTEBOOK).stat().st_mtime_ns == when.st_mtime_ns
    assert done.lines == [
        "You changed 02_kmeans/kmeans.ipynb; the newer version stands beside it as "
        "02_kmeans/kmeans.new-version.ipynb."
    ]
    assert fill(tmp_path / "new", student).lines == []
    # the next one replaces the newer version, in which nobody worked
    fill(edition(tmp_path / "new", "three"), student)
    assert everything(student) == {NOTEBOOK: "mine", "02_kmeans/kmeans.new-version.ipynb": "three"}


def test_a_newer_version_that_the_student_works_in_is_not_touched_either(tmp_path: Path) -> None:
    student = tmp_path / "student"
    fill(edition(tmp_path / "new", "one"), student)
    (student / NOTEBOOK).write_text("mine")
    fill(edition(tmp_path / "new", "two"), student)
    (student / "02_kmeans/kmeans.new-version.ipynb").write_text("mine too")
    done = fill(edition(tmp_path / "new", "three"), student)
    assert everything(student) == {
        NOTEBOOK: "mine",
        "02_kmeans/kmeans.new-version.ipynb": "mine too",
        "02_kmeans/kmeans.new-version-2.ipynb": "three",
    }
    assert "kmeans.new-version-2.ipynb" in done.lines[0]


def test_a_student_who_takes_the_newer_version_gets_the_next_one(tmp_path: Path) -> None:
    student = tmp_path / "student"
    fill(edition(tmp_path / "new", "one"), student)
    (student / NOTEBOOK).write_text("mine")
    fill(edition(tmp_path / "new", "two"), student)
    shutil.move(student / "02_kmeans/kmeans.new-version.ipynb", student / NOTEBOOK)
    assert fill(edition(tmp_path / "new", "three"), student).lines == []
    assert everything(student) == {NOTEBOOK: "three"}


@pytest.mark.parametrize("manifest", [None, "", "{", "[]", '{"files": 3}', '{"files": {"a": 1}}'])
def test_without_a_manifest_whatever_differs_counts_as_changed(tmp_path: Path, manifest) -> None:
    student = tmp_path / "student"
    fill(edition(tmp_path / "new", "one"), student)
    (student / ".course.json").unlink()
    if manifest is not None:
        (student / ".course.json").write_text(manifest)
    fill(edition(tmp_path / "new", "two"), student)
    assert everything(student) == {NOTEBOOK: "one", "02_kmeans/kmeans.new-version.ipynb": "two"}


def test_what_a_student_deleted_comes_back_and_what_is_theirs_stays(tmp_path: Path) -> None:
    student = tmp_path / "student"
    fill(edition(tmp_path / "new", "one"), student)
    (student / NOTEBOOK).unlink()
    (student / "progress.json").write_text("{}")
    fill(tmp_path / "new", student)
    assert everything(student) == {NOTEBOOK: "one", "progress.json": "{}"}


def test_a_file_that_is_delivered_no_longer_stays_but_for_old_wheels(tmp_path: Path) -> None:
    student = tmp_path / "student"
    old = {"wheels__a-1.whl": "old", "notes.md": "old"}
    fill(edition(tmp_path / "new", "one", **old), student)
    fill(edition(tmp_path / "new", "one", **{"wheels__a-2.whl": "new"}), student)
    assert everything(student) == {NOTEBOOK: "one", "notes.md": "old", "wheels/a-2.whl": "new"}


def test_a_folder_or_a_link_in_the_way_is_the_students(tmp_path: Path) -> None:
    student = tmp_path / "student"
    (student / NOTEBOOK).mkdir(parents=True)
    done = fill(edition(tmp_path / "new", "one"), student)
    assert done.beside == ((NOTEBOOK, "02_kmeans/kmeans.new-version.ipynb"),)
    assert (student / NOTEBOOK).is_dir()


def test_only_a_release_can_be_delivered(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="delivered must be a release's folder"):
        fill(tmp_path, tmp_path / "student")


def test_killed_at_any_moment_nothing_is_lost_and_the_next_run_ends_the_work(
    tmp_path: Path,
) -> None:
    student = tmp_path / "student"
    many = {f"pictures__{number}.txt": "one" * 5000 for number in range(60)}
    fill(edition(tmp_path / "one", "one", **many), student)
    (student / NOTEBOOK).write_text("mine")
    newer = {name: text.replace("one", "two") for name, text in many.items()}
    new = edition(tmp_path / "two", "two", **newer)
    code = "import sys, pathlib; from autograder.fill import fill; print(flush=True); "
    code += "fill(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))"
    killed = 0
    for delay in (0.0, 0.002, 0.005, 0.01, 0.03):
        process = subprocess.Popen(
            [sys.executable, "-c", code, str(new), str(student)], cwd=ROOT, stdout=subprocess.PIPE
        )
        process.stdout.readline()
        time.sleep(delay)
        process.kill()
        killed += process.wait() == -signal.SIGKILL if hasattr(signal, "SIGKILL") else 1
        process.stdout.close()
        texts = everything(student)
        assert texts[NOTEBOOK] == "mine"
        for number in range(60):  # every file is the old one or the new one, whole
            assert texts[f"pictures/{number}.txt"] in ("one" * 5000, "two" * 5000)
        assert read_manifest(student) is not None
    assert killed >= 1
    fill(new, student)
    texts = {name: text for name, text in everything(student).items() if ".part" not in name}
    assert texts == {
        NOTEBOOK: "mine",
        "02_kmeans/kmeans.new-version.ipynb": "two",
        **{f"pictures/{number}.txt": "two" * 5000 for number in range(60)},
    }
