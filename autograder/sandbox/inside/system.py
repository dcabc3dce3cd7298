"""The few system calls that Python has no function for. They work on Linux; elsewhere not."""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import struct
from pathlib import Path

NEWNS, NEWIPC, NEWUSER, NEWPID = 0x20000, 0x08000000, 0x10000000, 0x20000000
OWN_NAMESPACES = NEWUSER | NEWPID | NEWNS | NEWIPC
_MS_RDONLY, _MS_NOSUID, _MS_NODEV, _MS_REC, _MS_PRIVATE, _MS_REMOUNT = 1, 2, 4, 0x4000, 1 << 18, 32
_PDEATHSIG, _DUMPABLE, _SECCOMP, _CAPBSET_DROP, _NO_NEW_PRIVS = 1, 4, 22, 24, 38
_CHILD_SUBREAPER = 36
_COLLAPSE = 25  # of madvise, Linux 6.1 and later
_CAPABILITY_VERSION = 0x20080522

_libc = ctypes.CDLL(None, use_errno=True)


def _check(result: int, what: str) -> None:
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")


def fork_into(namespaces: int) -> int:
    """Fork, the child being the first process in new namespaces; 0 in the child.

    Raises
    ------
    OSError
        If the kernel does not allow it, or is not known here.
    """
    call = {"x86_64": 56, "aarch64": 220, "riscv64": 220}.get(os.uname().machine)
    if call is None:
        raise OSError(38, "clone is not known on this machine")
    python = ctypes.pythonapi
    python.PyOS_BeforeFork()
    pid = ctypes.PyDLL(None, use_errno=True).syscall(call, namespaces | 17, 0, 0, 0, 0)
    if pid == 0:
        python.PyOS_AfterFork_Child()
        return 0
    number = ctypes.get_errno()
    python.PyOS_AfterFork_Parent()
    if pid < 0:
        raise OSError(number, f"clone: {os.strerror(number)}")
    return pid


def map_own_user(uid: int, gid: int) -> None:
    """In a new user namespace, be the user that one was."""
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{uid} {uid} 1")
    Path("/proc/self/gid_map").write_text(f"{gid} {gid} 1")


def private_mounts() -> None:
    """Keep later mounts from being seen outside."""
    _check(_libc.mount(b"none", b"/", None, _MS_REC | _MS_PRIVATE, None), "mount")


def mount_tmpfs(target: str, size: int, files: int = 20_000) -> None:
    """An empty folder in memory, of at most so many bytes and files, over another one."""
    options = f"size={size},nr_inodes={files},mode=0700".encode()
    flags = _MS_NOSUID | _MS_NODEV
    _check(_libc.mount(b"tmpfs", target.encode(), b"tmpfs", flags, options), f"mount {target}")


def make_read_only(target: str) -> None:
    """No more writing below a mount of this process."""
    flags = _MS_REMOUNT | _MS_RDONLY | _MS_NOSUID | _MS_NODEV
    _check(_libc.mount(b"tmpfs", target.encode(), b"tmpfs", flags, b"mode=0555"), "remount")


def die_with_parent() -> None:
    """Be killed when the parent dies."""
    _check(_libc.prctl(_PDEATHSIG, 9, 0, 0, 0), "prctl")


def be_dumpable(yes: bool) -> None:
    """Own one's files in /proc again after a change of user; or let nobody look into them."""
    _check(_libc.prctl(_DUMPABLE, int(yes), 0, 0, 0), "prctl")


def adopt_orphans() -> None:
    """Become the parent of descendants whose own parent has ended, where the system can do that."""
    with contextlib.suppress(OSError, AttributeError):
        _check(_libc.prctl(_CHILD_SUBREAPER, 1, 0, 0, 0), "prctl")


def use_huge_pages() -> None:
    """Hold this process's memory in large pages, where the kernel can: a fork copies fewer tables.

    With torch loaded a fork and its end take less than half of the time.
    """
    size = 2 << 20
    with contextlib.suppress(OSError, ValueError):
        for line in Path("/proc/self/maps").read_text().splitlines():
            place, rights, _, _, file, *_ = line.split()
            begin, end = (int(number, 16) for number in place.split("-"))
            begin, end = -(-begin // size) * size, end // size * size
            if rights == "rw-p" and file == "0" and begin < end:
                _libc.madvise(ctypes.c_void_p(begin), ctypes.c_size_t(end - begin), _COLLAPSE)


def children() -> list[int]:
    """Children of this process."""
    found: list[int] = []
    with contextlib.suppress(OSError, ValueError):
        for task in Path("/proc/self/task").iterdir():
            found += map(int, (task / "children").read_text().split())
    return found


def stay_on_core(core: int) -> None:
    """Use one core only; -1 for any."""
    if core >= 0:
        with contextlib.suppress(OSError):
            os.sched_setaffinity(0, {core})


def drop_capabilities() -> None:
    """Give away, for ever, the powers that a new user namespace lends."""
    for number in range(64):
        if _libc.prctl(_CAPBSET_DROP, number, 0, 0, 0) != 0:
            break
    header = struct.pack("Ii", _CAPABILITY_VERSION, 0)
    _check(_libc.capset(header, struct.pack("6I", *[0] * 6)), "capset")


def forbid_calls(program: bytes) -> None:
    """Filter system calls from now on, in all descendants too.

    Parameters
    ----------
    program : bytes
        Instructions of classic BPF, 8 bytes each.
    """
    _check(_libc.prctl(_NO_NEW_PRIVS, 1, 0, 0, 0), "prctl")
    if not program:
        return
    code = ctypes.create_string_buffer(program, len(program))
    head = ctypes.create_string_buffer(
        struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(code))
    )
    _check(_libc.prctl(_SECCOMP, 2, head, 0, 0), "seccomp")


def own_memory() -> int:
    """Bytes of this process that are no file's; 0 where /proc does not tell."""
    with contextlib.suppress(OSError, ValueError, StopIteration):
        lines = Path("/proc/self/status").read_text().splitlines()
        return int(next(line for line in lines if line.startswith("RssAnon")).split()[1]) << 10
    return 0


def limit_resources(limits: dict[str, float], held: int) -> None:
    """Set the limits that the kernel keeps itself; memory counts from what is held already.

    Parameters
    ----------
    limits : dict of str to float
    held : int
        What `own_memory` gave, before /proc was covered.
    """
    wanted = {
        resource.RLIMIT_CPU: limits["cpu_seconds"],
        resource.RLIMIT_FSIZE: limits["file_size"],
        resource.RLIMIT_NPROC: limits["processes"],
        resource.RLIMIT_DATA: held + limits["memory"],
        resource.RLIMIT_NOFILE: 256,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_MSGQUEUE: 0,
        resource.RLIMIT_MEMLOCK: 1 << 20,
    }
    for name, value in wanted.items():
        hard = resource.getrlimit(name)[1]
        number = int(value) if hard == resource.RLIM_INFINITY else min(int(value), hard)
        resource.setrlimit(name, (number, number))
