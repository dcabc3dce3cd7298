"""The command, and names that come into the gradebook."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner
from nbgrader.api import Gradebook

from autograder.class_folder import open_class, path_with_alembic
from autograder.collecting.collect import collect_command
from tests.autograder.collecting.parcels import (
    MOODLE,
    book,
    zipped,
)


def test_outside_a_class_nothing_is_stored(room: Path, tmp_path: Path):
    archive = tmp_path / "all.zip"
    archive.write_bytes(zipped({"ada/kmeans.ipynb": book()}))
    result = CliRunner().invoke(
        collect_command, [str(archive), "--folder", str(room), "--unit", "kmeans"]
    )
    assert result.exit_code == 1 and "is no class's folder" in result.output
    assert list(room.iterdir()) == []


def test_the_command(room: Path, tmp_path: Path):
    (room / "nbgrader_config.py").write_text("c = get_config()\n")
    archive = tmp_path / "all.zip"
    archive.write_bytes(zipped({"ada/kmeans.ipynb": book(), "bo/x.pdf": b""}))
    (tmp_path / "class.csv").write_text("name,id\nada,al\n")
    arguments = [
        str(archive),
        "--folder",
        str(room),
        "--unit",
        "kmeans",
        "--students",
        str(tmp_path / "class.csv"),
    ]
    result = CliRunner().invoke(collect_command, arguments)
    assert result.exit_code == 0, result.output
    assert "1 stored, 0 unchanged, 0 older, 1 not taken." in result.output
    assert "Not taken: bo: There is no notebook, only 'x.pdf'." in result.output
    result = CliRunner().invoke(
        collect_command, [str(tmp_path / "no.zip"), "--folder", str(room), "--unit", "kmeans"]
    )
    assert result.exit_code == 1 and result.output.startswith("Error: There is no file")


def test_names_come_into_the_gradebook(room: Path, tmp_path: Path):
    (room / "nbgrader_config.py").write_text(
        "c = get_config()\nc.CourseDirectory.course_id = 'x'\n"
    )
    place = open_class(room)
    with path_with_alembic(), Gradebook(place.db_url, place.course_id) as book_:
        book_.add_student("Bo_Li", first_name="Bo", last_name="Lee")
    archive = tmp_path / "all.zip"
    archive.write_bytes(
        zipped(
            {
                MOODLE + "kmeans.ipynb": book(),
                "Bo Li_13_assignsubmission_file_/kmeans.ipynb": book("bo"),
                "Jan van der Berg_14_assignsubmission_file_/kmeans.ipynb": book("jan"),
            }
        )
    )
    for _ in range(2):
        done = CliRunner().invoke(
            collect_command, [str(archive), "--folder", str(room), "--unit", "kmeans"]
        )
        assert done.exit_code == 0, done.output
    with Gradebook(place.db_url, place.course_id) as book_:
        names = {s.id: (s.first_name, s.last_name) for s in book_.students}
    assert names == {
        "Ada_Lovelace": ("Ada", "Lovelace"),
        "Bo_Li": ("Bo", "Lee"),
        "Jan_van_der_Berg": ("Jan van der", "Berg"),
    }
    place.path.joinpath("gradebook.db").write_bytes(b"no database")
    done = CliRunner().invoke(
        collect_command, [str(archive), "--folder", str(room), "--unit", "kmeans"]
    )
    assert done.exit_code == 0 and "The students' names are not in the gradebook." in done.output
