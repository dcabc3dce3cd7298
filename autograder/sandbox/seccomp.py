"""Which system calls a submission may not make, as programs that the kernel runs."""

from __future__ import annotations

import errno
import functools
import tempfile

JAIL = """
ptrace process_vm_readv process_vm_writev kcmp pidfd_getfd bpf perf_event_open userfaultfd
io_uring_setup io_uring_enter io_uring_register keyctl add_key request_key kexec_load
kexec_file_load init_module finit_module delete_module reboot swapon swapoff acct quotactl
open_by_handle_at name_to_handle_at syslog settimeofday clock_settime adjtimex clock_adjtime
sethostname setdomainname iopl ioperm vhangup lookup_dcookie nfsservctl move_pages migrate_pages
mbind set_mempolicy set_mempolicy_home_node personality process_madvise fanotify_init
"""
"""Refused to the worker and all its children."""

SUBMISSION = """
unshare setns mount umount umount2 pivot_root chroot open_tree move_mount fsopen fsconfig fsmount
fspick mount_setattr open_tree_attr mknod mknodat setuid setgid setresuid setresgid setgroups
memfd_create memfd_secret shmget shmat shmctl shmdt msgget msgsnd msgrcv msgctl semget semop
semtimedop semctl mq_open sched_setaffinity sched_setscheduler sched_setattr vmsplice
inotify_init inotify_init1 cachestat
"""
"""Refused to a submission besides: also memory of no process, which nobody could count, leaving
the core that its worker was given, and seeing what others do with files that all can read."""

SHARED, ANONYMOUS = 0x01, 0x20
"""Flags of a mapping. One with both has pages that stay when no process holds them any more."""

LOCKS = (5, 6, 7, 36, 37, 38, 1024, 1025, 1026)
"""Commands of fcntl: locks, leases and notes of a change. With a file of the system's, which every
jail shows, two submissions could talk by them."""

NO_WAITING = 0x08
"""A flag of preadv2, which tells whether somebody has read that part of a file lately."""

NAMESPACE_FLAGS = 0x7E020080  # every CLONE_NEW…


class NoFilter(RuntimeError):
    """The filter cannot be made; the message says what to install."""


@functools.cache
def program(submission: bool) -> bytes:
    """The filter as classic BPF.

    Parameters
    ----------
    submission : bool
        The stricter filter of a submission, or that of the worker around it.

    Raises
    ------
    NoFilter
        If libseccomp is missing.
    """
    try:
        import pyseccomp as seccomp
    except (ImportError, OSError, RuntimeError) as error:
        raise NoFilter(
            "The sandbox needs libseccomp, which is missing here: install it (Debian, Ubuntu: "
            "`sudo apt-get install libseccomp2`; Fedora: `sudo dnf install libseccomp`)."
        ) from error
    refuse = seccomp.ERRNO(errno.EPERM)
    rules = seccomp.SyscallFilter(defaction=seccomp.ALLOW)
    for name in (JAIL + (SUBMISSION if submission else "")).split():
        _add(rules, refuse, name)
    if submission:
        for bit in range(32):
            flag = 1 << bit
            if NAMESPACE_FLAGS & flag and flag != 0x80:
                rules.add_rule(refuse, "clone", seccomp.Arg(0, seccomp.MASKED_EQ, flag, flag))
        # Its flags lie in memory, where a filter cannot look; glibc falls back to clone.
        rules.add_rule(seccomp.ERRNO(errno.ENOSYS), "clone3")
        # Only sockets between processes; the network is not there anyway.
        for name in ("socket", "socketpair"):
            rules.add_rule(seccomp.ERRNO(errno.EAFNOSUPPORT), name, seccomp.Arg(0, seccomp.NE, 1))
        _keep_memory_countable(rules)
        _keep_files_silent(rules)
    with tempfile.TemporaryFile() as file:
        rules.export_bpf(file)
        file.seek(0)
        return file.read()


def _keep_memory_countable(rules: object) -> None:
    """Refuse shared memory without a file: a process may fill it and let go of the pages."""
    import pyseccomp as seccomp

    both = SHARED | ANONYMOUS
    flags = seccomp.Arg(3, seccomp.MASKED_EQ, both, both)
    rules.add_rule(seccomp.ERRNO(errno.EPERM), "mmap", flags)  # type: ignore[attr-defined]


def _keep_files_silent(rules: object) -> None:
    """Refuse what tells of others that use a file, as a file system without these things does."""
    import pyseccomp as seccomp

    add = rules.add_rule  # type: ignore[attr-defined]
    add(seccomp.ERRNO(errno.ENOSYS), "flock")
    for number in LOCKS:  # the kernel looks at the lower half of the argument only
        command = seccomp.Arg(1, seccomp.MASKED_EQ, 0xFFFFFFFF, number)
        add(seccomp.ERRNO(errno.ENOLCK), "fcntl", command)
    cached = seccomp.Arg(5, seccomp.MASKED_EQ, NO_WAITING, NO_WAITING)
    add(seccomp.ERRNO(errno.EOPNOTSUPP), "preadv2", cached)


def _add(rules: object, action: object, name: str) -> None:
    """Add a rule, if this machine's libseccomp knows the call."""
    import pyseccomp as seccomp

    try:
        number = seccomp.resolve_syscall(seccomp.Arch.NATIVE, name)
    except ValueError:
        return
    if number >= 0:
        rules.add_rule(action, name)  # type: ignore[attr-defined]
