"""Reference packs: cases and their outputs as plain data, one ``.npz`` file a unit.

A pack holds JSON and arrays only and is read with ``allow_pickle=False``. Its one special member,
``manifest``, is a JSON tree in which an array stands as ``{"$array": key}``, a NaN-safe float as
itself, a tuple as ``{"$tuple": [...]}`` and an object that is neither array nor JSON (a random
generator) as ``{"$make": name, ...}``, to be built by `course_lib.checks.factories`.
"""

from __future__ import annotations

import json
import os
import zipfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

FORMAT = 1
"""Version of the file format; a pack of another version is refused with a sentence."""

_BACK = "To get it back, run `course lab` again or unpack the course's zip file beside your work."


class PackError(RuntimeError):
    """A reference pack is missing, damaged or of another version; the message says which file."""


@dataclass(frozen=True)
class Pack:
    """A unit's cases as plain data.

    Attributes
    ----------
    unit : str
        The unit's name, for example ``"kmeans"``.
    exercises : dict of str to dict
        Exercise records by function name: title, points, minutes, core, parameters, returns,
        uses, forbid, judge, groups, cases and misconceptions, in the notebook's order.
    path : Path
        The file it was read from.
    """

    unit: str
    exercises: dict[str, dict[str, Any]]
    path: Path


def write_pack(path: Path, unit: str, exercises: dict[str, dict[str, Any]]) -> None:
    """Write a pack; the same content always gives the same bytes.

    Parameters
    ----------
    path : Path
        File to write; its folder is made. A crash leaves the old file whole.
    unit : str
        The unit's name.
    exercises : dict of str to dict
        Records of plain data: JSON values, NumPy arrays, tuples and ``{"$make": …}``.
    """
    arrays: dict[str, np.ndarray] = {}
    tree = {"format": FORMAT, "unit": unit, "exercises": _pack(exercises, arrays)}
    text = json.dumps(tree, ensure_ascii=False, separators=(",", ":"))
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    with part.open("wb") as file:
        np.savez_compressed(file, manifest=np.frombuffer(text.encode(), np.uint8), **arrays)
    os.replace(part, path)


def read_pack(path: Path) -> Pack:
    """Read a pack without running anything that is in it.

    Raises
    ------
    PackError
        If the file is missing, damaged or of another version, in one sentence that names it.
    """
    try:
        stamp = path.stat()
    except OSError:
        raise PackError(f"The reference pack {path} is missing. {_BACK}") from None
    return _read(path, stamp.st_mtime_ns, stamp.st_size)


@lru_cache(maxsize=32)
def _read(path: Path, _mtime: int, _size: int) -> Pack:
    try:
        with np.load(path, allow_pickle=False) as file:
            arrays = {key: file[key] for key in file.files}
        tree = json.loads(arrays.pop("manifest").tobytes().decode())
        version, unit, exercises = tree["format"], tree["unit"], tree["exercises"]
        exercises = _unpack(exercises, arrays) if version == FORMAT else {}
    except (OSError, ValueError, KeyError, TypeError, EOFError, AttributeError,
            zipfile.BadZipFile) as error:  # fmt: skip
        raise PackError(
            f"The reference pack {path} is damaged ({type(error).__name__}). {_BACK}"
        ) from None
    if version != FORMAT:
        raise PackError(
            f"The reference pack {path} has format {version}, this course_lib reads {FORMAT}: "
            "the notebooks and course_lib are of different versions. " + _BACK
        )
    return Pack(unit, exercises, path)


def references_folder(kind: str = "public") -> Path:
    """Folder of the packs: ``assets/references/<kind>`` in the course's folder."""
    from course_lib.folders import course_folder

    return course_folder() / "assets" / "references" / kind


def find_exercise(name: str) -> tuple[Pack, dict[str, Any]] | None:
    """The public pack and record of the exercise called `name`, or None if there is no such one.

    Raises
    ------
    PackError
        If there is no pack at all, or one that would have to be looked into is damaged.
    """
    for path in public_paths():
        pack = read_pack(path)
        if name in pack.exercises:
            return pack, pack.exercises[name]
    return None


def public_paths() -> list[Path]:
    """Paths of every unit's public pack, the expected ones of built units included."""
    from course_lib.units import UNITS

    folder = references_folder()
    expected = {folder / f"{unit.name}.npz" for unit in UNITS if unit.built}
    return sorted(expected | set(folder.glob("*.npz")))


def _pack(value: Any, arrays: dict[str, np.ndarray]) -> Any:
    if isinstance(value, np.ndarray):
        if value.dtype == object:
            raise TypeError("a pack holds no object arrays")
        key = f"a{len(arrays)}"
        arrays[key] = value
        return {"$array": key}
    if isinstance(value, np.generic):
        return _pack(np.asarray(value), arrays)
    if isinstance(value, tuple):
        return {"$tuple": [_pack(item, arrays) for item in value]}
    if isinstance(value, list):
        return [_pack(item, arrays) for item in value]
    if isinstance(value, dict):
        return {str(key): _pack(item, arrays) for key, item in value.items()}
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    raise TypeError(f"a pack holds arrays and JSON only, got {type(value).__name__}")


def _unpack(value: Any, arrays: dict[str, np.ndarray]) -> Any:
    if isinstance(value, list):
        return [_unpack(item, arrays) for item in value]
    if isinstance(value, dict):
        if set(value) == {"$array"}:
            array = arrays[value["$array"]]
            array.setflags(write=False)
            return array
        if set(value) == {"$tuple"}:
            return tuple(_unpack(item, arrays) for item in value["$tuple"])
        return {key: _unpack(item, arrays) for key, item in value.items()}
    return value
