"""The house's walls: what may import what."""

from __future__ import annotations

import ast
import json
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from autograder.student_files import read_project, requirement_name

ROOT = Path(__file__).resolve().parents[1]
LIBRARY = sorted((ROOT / "course_lib").rglob("*.py"))
SCREENLESS = (
    "clustering", "graphs", "networks", "scenes",
    "upsampling.py", "metrics.py", "label_pictures.py", "thresholding.py", "thermal",
)  # fmt: skip
SCREENS = {"IPython", "ipywidgets", "anywidget", "matplotlib", "plotly", "bokeh", "tkinter"}
NOTEBOOKS = sorted((ROOT / "notebooks").rglob("*.ipynb"))


def imports(tree: ast.AST, package: str = "") -> Iterator[str]:
    """Full names of the modules that code imports, also inside functions."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                above = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*above, base]).rstrip(".")
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)


def module_imports(path: Path) -> set[str]:
    package = ".".join(path.relative_to(ROOT).parent.parts)
    return set(imports(ast.parse(path.read_text(encoding="utf-8")), package))


@pytest.mark.parametrize("path", LIBRARY, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_the_library_never_imports_the_autograder_or_notebooks(path: Path) -> None:
    tops = {name.split(".")[0] for name in module_imports(path)}
    assert not tops & {"autograder", "notebooks", "tests", "tools", "benchmarks"}


@pytest.mark.parametrize("path", LIBRARY, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_what_computes_knows_no_screen(path: Path) -> None:
    if path.relative_to(ROOT / "course_lib").parts[0] not in SCREENLESS:
        return
    names = module_imports(path)
    assert not {name.split(".")[0] for name in names} & SCREENS
    for name in names:
        assert not name.startswith(("course_lib.widgets", "course_lib.plots", "course_lib.checks"))


def test_importing_what_computes_loads_no_screen() -> None:
    """Also not by way of another library."""
    import subprocess

    modules = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for path in LIBRARY
        if path.relative_to(ROOT / "course_lib").parts[0] in SCREENLESS
    ]
    assert "course_lib.clustering.kmeans" in modules
    code = f"import sys, {', '.join(modules)}; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert not {name.split(".")[0] for name in done.stdout.split()} & SCREENS


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_notebooks_import_the_library_and_public_libraries_only(path: Path) -> None:
    project = read_project(ROOT)
    wanted = {requirement_name(r).lower().replace("_", "-") for r in project["dependencies"]}
    public = {
        module
        for module, names in packages_distributions().items()
        if {name.lower().replace("_", "-") for name in names} & wanted
    }
    allowed = public | set(sys.stdlib_module_names) | {"course_lib"}
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] != "code":
            continue
        lines = "".join(cell["source"]).splitlines()
        code = "\n".join("" if line.lstrip()[:1] in ("%", "!") else line for line in lines)
        tops = {name.split(".")[0] for name in imports(ast.parse(code))}
        assert tops <= allowed, cell.get("id")


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_notebooks_are_committed_without_outputs(path: Path) -> None:
    tree = json.loads(path.read_text(encoding="utf-8"))
    assert tree["metadata"]["kernelspec"]["name"] == "python3"
    assert "widgets" not in tree["metadata"]
    ids = [cell["id"] for cell in tree["cells"]]
    assert len(set(ids)) == len(ids)
    for cell in tree["cells"]:
        if cell["cell_type"] == "code":
            assert cell["outputs"] == [] and cell["execution_count"] is None, cell["id"]


def test_the_rule_for_relative_imports() -> None:
    tree = ast.parse("from . import a\nfrom ..b import c\nfrom .d import e")
    found = set(imports(tree, "course_lib.checks"))
    assert {"course_lib.checks.a", "course_lib.b.c", "course_lib.checks.d.e"} <= found


JAILED = sorted((ROOT / "autograder" / "sandbox" / "inside").glob("*.py"))


@pytest.mark.parametrize("path", JAILED, ids=lambda p: p.name)
def test_what_runs_in_the_jail_knows_the_library_alone(path: Path) -> None:
    """Nothing of the grader is there: no judge, no pack of hidden cases, no gradebook."""
    allowed = set(sys.stdlib_module_names) | {"numpy", "IPython", "traitlets", "course_lib"}
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = [node for node in ast.walk(tree) if isinstance(node, (ast.Import, ast.ImportFrom))]
    for node in found:
        if isinstance(node, ast.ImportFrom) and node.level:
            assert node.level == 1, "only its neighbours"
        elif isinstance(node, ast.ImportFrom):
            assert node.module.split(".")[0] in allowed
        else:
            assert {alias.name.split(".")[0] for alias in node.names} <= allowed


def test_the_jail_shows_nothing_of_the_grader_but_the_jails_own_code() -> None:
    from autograder.sandbox.walls import visible_paths

    inside = JAILED[0].parent
    secret = [ROOT / "assets" / "references" / "hidden", ROOT / "notebooks", ROOT / "autograder"]
    secret += [ROOT / "gradebook.db", ROOT / "submitted", ROOT / "tests"]
    for path in visible_paths():
        assert path == inside or not any(path.is_relative_to(place) for place in secret), path
        assert not any(place.is_relative_to(path) for place in secret), path
