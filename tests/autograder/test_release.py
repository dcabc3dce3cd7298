"""The student's version stands alone and holds nothing of the instructor's."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import nbformat
import numpy as np
import pytest

from autograder.leaks import function_bodies, model_answers, squeeze
from autograder.release import ReleaseError, before_lab, release
from course_lib.checks.pack import read_pack
from course_lib.units import UNITS
from tests.autograder.small_project import (
    ANSWER,
    GUIDE,
    ROOT,
    make_project,
    small_notebook,
    write_notebook,
)


def all_members(archive: Path) -> dict[str, bytes]:
    """Every file in a zip file, those in the wheels and packs in it too."""
    found = {}
    with zipfile.ZipFile(archive) as outer:
        for name in outer.namelist():
            found[name] = outer.read(name)
            if name.endswith((".whl", ".npz")):
                part = archive.with_name("inner.zip")
                part.write_bytes(found[name])
                with zipfile.ZipFile(part) as inner:
                    found |= {f"{name}: {n}": inner.read(n) for n in inner.namelist()}
                part.unlink()
    return found


def cells_text(members: dict[str, bytes]) -> str:
    """The text of all notebooks' cells, without white space."""
    notebooks = [json.loads(data) for name, data in members.items() if name.endswith(".ipynb")]
    return squeeze("".join("".join(cell["source"]) for nb in notebooks for cell in nb["cells"]))


@pytest.fixture(scope="module")
def real(tmp_path_factory) -> Path:
    """The real course's zip file, made in a copy of the project."""
    for unit in UNITS:
        if unit.built and not (ROOT / "notebooks" / unit.notebook).exists():
            pytest.fail(f"the notebook of {unit.name} is missing")
    folder = make_project(tmp_path_factory.mktemp("real") / "project")
    shutil.rmtree(folder / "notebooks")
    skip = shutil.ignore_patterns(".ipynb_checkpoints")
    shutil.copytree(ROOT / "notebooks", folder / "notebooks", ignore=skip)
    return release(folder / "out", root=folder).archive


def test_no_model_answer_is_in_the_zip(real: Path) -> None:
    text = cells_text(all_members(real))
    answers = [
        (grade_id, squeeze(answer))
        for notebook in (ROOT / "notebooks").glob("*/*.ipynb")
        for grade_id, answer in model_answers(notebook)
    ]
    assert len(answers) >= 10
    assert [grade_id for grade_id, answer in answers if answer in text] == []


def test_no_reference_function_is_in_the_zip(real: Path) -> None:
    members = all_members(real)
    notebooks = cells_text(members)
    everything = squeeze(
        "".join(
            data.decode(errors="replace") for name, data in members.items() if ".npz" not in name
        )
    )
    count = 0
    for module in (ROOT / "autograder" / "exercises").rglob("*.py"):
        for name, body in function_bodies(module):
            code = squeeze(body)
            count += 1
            if len(code) >= 24:
                assert code not in notebooks, f"{module.stem}.{name}"
            if len(code) >= 60:
                assert code not in everything, f"{module.stem}.{name}"
    assert count > 50


def test_no_hidden_case_is_in_the_zip(real: Path, tmp_path: Path) -> None:
    members = all_members(real)
    everything = b"\0".join(members.values())
    packs = list((ROOT / "assets" / "references" / "hidden").glob("*.npz"))
    assert packs
    for path in packs:
        assert path.read_bytes() not in everything
        public = tmp_path / path.name
        public.write_bytes(members[f"pixels-to-panoptic/assets/references/public/{path.name}"])
        for name, exercise in read_pack(path).exercises.items():
            seen = [inputs_key(case) for case in read_pack(public).exercises[name]["cases"]]
            hidden = [inputs_key(case) for case in exercise["cases"]]
            assert hidden and not set(hidden) & set(seen), name
    assert not any("hidden" in name for name in members)


def inputs_key(case: dict) -> str:
    """A case's inputs as text, arrays by their bytes."""

    def plain(value):
        if isinstance(value, np.ndarray):
            return [str(value.dtype), value.shape, value.tobytes().hex()]
        if isinstance(value, dict):
            return {key: plain(item) for key, item in value.items()}
        if isinstance(value, (list, tuple)):
            return [plain(item) for item in value]
        return value

    return json.dumps(plain(case["inputs"]), sort_keys=True, default=str)


def test_no_word_of_the_instructors_is_in_the_zip(real: Path) -> None:
    for name, data in all_members(real).items():
        for word in (b"autograder", b"BEGIN SOLUTION", b"MARK SCHEME", b"HIDDEN TESTS"):
            assert word not in data, name
        assert "autograder" not in name and "GUIDE" not in name


