"""The file to hand in: whole, without outputs, never in the place of an earlier one."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from course_lib.hand_in import HandInError, make_hand_in

NAMES = ("assign_labels", "update_means")


def mark(grade_id: str, **more) -> dict:
    return {"nbgrader": {"schema_version": 3, "grade_id": grade_id, "solution": True, **more}}


def answered():
    """A notebook with two answers, a check with outputs and a question."""
    shown = [new_output("stream", text="2.0")]
    return new_notebook(
        cells=[
            *(new_code_cell(f"def {n}(): return 1", metadata=mark(n), id=n) for n in NAMES),
            new_code_cell(
                "check(assign_labels)", execution_count=3, outputs=shown, id="check",
                metadata=mark("check_assign_labels", solution=False, grade=True),
            ),
            new_markdown_cell("Because.", metadata=mark("think_start"), id="think"),
        ],
        metadata={"widgets": {"state": {}}},
    )  # fmt: skip


@pytest.fixture
def student(tmp_path: Path) -> Path:
    """A student's folder with an answered notebook."""
    cells = {"answers": [*NAMES, "think_start"], "checks": ["check_assign_labels"]}
    manifest = {"files": {}, "cells": {"kmeans": cells}}
    (tmp_path / ".course.json").write_text(json.dumps(manifest))
    (tmp_path / "02_kmeans").mkdir()
    save(tmp_path, answered())
    return tmp_path


def save(student: Path, notebook) -> None:
    nbformat.write(notebook, student / "02_kmeans" / "kmeans.ipynb")


@pytest.mark.parametrize("name", ["kmeans", "02_kmeans"])
def test_the_file_has_the_answers_and_no_outputs(student: Path, name: str) -> None:
    before = (student / "02_kmeans" / "kmeans.ipynb").read_bytes()
    made = make_hand_in(name, student)
    assert made.warnings == ()
    assert made.path.parent.parent == student / "hand-in" and made.path.name == "kmeans.ipynb"
    notebook = nbformat.read(made.path, 4)
    assert [cell.source for cell in notebook.cells] == [cell.source for cell in answered().cells]
    assert [cell.metadata for cell in notebook.cells] == [c.metadata for c in answered().cells]
    assert notebook.cells[2].outputs == [] and notebook.cells[2].execution_count is None
    assert "widgets" not in notebook.metadata
    assert (student / "02_kmeans" / "kmeans.ipynb").read_bytes() == before


def test_earlier_files_stay(student: Path) -> None:
    paths = {make_hand_in("kmeans", student).path for _ in range(4)}
    assert len(paths) == 4 and all(path.is_file() for path in paths)
    assert not list((student / "hand-in").rglob("*.part"))


def test_what_is_missing_double_or_unwritten_is_said(student: Path) -> None:
    notebook = answered()
    notebook.cells[
        0
    ].source = "def assign_labels():\n    # YOUR CODE HERE\n    raise NotImplementedError()"
    notebook.cells[3].source = "YOUR ANSWER HERE"
    del notebook.cells[1:3]
    notebook.cells.append(new_code_cell("x", metadata=mark("assign_labels"), id="twice"))
    save(student, notebook)
    said = " ".join(make_hand_in("kmeans", student).warnings)
    assert "these answer cells are missing: update_means" in said
    assert "these check cells are missing: check_assign_labels" in said
    assert "these cells are there more than once: assign_labels" in said
    assert "not written yet: assign_labels, think_start" in said


@pytest.mark.parametrize("manifest", ["{", "[]", '{"cells": 3}', '{"cells": {"kmeans": 3}}'])
def test_a_damaged_manifest_does_not_stop_a_hand_in(student: Path, manifest: str) -> None:
    (student / ".course.json").write_text(manifest)
    assert make_hand_in("kmeans", student).path.is_file()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (None, "There is no notebook .*kmeans.ipynb"),
        (b"", "is not a notebook .it is not JSON"),
        (b"{", "is not a notebook"),
        (b"\xff\xfe\x00\x01", "is not a notebook"),
        (b"[" * 100_000, "is not a notebook"),
        (b"[]", "is not a valid notebook"),
        (b"3", "is not a valid notebook"),
        (b"{}", "is not a valid notebook"),
        (b'{"cells": 3, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}', "not a valid"),
        (b'{"cells": [{}], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}', "not a valid"),
        (b'{"nbformat": 99, "nbformat_minor": 0, "metadata": {}, "cells": []}', "not a valid"),
    ],
)  # fmt: skip
def test_files_that_are_not_notebooks(student: Path, data: bytes | None, says: str) -> None:
    path = student / "02_kmeans" / "kmeans.ipynb"
    path.unlink() if data is None else path.write_bytes(data)
    with pytest.raises(HandInError, match=says):
        make_hand_in("kmeans", student)
    assert not (student / "hand-in").exists()


@pytest.mark.parametrize(
    ("unit", "says"),
    [("k-means", "No unit is called 'k-means'; the units are tour, "),
     ("promptable", "'promptable' is not part of the course yet"),
     ("", "No unit is called ''"), ("../kmeans", "No unit is called")],
)  # fmt: skip
def test_unknown_units(student: Path, unit: str, says: str) -> None:
    with pytest.raises(HandInError, match=says):
        make_hand_in(unit, student)


def test_a_folder_that_cannot_be_written(student: Path) -> None:
    (student / "hand-in").write_text("in the way")
    with pytest.raises(HandInError, match="could not be written into"):
        make_hand_in("kmeans", student)


def test_surrogates_and_odd_metadata_are_handed_in_or_refused_in_a_sentence(student: Path) -> None:
    notebook = json.loads((student / "02_kmeans" / "kmeans.ipynb").read_text())
    notebook["cells"][0]["source"] = "x = '\ud800'"
    notebook["cells"][1]["metadata"] = {"nbgrader": 3}
    (student / "02_kmeans" / "kmeans.ipynb").write_text(json.dumps(notebook))
    with pytest.raises(HandInError, match="half a character"):
        make_hand_in("kmeans", student)
