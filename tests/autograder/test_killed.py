"""`kill -9` at any moment: the next run finishes, and all is as if nothing had happened."""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import nbformat
import psutil
import pytest

from autograder.class_folder import ClassFolder, open_class
from autograder.export import export
from autograder.results import all_records
from tests.autograder.small_class import (
    UNIT,
    copy_of,
    corpus,
    exercises,
    hand_in,
    notebook,
)
from tests.autograder.test_trouble import mounted

STUDENTS = [f"student{number:02}" for number in range(24)]
KILLS = 20
SEED = 20250307


def submissions(place: ClassFolder) -> None:
    """24 students with four answers each, right and wrong; one's notebook is none."""
    draw = random.Random(SEED)
    quick = [name for name in exercises() if name not in ("kmeans", "init_random", "init_subset")]
    for number, student in enumerate(STUDENTS):
        chosen = draw.sample(quick, 4)
        options = {name: [a for (e, _), a in corpus().items() if e == name] for name in chosen}
        tree = notebook({name: draw.choice(answers) for name, answers in options.items()})
        day = f"2025-03-{1 + number:02} 10:00:00.000000 UTC"
        hand_in(place, student, tree if number != 7 else b"not a notebook", day)


@pytest.fixture(scope="module")
def start(untouched_class: ClassFolder, tmp_path_factory) -> ClassFolder:
    """The class as it was handed in; read only: copy it."""
    place = copy_of(untouched_class, tmp_path_factory.mktemp("killed") / "class")
    submissions(place)
    return place


@pytest.fixture(scope="module")
def undisturbed(start: ClassFolder, tmp_path_factory) -> tuple[ClassFolder, float]:
    """What a run without any disturbance gives, and how long it took."""
    place = copy_of(start, tmp_path_factory.mktemp("undisturbed") / "class")
    begin = time.monotonic()
    run = started(place)
    assert run.wait(300) == 0, said(place)
    return place, time.monotonic() - begin


