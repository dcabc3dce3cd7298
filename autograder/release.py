"""From the instructor's version to the student's: a folder and a zip file that stand alone.

nbgrader's ``generate_assignment`` takes the answers out of the notebooks and keeps the gradebook;
what is built around its result is in `student_files`, what must not be in it in `leaks`, and how
a student's copy is brought up to date in `fill`.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import re
import shutil
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder import student_files
from autograder.fill import fill, read_manifest
from autograder.leaks import find_leaks
from course_lib.folders import MANIFEST
from course_lib.units import UNITS, Unit, find_unit

ROOT = Path(__file__).resolve().parents[1]
NAME = "pixels-to-panoptic"
SOURCES = ".sources.json"
FORMAT = 1


class ReleaseError(RuntimeError):
    """The course cannot be released; the message says why, in sentences for the instructor."""


@dataclass(frozen=True)
class Release:
    """A finished release.

    Attributes
    ----------
    version : str
        The project's version and a hash of all that is delivered.
    folder, archive : Path
        The student's copy as a folder and as a zip file with the same content.
    files : dict of str to str
        SHA-256 by path in the copy, with forward slashes.
    """

    version: str
    folder: Path
    archive: Path
    files: dict[str, str]


def release(
    out: Path | None = None, units: Sequence[str] | None = None, *, root: Path = ROOT
) -> Release:
    """Make the student's version.

    Parameters
    ----------
    out : Path, optional
        Folder to put ``pixels-to-panoptic/`` and ``pixels-to-panoptic.zip`` into; ``release/`` in
        the project if left out. An earlier release in it is replaced when the new one is whole.
    units : sequence of str, optional
        Names of units; all built ones if left out.
    root : Path
        The instructor's project. Its ``gradebook.db`` learns the assignments.

    Raises
    ------
    ValueError
        If a unit is unknown or not built yet.
    ReleaseError
        If something is missing, nbgrader refuses a notebook, or an answer would leak.
    """
    chosen = _chosen(units)
    out = (root / "release" if out is None else Path(out)).resolve()
    _check_sources(root, chosen)
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out, prefix=".under-way-") as temporary:
        workshop = Path(temporary)
        copy = workshop / NAME
        cells = _notebooks(root, chosen, workshop / "nbgrader", copy)
        _rest(root, chosen, copy)
        problems = find_leaks(copy, root)
        if problems:
            raise ReleaseError(
                "Nothing was released, the student's copy would hold what it must not: "
                + "; ".join(problems[:10])
                + "."
            )
        version = _finish(root, chosen, copy, cells)
        _zip(copy, workshop / f"{NAME}.zip")
        for unit in chosen:  # where nbgrader's exchange looks for it
            _swap(copy / unit.folder, out / unit.folder, workshop)
        os.replace(workshop / f"{NAME}.zip", out / f"{NAME}.zip")
        _swap(copy, out / NAME, workshop, keep=False)
    files = (read_manifest(out / NAME) or {})["files"]
    return Release(version, out / NAME, out / f"{NAME}.zip", files)


def before_lab(*, root: Path = ROOT) -> Path:
    """Fill ``student/`` in the instructor's project; `course lab` calls this first.

    nbgrader runs only if a source changed since the last release.

    Returns
    -------
    Path
        The student's folder.
    """
    folder, archive = root / "release" / NAME, root / "release" / f"{NAME}.zip"
    mark = sources_hash(root)
    stamp = root / "release" / SOURCES
    if not (archive.exists() and read_manifest(folder) and _stamped(stamp) == mark):
        print("Making the student's version …", flush=True)
        release(root=root)
        stamp.write_text(json.dumps({"sources": mark}) + "\n", encoding="utf-8")
    filled = fill(folder, root / "student")
    for line in filled.lines:
        print(line, flush=True)
    return root / "student"


def sources_hash(root: Path) -> str:
    """A hash of everything that a release is made of."""
    mark = hashlib.sha256(repr(sys.version_info[:2]).encode())
    paths = [root / name for name in ("pyproject.toml", "LICENSE", "nbgrader_config.py")]
    paths += [root / "assets" / "CREDITS.md"]
    paths += sorted((root / "assets" / "references").rglob("*.npz"))
    paths += sorted(path for path in (root / "notebooks").rglob("*") if _is_source(path))
    paths += sorted((root / "autograder").rglob("*.py")) + [
        root / "autograder" / "student_readme.md"
    ]
    for path in paths + student_files.package_files(root):
        data = path.read_bytes() if path.is_file() else b"missing"
        mark.update(path.relative_to(root).as_posix().encode() + b"\0" + data + b"\0")
    return mark.hexdigest()


def _is_source(path: Path) -> bool:
    return path.is_file() and ".ipynb_checkpoints" not in path.parts


def _stamped(stamp: Path) -> str | None:
    try:
        return json.loads(stamp.read_text(encoding="utf-8"))["sources"]
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _chosen(units: Sequence[str] | None) -> list[Unit]:
    if units is None:
        return [unit for unit in UNITS if unit.built]
    if isinstance(units, str):
        raise TypeError(f"units must be a list of names such as ['kmeans'], got {units!r}")
    chosen = {find_unit(name) for name in units}
    for unit in chosen:
        if not unit.built:
            raise ValueError(f"units must be built ones, {unit.name!r} is only planned")
    if not chosen:
        raise ValueError("units must name at least one unit, got none")
    return [unit for unit in UNITS if unit in chosen]


def _check_sources(root: Path, units: list[Unit]) -> None:
    needed = [root / "notebooks" / "start.ipynb", root / "assets" / "CREDITS.md", root / "LICENSE"]
    needed += [root / "notebooks" / unit.notebook for unit in units]
    packs = [root / "assets" / "references" / "public" / f"{unit.name}.npz" for unit in units]
    lost = [path.relative_to(root).as_posix() for path in needed + packs if not path.is_file()]
    if lost:
        hint = " (`autograder build-references` makes packs)" if lost[-1].endswith(".npz") else ""
        raise ReleaseError(f"Nothing was released: {', '.join(lost)} is missing{hint}.")


# ---------------------------------------------------------------- the notebooks


def _notebooks(
    root: Path, units: list[Unit], workshop: Path, copy: Path
) -> dict[str, dict[str, list[str]]]:
    """Let nbgrader make the students' notebooks in `copy`; the grade ids of each unit."""
    from nbgrader.apps import NbGraderAPI
    from nbgrader.coursedir import CourseDirectory
    from traitlets.config import Config, PyFileConfigLoader

    config = Config(PyFileConfigLoader("nbgrader_config.py", path=str(root)).load_config())
    config.CourseDirectory.root = str(root)
    config.CourseDirectory.release_directory = str(workshop)
    quiet = logging.NullHandler()  # what it logs is in its result, and said in one sentence
    logging.getLogger("traitlets").addHandler(quiet)
    # a new gradebook starts `alembic` by its bare name
    path = os.environ.get("PATH", "")
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), path])
    try:
        api = NbGraderAPI(CourseDirectory(config=config), config=config)
        cells = {}
        for unit in units:
            result = api.generate_assignment(unit.folder, force=True, create=True)
            if not result["success"]:
                raise ReleaseError(f"nbgrader refuses {unit.folder}: {_reasons(result)}")
            shutil.copytree(workshop / unit.folder, copy / unit.folder)
            cells[unit.name] = _grade_ids(copy / unit.notebook, root / "notebooks" / unit.notebook)
        return cells
    finally:
        os.environ["PATH"] = path
        logging.getLogger("traitlets").removeHandler(quiet)


