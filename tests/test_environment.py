"""pip's and conda's descriptions of the environment say the same; what is written is there."""

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

from autograder.cli import main as autograder
from autograder.student_files import CONDA_NAMES, PIP_ONLY, instructor_environment
from course_lib.cli import main as course
from course_lib.units import UNITS

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
    return {CONDA_NAMES.get(r.name, r.name): r.specifier for r in parsed if r.name not in PIP_ONLY}


def test_conda_has_the_same_packages_in_the_same_versions() -> None:
    conda, pip = conda_dependencies((ROOT / "environment.yml").read_text(encoding="utf-8"))
    expected = pip_dependencies("instructor")
    expected |= {"python": SpecifierSet(PROJECT["requires-python"]), "pip": SpecifierSet()}
    assert conda == expected
    assert pip == ["-e .[instructor]"]
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


HOUSE = [".gitignore", "Makefile", ".ci/run", "README.md", "CONTRIBUTING.md", "LICENSE",
         "assets/CREDITS.md", "notebooks/GUIDE.md"]  # fmt: skip
DOCUMENTS = ["README.md", "CONTRIBUTING.md"]


@pytest.mark.parametrize("path", HOUSE)
def test_the_house_is_complete(path: str) -> None:
    assert (ROOT / path).is_file()


def code_of(document: str) -> str:
    """What a document sets as code, a line or span each."""
    text = (ROOT / document).read_text(encoding="utf-8")
    blocks = re.findall(r"```\w*\n(.*?)```", text, re.DOTALL)
    spans = re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))
    return "\n".join(blocks + spans)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_targets_of_make_that_are_named_exist(document: str) -> None:
    named = set(re.findall(r"(?m)^make ([a-z]+)", code_of(document)))
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert named and named <= set(re.findall(r"(?m)^([a-z]+):", makefile))
    if document == "README.md":
        assert {"lab", "test", "lint", "bench", "clean"} <= named
    variables = set(re.findall(r"(?m)^make .*?\b([A-Z_]+)=", code_of(document)))
    assert variables <= set(re.findall(r"(?m)^([A-Z_]+) \?=", makefile))


@pytest.mark.parametrize("command", ["course", "autograder"])
@pytest.mark.parametrize("document", DOCUMENTS)
def test_commands_and_options_that_are_named_exist(document: str, command: str) -> None:
    group = {"course": course, "autograder": autograder}[command]
    named = re.findall(rf"(?m)(?:^|[/\\]){command} ([a-z-]+)([^#\n]*)", code_of(document))
    assert named or (document, command) == ("CONTRIBUTING.md", "course")
    for name, arguments in named:
        assert name in group.commands, f"{document}: {command} {name}"
        options = {o for p in group.commands[name].params for o in p.opts}
        assert set(re.findall(r"--[a-z-]+", arguments)) <= options, f"{document}: {command} {name}"


@pytest.mark.parametrize("document", DOCUMENTS)
def test_files_that_are_named_exist(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)]+)\)", text) if "://" not in link]
    spans = re.findall(r"(?<!`)`((?:[\w.-]+/)+[\w.-]*)`", text)
    made = ("build/", "class/", "release/", "student/", ".venv/")
    named = [path for path in spans if not path.startswith(made)] + links
    assert len(named) >= 5
    for path in named:
        inside = [ROOT / path, ROOT / "course_lib" / path, ROOT / "autograder" / path]
        assert any(file.exists() for file in inside), f"{document} names {path}"


def test_the_readme_names_every_unit_and_what_is_only_planned() -> None:
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    for unit in UNITS:
        (line,) = [line for line in lines if line.startswith(f"| {unit.folder[:2]} |")]
        assert unit.title in line
        assert ("planned" in line) != unit.built
        assert (f"notebooks/{unit.notebook}" in line) == unit.built


def test_the_readmes_defaults_are_those_of_the_tools() -> None:
    import bootstrap

    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"by default `{bootstrap.TORCH_INDEX}`" in text
    oldest, newest = (f"{major}.{minor}" for major, minor in (bootstrap.OLDEST, bootstrap.NEWEST))
    assert f"Python {oldest} to {newest}" in text
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "tools").glob("*.py")]
    sources += [path.read_text(encoding="utf-8") for path in (ROOT / "course_lib").rglob("*.py")]
    for name in re.findall(r"(?m)^\| `(TORCH_INDEX|COURSE_\w+)` \|", text):
        assert any(f'environ.get("{name}"' in source for source in sources), name


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
