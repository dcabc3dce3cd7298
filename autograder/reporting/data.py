"""What the report tells about a unit, counted from the records of grading."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograder.collecting.submitted import Refusal, refusals
from autograder.reporting.similar import Pair, similar_pairs
from autograder.results import ExerciseScore, Record, all_records, record_path
from autograder.soundness import source, stub_of
from course_lib.checks.pack import PackError, read_pack, references_folder
from course_lib.units import Unit

STATUSES = ("passed", "partial", "failed", "unwritten", "missing", "not run")
SLOWEST = 10
MISTAKES = 25


@dataclass(frozen=True)
class Mistake:
    """A known misconception and how many answers it explains."""

    exercise: str
    name: str
    hint: str
    count: int
    share: float


@dataclass(frozen=True)
class ExerciseCount:
    """One exercise over all submissions."""

    name: str
    core: bool
    max_points: float
    mean: float
    counts: dict[str, int]


@dataclass(frozen=True)
class UnitReport:
    """Everything that the page says about one unit.

    Attributes
    ----------
    unit : Unit
    records : list of Record
        Ordered by student.
    totals : mapping of str to float
        Points in the gradebook, penalties and people's points included; empty if not asked for.
    bins : list of (float, float, int)
        Points from, to (the last bin's included), and how many submissions.
    exercises : list of ExerciseCount
    mistakes : list of Mistake
        The most frequent first.
    reviews : list of (Record, list of str, str)
        Submission, exercises of one reason (none for the whole submission), reason.
    refused : list of Refusal
        What was not taken at collecting.
    problems : list of str
        What went wrong in the last run.
    overfitted : list of (Record, ExerciseScore)
    pairs : list of Pair
    not_compared : list of str
        Exercises in which there are no two answers long enough.
    seconds : list of float
        Sorted.
    slowest : list of Record
    """

    unit: Unit
    records: list[Record]
    totals: Mapping[str, float]
    bins: list[tuple[float, float, int]]
    exercises: list[ExerciseCount]
    mistakes: list[Mistake]
    reviews: list[tuple[Record, list[str], str]]
    refused: list[Refusal]
    problems: list[str]
    overfitted: list[tuple[Record, ExerciseScore]]
    pairs: list[Pair]
    not_compared: list[str]
    seconds: list[float]
    slowest: list[Record] = field(default_factory=list)

    @property
    def max_points(self) -> float:
        """Most points of the core exercises."""
        return max((record.max_points for record in self.records), default=0.0)

    @property
    def mean(self) -> float:
        """Mean points of the exercises."""
        points = [record.points for record in self.records]
        return sum(points) / len(points) if points else math.nan

    @property
    def median_seconds(self) -> float:
        """Median time a submission."""
        return self.seconds[len(self.seconds) // 2] if self.seconds else math.nan

    @property
    def peak_memory(self) -> int:
        """Most memory that one submission held, in bytes."""
        return max((record.peak_memory for record in self.records), default=0)

    @property
    def unprotected(self) -> list[str]:
        """Students whose code ran without a sandbox."""
        return [record.student for record in self.records if record.sandbox == "none"]

    @property
    def sandboxes(self) -> Counter[str]:
        """How many submissions ran in which sandbox."""
        return Counter(record.sandbox for record in self.records)


def read_unit(folder: Path, unit: Unit, totals: Mapping[str, float] | None = None) -> UnitReport:
    """Read a unit's records and what lies beside them.

    Parameters
    ----------
    folder : Path
        The class's folder.
    unit : Unit
    totals : mapping of str to float, optional
        Points in the gradebook by student.
    """
    records = list(all_records(folder, unit.name))
    pairs, not_compared = similar_pairs(records, _stubs(folder, unit))
    scored = [(record, score) for record in records for score in record.scores]
    by_time = sorted(records, key=lambda record: -record.seconds)
    return UnitReport(
        unit=unit,
        records=records,
        totals=totals or {},
        bins=_bins(records),
        exercises=_exercises(records),
        mistakes=_mistakes(scored, unit),
        reviews=[found for record in records for found in _reviews(record)],
        refused=refusals(folder, unit),
        problems=_problems(folder, unit),
        overfitted=[(record, score) for record, score in scored if score.overfitted],
        pairs=pairs,
        not_compared=not_compared,
        seconds=sorted(record.seconds for record in records),
        slowest=by_time[:SLOWEST],
    )


def _reviews(record: Record) -> list[tuple[Record, list[str], str]]:
    """What is to be looked at, a row a reason: one crash often takes many exercises with it."""
    by_reason: dict[str, list[str]] = {}
    for exercise, reason in record.needs_review:
        by_reason.setdefault(reason, []).extend(filter(None, [exercise]))
    return [(record, exercises, reason) for reason, exercises in by_reason.items()]


def _bins(records: Sequence[Record], most: int = 16) -> list[tuple[float, float, int]]:
    """Points in steps that people count in."""
    if not records:
        return []
    points = [record.points for record in records]
    top = max([*points, *(record.max_points for record in records), 1.0])
    step = next(s for s in (0.5, 1, 2, 5, 10, 20, 50, 100, top) if top / s <= most)
    count = max(1, math.ceil(top / step))
    found = Counter(min(count - 1, max(0, int(value // step))) for value in points)
    return [(step * index, step * (index + 1), found[index]) for index in range(count)]


def _exercises(records: Sequence[Record]) -> list[ExerciseCount]:
    scores: dict[str, list[ExerciseScore]] = {}
    for record in records:
        for score in record.scores:
            scores.setdefault(score.name, []).append(score)
    found = []
    for name, ones in scores.items():
        counts = Counter(one.status if one.status in STATUSES else "not run" for one in ones)
        mean = sum(one.points for one in ones) / len(ones)
        most = max(one.max_points for one in ones)
        found.append(ExerciseCount(name, ones[0].core, most, mean, dict(counts)))
    return found


def _mistakes(scored: Sequence[tuple[Record, ExerciseScore]], unit: Unit) -> list[Mistake]:
    try:
        exercises: dict[str, Any] = read_pack(references_folder() / f"{unit.name}.npz").exercises
    except PackError:
        exercises = {}
    answers = Counter(score.name for _, score in scored)
    counts = Counter(
        (score.name, score.misconception) for _, score in scored if score.misconception
    )
    found = []
    for (name, mistake), count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        known = exercises.get(name, {}).get("misconceptions", [])
        hint = next((one["hint"] for one in known if one["name"] == mistake), "")
        found.append(Mistake(name, mistake, hint, count, count / answers[name]))
    return found[:MISTAKES]


def _problems(folder: Path, unit: Unit) -> list[str]:
    """Sentences that the last run of grading left, if it left any."""
    path = record_path(folder, unit.name, "x").with_name("problems.json")
    try:
        lines = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return []
    return [line for line in lines if isinstance(line, str)] if isinstance(lines, list) else []


def _stubs(folder: Path, unit: Unit) -> dict[str, str]:
    """The answer cells as students got them, by exercise; empty if there is no notebook to ask."""
    from autograder.class_folder import ROOT

    for place in (folder, ROOT):
        try:
            text = (place / "notebooks" / unit.notebook).read_text(encoding="utf-8")
            cells = json.loads(text)["cells"]
            marks = [(cell, cell["metadata"].get("nbgrader", {})) for cell in cells]
            return {
                mark["grade_id"]: stub_of(source(cell))
                for cell, mark in marks
                if mark.get("solution") and cell["cell_type"] == "code"
            }
        except (OSError, ValueError, KeyError, TypeError):
            continue
    return {}