def _reasons(result: dict[str, Any]) -> str:
    """What the exceptions in nbgrader's log say, without the tracebacks around them."""
    log = "\n".join(filter(None, (result.get("log"), result.get("error"))))
    found = re.findall(r"(?m)^\s*(?!\S*NbGraderException)[\w.]*(?:Error|Exit)\w*: (.+)$", log)
    return " ".join(dict.fromkeys(found)) or log


def _grade_ids(student: Path, source: Path) -> dict[str, list[str]]:
    """Grade ids that a hand-in must have: what the student answers, and what is graded."""
    answers, checks, bare = [], [], []
    for cell in json.loads(student.read_text(encoding="utf-8"))["cells"]:
        mark = cell["metadata"].get("nbgrader", {})
        if mark.get("solution"):
            answers.append(mark["grade_id"])
            code = "".join(cell["source"])
            if cell["cell_type"] == "code" and "def " not in code and "class " not in code:
                bare.append(mark["grade_id"])
        elif mark.get("grade"):
            checks.append(mark["grade_id"])
    if bare:
        raise ReleaseError(
            f"Nothing was released: in {source.name} the answer cells {', '.join(bare)} would be "
            "left without a signature; put `### BEGIN SOLUTION` and `### END SOLUTION` around the "
            "answer only."
        )
    return {"answers": answers, "checks": checks}


