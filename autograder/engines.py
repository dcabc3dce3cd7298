"""Many submissions: as many workers as cores, each grading one after the other."""

from __future__ import annotations

import contextlib
import os
import resource
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from pathlib import Path

from autograder.grade import Graded, failed_record, grade_folder
from autograder.sandbox.jail import Jail, JailBroken
from autograder.sandbox.limits import Limits
from autograder.sandbox.walls import NoSandbox
from autograder.unit import GradedUnit

TRIES = 2
OWN_FILES = 256  # of the grader itself
FILES = 64  # sockets to the processes of a submission in which much is wrong


def cores() -> int:
    """Cores that this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


def _allow_files(wanted: int) -> None:
    """Let this process have so many files and sockets open, as far as it may decide that."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < most:
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


class LocalEngine:
    """Grades on this machine.

    Parameters
    ----------
    unit : GradedUnit
    limits : Limits
    jobs : int
        How many submissions at once.
    protected : bool
        False for ``--sandbox none``.
    """

    def __init__(
        self, unit: GradedUnit, limits: Limits, jobs: int | None = None, protected: bool = True
    ) -> None:
        self.unit, self.limits, self.protected = unit, limits, protected
        self.jobs = max(1, jobs or cores())
        self._own = threading.local()
        self._jails: set[Jail] = set()
        self._lock = threading.Lock()
        self._closed = self._works = False
        _allow_files(OWN_FILES + FILES * self.jobs)
        self._pool = ThreadPoolExecutor(self.jobs, thread_name_prefix="grader")

    def warm(self, submissions: int) -> None:
        """Start the workers that so many submissions need, in the background."""
        for _ in range(min(self.jobs, submissions)):
            self._pool.submit(self._jail)  # what fails here fails again in `grade`, and is told

    def grade(self, submissions: Sequence[tuple[str, Path]]) -> Iterator[Graded]:
        """Grade submissions; yields each as it is done.

        Parameters
        ----------
        submissions : sequence of (str, Path)
            Students and the folders of their submissions.

        Raises
        ------
        NoSandbox
            If no worker can be started.
        """
        todo: list[Future[Graded]] = [
            self._pool.submit(self._grade, student, folder) for student, folder in submissions
        ]
        try:
            for done in as_completed(todo):
                yield done.result()
        finally:
            for job in todo:
                job.cancel()

    def close(self) -> None:
        """Kill all workers."""
        with self._lock:
            self._closed = True
            jails, self._jails = list(self._jails), set()
        for jail in jails:
            jail.kill()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def __enter__(self) -> LocalEngine:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _grade(self, student: str, folder: Path) -> Graded:
        why = ""
        for turn in range(1, TRIES + 1):
            jail = self._jail()
            try:
                return grade_folder(
                    jail, folder, student, self.unit, self.limits, last=turn == TRIES
                )
            except JailBroken as error:
                why = str(error)
                jail.broken = True
            except Exception as error:  # a mistake of ours; one submission must not end the run
                why = f"the grader itself: {type(error).__name__}: {error}"[:300]
                jail.broken = True
            finally:
                if not jail.reusable:
                    self._drop(jail)
        return failed_record(folder, student, self.unit, self.limits, self.protected, why)

    def _jail(self) -> Jail:
        jail = getattr(self._own, "jail", None)
        if jail is None:
            try:
                jail = self._start()
            except NoSandbox:
                if not self._works:
                    raise
                jail = self._start()  # killed while it started?
            with self._lock:
                if self._closed:
                    jail.kill()
                    raise NoSandbox("Grading was stopped.")
                self._jails.add(jail)
                self._works = True
            self._own.jail = jail
        return jail

    def _start(self) -> Jail:
        return Jail(self.unit.modules, self.unit.cells, protected=self.protected)

    def _drop(self, jail: Jail) -> None:
        self._own.jail = None
        with self._lock:
            self._jails.discard(jail)
        jail.kill()
