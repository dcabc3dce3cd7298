"""A small instructor's project for the release tests, made from the real one's files."""

from __future__ import annotations

import shutil
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from course_lib.units import UNITS

ROOT = Path(__file__).resolve().parents[2]

ANSWER = '''def assign_labels(features, means):
    """Label of the nearest mean."""
    ### BEGIN SOLUTION
    a_telling_name = ((features[:, None] - means[None]) ** 2).sum(axis=-1)
    return a_telling_name.argmin(axis=1)
    ### END SOLUTION
'''
GUIDE = "A local minimum depends on the start; two points for saying so with an example."


def mark(grade_id: str, **more) -> dict:
    """nbgrader's metadata of a cell."""
    cell = {"grade": False, "solution": False, "locked": False, "task": False}
    return {"nbgrader": {"schema_version": 3, "grade_id": grade_id, **cell, **more}}


def small_notebook():
    """A unit with one exercise and one question for a person."""
    test = {"grade": True, "locked": True, "points": 2}
    question = {"grade": True, "solution": True, "points": 2}
    notebook = new_notebook(
        cells=[
            new_markdown_cell("# k-means", id="title"),
            new_code_cell(ANSWER, id="answer", metadata=mark("assign_labels", solution=True)),
            new_code_cell(
                "check(assign_labels)", id="check", metadata=mark("check_assign_labels", **test)
            ),
            new_markdown_cell(GUIDE, id="think", metadata=mark("think_start", **question)),
        ]
    )
    notebook.metadata.kernelspec = {
        "name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python",
    }  # fmt: skip
    return notebook


def make_project(folder: Path, notebook=None) -> Path:
    """The parts of the project that a release reads, with a small k-means notebook."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("pyproject.toml", "LICENSE", "nbgrader_config.py"):
        shutil.copy(ROOT / name, folder / name)
    skip = shutil.ignore_patterns("__pycache__", "*.part")
    shutil.copytree(ROOT / "course_lib", folder / "course_lib", ignore=skip)
    shutil.copytree(ROOT / "autograder", folder / "autograder", ignore=skip)
    shutil.copytree(ROOT / "assets" / "references", folder / "assets" / "references")
    (folder / "assets" / "CREDITS.md").write_text("# Credits\n", encoding="utf-8")
    (folder / "notebooks" / "02_kmeans").mkdir(parents=True)
    shutil.copy(ROOT / "notebooks" / "start.ipynb", folder / "notebooks" / "start.ipynb")
    (folder / "notebooks" / "GUIDE.md").write_text("For instructors.\n", encoding="utf-8")
    for unit in UNITS:  # a release wants all that are built
        if unit.built and unit.name != "kmeans":
            (folder / "notebooks" / unit.folder).mkdir()
            shutil.copy(ROOT / "notebooks" / unit.notebook, folder / "notebooks" / unit.notebook)
    write_notebook(folder, notebook or small_notebook())
    for unit in UNITS:  # the others as they are
        if unit.built and unit.name != "kmeans":
            target = folder / "notebooks" / unit.notebook
            target.parent.mkdir(exist_ok=True)
            shutil.copy(ROOT / "notebooks" / unit.notebook, target)
    return folder


def write_notebook(folder: Path, notebook) -> None:
    """Put a notebook in the place of the small project's k-means unit."""
    nbformat.write(notebook, folder / "notebooks" / "02_kmeans" / "kmeans.ipynb")
