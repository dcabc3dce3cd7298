"""`autograder grade` against stock nbgrader and otter-grader: the same class, the same cells.

    python benchmarks/grading.py            a table
    python benchmarks/grading.py --json     one JSON object a line
    python benchmarks/grading.py --quick    without 512 submissions, otter-grader and repetitions

64 submissions of the k-means unit, drawn with a fixed seed from `tests/answers`: most answers are
right, some wrong, some stubs; none runs into a time limit. Every program starts in a process of
its own on a fresh class's folder; its start is part of the time. nbgrader's and otter's notebooks
hold only the cells that our grader runs, and in-kernel assertions made from the same packs, public
and hidden (`_in_kernel.py`); a wrong answer is left at its first wrong case there, while ours runs
them all. Right answers must get the same points everywhere, or the benchmark fails.

otter-grader is taken from PATH or put into a throw-away environment; it grades without Docker, all
submissions by its `grade_submission` in one process. Ours runs three times, in turn with the
others; the median counts. Exit status 1 when a bar is missed. It takes about ten minutes.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import _grading as work
from _report import Row, show

from autograder.answers import Answer
from autograder.engines import cores
from autograder.results import all_records

FEW, MANY, LARGE = 16, 64, 512
ROUNDS = 3
OTTER = """
import json, pathlib, sys
from otter.api import grade_submission
for path in sorted(pathlib.Path().glob("student*/*.ipynb"))[: int(sys.argv[1])]:
    found = grade_submission(str(path.resolve()), "autograder.zip", quiet=True)
    points = {name: float(test.score) for name, test in found.results.items()}
    print(json.dumps([path.parent.name, points]), flush=True)
