"""A class's folder: nbgrader's configuration and folders, and what is the class's own."""

from __future__ import annotations

import json
import logging
import os
import re
import secrets
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.packs import build_references
from autograder.results import write_atomic
from course_lib.units import UNITS, Unit

ROOT = Path(__file__).resolve().parents[1]
CONFIG = "nbgrader_config.py"
SEED = "hidden_seed.json"
DATABASE = "gradebook.db"


class NoClass(RuntimeError):
    """A folder is no class's folder, or cannot become one; the message says why."""


@dataclass(frozen=True)
class ClassFolder:
    """Where a class's submissions, notebooks and grades lie.

    Attributes
    ----------
    path : Path
        nbgrader's course folder.
    config : Config
        What its nbgrader_config.py says.
    db_url : str
        The gradebook, as SQLAlchemy writes it.
    """

    path: Path
    config: Any
    db_url: str

    @property
    def course_id(self) -> str:
        """nbgrader's name of the course."""
        return str(self.config.CourseDirectory.get("course_id", ""))

    def folder(self, step: str, student: str, unit: Unit) -> Path:
        """nbgrader's folder of a step (``"submitted"``, …) for one submission."""
        directory = self.config.CourseDirectory.get(f"{step}_directory", step)
        return self.path / directory / student / unit.folder

    def students(self, unit: Unit) -> list[str]:
        """Students who handed in something for a unit, in order."""
        base = self.folder("submitted", "x", unit).parents[1]
        try:
            return sorted(p.name for p in base.iterdir() if _holds(p, unit.folder))
        except (FileNotFoundError, NotADirectoryError):
            return []


def _holds(student: Path, folder: str) -> bool:
    """Whether a student's folder holds a unit's; one that cannot be looked into is told later."""
    try:
        (student / folder).lstat()
        return True
    except (FileNotFoundError, NotADirectoryError):
        return student.is_symlink() and not student.exists()
    except OSError:
        return True


def open_class(folder: Path, db_url: str | None = None) -> ClassFolder:
    """A class's folder.

    Parameters
    ----------
    folder : Path
    db_url : str, optional
        Another gradebook than the configured one.

    Raises
    ------
    NoClass
        If there is no configuration in it.
    """
    from traitlets.config import Config, PyFileConfigLoader

    folder = folder.resolve()
    if not (folder / CONFIG).is_file():
        raise NoClass(
            f"{folder} is no class's folder, it has no {CONFIG}: change into one, say --folder "
            "DIR, or make one with `autograder new-class DIR`."
        )
    try:
        config = Config(PyFileConfigLoader(CONFIG, path=str(folder)).load_config())
    except Exception as error:  # it is a program; anything may go wrong in it
        raise NoClass(f"{folder / CONFIG} cannot be read: {error}.") from None
    config.CourseDirectory.root = str(folder)
    url = db_url or config.CourseDirectory.get("db_url") or f"sqlite:///{folder / DATABASE}"
    config.CourseDirectory.db_url = url
    return ClassFolder(folder, config, url)


def new_class(folder: Path, course_id: str | None = None, seed: int | None = None) -> ClassFolder:
    """Make a class's folder, with hidden cases of its own.

    Parameters
    ----------
    folder : Path
        Must not exist, or be empty.
    course_id : str, optional
        nbgrader's name of the course; the folder's name if left out.
    seed : int, optional
        Seed of its hidden cases; a secret one is drawn if left out.

    Raises
    ------
    NoClass
        If the folder holds something, or cannot be written; nothing is left in it then.
    """
    folder = folder.resolve()
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise NoClass(f"{folder} is not empty: a class needs a folder of its own.")
        folder.mkdir(parents=True, exist_ok=True)
        try:
            return _fill(folder, course_id, seed)
        except BaseException:  # a full disk, Ctrl-C: the next try finds it empty
            for made in folder.iterdir():
                shutil.rmtree(made) if made.is_dir() else made.unlink()
            raise
    except (OSError, shutil.Error) as error:
        why = getattr(error, "strerror", None) or "files could not be copied"
        raise NoClass(f"The class's folder {folder} could not be made: {why}.") from None


