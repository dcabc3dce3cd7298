"""Reads the corpus of attacks and makes hostile submissions out of it.

``tests/attacks/kmeans/<name>.py`` holds cells that a hostile student puts into the notebook, each
behind a line ``# %% <where>``: ``start`` (behind the imports), ``before <exercise>``, ``instead of
<exercise>``, ``end``. ``tests/attacks/files/<name>.py`` has a function ``submit(folder, notebook)``
that writes the submission itself.

The first line says what the attack tries. Then may come ``# points:``, which it must get (the
points of the exercises that it leaves alone, if nothing is said), or ``# at most:``; ``# note:``
and ``# review:``, patterns of what the record must say. Whatever an attack gains it shows with the
word TAKEN, and what it learns of an input with LEAK and a number.
"""

from __future__ import annotations

import copy
import json
import re
import runpy
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.sample import MODEL, submission

FOLDER = Path(__file__).resolve().parents[1] / "attacks"
_CELL = re.compile(r"^# %% (start|end|before \w+|instead of \w+)\n", re.MULTILINE)
_FACT = re.compile(r"^# (points|at most|note|review): (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Attack:
    """One attack of the corpus; the text of its file, and what its head says."""

    name: str
    path: Path
    tries: str
    facts: Mapping[str, str]
    text: str

    @property
    def replaced(self) -> list[str]:
        """Exercises whose answers are the attacker's."""
        return re.findall(r"^# %% instead of (\w+)$", self.text, re.MULTILINE)

    def bounds(self, points: Mapping[str, float]) -> tuple[float, float]:
        """Least and most points that it may get."""
        if "points" in self.facts:
            return (float(self.facts["points"]),) * 2
        if "at most" in self.facts:
            return 0.0, float(self.facts["at most"])
        left = sum(value for name, value in points.items() if name not in self.replaced)
        return left, left

    def write(self, folder: Path, original: dict[str, Any], places: Mapping[str, str]) -> None:
        """Write the submission.

        Parameters
        ----------
        folder : Path
            The submission's, empty.
        original : dict
            The instructor's notebook.
        places : mapping of str to str
            What ``@NAME@`` in its text stands for.
        """
        text = self.text
        for name, value in places.items():
            text = text.replace(f"@{name}@", value)
        exercises = [
            cell["metadata"]["nbgrader"]["grade_id"]
            for cell in original["cells"]
            if cell["cell_type"] == "code" and cell["metadata"].get("nbgrader", {}).get("solution")
        ]
        notebook = submission(original, dict.fromkeys(exercises, MODEL))
        if self.path.parent.name == "files":
            script = folder.parent / "script.py"
            script.write_text(text, encoding="utf-8")
            runpy.run_path(str(script))["submit"](folder, notebook)
            script.unlink()
            return
        notebook["cells"] = _with_cells(notebook["cells"], text)
        (folder / "kmeans.ipynb").write_text(json.dumps(notebook), encoding="utf-8")


def _with_cells(cells: list[dict[str, Any]], text: str) -> list[dict[str, Any]]:
    places = {c["metadata"].get("nbgrader", {}).get("grade_id"): c for c in cells}
    new = list(cells)
    _, *parts = _CELL.split(text)
    for where, source in zip(parts[::2], parts[1::2], strict=True):
        made = {
            "cell_type": "code", "metadata": {}, "source": source.strip("\n"), "outputs": [],
            "execution_count": None, "id": f"attack-{len(new)}",
        }  # fmt: skip
        word, _, name = where.rpartition(" ")
        if word == "instead of":
            at = next(i for i, cell in enumerate(new) if cell is places[name])
            new[at] = places[name] = {**copy.deepcopy(places[name]), "source": made["source"]}
        elif word == "before":
            new.insert(next(i for i, cell in enumerate(new) if cell is places[name]), made)
        elif name == "start":
            new.insert(1 + next(i for i, cell in enumerate(new) if cell is places["setup"]), made)
        else:
            new.append(made)
    return new


def read_attacks() -> list[Attack]:
    """All attacks, ordered by name."""
    found = []
    for path in sorted(FOLDER.glob("*/*.py")):
        text = path.read_text(encoding="utf-8")
        head = text.split("\n# %%")[0].split("\nimport")[0].split("\ndef ")[0]
        first = text.splitlines()[0]
        if not re.fullmatch(r"# [A-Z].+\.", first):
            raise ValueError(f"{path} must begin with a sentence that says what it tries")
        found.append(Attack(path.stem, path, first[2:], dict(_FACT.findall(head)), text))
    return found
