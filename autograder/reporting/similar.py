"""Pairs of students whose answer cells are alike more often than chance makes them.

copydetect reduces code to a skeleton without names, strings, comments and white space, and compares
its passages (Schleimer, Wilkerson and Aiken: Winnowing, SIGMOD 2003). What every student got with
the exercise is taken off, and answers with too little of their own are left out. A short exercise
has few sensible answers, so being alike in it says little: each exercise counts by how rare a
similar pair is in it.

Cost: every answer is read once; equal skeletons are compared as one. So time grows with the square
of the number of *different* answers to an exercise, not of students.
"""

from __future__ import annotations

import io
import math
import os
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from autograder.cleaning.text import clean_text
from autograder.results import Record

PASSAGE = 16
"""Characters of a skeleton that must agree in a row to count as a shared passage."""

OWN = 60
"""Characters of an answer's skeleton beyond the stub; one with fewer says nothing."""

ALIKE = 0.85
"""Share of both answers' passages from which they count as alike."""

SOURCE_CAP = 20_000
"""Characters of an answer that are compared."""

MOST = 20
"""Pairs that are listed."""

EXPECTED = 10.0
"""Pairs of which chance alone makes more than this many are not listed."""

_STEP = 0.05


@dataclass(frozen=True)
class Alike:
    """Two similar answers.

    Attributes
    ----------
    exercise : str
    similarity : float
        Share of the passages that agree, the mean of both sides, in [0, 1].
    rarity : float
        Share of the pairs in the class that are alike in this exercise.
    sources : tuple of str
        Both answers as they were written.
    """

    exercise: str
    similarity: float
    rarity: float
    sources: tuple[str, str]


@dataclass(frozen=True)
class Pair:
    """Two students with similar answers.

    Attributes
    ----------
    unit : str
    students : tuple of str
    answers : tuple of Alike
        The rarest first.
    compared : int
        Exercises in which both have an answer long enough to be compared.
    expected : float
        How many pairs of the class would be this alike by chance, if everybody worked alone and
        answers were as common as they are; pairs are ordered by it.
    """

    unit: str
    students: tuple[str, str]
    answers: tuple[Alike, ...]
    compared: int
    expected: float


def similar_pairs(
    records: Sequence[Record], stubs: Mapping[str, str] | None = None
) -> tuple[list[Pair], list[str]]:
    """Pairs of one unit's records that are alike in a way that chance does not explain.

    Parameters
    ----------
    records : sequence of Record
        One unit's, one a student.
    stubs : mapping of str to str, optional
        What students got as the answer cell, by exercise.

    Returns
    -------
    pairs : list of Pair
        At most `MOST`, the least likely first.
    left_out : list of str
        Exercises without two answers that are long enough.
    """
    stubs = stubs or {}
    alike: dict[tuple[int, int], list[Alike]] = defaultdict(list)
    exercises = dict.fromkeys(score.name for record in records for score in record.scores)
    exercises |= dict.fromkeys(name for record in records for name in record.answers)
    members: dict[str, set[int]] = {}
    rarities: dict[str, float] = {}
    left_out = []
    for name in exercises:
        groups = _groups((record.answers.get(name, "") for record in records), stubs.get(name, ""))
        members[name] = {index for _, group in groups for index in group}
        count = len(members[name])
        if count < 2:
            del members[name]
            left_out.append(name)
            continue
        found = list(_alike(groups))
        rarity = rarities[name] = len(found) / math.comb(count, 2)
        for first, second, similarity in found:
            sources = (records[first].answers[name], records[second].answers[name])
            alike[first, second].append(Alike(name, similarity, rarity, sources))
    pairs = []
    for (first, second), answers in alike.items():
        answers = sorted(answers, key=lambda answer: (answer.rarity, -answer.similarity))
        compared = [e for e, group in members.items() if first in group and second in group]
        chance = _chance([answer.rarity for answer in answers], [rarities[e] for e in compared])
        expected = chance * math.comb(len(records), 2)
        if expected <= EXPECTED:
            students = (records[first].student, records[second].student)
            unit = records[first].unit
            pairs.append(Pair(unit, students, tuple(answers), len(compared), expected))
    pairs.sort(key=lambda pair: (pair.expected, pair.students))
    return pairs[:MOST], left_out


def _chance(alike: Sequence[float], compared: Sequence[float]) -> float:
    """Probability that a pair is alike in exercises as rare, taken together, as `alike`.

    Parameters
    ----------
    alike, compared : sequence of float
        Share of the class's pairs that are alike, in the exercises in which this pair is and in all
        in which it was compared.
    """
    # Surprises -ln(rarity) add up; this is their sum's distribution, in steps, rounded down alike.
    steps = [int(-math.log(rarity) / _STEP) if rarity else 0 for rarity in compared]
    distribution = np.zeros(sum(steps) + 1)
    distribution[0] = 1.0
    for rarity, step in zip(compared, steps, strict=True):
        moved = np.roll(distribution, step)  # what leaves at the end is 0
        distribution = (1 - rarity) * distribution + rarity * moved
    reached = sum(int(-math.log(rarity) / _STEP) for rarity in alike)
    return float(distribution[reached:].sum())


def _groups(sources: Iterable[str], stub: str) -> list[tuple[object, list[int]]]:
    """Fingerprints of the answers that are long enough, each with the students who have it."""
    from copydetect.utils import get_token_coverage

    common = _fingerprint(stub).hashes if stub.strip() else set()
    groups: dict[str, tuple[object, list[int]]] = {}
    seen: dict[str, str] = {}
    for index, source in enumerate(sources):
        source = clean_text(source, SOURCE_CAP, colours=False)
        if not source.strip():
            continue
        if source in seen:
            if seen[source] in groups:
                groups[seen[source]][1].append(index)
            continue
        print_ = _fingerprint(source)
        skeleton = seen[source] = print_.filtered_code
        if skeleton in groups:
            groups[skeleton][1].append(index)
            continue
        # copydetect's own way to do this takes a passage that occurs twice for a common one.
        print_.hash_idx = {key: at for key, at in print_.hash_idx.items() if key not in common}
        print_.hashes = set(print_.hash_idx)
        print_.token_coverage = get_token_coverage(print_.hash_idx, PASSAGE, len(skeleton))
        if print_.token_coverage >= OWN:
            groups[skeleton] = (print_, [index])
    return list(groups.values())


def _fingerprint(source: str):
    """copydetect's fingerprint; all passages are kept, so that it is the same in every process."""
    from copydetect import CodeFingerprint

    return CodeFingerprint(
        os.devnull, PASSAGE, 1, fp=io.StringIO(source), language="python", encoding="utf-8"
    )


def _alike(groups: list[tuple[object, list[int]]]) -> Iterable[tuple[int, int, float]]:
    """Similar answers of two students each, and how similar."""
    from copydetect import compare_files

    for _, students in groups:
        yield from ((first, second, 1.0) for first, second in combinations(students, 2))
    for (one, ones), (other, others) in combinations(groups, 2):
        # A cheap bound first: the positions of passages need be compared only for few pairs.
        shared = len(one.hashes & other.hashes)
        if shared < 0.5 * ALIKE * max(len(one.hashes), len(other.hashes)):
            continue
        _, shares, _ = compare_files(one, other)
        if min(shares) >= ALIKE:
            similarity = float(min(1.0, sum(shares) / 2))
            for first in ones:
                for second in others:
                    yield min(first, second), max(first, second), similarity
