"""What must not be in a student's copy, and the search for it.

The search looks at every file of the copy, into the wheel and into the notebooks' cells. What it
looks for is read from the instructor's version: the model answers from the notebooks' solution
cells, the references and wrong answers from ``autograder/exercises``, the hidden packs from
``assets/references/hidden``.
"""

from __future__ import annotations

import ast
import hashlib
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

MARKS = (
    "BEGIN SOLUTION",
    "END SOLUTION",
    "BEGIN MARK SCHEME",
    "END MARK SCHEME",
    "BEGIN HIDDEN TESTS",
    "END HIDDEN TESTS",
    "references/hidden",
    "autograder",
)
"""Words that only the instructor's version has."""

SHORTEST, TELLING = 24, 60
"""Characters without spaces from which on a passage is looked for in notebooks, and everywhere.

A line such as ``return np.linalg.norm(a - b)`` may well stand in the library too; in a student's
notebook it would be the answer.
"""


def find_leaks(folder: Path, root: Path) -> list[str]:
    """What of the instructor's version is in a student's copy, a sentence each; empty if nothing.

    Parameters
    ----------
    folder : Path
        The student's copy, unpacked.
    root : Path
        The instructor's project.
    """
    secrets = dict(_secrets(root))
    hidden = _hidden(root)
    problems = []
    for name, data in _members(folder):
        if hashlib.sha256(data).hexdigest() in hidden or "references/hidden" in name:
            problems.append(f"{name} is a hidden pack")
        for mark in MARKS:
            if mark.encode() in data or mark in name:
                problems.append(f"{name} holds the words {mark!r}")
        text = squeeze(_text(name, data))
        shortest = SHORTEST if name.endswith(".ipynb") else TELLING
        problems += [
            f"{name} holds {title}"
            for secret, title in secrets.items()
            if len(secret) >= shortest and secret in text
        ]
    return problems


def squeeze(code: str) -> str:
    """Code without comments' and layout's differences: all white space removed."""
    return re.sub(r"\s+", "", code)


def _members(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file of the copy, those inside wheels too."""
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        name = path.relative_to(folder).as_posix()
        yield name, path.read_bytes()
        if path.suffix in (".whl", ".zip", ".npz"):
            with zipfile.ZipFile(path) as archive:
                for member in archive.namelist():
                    yield f"{name}: {member}", archive.read(member)


def _text(name: str, data: bytes) -> str:
    """A file's text; a notebook's is its cells' text, outputs included."""
    text = data.decode("utf-8", errors="replace")
    if name.endswith(".ipynb"):
        cells = json.loads(text).get("cells", [])
        return "\n".join(_joined(cell["source"]) + json.dumps(cell) for cell in cells)
    return text


def _joined(source: str | list[str]) -> str:
    return source if isinstance(source, str) else "".join(source)


def _secrets(root: Path) -> Iterator[tuple[str, str]]:
    """Squeezed passages that nobody but an instructor may read, with what they are."""
    for path in sorted((root / "notebooks").glob("*/*.ipynb")):
        for grade_id, answer in model_answers(path):
            yield from _long(answer, f"the model answer of {grade_id}")
    for path in sorted((root / "autograder" / "exercises").rglob("*.py")):
        for function, body in function_bodies(path):
            yield from _long(body, f"the body of {path.stem}.{function} in autograder/exercises")


def _long(code: str, title: str) -> Iterator[tuple[str, str]]:
    small = squeeze(code)
    if len(small) >= SHORTEST:
        yield small, title


def model_answers(notebook: Path) -> Iterator[tuple[str, str]]:
    """(grade id, text) of what release takes out: solution regions, and whole text answers."""
    for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
        mark = cell.get("metadata", {}).get("nbgrader", {})
        if not mark.get("solution"):
            continue
        source = _joined(cell["source"])
        regions = re.findall(r"BEGIN SOLUTION[^\n]*\n(.*?)\n[^\n]*END SOLUTION", source, re.DOTALL)
        for region in regions or [source]:
            yield mark["grade_id"], region


def function_bodies(module: Path) -> Iterator[tuple[str, str]]:
    """(name, source of the body without its docstring) of every function in a module."""
    source = module.read_text(encoding="utf-8")
    lines = source.splitlines()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            body = node.body[1:] if ast.get_docstring(node) is not None else node.body
            if body:
                yield node.name, "\n".join(lines[body[0].lineno - 1 : body[-1].end_lineno])


def _hidden(root: Path) -> set[str]:
    folder = root / "assets" / "references" / "hidden"
    return {hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.rglob("*.npz")}
