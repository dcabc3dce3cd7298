"""Make the file that a student hands in: the notebook without outputs, looked through first."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from course_lib.folders import MANIFEST
from course_lib.units import UNITS, Unit, find_unit

CODE_STUB, TEXT_STUB = "raise NotImplementedError", "YOUR ANSWER HERE"
LARGEST = 50_000_000
"""Bytes; a notebook beyond this holds something that is not an answer."""


class HandInError(Exception):
    """Why no file was made, in a sentence for the student."""


@dataclass(frozen=True)
class HandIn:
    """The file that was made, and sentences on what the student may want to look at."""

    path: Path
    warnings: tuple[str, ...]


def make_hand_in(unit: str, folder: Path) -> HandIn:
    """Write ``hand-in/<time>/<unit>.ipynb`` in the student's folder; nothing is overwritten.

    Outputs and the widgets' state are left out, the cells are as the student wrote them.

    Parameters
    ----------
    unit : str
        A unit's name or folder, such as ``"kmeans"``.
    folder : Path
        The student's folder.

    Raises
    ------
    HandInError
        If the unit is unknown, or the notebook is missing or cannot be read.
    """
    found = _unit(unit)
    source = folder / found.folder / f"{found.name}.ipynb"
    notebook = _read(source)
    warnings = _look_through(notebook, _expected(folder, found))
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [], None
    notebook["metadata"].pop("widgets", None)
    try:
        return HandIn(_write(notebook, folder, found), tuple(warnings))
    except OSError as error:
        raise HandInError(
            f"The file could not be written into {folder / 'hand-in'}: {error.strerror or error}."
        ) from None


def _unit(name: str) -> Unit:
    built = ", ".join(unit.name for unit in UNITS if unit.built)
    try:
        unit = find_unit(name)
    except ValueError:
        raise HandInError(f"No unit is called {name!r}; the units are {built}.") from None
    if not unit.built:
        raise HandInError(f"The unit {name!r} is not part of the course yet; there is {built}.")
    return unit


def _read(path: Path) -> Any:
    """The notebook as nbformat 4, or a sentence on what is wrong with the file."""
    import nbformat
    from nbformat.reader import NotJSONError

    try:
        if path.stat().st_size > LARGEST:
            raise HandInError(
                f"{path} is larger than {LARGEST // 1_000_000} MB: clear its outputs (Edit, Clear "
                "Outputs of All Cells), save, and try again."
            )
        text = path.read_text(encoding="utf-8")
        json.loads(text)
        notebook = nbformat.reads(text, as_version=4)
        nbformat.validate(notebook)
        nbformat.writes(notebook).encode("utf-8")  # half a character cannot be written again
    except FileNotFoundError:
        raise HandInError(f"There is no notebook {path}: was it renamed or moved?") from None
    except OSError as error:
        raise HandInError(f"{path} cannot be read: {error.strerror or error}.") from None
    except UnicodeEncodeError as error:
        raise HandInError(
            f"{path} holds half a character ({error.object[error.start]!a}), which cannot be "
            "saved: find it in what you pasted, delete it, save, and try again."
        ) from None
    except (UnicodeDecodeError, json.JSONDecodeError, NotJSONError, RecursionError):
        raise HandInError(
            f"{path} is not a notebook (it is not JSON): open it in JupyterLab; if that fails, "
            "take the copy in .ipynb_checkpoints or the course's zip file."
        ) from None
    except nbformat.ValidationError as error:
        reason = str(error).splitlines()[0]
        raise HandInError(f"{path} is not a valid notebook: {reason}") from None
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise HandInError(f"{path} is not a valid notebook ({type(error).__name__}).") from None
    return notebook


def _expected(folder: Path, unit: Unit) -> dict[str, list[str]]:
    """Grade ids that the unit was delivered with; empty if the manifest cannot say."""
    try:
        tree = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return dict(tree["cells"][unit.name])
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _look_through(notebook: Any, expected: dict[str, list[str]]) -> list[str]:
    """Sentences on cells that are missing, double or not answered."""
    ids: Counter[str] = Counter()
    empty = []
    for cell in notebook["cells"]:
        mark = cell["metadata"].get("nbgrader")
        grade_id = mark.get("grade_id") if isinstance(mark, dict) else None
        if not isinstance(grade_id, str):
            continue
        ids[grade_id] += 1
        stub = CODE_STUB if cell["cell_type"] == "code" else TEXT_STUB
        if mark.get("solution") and (stub in cell["source"] or not cell["source"].strip()):
            empty.append(grade_id)
    answers, checks = expected.get("answers", []), expected.get("checks", [])
    lost = [name for name in answers if not ids[name]]
    double = [name for name, count in ids.items() if count > 1]
    no_check = [name for name in checks if not ids[name]]
    back = "take it from a fresh copy of the notebook, or it cannot be graded"
    sentences = []
    if lost:
        sentences.append(f"these answer cells are missing: {', '.join(lost)}; {back}.")
    if double:
        sentences.append(
            f"these cells are there more than once: {', '.join(double)}; keep one of each."
        )
    if no_check:
        sentences.append(f"these check cells are missing: {', '.join(no_check)}.")
    if empty:
        sentences.append(f"not written yet: {', '.join(empty)}.")
    return sentences


def _write(notebook: Any, folder: Path, unit: Unit) -> Path:
    import nbformat

    place = _new_folder(folder / "hand-in")
    target = place / f"{unit.name}.ipynb"
    handle, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=place)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            nbformat.write(notebook, file)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise
    return target


def _new_folder(parent: Path) -> Path:
    """A folder named after the time that did not exist before."""
    stamp = datetime.now().strftime("%Y-%m-%dT%H-%M-%S")  # local time; no colons, for Windows
    number = 1
    while True:
        place = parent / (stamp if number == 1 else f"{stamp}-{number}")
        try:
            place.mkdir(parents=True)
            return place
        except FileExistsError:
            if not parent.is_dir():
                raise
            number += 1
