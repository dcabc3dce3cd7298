"""The jail: refusals in a sentence, what it shows, what a submission leaves of a worker."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from autograder.engines import _allow_files
from autograder.sandbox import jail as jail_module
from autograder.sandbox import states, walls
from autograder.sandbox.jail import Jail, JailBroken
from autograder.sandbox.limits import MIB, Limits
from autograder.sandbox.session import Session
from autograder.sandbox.steps import Cell
from autograder.sandbox.walls import ROOT, NoSandbox, command, visible_paths
from autograder.sandbox.watch import descendants_of, open_things
from course_lib.checks.judgement import Judgement
from course_lib.checks.probe import Outcome

LIMITS = Limits(cell_seconds=2, submission_seconds=20, memory=500 * MIB, processes=32)
needs_bubblewrap = pytest.mark.skipif(shutil.which("bwrap") is None, reason="needs bubblewrap")


@pytest.fixture(scope="module")
def jail() -> Iterator[Jail]:
    made = Jail(["numpy"])
    yield made
    made.kill()


def run(jail: Jail, *sources: str) -> tuple[list[str], Session]:
    """What cells print."""
    session = Session(jail, LIMITS)
    try:
        runs = session.run([Cell(source) for source in sources], {})
    finally:
        session.close()
    return ["".join(o.get("text", "") for o in r.outputs) if r else "" for r in runs], session


def test_without_bubblewrap_it_says_how_to_install_it(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoSandbox, match=r"sudo apt-get install bubblewrap.*--sandbox none"):
        Jail()
    assert not jail_module._Places._taken or all(
        core in jail_module._cores() for core, _ in jail_module._Places._taken
    )


def test_a_bubblewrap_that_fails_is_told_with_its_own_words(monkeypatch, tmp_path):
    fake = tmp_path / "bwrap"
    fake.write_text("#!/bin/sh\necho 'bwrap: No permissions to create new namespace' >&2\nexit 1\n")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    with pytest.raises(NoSandbox, match="No permissions to create new namespace"):
        Jail()


def test_nothing_of_the_grader_is_shown():
    shown = visible_paths()
    for path in ("autograder/judge.py", "assets/references/hidden", "notebooks", "tests", ".git"):
        assert not any((ROOT / path).is_relative_to(other) for other in shown)
    assert ROOT / "course_lib" in shown


def test_a_project_inside_what_is_shown_is_masked(monkeypatch, tmp_path):
    root = tmp_path / "usr" / "src" / "course"
    (root / "course_lib").mkdir(parents=True)
    paths = [tmp_path / "usr", root / "course_lib"]
    monkeypatch.setattr(walls, "ROOT", root)
    words = walls._shown(paths)
    mask = words.index("--tmpfs")
    seen = walls.place_inside(root)  # the folder lies under /tmp, where the jail has its own
    assert words[mask + 1] == str(seen) != str(root)
    assert str(seen / "course_lib") in words[mask:]
    assert words[-2:] == ["--remount-ro", str(seen)]


def test_its_environment_is_its_own(monkeypatch):
    monkeypatch.setenv("GRADER_SECRET", "x")
    words = command("bwrap", 9, 60600)
    assert "--clearenv" in words and "GRADER_SECRET" not in words
    assert {"--unshare-net", "--unshare-pid", "--unshare-ipc", "--die-with-parent"} <= set(words)


@needs_bubblewrap
def test_one_worker_runs_one_submission_after_another(jail):
    for number in range(3):
        said, session = run(jail, f"x = {number}", "print(x, 'y' in globals())\ny = 1")
        assert said[1] == f"{number} False\n" and session.ended == ""
    assert jail.nested is jail.reusable


@needs_bubblewrap
def test_what_a_submission_has_of_its_process(jail):
    said, _ = run(
        jail,
        "import os, resource\n"
        "def is_open(fd):\n"
        "    try:\n        os.fstat(fd)\n        return True\n"
        "    except OSError:\n        return False\n"
        "print(sum(map(is_open, range(3, 256))), os.getuid() != 0, os.cpu_count() > 0,"
        " len(os.sched_getaffinity(0)), resource.getrlimit(resource.RLIMIT_NPROC)[0])",
    )
    sockets, *rest = said[0].split()
    assert int(sockets) <= 2  # its channel, and a way to nowhere
    assert rest == ["True", "True", "1", "32"]


@needs_bubblewrap
def test_the_numeric_libraries_threads_can_be_limited_as_scikit_learn_does(jail):
    [text], _ = run(jail, "from threadpoolctl import threadpool_info as i\nprint(len(i()))")
    assert int(text) > 0


@needs_bubblewrap
def test_one_process_may_hold_what_is_allowed_and_asks_for_more_in_vain(jail):
    said, session = run(
        jail,
        "kept = []\ntry:\n    while True:\n        kept.append(bytearray(b'x') * (8 << 20))\n"
        "except MemoryError:\n    print(len(kept) * 8)\n    kept.clear()",
    )
    # libraries have mappings that they never touch, which count as well
    assert 0.8 * (LIMITS.memory >> 20) < int(said[0]) <= LIMITS.memory >> 20
    assert session.ended == ""


@needs_bubblewrap
def test_files_beside_the_notebook_can_be_imported(jail):
    session = Session(jail, LIMITS)
    try:
        runs = session.run(
            [Cell("import helper, os\nprint(helper.x, sorted(os.listdir()))")],
            {"helper.py": b"x = 5", "data/a.txt": b"a"},
        )
    finally:
        session.close()
    assert runs[0].outputs[0]["text"] == "5 ['data', 'helper.py']\n"


@needs_bubblewrap
def test_many_outputs_and_trees_are_cut_not_forged(jail):
    said, session = run(
        jail,
        "from IPython.display import display\n"
        "for n in range(3000):\n"
        "    display({'application/json': {str(i): [i] for i in range(50)}}, raw=True)",
        "raise ValueError('x' * (50 << 20))",
        "print('still here')",
    )
    assert session.forged == "" and session.ended == ""
    assert said[2] == "still here\n"


@needs_bubblewrap
def test_a_cell_that_kills_kept_states_counts_from_there():
    one = Jail(["numpy"])
    session = Session(one, LIMITS)
    try:
        cells = [
            Cell("def f():\n    return 1"), Cell("", "f"), Cell("print(f())"), Cell("", "g"),
            Cell("import os, signal\nos.kill(-1, signal.SIGKILL)"), Cell("print('later')"),
        ]  # fmt: skip
        runs = session.run(cells, {})
        # Cells run ahead of whoever watches: the one before may be blamed, none behind.
        assert runs[0] and not any(runs[3:])
        assert "ended a process" in session.ended
        record = {"name": "f", "parameters": [], "forbid": []}
        answer = session.ask(record, [{"inputs": {}}], [])
        assert answer.found and answer.public[0][0].value.array == 1
    finally:
        session.close()
        one.kill()


@needs_bubblewrap
def test_an_exercise_that_fails_keeps_a_process_of_its_own_beside_the_shared_one(jail):
    session = Session(jail, LIMITS)
    asked = [{"inputs": {}}]
    records = {
        name: {"name": name, "parameters": [], "forbid": [], "uses": [], "cases": asked}
        for name in ("f", "g", "h")
    }
    count = "count = [0]\ndef next_one():\n    count[0] += 1\n    return count[0]"
    try:
        cells = [Cell(count)]
        for name in records:
            cells += [Cell(f"def {name}():\n    return next_one()"), Cell("", name)]
        session.run(cells, {})

        def judge(record: dict[str, Any], done: list[list[Outcome]]) -> Judgement:
            right = done[0][0].value.array == 1  # as only the first call in a process gives
            return Judgement(record, (), float(right), bool(right), None)

        session.ahead(records.values(), judge, lambda *_: ())
        answers = [session.ask(one, asked, asked * 2) for one in records.values()]
        values = [[o[0].value.array.item() for o in (*a.public, *a.hidden)] for a in answers]
        # f goes on in the process that g and h were in too; the others in their own
        assert values == [[1, 4, 5], [1, 2, 3], [1, 2, 3]]
        assert [session.shared(name) for name in records] == [True, False, False]
        assert len(descendants_of(jail.worker)) == 4  # the state, and three for calls
    finally:
        session.close()


@needs_bubblewrap
def test_a_child_that_holds_the_socket_of_a_dead_call_is_not_waited_for(jail):
    source = (
        "import os, time\ndef f():\n    if os.fork() == 0:\n        time.sleep(60)\n"
        "    os.kill(os.getpid(), 9)"
    )
    session = Session(jail, LIMITS)
    try:
        session.run([Cell(source), Cell("", "f")], {})
        record = {"name": "f", "parameters": [], "forbid": []}
        begin = time.monotonic()
        answer = session.ask(record, [{"inputs": {}}], [])
        assert answer.public[0][0].status == "crashed" and time.monotonic() - begin < 5
    finally:
        session.close()


@needs_bubblewrap
def test_a_worker_imports_once_what_notebooks_want(jail):
    name = "scipy.stats"
    seen = f"import sys\nprint({name!r} in sys.modules)"
    assert run(jail, seen)[0] == ["False\n"]
    assert run(jail, f"{seen}\nif False:\n    import {name}")[0] == ["True\n"]
    assert run(jail, seen)[0] == ["True\n"]


@needs_bubblewrap
def test_a_worker_that_imports_for_long_takes_no_time_from_a_notebooks_start(monkeypatch):
    monkeypatch.setattr(states, "START", 0.6)
    one = Jail(["numpy"])
    try:
        said, session = run(one, "print('here')\nif False:\n    import torch.nn.functional")
        assert (said, session.ended) == (["here\n"], "")
    finally:
        one.kill()


def test_what_a_fork_has_inherited_is_one_open_thing(tmp_path):
    before = open_things([os.getpid()])
    kept = [(tmp_path / str(number)).open("w") for number in range(20)]
    kept += [end for _ in range(10) for end in socket.socketpair()]
    child = os.fork()
    if child == 0:
        signal.pause()
    try:
        gone = 2**22 + 1
        assert open_things([os.getpid(), child, gone]) == before + 40
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        for thing in kept:
            thing.close()


@pytest.mark.parametrize(
    ("soft", "wanted", "given"), [(200, 300, 300), (400, 300, 400), (200, 10**9, "hard")]
)
def test_room_is_made_for_the_sockets_of_many_workers(soft, wanted, given):
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, before[1]))
        _allow_files(wanted)
        expected = before[1] if given == "hard" else given
        assert resource.getrlimit(resource.RLIMIT_NOFILE) == (expected, before[1])
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)


@needs_bubblewrap
def test_a_killed_worker_is_told_and_leaves_nothing():
    one = Jail(["numpy"])
    family = psutil.Process(one.process.pid).children(recursive=True)
    session = Session(one, LIMITS)
    os.kill(one.worker, signal.SIGKILL)
    with pytest.raises(JailBroken):
        session.run([Cell("1")], {})
        session.close()
    one.kill()
    assert psutil.wait_procs(family, timeout=5)[1] == []


@needs_bubblewrap
def test_living_workers_have_cores_and_users_of_their_own():
    jails = [Jail(["numpy"]) for _ in range(2)]
    try:
        assert len({one.user for one in jails}) == 2
        assert len({one.core for one in jails}) == min(2, len(jail_module._cores()))
    finally:
        for one in jails:
            one.kill()


def test_without_walls_it_has_a_folder_of_its_own_that_goes_with_it():
    one = Jail(["numpy"], protected=False)
    folder = Path(one.folder)
    try:
        said, _ = run(one, "import os\nprint(os.getcwd(), os.environ['HOME'])")
        where, home = said[0].split()
        assert Path(where).is_relative_to(folder) and Path(home).is_relative_to(folder)
        run(one, "open('left.txt', 'w').close()")
        assert not list(folder.rglob("left.txt"))
    finally:
        one.kill()
    assert not folder.exists()