def _fill(folder: Path, course_id: str | None, seed: int | None) -> ClassFolder:
    """Put into an empty folder what a class needs."""
    seed = secrets.randbits(63) if seed is None else seed
    text = (ROOT / CONFIG).read_text(encoding="utf-8")
    name = json.dumps(course_id or folder.name)
    text = "\n".join(
        f"c.CourseDirectory.course_id = {name}" if "course_id =" in line else line
        for line in text.splitlines()
    )
    for unit in (unit for unit in UNITS if unit.built):
        shutil.copytree(
            ROOT / "notebooks" / unit.folder, folder / "notebooks" / unit.folder,
            ignore=shutil.ignore_patterns(".ipynb_checkpoints", "__pycache__"),
        )  # fmt: skip
    (folder / "submitted").mkdir()
    write_atomic(folder / SEED, (json.dumps({"seed": seed}) + "\n").encode())
    os.chmod(folder / SEED, 0o600)
    build_references(None, seed=seed, out=folder / "references")
    write_atomic(folder / CONFIG, (text + "\n").encode())
    made = open_class(folder)
    for unit in (unit for unit in UNITS if unit.built):
        ensure_assignment(made, unit)
    return made


def ensure_assignment(place: ClassFolder, unit: Unit) -> str:
    """Have nbgrader's gradebook know a unit and its graded cells, if it does not yet.

    Returns
    -------
    str
        A sentence if it knows other cells than the notebook has, and nbgrader keeps them.

    Raises
    ------
    NoClass
        If nbgrader refuses the notebook.
    """
    cells = _graded_cells(place, unit)
    known = _known_cells(place, unit)
    if known == cells:
        return ""
    with quiet_nbgrader(place) as api:
        result = api.generate_assignment(unit.folder, force=True, create=True)
    if result["success"]:
        return ""
    sentence = f"nbgrader refuses notebooks/{unit.notebook}: {reason_of(result)}."
    if known is None:
        raise NoClass(sentence)
    return f"{sentence} Cells that the gradebook does not know have no score in it."


def reason_of(result: dict[str, Any]) -> str:
    """What nbgrader's interface for programs says of the exception that ended it, or nothing."""
    said = [line.strip() for line in str(result.get("log") or "").splitlines() if line.strip()]
    why = next((line for line in said if re.match(r"(\w+\.)*\w+(Error|Exception): ", line)), "")
    return why.partition(": ")[2].rstrip(".")


def _known_cells(place: ClassFolder, unit: Unit) -> dict[str, float] | None:
    """Points of the graded cells of a unit that the gradebook knows."""
    from nbgrader.api import Gradebook, MissingEntry

    with path_with_alembic(), Gradebook(place.db_url, place.course_id) as book:
        try:
            notebook = book.find_notebook(unit.name, unit.folder)
            return {cell.name: cell.max_score for cell in notebook.grade_cells}
        except MissingEntry:
            return None


def _graded_cells(place: ClassFolder, unit: Unit) -> dict[str, float]:
    """Points of the cells that are graded, by grade id, in the class's notebook of a unit."""
    directory = place.config.CourseDirectory.get("source_directory", "source")
    path = place.path / directory / unit.notebook
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        marks = [cell["metadata"].get("nbgrader", {}) for cell in cells]
        return {m["grade_id"]: float(m["points"]) for m in marks if m.get("grade")}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise NoClass(f"The instructor's notebook {path} cannot be read: {error!r}.") from None


@contextmanager
def quiet_nbgrader(place: ClassFolder) -> Iterator[Any]:
    """nbgrader's interface for programs, its log kept out of the terminal."""
    from nbgrader.apps import NbGraderAPI
    from nbgrader.coursedir import CourseDirectory

    handler = logging.NullHandler()
    logging.getLogger("traitlets").addHandler(handler)
    with path_with_alembic():
        try:
            yield NbGraderAPI(CourseDirectory(config=place.config), config=place.config)
        finally:
            logging.getLogger("traitlets").removeHandler(handler)


@contextmanager
def path_with_alembic() -> Iterator[None]:
    """A new gradebook starts ``alembic`` by its bare name."""
    before = os.environ.get("PATH", "")
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), before])
    try:
        yield
    finally:
        os.environ["PATH"] = before


def chosen_units(place: ClassFolder, names: Sequence[str]) -> list[Unit]:
    """The units named, or every built one that has submissions.

    Raises
    ------
    ValueError
        If a name is none of a built unit.
    """
    from course_lib.units import find_unit

    if not names:
        return [unit for unit in UNITS if unit.built and place.students(unit)]
    units = [find_unit(name) for name in names]
    for unit in units:
        if not unit.built:
            raise ValueError(f"{unit.name} is only planned; it cannot be graded yet")
    return units
