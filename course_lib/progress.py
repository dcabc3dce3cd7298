"""The student's progress: which exercises passed, kept in a small JSON file.

The file is ``progress.json`` in the student's folder. It is written whole to a temporary file,
flushed to the disk and renamed over the old one, so that a crash at any moment leaves either the
old file or the new one. A file that is damaged all the same is set aside, never thrown away.
"""

from __future__ import annotations

import contextlib
import json
import math
import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from course_lib.folders import student_folder

FILE = "progress.json"
FORMAT = 1
LOCK_SECONDS = 5.0
"""How long to wait for another notebook that is writing."""


def record(exercise: str, points: float, max_points: float, passed: bool) -> str | None:
    """Keep an exercise's result; the best points so far stay.

    Parameters
    ----------
    exercise : str
        ``"unit.name"``, for example ``"kmeans.assign_labels"``.
    points, max_points : float
        Points earned now, and the most there are.
    passed : bool
        Whether every case was right. An exercise that passed once stays passed.

    Returns
    -------
    str or None
        None if it was kept, or if there is nothing to keep it in (outside a student's copy);
        otherwise a sentence on what went wrong, for the student.

    Raises
    ------
    TypeError, ValueError
        If an argument is not as above.
    """
    _check_arguments(exercise, points, max_points, passed)
    folder = student_folder()
    if folder is None:
        return None
    path = folder / FILE
    try:
        with FileLock(folder / ".progress.lock", timeout=LOCK_SECONDS):
            exercises, trouble = _read(path)
            _merge(exercises, exercise, float(points), float(max_points), passed)
            _write(path, exercises)
    except Timeout:
        return f"Your progress was not kept: another program has held {path} for too long."
    except OSError as error:
        return f"Your progress was not kept: {path} cannot be written ({error.strerror or error})."
    return trouble


def load() -> dict[str, dict[str, Any]]:
    """The kept results by exercise: ``points``, ``max_points``, ``passed``, ``tries``, ``when``.

    Empty outside a student's copy and before the first check.
    """
    folder = student_folder()
    return _read(folder / FILE)[0] if folder is not None else {}


def _check_arguments(exercise: str, points: float, max_points: float, passed: bool) -> None:
    if not isinstance(exercise, str):
        raise TypeError(
            f"exercise must be text such as 'kmeans.assign_labels', got {type(exercise).__name__}"
        )
    unit, _, name = exercise.partition(".")
    if not unit or not name:
        raise ValueError(f"exercise must be 'unit.name', got {exercise!r}")
    for title, value in (("points", points), ("max_points", max_points)):
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise TypeError(f"{title} must be a number, got {type(value).__name__}")
        if not math.isfinite(value) or value < 0:
            raise ValueError(f"{title} must be 0 or more and finite, got {value!r}")
    if points > max_points:
        raise ValueError(f"points must be at most max_points = {max_points!r}, got {points!r}")
    if not isinstance(passed, bool):
        raise TypeError(f"passed must be True or False, got {type(passed).__name__}")


def _merge(
    exercises: dict[str, dict[str, Any]], name: str, points: float, most: float, passed: bool
) -> None:
    old = exercises.get(name, {"points": 0.0, "passed": False, "tries": 0, "when": None})
    now = datetime.now(UTC).isoformat(timespec="seconds")
    exercises[name] = {
        "points": max(points, min(old["points"], most)),  # an exercise may be worth less now
        "max_points": most,
        "passed": passed or old["passed"],
        "tries": old["tries"] + 1,
        "when": old["when"] if old["passed"] else now,
    }


def _read(path: Path) -> tuple[dict[str, dict[str, Any]], str | None]:
    """The file's results, and a sentence if it was damaged and has been set aside."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return {}, None
    try:
        tree = json.loads(raw.decode("utf-8"))
        entries = tree["exercises"]
        good = {name: entry for name, entry in entries.items() if _is_entry(entry)}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        good, entries = {}, None
    if entries is not None and len(good) == len(entries):
        return good, None
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    aside = path.with_name(f"progress.damaged-{stamp}.json")
    os.replace(path, aside)
    if good:  # what can be read goes on counting
        _write(path, good)
        left = f"{len(good)} results in it could be read and are kept"
    else:
        left = "run your checks again to fill a new one"
    return good, f"{FILE} was damaged and is set aside as {aside.name}; {left}."


def _is_entry(entry: Any) -> bool:
    return (
        isinstance(entry, dict)
        and all(_is_number(entry.get(key)) for key in ("points", "max_points"))
        and isinstance(entry.get("passed"), bool)
        and isinstance(entry.get("tries"), int)
        and isinstance(entry.get("when"), (str, type(None)))
    )


def _is_number(value: Any) -> bool:
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return number and math.isfinite(value) and value >= 0


def _write(path: Path, exercises: dict[str, dict[str, Any]]) -> None:
    """Replace the file by a whole new one."""
    tree = {"format": FORMAT, "exercises": dict(sorted(exercises.items()))}
    text = json.dumps(tree, ensure_ascii=False, indent=1) + "\n"
    handle, name = tempfile.mkstemp(prefix=".progress-", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise


def show() -> Any:
    """The student's progress as a table: HTML in a notebook, text elsewhere."""
    from course_lib.progress_table import ProgressTable

    return ProgressTable.of(*_now())


def _now() -> tuple[dict[str, dict[str, Any]], str | None]:
    folder = student_folder()
    return ({}, None) if folder is None else _read(folder / FILE)
