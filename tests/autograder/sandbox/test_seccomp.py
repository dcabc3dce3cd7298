"""The filter of system calls: loaded into a process of its own, it refuses and lets pass."""

from __future__ import annotations

import ctypes
import errno
import fcntl
import mmap
import os
import socket
import struct
import sys
from collections.abc import Callable

import pytest

from autograder.sandbox.inside import system
from autograder.sandbox.seccomp import program

pytest.importorskip("pyseccomp")
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="a filter of Linux's")


def filtered(submission: bool, act: Callable[[], int]) -> int:
    """What `act` gives in a process with the filter; minus the signal that ended it."""
    code = program(submission)
    child = os.fork()
    if child == 0:
        try:
            system.forbid_calls(code)
            os._exit(act())
        except BaseException:
            os._exit(99)
    status = os.waitpid(child, 0)[1]
    return -os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)


def errno_of(act: Callable[[], object]) -> int:
    try:
        act()
    except OSError as error:
        return error.errno or 98
    return 0


def call(*arguments: object) -> Callable[[], int]:
    """A call of libc's; its errno, or 0."""

    def act() -> int:
        libc = ctypes.CDLL(None, use_errno=True)
        name, *rest = arguments
        return ctypes.get_errno() if getattr(libc, str(name))(*rest) == -1 else 0

    return act


def test_it_is_a_program_of_whole_instructions():
    for submission in (False, True):
        assert program(submission) and len(program(submission)) % 8 == 0
    assert len(program(True)) > len(program(False))


@pytest.mark.parametrize(
    "arguments",
    [
        ("ptrace", 0, 0, 0, 0),
        ("unshare", 0x10000000),
        ("setns", 0, 0),
        ("mount", b"none", b"/tmp", b"tmpfs", 0, None),
        ("chroot", b"/"),
        ("memfd_create", b"x", 0),
        ("shmget", 1, 4096, 0o1666),
        ("msgget", 1, 0o1666),
        ("semget", 1, 1, 0o1666),
        ("personality", 0x40000),
        ("setuid", 0),
        ("vmsplice", 1, None, 0, 0),
        ("inotify_init1", 0),
    ],
    ids=lambda arguments: arguments[0],
)
def test_a_submission_may_not(arguments):
    assert filtered(True, call(*arguments)) == errno.EPERM


def test_only_sockets_within_the_machine():
    assert filtered(True, lambda: errno_of(lambda: socket.socket(socket.AF_UNIX))) == 0
    for family in (socket.AF_INET, socket.AF_INET6, 16, 40):
        made = filtered(True, lambda family=family: errno_of(lambda: socket.socket(family)))
        assert made == errno.EAFNOSUPPORT
    assert filtered(False, lambda: errno_of(lambda: socket.socket(socket.AF_INET))) == 0


def test_shared_memory_has_a_file_so_that_it_can_be_counted(tmp_path):
    def mapped(flags: int, fd: int = -1) -> int:
        return filtered(True, lambda: errno_of(lambda: mmap.mmap(fd, 4096, flags=flags)))

    assert mapped(mmap.MAP_SHARED | mmap.MAP_ANONYMOUS) == errno.EPERM
    assert mapped(3 | mmap.MAP_ANONYMOUS) == errno.EPERM  # MAP_SHARED_VALIDATE
    assert mapped(mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS) == 0
    (tmp_path / "file").write_bytes(b"x" * 4096)
    with (tmp_path / "file").open("r+b") as file:
        assert mapped(mmap.MAP_SHARED, file.fileno()) == 0


def test_a_file_that_all_can_read_tells_nothing_of_its_readers():
    fd = os.open(__file__, os.O_RDONLY)
    lock = struct.pack("hhqqi4x", fcntl.F_RDLCK, 0, 0, 0, 0)

    def number(act: Callable[[], object]) -> int:
        return filtered(True, lambda: errno_of(act))

    assert number(lambda: fcntl.flock(fd, fcntl.LOCK_SH | fcntl.LOCK_NB)) == errno.ENOSYS
    for command in (fcntl.F_GETLK, fcntl.F_SETLK, fcntl.F_SETLKW, 37):
        assert number(lambda c=command: fcntl.fcntl(fd, c, lock)) == errno.ENOLCK
    for command in (fcntl.F_SETLEASE, fcntl.F_NOTIFY):
        assert number(lambda c=command: fcntl.fcntl(fd, c, 0)) == errno.ENOLCK
    assert number(lambda: os.preadv(fd, [bytearray(9)], 0, os.RWF_NOWAIT)) == errno.EOPNOTSUPP
    assert number(lambda: os.preadv(fd, [bytearray(9)], 0)) == 0
    assert number(lambda: fcntl.fcntl(fd, fcntl.F_GETFD)) == 0


@pytest.mark.skipif(os.uname().machine != "x86_64", reason="other numbers elsewhere")
def test_the_upper_half_of_an_argument_hides_nothing():
    fd = os.open(__file__, os.O_RDONLY)

    def act() -> int:
        libc = ctypes.CDLL(None, use_errno=True)
        lock = struct.pack("hhqqi4x", fcntl.F_RDLCK, 0, 0, 0, 0)
        command = ctypes.c_long(1 << 32 | fcntl.F_SETLK)
        return ctypes.get_errno() if libc.syscall(72, fd, command, lock) else 0

    assert filtered(True, act) == errno.ENOLCK


def test_forks_and_threads_are_allowed_and_new_namespaces_are_not():
    def fork() -> int:
        child = os.fork()
        if child == 0:
            os._exit(7)
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])

    def thread() -> int:
        import threading

        seen: list[int] = []
        one = threading.Thread(target=seen.append, args=(8,))
        one.start()
        one.join()
        return seen[0]

    assert filtered(True, fork) == 7
    assert filtered(True, thread) == 8
    for flag in (system.NEWUSER, system.NEWPID, system.NEWNS, system.NEWIPC, 0x40000000):
        made = filtered(True, lambda flag=flag: errno_of(lambda: system.fork_into(flag)))
        assert made == errno.EPERM


def test_it_cannot_be_taken_off():
    def act() -> int:
        libc = ctypes.CDLL(None, use_errno=True)
        libc.prctl(22, 0, 0, 0, 0)  # ask for none
        libc.prctl(38, 0, 0, 0, 0)  # ask for new privileges
        return libc.prctl(39, 0, 0, 0, 0) + 2 * (errno_of(lambda: os.setuid(0)) == errno.EPERM)

    assert filtered(True, act) == 3


@pytest.mark.skipif(os.uname().machine != "x86_64", reason="doors of x86")
def test_the_other_doors_of_the_kernel_are_shut():
    libc = ctypes.CDLL(None, use_errno=True)
    assert filtered(True, lambda: int(libc.syscall(0x40000000 | 39) > 0)) in (0, -31)