# ---------------------------------------------------------------- what stands around them


def _rest(root: Path, units: list[Unit], copy: Path) -> None:
    """Everything but the units' notebooks and the manifest."""
    _copy_without_outputs(root / "notebooks" / "start.ipynb", copy / "start.ipynb")
    for unit in units:
        _copy(root, copy, f"assets/references/public/{unit.name}.npz")
    _copy(root, copy, "assets/CREDITS.md")
    _copy(root, copy, "LICENSE")
    wheel = "wheels/" + student_files.build_wheel(root, copy / "wheels").name
    version = student_files.read_project(root)["version"]
    titles = ", ".join(unit.title for unit in units)
    for name, text in (
        ("README.md", student_files.student_readme(titles, version)),
        ("requirements.txt", student_files.student_requirements(root, wheel)),
        ("environment.yml", student_files.student_environment(root, wheel)),
    ):
        student_files.write_text(copy / name, text)


def _copy(root: Path, copy: Path, name: str) -> None:
    target = copy / name
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(root / name, target)


def _copy_without_outputs(source: Path, target: Path) -> None:
    tree = json.loads(source.read_text(encoding="utf-8"))
    for cell in tree["cells"]:
        if cell["cell_type"] == "code":
            cell.update(outputs=[], execution_count=None)
    student_files.write_text(target, json.dumps(tree, indent=1, ensure_ascii=False) + "\n")


def _finish(root: Path, units: list[Unit], copy: Path, cells: dict[str, Any]) -> str:
    """Write the manifest, which makes the folder a student's copy; the release's version."""
    files = {
        path.relative_to(copy).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(copy.rglob("*"))
        if path.is_file()
    }
    whole = hashlib.sha256(json.dumps(files, sort_keys=True).encode()).hexdigest()
    version = f"{student_files.read_project(root)['version']}+{whole[:10]}"
    tree = {
        "format": FORMAT,
        "version": version,
        "units": [unit.name for unit in units],
        "cells": cells,
        "files": files,
    }
    text = json.dumps(tree, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    student_files.write_text(copy / MANIFEST, text)
    return version


def _zip(folder: Path, archive: Path) -> None:
    """A zip file whose bytes depend on names and contents only."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                name = f"{NAME}/{path.relative_to(folder).as_posix()}"
                member = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
                member.external_attr = 0o100644 << 16
                member.create_system = 3
                member.compress_type = zipfile.ZIP_DEFLATED
                file.writestr(member, path.read_bytes())


def _swap(new: Path, target: Path, workshop: Path, *, keep: bool = True) -> None:
    """Put a finished folder in the place of an older one; `keep` copies instead of moving."""
    if keep:
        twin = workshop / f"{new.name}-twin"
        shutil.copytree(new, twin)
        new = twin
    if target.exists():
        os.replace(target, workshop / f"{target.name}-old")
    os.replace(new, target)
