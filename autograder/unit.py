"""What grading a unit needs: the instructor's notebook, public and hidden packs, in one object."""

from __future__ import annotations

import ast
import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from autograder.submission import NOT_RUN
from course_lib.checks.pack import read_pack
from course_lib.units import Unit, find_unit

ROOT = Path(__file__).resolve().parents[1]


class NoUnit(RuntimeError):
    """A unit cannot be graded; the message says what is missing."""


@dataclass(frozen=True)
class GradedUnit:
    """A unit with all that is needed to grade it.

    Attributes
    ----------
    unit : Unit
    original : dict
        The instructor's notebook.
    public, hidden : dict of str to dict
        The packs' records by exercise.
    own_hidden : bool
        Whether the hidden cases are the class's own.
    """

    unit: Unit
    original: dict[str, Any]
    public: dict[str, dict[str, Any]]
    hidden: dict[str, dict[str, Any]]
    own_hidden: bool
    marks: str

    @cached_property
    def merged(self) -> dict[str, dict[str, Any]]:
        """Records with the public cases first and then the hidden ones."""
        return {name: merge(self.public[name], self.hidden[name]) for name in self.public}

    @cached_property
    def modules(self) -> list[str]:
        """What a worker imports once: the libraries, and what the unit's own cells import."""
        found = ["numpy", "matplotlib.pyplot", "torch", "course_lib.checks"]
        for cell in self.original["cells"]:
            mark = cell["metadata"].get("nbgrader", {})
            tags = set(cell["metadata"].get("tags", []))
            if cell["cell_type"] == "code" and mark.get("locked") and not tags & NOT_RUN:
                found += _imports("".join(cell["source"]))
        return list(dict.fromkeys(found))

    @cached_property
    def cells(self) -> list[str]:
        """The instructor's own cells that run, without those that students write answers in.

        Before them the public pack is read, as it is by a notebook that checks an answer.
        """
        first = next(iter(self.public), "")
        found = [f"from course_lib.checks.pack import find_exercise\nfind_exercise({first!r})"]
        for cell in self.original["cells"]:
            mark = cell["metadata"].get("nbgrader", {})
            tags = set(cell["metadata"].get("tags", []))
            answer = mark.get("solution") or mark.get("grade")
            if cell["cell_type"] == "code" and not answer and not tags & NOT_RUN:
                found.append("".join(cell["source"]))
        return found


def merge(public: dict[str, Any], hidden: dict[str, Any]) -> dict[str, Any]:
    """One record of an exercise: public cases, then hidden ones, each mistake's outcomes alike."""
    outcomes = {wrong["name"]: wrong["outcomes"] for wrong in hidden["misconceptions"]}
    return {
        **public,
        "cases": public["cases"] + hidden["cases"],
        "misconceptions": [
            {**wrong, "outcomes": wrong["outcomes"] + outcomes[wrong["name"]]}
            for wrong in public["misconceptions"]
            if wrong["name"] in outcomes
        ],
    }


def load_unit(name: str, folder: Path = ROOT) -> GradedUnit:
    """Read a unit for a class.

    Parameters
    ----------
    name : str
        The unit, ``"kmeans"`` or ``"02_kmeans"``.
    folder : Path
        The class's folder; its ``references/hidden`` holds hidden cases of its own, if it has any.

    Raises
    ------
    ValueError
        If there is no such unit, or it is not built yet.
    NoUnit
        If its notebook is missing or damaged.
    course_lib.checks.pack.PackError
        If a pack is.
    """
    unit = find_unit(name)
    if not unit.built:
        raise ValueError(f"units must be built ones, {unit.name!r} is only planned")
    path = next(
        (p for p in (folder / "notebooks" / unit.notebook, ROOT / "notebooks" / unit.notebook)
         if p.is_file()), None,
    )  # fmt: skip
    if path is None:
        raise NoUnit(f"The instructor's notebook notebooks/{unit.notebook} is missing.")
    try:
        original = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise NoUnit(f"The instructor's notebook {path} cannot be read: {error}.") from None
    references = ROOT / "assets" / "references"
    own = folder / "references" / "hidden" / f"{unit.name}.npz"
    own_hidden = own.is_file()
    hidden_path = own if own_hidden else references / "hidden" / f"{unit.name}.npz"
    public_path = references / "public" / f"{unit.name}.npz"
    marks = "".join(_hash(p) for p in (path, public_path, hidden_path))
    public, hidden = read_pack(public_path).exercises, read_pack(hidden_path).exercises
    return GradedUnit(unit, original, public, hidden, own_hidden, marks)


def _hash(path: Path) -> str:
    import hashlib

    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _imports(text: str) -> list[str]:
    try:
        tree = ast.parse(text)
    except SyntaxError:  # a magic
        return []
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.append(node.module)
            if node.module.split(".")[0] == "course_lib":
                found += [f"{node.module}.{a.name}" for a in node.names if a.name.islower()]
    return [name for name in found if _is_module(name)]


def _is_module(name: str) -> bool:
    from importlib.util import find_spec

    try:
        return find_spec(name) is not None
    except (ImportError, ValueError):
        return False
