"""What `benchmarks/grading.py` grades: one class in three forms, ours, nbgrader's and otter's."""

from __future__ import annotations

import contextlib
import copy
import gc
import importlib
import io
import json
import os
import random
import shutil
import subprocess
import sys
import time
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from autograder.answers import ANSWERS, Answer, read_answers
from autograder.class_folder import new_class
from autograder.packs import load_exercises
from autograder.rates import judge_answer, model_namespace
from autograder.reading import parse_notebook
from autograder.sample import MODEL, submission
from autograder.sandbox.steps import slow_imports
from autograder.submission import NOT_RUN, plan
from autograder.unit import GradedUnit, load_unit
from course_lib.checks.factories import build_inputs
from course_lib.checks.pack import write_pack
from course_lib.units import find_unit

UNIT = find_unit("kmeans")
ROOT = Path(__file__).resolve().parents[1]
SEED = 20260901
RIGHT, WRONG = 0.75, 0.15  # the rest are stubs
PATIENCE = 1.0  # an answer that needs longer for one case runs into a limit, or nearly

Choice = dict[str, Answer | str]


def mix(count: int) -> list[Choice]:
    """What `count` students wrote: by exercise an answer of the corpus; no entry is a stub.

    Every fourth is right in all exercises, as most good students are.
    """
    unit = load_unit(UNIT.name)
    records, namespace = unit.merged, model_namespace(unit)
    right: dict[str, list[Answer | str]] = {name: [MODEL] for name in records}
    wrong: dict[str, list[Answer]] = {name: [] for name in records}
    for answer in read_answers(ANSWERS, UNIT.name):
        begin = time.monotonic()
        judged = judge_answer(answer, records[answer.exercise], namespace, PATIENCE)
        if "did not finish" in judged.reason or time.monotonic() - begin > 10 * PATIENCE:
            continue
        (right if answer.right else wrong)[answer.exercise].append(answer)
    rng = random.Random(SEED)
    chosen: list[Choice] = []
    for number in range(count):
        choice: Choice = {}
        for name in records:
            draw = 0.0 if number % 4 == 0 else rng.random()
            if draw < RIGHT:
                choice[name] = rng.choice(right[name])
            elif draw < RIGHT + WRONG:
                choice[name] = rng.choice(wrong[name])
        chosen.append(choice)
    return chosen


def is_right(choice: Choice, exercise: str) -> bool:
    """Whether a student's answer to an exercise is a right one."""
    answer = choice.get(exercise)
    return answer == MODEL or isinstance(answer, Answer) and answer.right


def student(number: int) -> str:
    """The id of a student of the class."""
    return f"student{number:03}"


def make_ours(folder: Path, choices: list[Choice]) -> GradedUnit:
    """A class's folder as `autograder new-class` makes it, with submissions."""
    new_class(folder, seed=SEED)
    unit = load_unit(UNIT.name, folder)
    for number, choice in enumerate(choices):
        _hand_in(folder, number, submission(unit.original, choice))
    return unit


def make_nbgrader(folder: Path, choices: list[Choice], unit: GradedUnit) -> None:
    """A class's folder of stock nbgrader with the same cells and in-kernel tests."""
    (folder / "source" / UNIT.folder).mkdir(parents=True)
    (folder / "nbgrader_config.py").write_text(
        "c = get_config()\nc.CourseDirectory.course_id = 'stock'\n"
    )
    source = folder / "source" / UNIT.folder
    _write(source / f"{UNIT.name}.ipynb", _stock(unit.original))
    _tests_into(source, unit)
    command = [sys.executable, "-m", "nbgrader", "generate_assignment", UNIT.folder]
    done = subprocess.run(command, cwd=folder, env=environment(), capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"nbgrader refuses the benchmark's own assignment:\n{done.stderr}")
    for number, choice in enumerate(choices):
        _hand_in(folder, number, _stock(submission(unit.original, choice)))


def make_otter(folder: Path, choices: list[Choice], unit: GradedUnit, otter: str) -> None:
    """``autograder.zip`` with the same tests, and the submissions."""
    (folder / "tests").mkdir(parents=True)
    _tests_into(folder, unit)
    for name, record in unit.public.items():
        (folder / "tests" / f"{name}.py").write_text(
            "from otter.test_files import test_case\n\nOK_FORMAT = False\n"
            f"name, points = {name!r}, {record['points']!r}\n\n\n"
            f"@test_case(points={record['points']!r})\ndef test_all(env):\n"
            "    from in_kernel import assert_right\n\n"
            f"    assert_right({name!r}, env.get({name!r}))\n"
        )
    command = [otter, "generate", "-t", "tests", "--no-requirements", "--no-environment"]
    command += ["in_kernel.py", "tests.npz"]
    done = subprocess.run(command, cwd=folder, env=environment(), capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"otter generate fails:\n{done.stdout}{done.stderr}")
    for number, choice in enumerate(choices):
        notebook = _stock(submission(unit.original, choice))
        notebook["cells"] = list(_otter_cells(notebook["cells"]))
        (folder / student(number)).mkdir()
        _write(folder / student(number) / f"{UNIT.name}.ipynb", notebook)


