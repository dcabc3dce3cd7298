"""Thirty made-up records of the k-means unit, with answers from the corpus and hostile names."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

from autograder.answers import ANSWERS, read_answers
from autograder.results import ExerciseScore, Record, write_atomic, write_record
from course_lib.checks.pack import Pack, find_exercise

HOSTILE = [
    "<script>hit('name')<⁄script>",
    "<img src=x onerror=hit('image')>",
    "x" * 200,
    "\u202eevil\u202d\u2066name",
    '"onmouseover="hit(1)',
    "{{ 7 * 7 }}",
    "=cmd|' !A0",
]
"""Ids that a file's name can hold; the grader itself lets none of them in."""

COPIED = ("rosa.jimenez", "tomas.silva")


def kmeans_pack() -> Pack:
    """The unit's public pack."""
    return find_exercise("kmeans")[0]


def make_records(folder: Path, seed: int = 7) -> list[Record]:
    """Write a class's records of grading, and what was refused at collecting."""
    rng = random.Random(seed)
    by_exercise: dict[str, list] = {}
    for answer in read_answers(ANSWERS, "kmeans"):
        by_exercise.setdefault(answer.exercise, []).append(answer)
    names = [f"student.{number:02}" for number in range(21)] + list(COPIED) + HOSTILE
    picks = {
        name: {exercise: rng.choice(found) for exercise, found in by_exercise.items()}
        for name in names
    }
    picks[COPIED[1]] = picks[COPIED[0]]
    records = [_record(name, picks[name], rng) for name in names]
    for record in records:
        write_record(folder, record)
    refusal = {"archive": "k-means.zip", "student": "Eve <b>", "file": "../../x.ipynb"}
    refused = {**refusal, "reason": "The path leaves the <i>archive</i>."}
    tree = {"format": 1, "unit": "kmeans", "students": {}, "refusals": [refused]}
    write_atomic(folder / "grading" / "kmeans" / "collect.json", json.dumps(tree).encode())
    lines = json.dumps(["The gradebook was locked for <u>9 s</u>."]).encode()
    write_atomic(folder / "grading" / "kmeans" / "problems.json", lines)
    return records


def _record(name: str, picks: dict, rng: random.Random) -> Record:
    scores, answers = [], {}
    for exercise, record in kmeans_pack().exercises.items():
        answer = picks[exercise]
        text = answer.source
        if name == COPIED[1]:
            text = "# my own work\n" + re.sub(r"\bresult\b|\blabels\b", "mine", text)
        answers[exercise] = f"# </pre><script>hit('code')</script>\n{text}"
        scores.append(_score(exercise, record, answer.right, rng))
    hostile = name in HOSTILE
    if name == "student.03":
        scores[2] = ExerciseScore(
            "assign_labels", 1.0, 2.0, status="partial", public_passed=6, public_total=6,
            hidden_passed=1, hidden_total=6, review="It passes every public case: was it made so?",
        )  # fmt: skip
    return Record(
        student=name,
        unit="kmeans",
        digest="0" * 64,
        scores=tuple(scores),
        notes=("A cell ran for longer than 30 s and was ended <img src=x>.",) if hostile else (),
        review="Its notebook was repaired: <script>hit('review')</script>" if hostile else "",
        seconds=round(rng.lognormvariate(0.2, 0.6), 3),
        peak_memory=rng.randrange(180, 700) * 2**20,
        sandbox="none" if name == "student.05" else "bubblewrap",
        answers=answers,
        stored=name != "student.07",
    )


def _score(exercise: str, record: dict, right: bool, rng: random.Random) -> ExerciseScore:
    total, most = len(record["cases"]), float(record["points"])
    common = {"core": record["core"], "public_total": total, "hidden_total": total}
    if right:
        return ExerciseScore(
            exercise, most, most, status="passed", public_passed=total, hidden_passed=total,
            seconds=0.1, **common,
        )  # fmt: skip
    kind = rng.choice(["failed", "failed", "partial", "unwritten", "not run", "missing"])
    mistakes = [one["name"] for one in record["misconceptions"][:3]]
    return ExerciseScore(
        exercise, most / 2 if kind == "partial" else 0.0, most, status=kind,
        public_passed=1 if kind == "partial" else 0,
        misconception=rng.choice(mistakes) if kind == "failed" else "", reason="It is wrong.",
        **common,
    )  # fmt: skip
