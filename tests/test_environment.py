"""pip's and conda's descriptions of the environment say the same."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from autograder.student_files import CONDA_NAMES, instructor_environment

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def conda_dependencies(text: str) -> tuple[dict[str, SpecifierSet], list[str]]:
    """Packages by conda's name, and what pip installs at the end."""
    entries = yaml.safe_load(text)["dependencies"]
    pip = next(entry["pip"] for entry in entries if isinstance(entry, dict))
    found = {}
    for entry in entries:
        if isinstance(entry, str):
            name, bounds = re.fullmatch(r"([\w.-]+)\s*(.*)", entry).groups()
            found[name] = SpecifierSet(bounds)
    return found, pip


def pip_dependencies(*extras: str) -> dict[str, SpecifierSet]:
    wanted = list(PROJECT["dependencies"])
    for extra in extras:
        wanted += PROJECT["optional-dependencies"][extra]
    parsed = [Requirement(text) for text in wanted]
    return {CONDA_NAMES.get(r.name, r.name): r.specifier for r in parsed}


def test_conda_has_the_same_packages_in_the_same_versions() -> None:
    conda, pip = conda_dependencies((ROOT / "environment.yml").read_text(encoding="utf-8"))
    expected = pip_dependencies("instructor")
    expected |= {"python": SpecifierSet(PROJECT["requires-python"]), "pip": SpecifierSet()}
    assert conda == expected
    assert pip == ["-e ."]
    assert "pytorch-cpu" in conda and "torch" not in conda


def test_the_file_is_what_the_project_file_gives() -> None:
    text = (ROOT / "environment.yml").read_text(encoding="utf-8")
    assert text == instructor_environment(ROOT)


def test_the_students_environments_say_the_same(released) -> None:
    conda, pip = conda_dependencies((released.folder / "environment.yml").read_text())
    expected = pip_dependencies()
    expected |= {"python": SpecifierSet(PROJECT["requires-python"]), "pip": SpecifierSet()}
    assert conda == expected
    wheel = next((released.folder / "wheels").iterdir()).name
    assert pip == [f"./wheels/{wheel}"]
    lines = (released.folder / "requirements.txt").read_text().splitlines()
    lines = [line for line in lines if not line.startswith("#")]
    assert lines[0] == "--extra-index-url https://download.pytorch.org/whl/cpu"
    linux, other = Requirement(lines[1]), Requirement(lines[2])
    torch = next(r for r in map(Requirement, PROJECT["dependencies"]) if r.name == "torch")
    assert linux.marker.evaluate({"sys_platform": "linux"})
    assert not linux.marker.evaluate({"sys_platform": "win32"})
    assert other.specifier == torch.specifier and other.marker.evaluate({"sys_platform": "darwin"})
    pinned = str(linux.specifier).removeprefix("==")
    assert pinned.endswith("+cpu") and torch.specifier.contains(pinned)
    assert lines[3:] == [f"./wheels/{wheel}"]


def test_the_versions_that_run_here_are_within_the_bounds() -> None:
    for text in PROJECT["dependencies"]:
        requirement = Requirement(text)
        assert requirement.specifier.contains(version(requirement.name), prereleases=True), text


def test_a_student_needs_nothing_of_the_instructors() -> None:
    names = {Requirement(text).name for text in PROJECT["dependencies"]}
    assert not names & {"nbgrader", "hatchling", "pytest", "nbclient", "playwright"}


@pytest.mark.parametrize("path", [".gitignore", "Makefile", ".ci/run", "README.md", "LICENSE"])
def test_the_house_is_complete(path: str) -> None:
    assert (ROOT / path).is_file()


def test_the_library_runs_on_the_students_packages_alone() -> None:
    """Every module of course_lib imports what pyproject.toml gives a student, and no more."""
    import ast

    from autograder.student_files import package_files

    names = {Requirement(text).name.lower() for text in PROJECT["dependencies"]}
    modules = {"PIL": "pillow", "skimage": "scikit-image", "sklearn": "scikit-learn"}
    for path in package_files(ROOT):
        if path.suffix != ".py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            tops = []
            if isinstance(node, ast.Import):
                tops = [alias.name.split(".")[0] for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and not node.level:
                tops = [node.module.split(".")[0]]
            for top in tops:
                if top not in sys.stdlib_module_names and top != "course_lib":
                    assert modules.get(top, top).lower() in names, f"{path.name} imports {top}"


def test_git_ignores_what_is_made() -> None:
    made = ["student/start.ipynb", "release/x", "gradebook.db", ".venv/x", ".venv.lock",
            "class/references/hidden/kmeans.npz", "hand-in/x", "submitted/x"]  # fmt: skip
    done = subprocess.run(["git", "check-ignore", *made], cwd=ROOT, capture_output=True, text=True)
    if done.returncode == 128:
        pytest.skip("this is not a git checkout")
    assert done.stdout.split() == made
