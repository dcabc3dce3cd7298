"""Where the course and the student's copy are found."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from course_lib.folders import course_folder, student_folder
from course_lib.units import UNITS, find_unit

ROOT = Path(__file__).resolve().parents[2]


def test_the_nearest_copy_above_the_working_directory(tmp_path: Path, monkeypatch) -> None:
    inner = tmp_path / "copy" / "02_kmeans"
    inner.mkdir(parents=True)
    monkeypatch.chdir(inner)
    assert student_folder() is None
    assert course_folder() == ROOT
    (tmp_path / "copy" / ".course.json").write_text("{}")
    (tmp_path / "copy" / "assets" / "references" / "public").mkdir(parents=True)
    assert student_folder() == course_folder() == tmp_path / "copy"


@pytest.mark.skipif(os.name == "nt", reason="Windows does not let a working directory be deleted")
def test_a_deleted_working_directory_is_not_an_error(tmp_path: Path, monkeypatch) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert student_folder() is None
    assert course_folder() == ROOT


def test_units_are_found_by_name_and_by_folder() -> None:
    assert find_unit("kmeans") is find_unit("02_kmeans")
    assert find_unit("kmeans").notebook == "02_kmeans/kmeans.ipynb"
    assert [unit.folder[3:] for unit in UNITS] == [unit.name for unit in UNITS]
    assert [int(unit.folder[:2]) for unit in UNITS] == list(range(11))


@pytest.mark.parametrize(
    ("name", "error", "says"),
    [
        ("Kmeans", ValueError, "one of the course's units .*kmeans.*got 'Kmeans'"),
        (2, TypeError, "name must be text such as 'kmeans', got int"),
    ],
)
def test_unknown_units(name, error, says) -> None:
    with pytest.raises(error, match=says):
        find_unit(name)


def test_the_start_page_links_to_every_built_unit() -> None:
    page = (ROOT / "notebooks" / "start.ipynb").read_text(encoding="utf-8")
    for unit in UNITS:
        assert (f"]({unit.notebook})" in page) == unit.built, unit.name
        if unit.built:
            assert f"| {unit.hours} hours |" in page