def test_the_zip_is_the_folder_and_stands_alone(real: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(real) as archive:
        archive.extractall(tmp_path)
    copy = tmp_path / "pixels-to-panoptic"
    for name in ("start.ipynb", "README.md", "requirements.txt", "environment.yml", "LICENSE",
                 ".course.json", "assets/CREDITS.md", "assets/references/public/kmeans.npz",
                 "02_kmeans/kmeans.ipynb"):  # fmt: skip
        assert (copy / name).is_file(), name
    wheel = next((copy / "wheels").glob("*.whl"))
    assert f"./wheels/{wheel.name}" in (copy / "requirements.txt").read_text()
    assert f"./wheels/{wheel.name}" in (copy / "environment.yml").read_text()
    target = tmp_path / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(target)
    # the wheel's package alone, without the project on the path
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); import course_lib; from course_lib import "
        "folders, progress; assert course_lib.__file__.startswith(sys.argv[1]); "
        "print(folders.student_folder()); print(progress.show())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(target)],
        cwd=copy / "02_kmeans", capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(str(copy)) and "assign_labels" in done.stdout


def test_every_script_of_the_explorers_is_in_the_wheel(released) -> None:
    wheel = next((released.folder / "wheels").glob("*.whl"))
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    scripts = {path.relative_to(ROOT).as_posix() for path in (ROOT / "course_lib").rglob("*.js")}
    assert scripts <= names
    assert "course_lib/lab/labconfig/default_setting_overrides.json" in names
    assert {name.split("/")[0] for name in names if "dist-info" not in name} == {"course_lib"}


def test_the_wheels_metadata_know_course_lib_only(released) -> None:
    wheel = next((released.folder / "wheels").glob("*.whl"))
    with zipfile.ZipFile(wheel) as archive:
        metadata = next(archive.read(n) for n in archive.namelist() if n.endswith("METADATA"))
        entries = next(
            archive.read(n) for n in archive.namelist() if n.endswith("entry_points.txt")
        )
    assert b"Provides-Extra" not in metadata and b"nbgrader" not in metadata
    assert entries.decode().split() == ["[console_scripts]", "course", "=", "course_lib.cli:main"]


def test_answers_and_guides_are_replaced(released) -> None:
    notebook = nbformat.read(released.folder / "02_kmeans" / "kmeans.ipynb", 4)
    answer, test, question = notebook.cells[1:]
    assert answer.source.splitlines()[-2:] == [
        "    # YOUR CODE HERE",
        "    raise NotImplementedError()",
    ]
    assert answer.source.startswith('def assign_labels(features, means):\n    """Label of')
    assert test.source == "check(assign_labels)"
    assert question.source == "YOUR ANSWER HERE"


def test_the_same_sources_give_the_same_bytes(project: Path) -> None:
    first = release(project / "a", root=project)
    second = release(project / "b", root=project)
    assert first.archive.read_bytes() == second.archive.read_bytes()
    assert first.version == second.version
    for path in (project / "course_lib").glob("*.py"):  # times and modes do not count
        os.utime(path, (0, 0))
        path.chmod(0o600)
    assert release(project / "c", root=project).archive.read_bytes() == first.archive.read_bytes()


def test_a_changed_library_gives_a_wheel_that_pip_takes_for_newer(project: Path) -> None:
    one = release(root=project)
    before = next((one.folder / "wheels").glob("*.whl")).name
    (project / "course_lib" / "units.py").open("a").write("# changed\n")
    two = release(root=project)
    wheels = [path.name for path in (two.folder / "wheels").glob("*.whl")]
    assert len(wheels) == 1 and wheels[0] != before and two.version != one.version


def test_the_gradebook_is_kept(project: Path) -> None:
    from nbgrader.api import Gradebook

    release(root=project)
    url = f"sqlite:///{project / 'gradebook.db'}"
    with Gradebook(url, "pixels-to-panoptic") as book:
        assert book.find_grade_cell("check_assign_labels", "kmeans", "02_kmeans").max_score == 2
        book.add_student("ada", first_name="Ada")
        book.add_submission("02_kmeans", "ada")
    release(root=project)
    with Gradebook(url, "pixels-to-panoptic") as book:
        assert book.find_student("ada").first_name == "Ada"
        assert book.find_submission("02_kmeans", "ada")


