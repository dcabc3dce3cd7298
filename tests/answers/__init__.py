"""Answers as students write them, right and wrong; see README.md. Needs no pytest."""

from __future__ import annotations

from pathlib import Path

from autograder.answers import Answer, read_answers

FOLDER = Path(__file__).resolve().parent

__all__ = ["FOLDER", "Answer", "load"]


def load(unit: str) -> list[Answer]:
    """Every answer to a unit's exercises, ordered by exercise and name."""
    return read_answers(FOLDER, unit)