def started(place: ClassFolder, *more: str) -> subprocess.Popen[bytes]:
    """The real command in a session of its own."""
    command = [sys.executable, "-m", "autograder", "grade", "kmeans", "--folder", str(place.path)]
    with (place.path.parent / "said.txt").open("ab") as out:
        return subprocess.Popen(
            [*command, *more],
            stdout=out, stderr=out, stdin=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip


def said(place: ClassFolder) -> str:
    return (place.path.parent / "said.txt").read_text(errors="replace")[-3000:]


def exported(place: ClassFolder) -> bytes:
    out = place.path.parent / "grades.csv"
    out.unlink(missing_ok=True)
    export(place.path, UNIT.name, "full", out)
    return out.read_bytes()


def family(pid: int) -> list[psutil.Process]:
    """A process and all below it."""
    with contextlib.suppress(psutil.NoSuchProcess):
        parent = psutil.Process(pid)
        return [parent, *parent.children(recursive=True)]
    return []


def kill(run: subprocess.Popen[bytes]) -> bool:
    """kill -9; False if it had ended by itself. Nothing it started may outlive it."""
    if run.poll() is not None:
        return False
    os.kill(run.pid, signal.SIGSTOP)  # so that none is born while we count
    processes = family(run.pid)
    os.kill(run.pid, signal.SIGKILL)
    killed = run.wait(10) == -signal.SIGKILL
    _, alive = psutil.wait_procs(processes, timeout=10)
    assert [process.cmdline() for process in alive] == []
    return killed


def assert_nothing_is_half(place: ClassFolder) -> None:
    """Whatever has its final name is whole."""
    found = [*place.path.glob("autograded/*/*/*.ipynb"), *place.path.glob("grading/*/*.[ij]*")]
    for path in found:
        if not path.name.startswith("."):
            json.loads(path.read_bytes())


def assert_as_undisturbed(place: ClassFolder, undisturbed: ClassFolder) -> None:
    assert exported(place) == exported(undisturbed)
    assert_nothing_is_half(place)
    expected = {path.relative_to(undisturbed.path): path for path in _files(undisturbed)}
    assert {path.relative_to(place.path) for path in _files(place)} == set(expected)
    for name, path in expected.items():
        if name.suffix == ".ipynb":
            assert (place.path / name).read_bytes() == path.read_bytes(), name
            nbformat.validate(nbformat.read(place.path / name, as_version=4))
    assert all(record.stored for record in all_records(place.path, UNIT.name))


def _files(place: ClassFolder) -> Iterator[Path]:
    for folder in ("autograded", "grading"):
        yield from (p for p in (place.path / folder).rglob("*") if p.is_file())


def test_the_coordinator_killed_at_any_moment(
    start: ClassFolder, undisturbed: tuple[ClassFolder, float], tmp_path: Path
) -> None:
    model, seconds = undisturbed
    draw = random.Random(SEED)
    kills = classes = 0
    records: dict[str, float] = {}
    place = copy_of(start, tmp_path / "class0")
    while kills < KILLS:
        run = started(place)
        with contextlib.suppress(subprocess.TimeoutExpired):
            run.wait(draw.uniform(0, seconds))
        kills += kill(run)
        assert_nothing_is_half(place)
        now = {record.student: record.seconds for record in all_records(place.path, UNIT.name)}
        assert now | records == now, "what was graded is not graded again"
        records = now
        if len(now) == len(STUDENTS) and all(r.stored for r in all_records(place.path, UNIT.name)):
            assert started(place).wait(300) == 0, said(place)
            assert_as_undisturbed(place, model)
            classes += 1
            place, records = copy_of(start, tmp_path / f"class{classes}"), {}
    assert started(place).wait(300) == 0, said(place)
    assert_as_undisturbed(place, model)


def workers(pid: int) -> list[psutil.Process]:
    """The Python processes directly inside the jails, and bubblewrap's."""
    return [process for process in family(pid)[1:] if _names(process) & {"bwrap", "inside.worker"}]


def _names(process: psutil.Process) -> set[str]:
    with contextlib.suppress(psutil.Error):
        return {Path(word).name for word in process.cmdline()}
    return set()


def is_python(process: psutil.Process) -> bool:
    names = _names(process)
    return "inside.worker" in names and "bwrap" not in names


def is_bubblewrap(process: psutil.Process) -> bool:
    return "bwrap" in _names(process)


@pytest.mark.parametrize("which", [is_python, is_bubblewrap], ids=["python", "bubblewrap"])
def test_workers_killed(
    start: ClassFolder,
    undisturbed: tuple[ClassFolder, float],
    tmp_path: Path,
    which: Callable[[psutil.Process], bool],
) -> None:
    """A submission whose worker dies is graded by another one."""
    model, _ = undisturbed
    place = copy_of(start, tmp_path / "class")
    draw = random.Random(SEED)
    run = started(place, "--jobs", "1")  # so that none is hit twice
    kills, graded = 0, 0
    while run.poll() is None:
        done = len(list(place.path.glob("grading/kmeans/student*.json")))
        if done >= graded + 4 and kills < 4:
            time.sleep(draw.uniform(0, 0.2))
            found = [process for process in workers(run.pid) if which(process)]
            if found:
                with contextlib.suppress(psutil.NoSuchProcess):
                    draw.choice(found).kill()
                    kills, graded = kills + 1, done
        time.sleep(0.02)
    assert run.returncode == 0, said(place)
    assert kills >= 2, "the run was too quick to be disturbed"
    assert_as_undisturbed(place, model)


def test_the_disk_runs_full(
    start: ClassFolder, undisturbed: tuple[ClassFolder, float], tmp_path: Path
) -> None:
    if shutil.which("mount") is None:
        pytest.skip("there is no mount here")
    model, _ = undisturbed
    disk = tmp_path / "disk"
    with mounted(disk, "-t", "tmpfs", "-o", "size=16m", "tmpfs"):
        place = open_class(copy_of(start, disk / "class").path)
        used = shutil.disk_usage(disk).used
        needs = sum(p.stat().st_size for p in _files(model)) + model_growth(model, start)
        size = (used + needs // 3) // 1024
        subprocess.run(["mount", "-o", f"remount,size={size}k", disk], check=True)
        log = (tmp_path / "said.txt").open("ab")
        command = [sys.executable, "-m", "autograder", "grade", "kmeans", "--folder", place.path]
        assert subprocess.run(command, stdout=log, stderr=log).returncode == 1
        before = {record.student: record for record in all_records(place.path, UNIT.name)}
        assert len(before) < len(STUDENTS), "there was room for all"
        assert_nothing_is_half(place)
        subprocess.run(["mount", "-o", "remount,size=64m", disk], check=True)
        assert subprocess.run(command, stdout=log, stderr=log).returncode == 0
        for record in all_records(place.path, UNIT.name):
            known = before.get(record.student, record)
            assert record.seconds == known.seconds, "it was not run again"
        assert_as_undisturbed(place, model)


def model_growth(model: ClassFolder, start: ClassFolder) -> int:
    """How much larger the gradebook became."""
    return sum((p.path / "gradebook.db").stat().st_size * sign for p, sign in
               ((model, 1), (start, -1)))  # fmt: skip