def test_a_new_gradebook_needs_nothing_on_the_path(project: Path) -> None:
    code = "import sys, pathlib; from autograder.release import release; "
    code += "release(root=pathlib.Path(sys.argv[1]))"
    bare = {**os.environ, "PATH": "/usr/bin:/bin"} if os.name != "nt" else dict(os.environ)
    done = subprocess.run(
        [sys.executable, "-c", code, str(project)],
        cwd=ROOT,
        env=bare,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("where", "text", "says"),
    [
        ("text", ANSWER, "BEGIN SOLUTION|refuses"),
        ("text", ANSWER.replace("### BEGIN SOLUTION", "").replace("### END SOLUTION", ""),
         "model answer of assign_labels"),
        ("text", GUIDE, "model answer of think_start"),
        ("text", "see autograder/exercises", "'autograder'"),
        ("code", "# ### BEGIN HIDDEN TESTS", "HIDDEN TESTS|refuses"),
    ],
)  # fmt: skip
def test_an_answer_that_would_leak_stops_the_release(
    project: Path, where: str, text: str, says: str
) -> None:
    notebook = small_notebook()
    make = nbformat.v4.new_markdown_cell if where == "text" else nbformat.v4.new_code_cell
    notebook.cells.append(make(text, id="leak"))
    write_notebook(project, notebook)
    with pytest.raises(ReleaseError, match=says):
        release(project / "out", root=project)
    assert not (project / "out" / "pixels-to-panoptic.zip").exists()
    assert list((project / "out").iterdir()) == []


def test_an_answer_in_the_start_page_or_the_library_stops_the_release(project: Path) -> None:
    with (project / "course_lib" / "units.py").open("a") as file:
        file.write(
            "\n\n" + ANSWER.replace("### BEGIN SOLUTION", "").replace("### END SOLUTION", "")
        )
    with pytest.raises(ReleaseError, match="units.py holds the model answer of assign_labels"):
        release(root=project)


def test_a_refused_release_leaves_the_old_one(project: Path) -> None:
    old = release(root=project)
    bytes_before = old.archive.read_bytes()
    notebook = small_notebook()
    notebook.cells.append(nbformat.v4.new_markdown_cell(GUIDE, id="leak"))
    write_notebook(project, notebook)
    with pytest.raises(ReleaseError):
        release(root=project)
    assert old.archive.read_bytes() == bytes_before
    assert (old.folder / "start.ipynb").is_file()


def test_an_answer_without_marks_would_lose_its_signature(project: Path) -> None:
    notebook = small_notebook()
    notebook.cells[1].source = "def assign_labels(features, means):\n    return 0"
    write_notebook(project, notebook)
    with pytest.raises(ReleaseError, match="assign_labels would be left without a signature"):
        release(root=project)


def test_what_nbgrader_refuses_is_said_in_its_words(project: Path) -> None:
    notebook = small_notebook()
    notebook.cells[2].metadata.nbgrader.grade_id = "assign_labels"
    write_notebook(project, notebook)
    with pytest.raises(
        ReleaseError, match="nbgrader refuses 02_kmeans: Duplicate grade id: assign_labels"
    ):
        release(root=project)


def test_what_is_missing_is_named(project: Path) -> None:
    (project / "assets" / "references" / "public" / "kmeans.npz").unlink()
    with pytest.raises(ReleaseError, match=r"public/kmeans.npz is missing .*build-references"):
        release(root=project)


@pytest.mark.parametrize(
    ("units", "error", "says"),
    [
        ("kmeans", TypeError, "units must be a list of names"),
        (["k_means"], ValueError, "got 'k_means'"),
        (["promptable"], ValueError, "'promptable' is only planned"),
        ([], ValueError, "at least one unit"),
    ],
)
def test_units_that_cannot_be_released(units, error, says) -> None:
    with pytest.raises(error, match=re.escape(says)):
        release(units=units)


def test_lab_runs_nbgrader_only_after_a_change(project: Path, capsys) -> None:
    student = before_lab(root=project)
    assert "Making" in capsys.readouterr().out
    assert before_lab(root=project) == student == project / "student"
    assert capsys.readouterr().out == ""
    mine = student / "02_kmeans" / "kmeans.ipynb"
    mine.write_text(mine.read_text().replace("raise NotImplementedError()", "return 1"))
    kept = mine.read_bytes()
    notebook = small_notebook()
    notebook.cells[0].source = "# k-means, a second edition"
    write_notebook(project, notebook)
    before_lab(root=project)
    assert "kmeans.new-version.ipynb" in capsys.readouterr().out
    assert mine.read_bytes() == kept
    assert "second edition" in (student / "02_kmeans" / "kmeans.new-version.ipynb").read_text()
    before_lab(root=project)
    assert capsys.readouterr().out == ""
