"""Reads what was handed in: a notebook that may be anything, and the files beside it."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

LARGEST = 64 << 20
LONGEST = 4 << 20  # characters of all cells' texts; people write a hundredth of it
FILES, FILES_SIZE = 50, 16 << 20
OLD_PARTS = 10_000
"""Tables and lists of a notebook in another format than 4 that is converted, without its outputs:
nbformat takes seconds for as many cells, and gigabytes for those that a large file can hold."""
DOTTED = 10**8
"""Parts of a name in an import times its length: Python takes half as many bytes to read it."""

_DOTTED = re.compile(
    r"(?<![\w\x80-\U0010ffff])[\w\x80-\U0010ffff]++"
    r"(?:[\s\\]*+\.[\s\\]*+[\w\x80-\U0010ffff]++)++"
)
_HALF = re.compile(r"\\u[dD][89a-fA-F]")  # the only way half a character comes through UTF-8


class Unreadable(Exception):
    """What was handed in is no notebook of the unit; the message says what it is, in a sentence."""


def read_notebook(path: Path) -> dict[str, Any]:
    """A notebook file as a tree of nbformat 4, whatever wrote it.

    Raises
    ------
    Unreadable
        If it is not one.
    """
    try:
        if path.is_symlink():
            raise Unreadable("The notebook is a link to another file, which is not followed.")
        if path.exists() and not path.is_file():  # a pipe would be waited for
            raise Unreadable("The notebook is no file.")
        size = path.stat().st_size
        if size > LARGEST:
            raise Unreadable(
                f"The notebook has {size / 1e6:,.0f} MB; up to {LARGEST / 1e6:,.0f} MB are read."
            )
        data = path.read_bytes()
    except FileNotFoundError:
        raise Unreadable(f"There is no notebook called {path.name}.") from None
    except OSError as error:
        raise Unreadable(f"The notebook cannot be read: {error.strerror or error}.") from None
    return parse_notebook(data)


def parse_notebook(data: bytes) -> dict[str, Any]:
    """A notebook's bytes as a tree of nbformat 4.

    Raises
    ------
    Unreadable
    """
    if not data.strip():
        raise Unreadable("The file is empty.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable("The file is not text in UTF-8, so it is no notebook.") from None
    try:
        tree = json.loads(text)
        if _HALF.search(text):
            tree = _without_surrogates(tree)
    except (ValueError, RecursionError):
        raise Unreadable("The file is not JSON, so it is no notebook.") from None
    if not isinstance(tree, dict) or "nbformat" not in tree:
        raise Unreadable("The file is JSON, but no notebook.")
    if tree["nbformat"] != 4:
        tree = _converted(tree)
    return _well_formed(tree)


def _converted(tree: dict[str, Any]) -> dict[str, Any]:
    """A notebook of another format in format 4; its outputs, which nobody reads, stay behind."""
    import nbformat

    sheets = tree.get("worksheets")
    sheets = sheets if isinstance(sheets, list) else []
    for holder in (tree, *sheets):
        cells = holder.get("cells") if isinstance(holder, dict) else None
        for cell in cells if isinstance(cells, list) else ():
            if isinstance(cell, dict) and "outputs" in cell:
                cell["outputs"] = []
    text = json.dumps(tree)
    number = f"{tree['nbformat']!s:.20}"
    if len(text) > LONGEST or text.count("{") + text.count("[") > OLD_PARTS:
        raise Unreadable(
            f"The notebook has format {number} and is too large to be brought to format 4."
        )
    try:
        return json.loads(nbformat.writes(nbformat.reads(text, as_version=4)))
    except Exception as error:  # its converters fail in many ways on damaged trees
        raise Unreadable(
            f"The notebook has format {number} and cannot be brought to format 4 "
            f"({type(error).__name__})."
        ) from None


def _without_surrogates(value: Any) -> Any:
    """Half characters cannot be saved again; they become question marks."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, list):
        return [_without_surrogates(item) for item in value]
    if isinstance(value, dict):
        return {_without_surrogates(k): _without_surrogates(v) for k, v in value.items()}
    return value


def _well_formed(tree: dict[str, Any]) -> dict[str, Any]:
    """The cells with the fields that a cell must have, and nothing of doubtful type."""
    cells = tree.get("cells")
    if not isinstance(cells, list):
        raise Unreadable("The notebook has no list of cells.")
    good = []
    for cell in cells:
        if not isinstance(cell, dict) or cell.get("cell_type") not in ("code", "markdown", "raw"):
            continue
        text = cell.get("source", "")
        if isinstance(text, list):
            text = "".join(part for part in text if isinstance(part, str))
        if not isinstance(text, str):
            continue
        mark = cell.get("metadata")
        mark = mark.get("nbgrader") if isinstance(mark, dict) else None
        attachments = cell.get("attachments")
        new: dict[str, Any] = {
            "cell_type": cell["cell_type"],
            "metadata": {"nbgrader": mark} if isinstance(mark, dict) else {},
            "source": text,
        }
        if isinstance(attachments, dict) and cell["cell_type"] != "code":
            new["attachments"] = attachments
        if cell["cell_type"] == "code":
            new.update(outputs=[], execution_count=None)
        _check_dotted(text)  # of any kind: the instructor's kind comes back, see `plan`
        good.append(new)
    length = sum(len(cell["source"]) for cell in good)
    if length > LONGEST:
        raise Unreadable(
            f"The cells hold {length / 1e6:,.0f} million characters of text; up to "
            f"{LONGEST / 1e6:,.0f} million are read."
        )
    return {"cells": good, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


def _check_dotted(text: str) -> None:
    """Refuse code that cannot be parsed here: ``import a.a.a`` takes the square of its length.

    Other dotted names do not.
    """
    if "import" not in text or text.count(".") * len(text) <= DOTTED:
        return
    for match in _DOTTED.finditer(text):
        parts = match[0].count(".") + 1
        if parts * len(match[0]) > DOTTED:
            raise Unreadable(f"An import in its code has a name of {parts:,} parts.")


def files_beside(folder: Path, notebook: str) -> tuple[dict[str, bytes], list[str]]:
    """The small files that lie beside a notebook, and a sentence for each that is left out.

    Links are not followed. ``timestamp.txt`` is the exchange's, not the student's.
    """
    found: dict[str, bytes] = {}
    notes: list[str] = []
    size = 0
    for at, folders, names in os.walk(folder, followlinks=False):
        folders[:] = sorted(
            f
            for f in folders
            if not Path(at, f).is_symlink() and f[:1] != "." and not f.endswith(".ipynb")
        )
        for name in sorted(names):
            path = Path(at, name)
            relative = path.relative_to(folder).as_posix()
            if relative in (notebook, "timestamp.txt") or name.endswith(".ipynb"):
                continue
            try:
                if path.is_symlink() or not path.is_file():
                    notes.append(f"{relative!a} is a link or no file; it was left out.")
                    continue
                size += path.stat().st_size
                if len(found) >= FILES or size > FILES_SIZE:
                    notes.append(
                        f"More than {FILES} files or {FILES_SIZE >> 20} MiB lie beside the "
                        "notebook; the rest was left out."
                    )
                    return found, notes
                found[relative] = path.read_bytes()
            except (OSError, UnicodeError) as error:
                notes.append(f"{relative!a} cannot be read ({type(error).__name__}).")
    return found, notes