"""

Points = dict[tuple[str, str], float]


class Bench:
    """The folders of one run of the benchmark, and what was measured in them."""

    def __init__(self, folder: Path, large: bool, otter: bool) -> None:
        self.folder = folder
        self.choices = work.mix(MANY)
        copies = LARGE // MANY if large else 1
        self.unit = work.make_ours(folder / "ours", self.choices * copies)
        work.make_nbgrader(folder / "nbgrader", self.choices, self.unit)
        self.otter, self.no_otter = find_otter(folder / "otter-env") if otter else ("", "")
        if self.otter:
            work.make_otter(folder / "otter", self.choices, self.unit, self.otter)
        self.points = work.points()

    def ours(self, count: int) -> float:
        """Seconds of `autograder grade` on `count` submissions."""
        place = work.only(self.folder / "ours", count, self.folder / "run")
        spent = self._time(OURS, place)
        found = len(list(all_records(place, work.UNIT.name)))
        if found != count:
            raise SystemExit(f"autograder grade graded {found} of {count} submissions")
        return spent

    def nbgrader(self, count: int) -> float:
        """Seconds of `nbgrader autograde`."""
        place = work.only(self.folder / "nbgrader", count, self.folder / "stock")
        return self._time([sys.executable, "-m", "nbgrader", "autograde", work.UNIT.folder], place)

    def otter_grader(self, count: int) -> float:
        """Seconds of otter-grader."""
        python = str(Path(self.otter).with_name("python"))
        return self._time([python, "-c", OTTER, str(count)], self.folder / "otter")

    def _time(self, command: list[str], place: Path) -> float:
        with (place / "stdout.txt").open("w") as out, (place / "stderr.txt").open("w") as errors:
            begin = time.perf_counter()
            done = subprocess.run(
                command, cwd=place, env=work.environment(), stdout=out, stderr=errors
            )
            spent = time.perf_counter() - begin
        if done.returncode:
            tail = (place / "stderr.txt").read_text()[-2000:]
            raise SystemExit(f"{' '.join(command)[:200]} ended with {done.returncode}:\n{tail}")
        return spent

    def our_points(self) -> Points:
        """What ours gave in its last run."""
        records = all_records(self.folder / "run", work.UNIT.name)
        return {(r.student, score.name): score.points for r in records for score in r.scores}

    def nbgrader_points(self) -> Points:
        """What stock nbgrader gave in its last run."""
        from nbgrader.api import Gradebook

        found: Points = {}
        with Gradebook(f"sqlite:///{self.folder / 'stock' / 'gradebook.db'}") as book:
            for handed_in in book.assignment_submissions(work.UNIT.folder):
                for grade in handed_in.notebooks[0].grades:
                    name = grade.name.removeprefix("check_")
                    if name in self.points:
                        found[handed_in.student_id, name] = grade.auto_score
        return found

    def otter_points(self) -> Points:
        """What otter-grader gave in its last run."""
        lines = (self.folder / "otter" / "stdout.txt").read_text().splitlines()
        return {
            (student, name): points
            for student, tests in map(json.loads, lines)
            for name, points in tests.items()
        }

    def agreement(self, peer: Points, name: str) -> Row:
        """Whether right answers get the same from both; nearly always all that there is.

        One that calls a classmate's helper by other parameters' names gets nothing from both.
        """
        ours, right, same = self.our_points(), 0, 0
        for number, choice in enumerate(self.choices):
            for exercise in self.points:
                # in-kernel tests have no stand-in for a helper that is wrong
                if all(work.is_right(choice, part) for part in self._needed(choice, exercise)):
                    key = work.student(number), exercise
                    right += 1
                    same += key in ours and ours[key] == peer.get(key)
        what = f"right answers with the same points from both, of {right}"
        return Row(what, same, "answers", f"== {right}", same == right, peer_name=name)

    def _needed(self, choice: work.Choice, exercise: str) -> set[str]:
        """An exercise and all that it, or this answer, builds on."""
        needed, todo = {exercise}, [exercise]
        while todo:
            name = todo.pop()
            answer = choice.get(name)
            text = "\n".join(answer.cells) if isinstance(answer, Answer) else ""
            uses = {*self.unit.public[name]["uses"], *(n for n in self.points if n in text)}
            todo += uses - needed
            needed |= uses
        return needed

    def peak_memory(self) -> tuple[float, float]:
        """MiB of the coordinator alone, and with all that it starts, at most at one moment."""
        place = work.only(self.folder / "ours", MANY, self.folder / "memory")
        process = subprocess.Popen(
            OURS, cwd=place, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        peaks = [0.0, 0.0]
        watcher = threading.Thread(target=_watch, args=(process.pid, peaks))
        watcher.start()
        process.wait()
        watcher.join()
        return peaks[0], peaks[1]


OURS = [sys.executable, "-m", "autograder", "grade", work.UNIT.name]


def _watch(pid: int, peaks: list[float]) -> None:
    import psutil

    try:
        root = psutil.Process(pid)
        while root.is_running() and root.status() != psutil.STATUS_ZOMBIE:
            own = _memory(root)
            whole = own + sum(_memory(child) for child in root.children(recursive=True))
            peaks[:] = [max(peaks[0], own), max(peaks[1], whole)]
            time.sleep(0.05)
    except psutil.NoSuchProcess:
        pass


def _memory(process: Any) -> float:
    """MiB of a process; pages that n processes share count an n-th each, where that is told."""
    import psutil

    try:
        facts = process.memory_full_info()
        return float(getattr(facts, "pss", facts.uss)) / 2**20
    except psutil.AccessDenied:
        return float(process.memory_info().rss) / 2**20
    except psutil.NoSuchProcess:
        return 0.0


def find_otter(place: Path) -> tuple[str, str]:
    """Path of the command `otter`; else empty, and why there is none."""
    found = shutil.which("otter", path=work.environment()["PATH"])
    if found:
        return found, ""
    subprocess.run([sys.executable, "-m", "venv", str(place)], check=True)
    here = [p for p in sys.path if "site-packages" in p] + [str(work.ROOT)]
    packages = next(place.glob("lib/python*/site-packages"))
    (packages / "course.pth").write_text("\n".join(here) + "\n")  # torch and course_lib
    pip = [str(place / "bin" / "python"), "-m", "pip", "install", "-q", "otter-grader"]
    done = subprocess.run(pip, capture_output=True, text=True)
    if done.returncode == 0:
        return str(place / "bin" / "otter"), ""
    reason = [line for line in done.stderr.splitlines() if "ERROR" in line] or ["pip failed"]
    return "", reason[-1][:100]


def measure(bench: Bench, large: bool, rounds: int) -> list[Row]:
    """Run everything; the rows of the table."""
    rows = []
    ours: dict[int, list[float]] = {FEW: [], MANY: []}
    theirs: dict[int, float] = {}
    for turn in range(rounds):
        for count in (FEW, MANY):
            ours[count].append(bench.ours(count))
            if turn == 0:
                theirs[count] = bench.nbgrader(count)
                if count == MANY:
                    rows.append(bench.agreement(bench.nbgrader_points(), "nbgrader"))
        if turn == 0 and bench.otter:
            otter = bench.otter_grader(MANY)
            rows.append(bench.agreement(bench.otter_points(), "otter-grader"))
    few, many = (statistics.median(ours[count]) for count in (FEW, MANY))
    marginal, peer = (many - few) / (MANY - FEW), (theirs[MANY] - theirs[FEW]) / (MANY - FEW)
    rows.append(_ratio(f"{MANY} submissions, with the start", many, theirs[MANY], 8, "s"))
    rows.append(_ratio("the same, a submission", many / MANY, theirs[MANY] / MANY, 8))
    rows.append(_ratio(f"one more submission, {FEW} to {MANY}", marginal, peer, 15))
    if bench.otter:
        name, what = "otter-grader, no Docker", f"{MANY} submissions, with the start"
        rows.append(Row(what, many, "s", "", True, otter, name, otter / many))
    elif bench.no_otter:
        rows.append(Row(f"no otter-grader: {bench.no_otter}", 0, "", "", True))
    plain = _plain_seconds(bench)
    rows.append(Row("the student's own computing, plain Python", 1000 * plain, "core ms", "", True))
    cost = marginal
    if large:
        most = bench.ours(LARGE)
        cost = (most - many) / (LARGE - MANY)  # without what a worker imports once on demand
        change = cost / marginal
        what = f"one more submission, {MANY} to {LARGE}, over {FEW} to {MANY}"
        rows.append(Row(f"{LARGE} submissions, with the start", most, "s", "", True))
        rows.append(Row(what, change, "ratio", "<= 1.1", change <= 1.1))
    beyond, what = 1000 * (cost - plain / cores()), "one more submission beyond the student's own"
    rows.append(Row(f"{what}, {cores()} cores at work", beyond, "ms", "<= 100", beyond <= 100))
    rows.append(Row(f"{what}, in time of one core", beyond * cores(), "core ms", "", True))
    own, whole = bench.peak_memory()
    rows.append(Row("peak memory of the coordinator", own, "MiB", "", True))
    rows.append(Row(f"peak memory with {cores()} workers and all", whole, "MiB", "", True))
    return rows


def _ratio(what: str, ours: float, theirs: float, bar: float, unit: str = "s a submission") -> Row:
    ratio = theirs / ours
    return Row(what, ours, unit, f">= {bar:g}", ratio >= bar, theirs, "nbgrader", ratio)


def _plain_seconds(bench: Bench) -> float:
    """The same cells and calls, in a process of their own with one thread."""
    place = str(bench.folder / "ours")
    command = [sys.executable, __file__, "--plain", place]
    environment = {**work.environment(), "OMP_NUM_THREADS": "1", "MPLBACKEND": "agg"}
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return float(done.stdout)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.add_argument("--quick", action="store_true", help="no 512, no otter, no repetitions")
    parser.add_argument("--plain", metavar="FOLDER", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.plain:
        print(work.plain_seconds(Path(options.plain), MANY))
        return 0
    os.environ.setdefault("MPLBACKEND", "agg")
    full = not options.quick
    with tempfile.TemporaryDirectory(prefix="grading-") as folder:
        rows = measure(Bench(Path(folder), full, full), full, ROUNDS if full else 1)
    return show("How fast a class is graded", rows, options.json)


if __name__ == "__main__":
    sys.exit(main())