def _otter_cells(cells: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Otter tests after a cell that names the test; nbgrader's test cells are not needed."""
    for cell in cells:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id", "")
        if name.startswith("check_"):
            continue
        if cell["cell_type"] == "code" and cell["metadata"].get("nbgrader", {}).get("solution"):
            cell["metadata"] = {"otter": {"tests": [name]}}
        yield cell


def _stock(notebook: dict[str, Any]) -> dict[str, Any]:
    """The cells that our grader runs, with in-kernel tests in the test cells."""
    notebook = copy.deepcopy(notebook)
    notebook["cells"] = [
        cell for cell in notebook["cells"] if not NOT_RUN & set(cell["metadata"].get("tags", []))
    ]
    for cell in notebook["cells"]:
        grade_id = cell["metadata"].get("nbgrader", {}).get("grade_id", "")
        if grade_id.startswith("check_"):
            name = grade_id.removeprefix("check_")
            cell["source"] = f'from in_kernel import assert_right\n\nassert_right("{name}", {name})'
    return notebook


def _tests_into(folder: Path, unit: GradedUnit) -> None:
    """The test module and the cases beside a notebook."""
    shutil.copyfile(Path(__file__).with_name("_in_kernel.py"), folder / "in_kernel.py")
    cases = {name: {**record, "misconceptions": []} for name, record in unit.merged.items()}
    write_pack(folder / "tests.npz", UNIT.name, cases)


def _hand_in(folder: Path, number: int, notebook: dict[str, Any]) -> None:
    place = folder / "submitted" / student(number) / UNIT.folder
    place.mkdir(parents=True)
    _write(place / f"{UNIT.name}.ipynb", notebook)


def _write(path: Path, notebook: dict[str, Any]) -> None:
    path.write_text(json.dumps(notebook, indent=1), encoding="utf-8")


def only(folder: Path, count: int, into: Path) -> Path:
    """A fresh copy of a class's folder with its first `count` submissions, the disk at rest."""
    shutil.rmtree(into, ignore_errors=True)
    shutil.copytree(folder, into, ignore=shutil.ignore_patterns("submitted"))
    for number in range(count):
        name = student(number)
        shutil.copytree(folder / "submitted" / name, into / "submitted" / name)
    os.sync()
    return into


def environment() -> dict[str, str]:
    """This process's environment, with its own commands found first."""
    first = [str(Path(sys.executable).parent), os.environ.get("PATH", "")]
    return {**os.environ, "PATH": os.pathsep.join(first)}


def plain_seconds(folder: Path, count: int) -> float:
    """Seconds a submission of the same cells and calls, once each, in plain Python.

    Each runs in a fork of a process that has imported what the grader's workers import and has run
    the unit's cells: no walls, no time limits, no judging, nothing captured; what the student's own
    code costs.
    """
    unit = load_unit(UNIT.name, folder)
    for name in unit.modules:
        importlib.import_module(name)
    names: dict[str, Any] = {}
    for cell in unit.cells:
        exec(cell, names)
    plans = []
    for number in range(count):
        path = folder / "submitted" / student(number) / UNIT.folder / f"{UNIT.name}.ipynb"
        plans.append(plan(parse_notebook(path.read_bytes()), unit.original, list(unit.public)))
    for name in slow_imports(cell.source for planned in plans for cell in planned.cells):
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    gc.collect()
    gc.freeze()
    begin = time.perf_counter()
    for planned in plans:
        child = os.fork()
        if child == 0:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, 1)
            os.dup2(nowhere, 2)
            _plainly(planned.cells, unit)
            os._exit(0)
        os.waitpid(child, 0)
    return (time.perf_counter() - begin) / count


def _plainly(cells: Any, unit: GradedUnit) -> None:
    import matplotlib.pyplot as plt

    names: dict[str, Any] = {"display": lambda *_: None, "__name__": "__main__"}
    with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for cell in cells:
            with contextlib.suppress(Exception):
                if not cell.exercise:
                    exec(compile(cell.source, "<cell>", "exec"), names)
                elif callable(names.get(cell.exercise)):
                    _call(names[cell.exercise], unit.merged[cell.exercise]["cases"])
    plt.close("all")


def _call(function: Any, cases: list[dict[str, Any]]) -> None:
    for case in cases:
        for seed in case.get("seeds", [None]):
            more = {} if seed is None else {"rng": {"$make": "rng", "seed": seed}}
            inputs = build_inputs({**case["inputs"], **more})
            try:
                function(*inputs.values())
            except NotImplementedError:
                return  # a stub is called once
            except Exception:
                continue


def points() -> dict[str, float]:
    """Points of every exercise."""
    return {name: float(item.points) for name, item in load_exercises(UNIT.name).items()}
