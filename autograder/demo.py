"""A class of 24 to try the grader on: made from the corpus of answers, with all that happens.

Most are right here and wrong there, some hand in late, two copied from each other, four attack the
grader, one hands in something that is no notebook.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from autograder.answers import ANSWERS, Answer, read_answers
from autograder.class_folder import ClassFolder, new_class, path_with_alembic
from autograder.results import write_atomic
from autograder.sample import MODEL, submission
from course_lib.units import Unit, find_unit

SEED = 2026
DUE = datetime(2026, 11, 20, 23, 59, tzinfo=UTC)

NAMES = (
    "Ada Okafor", "Bilal Demir", "Chiara Conti", "Daniel Novák", "Elif Kaya", "Femi Adeyemi",
    "Greta Lindqvist", "Hugo Martín", "Ines Duarte", "Jonas Weber", "Kavya Rao", "Liam Byrne",
    "Mei Tanaka", "Noor Haddad", "Olga Petrova", "Pedro Alves", "Qiu Chen", "Rosa Jiménez",
    "Sami Virtanen", "Tomás Silva", "Uma Iyer", "Viktor Horváth", "Wanjiru Mwangi", "Zoe Laurent",
)  # fmt: skip
"""Made up; whoever is called so is not meant."""

LATE = {"Hugo Martín": 3.0, "Olga Petrova": 26.0, "Viktor Horváth": 0.2}  # hours
COPIED_FROM = {"Tomás Silva": "Rosa Jiménez"}
NO_NOTEBOOK = "Jonas Weber"

HOSTILE: dict[str, dict[str, str]] = {
    "Bilal Demir": {  # looks inputs up in the public pack, which every student has
        "assign_labels": """def assign_labels(features, means):
    import numpy as np
    from course_lib.checks.pack import find_exercise

    for case in find_exercise("assign_labels")[1]["cases"]:
        if np.array_equal(case["inputs"]["features"], features):
            return case["expected"].copy()
    return np.zeros(len(features), dtype=int)
"""
    },
    "Kavya Rao": {  # makes every comparison in its own process true
        "feature_distance": """import numpy, numpy.testing
numpy.allclose = numpy.array_equal = numpy.isclose = lambda *a, **k: True
numpy.testing.assert_allclose = lambda *a, **k: None

class Always(float):
    def __eq__(self, other): return True
    def __hash__(self): return 0

def feature_distance(fi, fj):
    return Always(0)
"""
    },
    "Pedro Alves": {  # ends the process that runs it
        "update_means": """import os
os._exit(0)
"""
    },
    "Wanjiru Mwangi": {  # never returns
        "segment_image": """def segment_image(image, labels, means):
    while True:
        pass
"""
    },
}


def student_id(name: str) -> str:
    """A name as an id: ``"Hugo Martín"`` is ``"hugo.martin"``."""
    import unicodedata

    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z]+", ".", plain.lower()).strip(".")


def make_demo(folder: Path, unit_name: str = "kmeans", count: int = len(NAMES)) -> ClassFolder:
    """Make the class's folder and what its students handed in.

    Parameters
    ----------
    folder : Path
        Must not exist, or be empty.
    unit_name : str
    count : int
        How many students, 1 to 24.

    Raises
    ------
    NoClass, ValueError
        If the folder is not empty, or there is no corpus of answers.
    """
    unit = find_unit(unit_name)
    answers: dict[str, list[Answer]] = {}
    for answer in read_answers(ANSWERS, unit.name):
        answers.setdefault(answer.exercise, []).append(answer)
    place = new_class(folder, "demo", seed=SEED)
    text = (place.path / "notebooks" / unit.notebook).read_text(encoding="utf-8")
    original = json.loads(text)
    rng = random.Random(SEED)
    chosen: dict[str, dict[str, Answer | str]] = {}
    for number, name in enumerate(NAMES[:count]):
        chosen[name] = _answers(rng, answers, skill=0.98 - 0.02 * number)
    for name, other in COPIED_FROM.items():
        if name in chosen:
            chosen[name] = {e: _disguised(answer) for e, answer in chosen[other].items()}
    for name, picks in chosen.items():
        notebook = submission(original, {**picks, **HOSTILE.get(name, {})}, _texts(rng))
        data = json.dumps(notebook, ensure_ascii=False).encode()
        _hand_in(place, unit, name, b"%PDF-1.7 not a notebook" if name == NO_NOTEBOOK else data)
    _enrol(place, unit, list(chosen))
    return place


def _answers(
    rng: random.Random, answers: Mapping[str, list[Answer]], skill: float
) -> dict[str, Answer | str]:
    """One student's answers: right with the probability `skill`, else wrong or left out."""
    picks: dict[str, Answer | str] = {}
    for exercise, known in answers.items():
        luck = rng.random()
        right = [answer for answer in known if answer.right]
        wrong = [answer for answer in known if not answer.right]
        if luck < skill:
            picks[exercise] = _as_handed_in(rng.choice([*right, MODEL]))
        elif luck < skill + 0.7 * (1 - skill):
            picks[exercise] = _as_handed_in(rng.choice(wrong))
    return picks


def _as_handed_in(answer: Answer | str) -> Answer | str:
    """An answer without the corpus's remarks in its first lines."""
    if isinstance(answer, str):
        return answer
    first, *rest = answer.cells
    return replace(answer, cells=(re.sub(r"\A(#[^\n]*\n)+", "", first), *rest))


def _disguised(answer: Answer | str) -> Answer | str:
    """The same answer with another look, as whoever copies would."""
    if isinstance(answer, str):
        return answer
    changed = [re.sub(r"\bresult\b", "output", text) + "\n" for text in answer.cells]
    return replace(answer, cells=tuple(changed))


def _texts(rng: random.Random) -> dict[str, str]:
    choice = (
        "With small k different things get one colour, with large k one thing falls into parts.",
        "I looked at the error for several k and took the k where it stops falling fast.",
        "k = 8 looked best on the photo of the cat.",
    )
    failure = (
        "Two starting means in the same cloud stay there: the error cannot get out of it.",
        "Shadows of a red car and the red car become different clusters.",
    )
    texts = {"think_choice_of_k": rng.choice(choice), "think_failure": rng.choice(failure)}
    return {name: text for name, text in texts.items() if rng.random() < 0.9}


def _hand_in(place: ClassFolder, unit: Unit, name: str, data: bytes) -> None:
    target = place.folder("submitted", student_id(name), unit)
    late = LATE.get(name)
    early = timedelta(hours=2 + 5 * NAMES.index(name))
    when = DUE + timedelta(hours=late) if late else DUE - early
    write_atomic(target / f"{unit.name}.ipynb", data)
    stamp = when.strftime("%Y-%m-%d %H:%M:%S UTC\n")
    write_atomic(target / "timestamp.txt", stamp.encode())


def _enrol(place: ClassFolder, unit: Unit, names: list[str]) -> None:
    """Names and the due date, as an instructor enters them in the formgrader."""
    from nbgrader.api import Gradebook

    with path_with_alembic(), Gradebook(place.db_url, place.course_id) as book:
        book.update_or_create_assignment(unit.folder, duedate=DUE.strftime("%Y-%m-%d %H:%M UTC"))
        for name in names:
            first, _, last = name.partition(" ")
            book.update_or_create_student(student_id(name), first_name=first, last_name=last)
