"""A corpus of answers: what students write, right and wrong, one small file an answer.

``<folder>/<unit>/<exercise>/right_<name>.py`` or ``wrong_<name>.py`` holds the text of the answer
cell. Lines ``# %%`` part it into several cells; the last is the answer cell, those before it are
cells of the student's own above it. The first line is a comment that says what the student was
thinking. A wrong answer that earns points for some groups of cases says in its second line how
many it may earn: ``# at most: 1.5``; without that line it earns none.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from pathlib import Path

from course_lib.units import find_unit

ANSWERS = Path(__file__).resolve().parents[1] / "tests" / "answers"
"""The project's own corpus; an installation without the project does not have it."""

_CELL = re.compile(r"^# %%[^\n]*\n", re.MULTILINE)
_AT_MOST = re.compile(r"# at most: (\d+(?:\.\d+)?)")


@dataclass(frozen=True)
class Answer:
    """One answer to one exercise.

    Attributes
    ----------
    unit, exercise, name : str
        The name is the file's, without ``right_`` or ``wrong_``.
    right : bool
        Whether it must get full marks; if not, it must get less.
    cells : tuple of str
        Sources of its cells in order; the last is the answer cell.
    at_most : float
        Most points that it may get; infinity for a right answer.
    thought : str
        What the student was thinking, in one sentence.
    """

    unit: str
    exercise: str
    name: str
    right: bool
    cells: tuple[str, ...]
    at_most: float
    thought: str

    @property
    def source(self) -> str:
        """The text of the answer cell."""
        return self.cells[-1]


def read_answers(folder: Path, unit: str) -> list[Answer]:
    """Every answer to a unit's exercises in a corpus, ordered by exercise and name.

    Parameters
    ----------
    folder : Path
        The corpus: a folder that holds one folder a unit.
    unit : str

    Raises
    ------
    ValueError
        If there is none, or a file is not named or written as the corpus asks; says which.
    """
    unit = find_unit(unit).name
    paths = sorted((folder / unit).glob("*/*.py"))
    if not paths:
        raise ValueError(f"{folder / unit} holds no answers, <exercise>/right_<name>.py")
    return [_read(unit, path) for path in paths]


def _read(unit: str, path: Path) -> Answer:
    kind, _, name = path.stem.partition("_")
    if kind not in ("right", "wrong") or not name:
        raise ValueError(f"{path} must be called right_<name>.py or wrong_<name>.py")
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines() + ["", ""]
    if not re.match(r"# \S", lines[0]):
        raise ValueError(f"{path} must begin with a comment that says what the student thought")
    bound = _AT_MOST.fullmatch(lines[1].strip())
    right = kind == "right"
    if right and bound:
        raise ValueError(f"{path} is a right answer, which gets full marks: no 'at most' line")
    cells = tuple(cell.strip("\n") for cell in _CELL.split(text))
    at_most = math.inf if right else float(bound.group(1)) if bound else 0.0
    return Answer(unit, path.parent.name, name, right, cells, at_most, lines[0][2:])
