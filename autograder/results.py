"""What grading one submission gives: plain, small, written to one JSON file a submission.

The record is what reports, exports and explanations read, and what a second run looks at to see
whether anything changed. The gradebook holds the scores for nbgrader; the record says why.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

FORMAT = 1


@dataclass(frozen=True)
class ExerciseScore:
    """One exercise of one submission.

    Attributes
    ----------
    name : str
        The exercise, for example ``"assign_labels"``.
    points, max_points : float
        Earned, and the most there are.
    core : bool
        False for an extra.
    status : str
        ``"passed"``, ``"partial"``, ``"failed"``, ``"unwritten"`` (still the stub), ``"missing"``
        (no such function), ``"not run"`` (the notebook ended before it).
    public_passed, public_total, hidden_passed, hidden_total : int
        How many cases passed, of how many.
    misconception : str
        Name of the known mistake that explains the answer, or empty.
    reason : str
        What is wrong first, in one sentence that gives no hidden value away.
    helpers : tuple of str
        Failed exercises that this one uses; right ones took their place.
    review : str
        Why a person must look at it; empty if nobody must.
    seconds : float
        Time that its calls took.
    """

    name: str
    points: float
    max_points: float
    core: bool = True
    status: str = "not run"
    public_passed: int = 0
    public_total: int = 0
    hidden_passed: int = 0
    hidden_total: int = 0
    misconception: str = ""
    reason: str = ""
    helpers: tuple[str, ...] = ()
    review: str = ""
    seconds: float = 0.0

    @property
    def overfitted(self) -> bool:
        """Whether it passes every public case and fails most hidden ones."""
        return (
            0 < self.public_total == self.public_passed
            and self.hidden_passed * 2 < self.hidden_total
        )


@dataclass(frozen=True)
class Record:
    """One graded submission.

    Attributes
    ----------
    student, unit : str
        nbgrader's student id; the unit's name, for example ``"kmeans"``.
    digest : str
        Hash of the submission's content, the packs, the limits and the grader.
    content : str
        Hash of the submission's content alone.
    scores : tuple of ExerciseScore
        In the notebook's order.
    notes : tuple of str
        What happened to the submission as a whole, a sentence each: repaired cells, limits reached.
    review : str
        Why a person must look at the submission as a whole; empty if nobody must.
    seconds : float
        Wall time of running and judging.
    peak_memory : int
        Most memory its processes held at once, in bytes.
    sandbox : str
        ``"bubblewrap"``, ``"bubblewrap, one jail a submission"`` or ``"none"``.
    answers : dict of str to str
        Source of the answer cells by exercise, for comparing students.
    stored : bool
        Whether notebook and gradebook hold this result.
    """

    student: str
    unit: str
    digest: str
    content: str = ""
    scores: tuple[ExerciseScore, ...] = ()
    notes: tuple[str, ...] = ()
    review: str = ""
    seconds: float = 0.0
    peak_memory: int = 0
    sandbox: str = "bubblewrap"
    answers: dict[str, str] = field(default_factory=dict)
    stored: bool = False

    @property
    def points(self) -> float:
        """Points of all exercises."""
        return round(sum(score.points for score in self.scores), 2)

    @property
    def max_points(self) -> float:
        """Most points of the core exercises; extras are a bonus."""
        return sum(score.max_points for score in self.scores if score.core)

    @property
    def needs_review(self) -> list[tuple[str, str]]:
        """(exercise or empty, reason) for all that a person must look at."""
        found = [("", self.review)] if self.review else []
        return found + [(score.name, score.review) for score in self.scores if score.review]


def record_path(folder: Path, unit: str, student: str) -> Path:
    """Where a class folder keeps a submission's record."""
    return folder / "grading" / unit / f"{student}.json"


def write_record(folder: Path, record: Record) -> None:
    """Write a record whole or not at all."""
    scores = [vars(score) for score in record.scores]  # asdict would copy every word of it
    tree = {"format": FORMAT, **vars(record), "scores": scores}
    write_atomic(record_path(folder, record.unit, record.student), json.dumps(tree).encode())


def write_atomic(path: Path, data: bytes) -> None:
    """Write a file so that a crash leaves the old one or the new one, never a half."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def read_record(folder: Path, unit: str, student: str) -> Record | None:
    """A submission's record, or None if there is none that can be read."""
    try:
        return _from_json(json.loads(record_path(folder, unit, student).read_bytes()))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def all_records(folder: Path, unit: str) -> Iterator[Record]:
    """Every readable record of a unit, ordered by student."""
    for path in sorted((folder / "grading" / unit).glob("*.json")):
        record = read_record(folder, unit, path.stem)  # None for the lists beside the records
        if record is not None:
            yield record


def _from_json(tree: dict[str, Any]) -> Record:
    if tree.pop("format") != FORMAT:
        raise ValueError("another format")
    scores = tuple(
        replace(ExerciseScore(**score), helpers=tuple(score["helpers"])) for score in tree["scores"]
    )
    return Record(**{**tree, "scores": scores, "notes": tuple(tree["notes"])})
