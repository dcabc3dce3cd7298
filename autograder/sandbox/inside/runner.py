"""One submission inside its namespaces: runs the cells, keeps the state at the test cells.

Where a test cell stands, the names of that moment are kept; where a cell follows that could change
more than names, a copy of the whole process is kept too. The copies sleep until all cells have
run. Only then do they get inputs, so that no hidden input meets a cell whose output somebody
reads. They fork for the calls, and the fork dies after them.
"""

from __future__ import annotations

import gc
import os
import random
import select
import signal
import socket
import sys
from pathlib import Path
from typing import Any

import numpy as np

from course_lib.checks.check import signature_problem
from course_lib.checks.factories import STAND_INS
from course_lib.checks.forbid import forbidden
from course_lib.checks.probe import run_case
from course_lib.checks.quiet import Quiet

from .alarms import call_with_alarms
from .outcomes import ends, to_tree
from .shell import Shell, run_cell, silence
from .wire import Channel, Closed

SCRATCH = Path(os.environ.get("HOME", "/tmp/home")).parent / "work"


def run_submission(sock: socket.socket, shell: Shell) -> None:
    """Do what the grader says on this socket; never returns.

    Parameters
    ----------
    sock : socket.socket
        First a byte with one descriptor for each state that is kept, then the job as a frame.
    shell : Shell
    """
    try:
        silence()
        _, keepers, _, _ = socket.recv_fds(sock, 1, 250)
        channel = Channel(sock.detach())
        job = channel.receive()
        channel.send({"ready": True})
        _write_files(job["files"])
        _run_cells(channel, list(keepers), job, shell)
    except Closed:
        pass
    finally:
        os._exit(0)


def _write_files(files: dict[str, Any]) -> None:
    SCRATCH.mkdir(exist_ok=True)
    for name, data in files.items():
        path = SCRATCH / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.tobytes())
    os.chdir(SCRATCH)
    # a student's modules are found where the notebook lies, as in Jupyter
    sys.path[:] = [str(SCRATCH), *(p for p in sys.path if p not in ("", str(SCRATCH.parent)))]


def _run_cells(channel: Channel, keepers: list[int], job: dict[str, Any], shell: Shell) -> None:
    """Run the cells; the last state is kept by this process itself."""
    seed()
    limits, me = job["limits"], os.getpid()
    kept: dict[str, dict[str, Any]] = {}
    copies = 0
    for number, step in enumerate(job["steps"]):
        if step["do"] == "run":
            done = run_cell(shell, step["source"], limits["cell_seconds"], int(limits["output"]))
            if os.getpid() != me:  # a fork made by the cell; only the original goes on
                os._exit(0)
            channel.send({"step": number, **done})
            if copies:  # the grader looks whether the cell has left them alone
                channel.receive()
        elif step["do"] == "names":
            kept[step["exercise"]] = dict(shell.user_ns)
        else:
            mine = keepers.pop(0)
            copies += 1
            if os.fork() == 0:
                os.close(channel.fd)
                for other in keepers:
                    os.close(other)
                keep_state(Channel(mine), shell.user_ns, kept, limits)
                os._exit(0)
            os.close(mine)
            kept = {}
    channel.send({"done": True})
    channel.close()
    if keepers:
        keep_state(Channel(keepers.pop()), shell.user_ns, kept, limits)
    while True:  # the copies live as long as the first process of their namespace
        try:
            os.wait()
        except ChildProcessError:
            signal.pause()


def seed() -> None:
    """Start the global generators alike, so that grading again gives the same result."""
    random.seed(0)
    np.random.seed(0)
    torch = sys.modules.get("torch")
    if torch is not None:
        torch.default_generator.manual_seed(0)  # torch.manual_seed looks for all devices first


def keep_state(
    channel: Channel,
    names: dict[str, Any],
    kept: dict[str, dict[str, Any]],
    limits: dict[str, Any],
) -> None:
    """Sleep with the state of this moment; fork whenever a process for calls is asked for.

    Each of them speaks on a socket of its own, which comes with the wish; this process tells when
    one has ended, and how.

    Parameters
    ----------
    channel : Channel
    names : dict
        The notebook's globals.
    kept : dict of str to dict
        What they held at each test cell, by exercise.
    limits : dict
    """
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    gc.freeze()  # no collection in a fork touches, and copies, what is there now
    woken, wake = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
    poll = select.poll()
    poll.register(channel.fd, select.POLLIN)
    poll.register(woken, select.POLLIN)
    children: list[int] = []
    try:
        while True:
            ready = dict(poll.poll())
            if woken in ready:
                os.read(woken, 1 << 10)
                _tell_ended(channel, children)
            if channel.fd not in ready:
                continue
            if "ping" in channel.receive():
                channel.send({"pong": True})
                continue
            line = channel.receive_descriptor()
            child = os.fork()
            if child == 0:
                try:
                    signal.set_wakeup_fd(-1)
                    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                    channel.close()
                    _answer(Channel(line), names, kept, limits)
                finally:
                    os._exit(1)
            os.close(line)
            children.append(child)
    except Closed:
        return


def _tell_ended(channel: Channel, children: list[int]) -> None:
    """Say which processes have ended: their number, and the signal or minus the exit status."""
    for number, child in enumerate(children):
        if not child:
            continue
        try:
            ended, status = os.waitpid(child, os.WNOHANG)
        except ChildProcessError:  # code of the student's has waited for it
            ended, status = child, 0
        if ended:
            children[number] = 0
            how = os.WTERMSIG(status) if os.WIFSIGNALED(status) else -os.WEXITSTATUS(status)
            channel.send({"ended": [number, how]})


def _answer(
    channel: Channel,
    names: dict[str, Any],
    kept: dict[str, dict[str, Any]],
    limits: dict[str, Any],
) -> None:
    """Call functions on cases as they come; exits with 0 at the end."""
    while "exercise" in (order := channel.receive()):
        exercise = order["exercise"]
        seed()
        names.clear()
        names.update(kept[exercise["name"]])
        function = names.get(exercise["name"])
        found = {"found": callable(function), "problem": "", "note": ""}
        if found["found"]:
            found["problem"], found["note"] = signature_problem(function, exercise)
        channel.send(found)
        if not found["found"] or found["problem"]:
            continue
        for helper in order["stand_ins"]:
            names[helper] = STAND_INS[helper]
        with forbidden(exercise["forbid"], names), Quiet() as quiet:
            for case in order["cases"]:
                done = run_case(
                    function, case, seconds=limits["call_seconds"],
                    cpu_seconds=limits["call_cpu_seconds"],
                    keep_inputs=True, caller=call_with_alarms, quiet=quiet,
                )  # fmt: skip
                channel.send({"outcomes": [to_tree(one) for one in done]})
                if ends(done):
                    break
    os._exit(0)
