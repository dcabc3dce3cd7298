"""What a student's copy holds beside notebooks and packs: the wheel, environments and README.

All of it is derived from the project's ``pyproject.toml``, so that the student's requirements
cannot drift from those that the tests run with.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import tempfile
import tomllib
from pathlib import Path
from typing import Any

TORCH_INDEX = "https://download.pytorch.org/whl/cpu"
"""PyTorch's own index of CPU builds, for Linux; the same as in ``tools/bootstrap.py``."""

TORCH_CPU = "2.13.0"

CONDA_NAMES = {"torch": "pytorch-cpu"}
"""Packages that conda-forge calls otherwise; the rest have the same name."""

PIP_ONLY = {"copydetect", "pyseccomp"}
"""Packages that conda-forge does not have; pip installs them at the end."""


def read_project(root: Path) -> dict[str, Any]:
    """The ``[project]`` table of ``pyproject.toml`` in `root`."""
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def requirement_name(requirement: str) -> str:
    """The package's name in a requirement: ``"numpy>=2,<3"`` gives ``"numpy"``."""
    return re.split(r"[^A-Za-z0-9._-]", requirement, maxsplit=1)[0]


# ---------------------------------------------------------------- the wheel


def package_files(root: Path) -> list[Path]:
    """Files of ``course_lib``, sorted, without what Python and editors leave behind."""
    package = root / "course_lib"
    return sorted(
        path
        for path in package.rglob("*")
        if path.is_file()
        and not any(
            part.startswith(".") or part == "__pycache__" for part in path.relative_to(root).parts
        )
        and path.suffix not in (".pyc", ".pyo", ".part")
    )


def build_wheel(root: Path, out: Path) -> Path:
    """Build the student's wheel of ``course_lib`` in `out`, without a network.

    The wheel's version ends in a hash of its content, so that pip replaces an older one. The same
    content gives the same bytes.
    """
    from hatchling.builders.wheel import WheelBuilder

    project = read_project(root)
    mark = hashlib.sha256(_wheel_project(project, "0").encode())
    files = package_files(root)
    for path in files:
        mark.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    version = f"{project['version']}+g{mark.hexdigest()[:10]}"
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        house = Path(folder)
        for path in files:
            target = house / path.relative_to(root)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
            target.chmod(0o644)  # zip members keep modes; a checkout's umask must not show
        shutil.copyfile(root / "LICENSE", house / "LICENSE")
        (house / "LICENSE").chmod(0o644)
        (house / "pyproject.toml").write_text(_wheel_project(project, version), encoding="utf-8")
        return Path(next(WheelBuilder(str(house)).build(directory=str(out))))


def _wheel_project(project: dict[str, Any], version: str) -> str:
    """A project file that knows of ``course_lib`` only."""

    def text(value: Any) -> str:
        return json.dumps(value, ensure_ascii=False)  # a JSON string or list is TOML as well

    return "\n".join(
        [
            "[build-system]",
            'requires = ["hatchling"]',
            'build-backend = "hatchling.build"',
            "[project]",
            f"name = {text(project['name'])}",
            f"version = {text(version)}",
            f"description = {text(project['description'])}",
            f"license = {text(project['license'])}",
            'license-files = ["LICENSE"]',
            f"requires-python = {text(project['requires-python'])}",
            f"dependencies = {text(project['dependencies'])}",
            "[project.scripts]",
            f"course = {text(project['scripts']['course'])}",
            "[tool.hatch.build.targets.wheel]",
            'packages = ["course_lib"]',
            'core-metadata-version = "2.4"',  # the same bytes from any hatchling
            "",
        ]
    )


# ---------------------------------------------------------------- environments


def conda_environment(
    name: str, python: str, requirements: list[str], pip_line: str, comment: str
) -> str:
    """Text of an ``environment.yml`` for conda-forge.

    Parameters
    ----------
    name : str
        The environment's name.
    python : str
        What ``requires-python`` says.
    requirements : list of str
        pip's requirements; torch becomes conda's CPU package.
    pip_line : str
        What pip installs at the end, when everything it needs is there.
    comment : str
        First line.
    """
    lines = [f"# {comment}", f"name: {name}", "channels:", "  - conda-forge", "dependencies:"]
    lines += [f'  - "python{python}"', "  - pip"]
    for requirement in sorted(requirements):
        package = requirement_name(requirement)
        if package in PIP_ONLY:
            continue
        lines.append(
            f'  - "{CONDA_NAMES.get(package, package)}{requirement[len(package) :].strip()}"'
        )
    return "\n".join([*lines, "  - pip:", f'      - "{pip_line}"', ""])


def instructor_environment(root: Path) -> str:
    """Text of the project's own ``environment.yml``."""
    project = read_project(root)
    requirements = project["dependencies"] + project["optional-dependencies"]["instructor"]
    return conda_environment(
        "pixels-to-panoptic",
        project["requires-python"],
        requirements,
        "-e .[instructor]",
        "For conda: the same as pyproject.toml asks of pip (a test holds the two together).",
    )


def student_environment(root: Path, wheel: str) -> str:
    """Text of the student's ``environment.yml``; `wheel` is the wheel's path in the copy."""
    project = read_project(root)
    return conda_environment(
        "segmentation-course",
        project["requires-python"],
        project["dependencies"],
        f"./{wheel}",
        "conda env create -f environment.yml; conda activate segmentation-course; course lab",
    )


def student_requirements(root: Path, wheel: str) -> str:
    """Text of the student's ``requirements.txt``; `wheel` is the wheel's path in the copy."""
    torch = next(
        r for r in read_project(root)["dependencies"] if requirement_name(r) == "torch"
    )  # macOS and Windows take the default index's build, which is small there
    return "\n".join(
        [
            "# pip install -r requirements.txt, in this folder.",
            "# On Linux torch's CPU build is taken, from PyTorch's own index; the default index's",
            "# build brings gigabytes of CUDA. With an NVIDIA GPU delete the next two lines.",
            f"--extra-index-url {TORCH_INDEX}",
            f'torch=={TORCH_CPU}+cpu; sys_platform == "linux"',
            f'{torch}; sys_platform != "linux"',
            f"./{wheel}",
            "",
        ]
    )


def student_readme(units: str, version: str) -> str:
    """Text of the student's ``README.md``; `units` are titles, for people."""
    template = Path(__file__).with_name("student_readme.md").read_text(encoding="utf-8")
    return template.replace("{units}", units).replace("{version}", version)


def write_text(path: Path, text: str) -> None:
    """Write text with ``\\n`` line ends on every system, so that hashes agree."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)


def write_environment(root: Path) -> None:
    """Write the project's ``environment.yml`` anew, after a change of ``pyproject.toml``."""
    part = root / "environment.yml.part"
    write_text(part, instructor_environment(root))
    os.replace(part, root / "environment.yml")
