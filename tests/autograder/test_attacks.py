"""Every attack of the corpus: what it scores, what is said of it, and that it harms nobody else."""

from __future__ import annotations

import html.parser
import json
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import psutil
import pytest

from autograder.answers import ANSWERS, Answer, read_answers
from autograder.class_folder import ClassFolder, new_class, open_class
from autograder.export import export
from autograder.grading import Outcome, grade_unit
from autograder.results import Record, all_records
from autograder.sample import MODEL, submission
from autograder.sandbox import jail as jail_module
from autograder.sandbox.jail import USERS
from autograder.sandbox.limits import MIB, Limits
from course_lib.checks.pack import read_pack
from course_lib.units import find_unit
from tests.autograder.attacks import Attack, read_attacks

ROOT = Path(__file__).resolve().parents[2]
UNIT = find_unit("kmeans")
LIMITS = Limits(
    cell_seconds=1.5, call_seconds=2, call_cpu_seconds=0.8, submission_seconds=20, cpu_seconds=15,
    memory=600 * MIB, processes=40, file_size=16 * MIB, scratch=32 * MIB, output=100_000,
    frame=32 * MIB, frames=128 * MIB,
)  # fmt: skip
SECRET = "the-graders-own-secret"
ATTACKS = read_attacks()

# What the sandbox alone cannot stop, with what has to be mended. Each is tried by itself below.
pytestmark = pytest.mark.skipif(shutil.which("bwrap") is None, reason="needs bubblewrap")


@dataclass(frozen=True)
class Ground:
    """A class before anybody is graded, and what lies around it."""

    place: ClassFolder
    canary: Path
    original: dict[str, Any]
    points: dict[str, float]

    def with_attacks(self, folder: Path, attacks: list[Attack]) -> ClassFolder:
        """A copy of the class with attackers in it."""
        shutil.copytree(self.place.path, folder)
        place = open_class(folder)
        places = {"CLASS": str(folder), "CANARY": str(self.canary), "ROOT": str(ROOT)}
        for attack in attacks:
            at = place.folder("submitted", student(attack), UNIT)
            at.mkdir(parents=True)
            attack.write(at, self.original, places)
        return place


def student(attack: Attack) -> str:
    return f"m_{attack.name}"


def honest(original: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Submissions of students who do nothing wrong, though some of it is not right."""
    answers: dict[str, list[Answer]] = {}
    for answer in read_answers(ANSWERS, "kmeans"):
        answers.setdefault(answer.exercise, []).append(answer)
    right = {name: [a for a in some if a.right] for name, some in answers.items()}
    wrong = {name: [a for a in some if not a.right] for name, some in answers.items()}
    mixed = {n: (right if i % 2 else wrong)[n][-1] for i, n in enumerate(answers)}
    return {
        "a_model": submission(original, dict.fromkeys(answers, MODEL)),
        "b_right": submission(original, {name: some[0] for name, some in right.items()}),
        "n_mixed": submission(original, mixed),
        "z_right": submission(original, {name: some[-1] for name, some in right.items()}),
        "z_wrong": submission(original, {name: some[0] for name, some in wrong.items()}),
    }


@pytest.fixture(scope="module")
def ground(tmp_path_factory) -> Iterator[Ground]:
    base = tmp_path_factory.mktemp("ground")
    place = new_class(base / "quiet", "a-class", seed=20260)
    original = json.loads((place.path / "notebooks" / UNIT.notebook).read_text(encoding="utf-8"))
    for name, notebook in honest(original).items():
        folder = place.folder("submitted", name, UNIT)
        folder.mkdir(parents=True)
        (folder / "kmeans.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
        (folder / "timestamp.txt").write_text("2026-05-01 10:00:00.000000 UTC")
    canary = base / "canary"
    canary.mkdir()
    (canary / "secret.txt").write_text(SECRET)
    pack = read_pack(ROOT / "assets" / "references" / "public" / "kmeans.npz")
    points = {name: float(record["points"]) for name, record in pack.exercises.items()}
    before = os.environ.get("GRADER_SECRET")
    os.environ["GRADER_SECRET"] = SECRET
    yield Ground(place, canary, original, points)
    os.environ.pop("GRADER_SECRET")
    if before is not None:
        os.environ["GRADER_SECRET"] = before


@dataclass(frozen=True)
class Battle:
    """A class with attackers in it after the grading, and what was there before."""

    place: ClassFolder
    outcome: Outcome
    records: dict[str, Record]
    before: dict[str, Any]
    after: dict[str, Any]
    alive: list[str]


def fight(ground: Ground, place: ClassFolder, jobs: int, **more: Any) -> Battle:
    here = psutil.Process()
    children = {child.pid for child in here.children(recursive=True)}
    before = outside(ground, place)
    outcome = grade_unit(place, UNIT, jobs=jobs, limits=LIMITS, **more)
    left = [p for p in here.children(recursive=True) if p.pid not in children]
    alive = [str(process) for process in psutil.wait_procs(left, timeout=5)[1]]
    for process in psutil.process_iter(["ppid", "cmdline", "uids"]):
        words, users = process.info["cmdline"] or [], process.info["uids"]
        ours = "inside.worker" in words or (users and users.real in USERS)
        if "attack-daemon" in words or (ours and process.info["ppid"] == 1):
            alive.append(" ".join(words))
    records = {record.student: record for record in all_records(place.path, UNIT.name)}
    return Battle(place, outcome, records, before, outside(ground, place), alive)


def outside(ground: Ground, place: ClassFolder) -> dict[str, Any]:
    """What no submission may change: files with their content, and what lies where they leave."""
    found: dict[str, Any] = {}
    for folder in (ground.canary, *(place.path / n for n in ("references", "notebooks"))):
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                found[str(path)] = (path.read_bytes(), path.stat().st_mode, path.stat().st_mtime)
    found["seed"] = (place.path / "hidden_seed.json").read_bytes()
    for folder in ("/tmp", "/var/tmp", "/dev/shm", "/usr/lib", str(ROOT), str(ROOT / "course_lib")):
        names = os.listdir(folder) if os.path.isdir(folder) else []
        found[folder] = sorted(n for n in names if re.search("attack|harm|told|small|big", n))
    return found


@pytest.fixture(scope="module")
def battle(ground, tmp_path_factory) -> Battle:
    attacks = ATTACKS
    place = ground.with_attacks(tmp_path_factory.mktemp("loud") / "class", attacks)
    return fight(ground, place, jobs=4)


@pytest.fixture(scope="module")
def quiet(ground, tmp_path_factory) -> ClassFolder:
    place = ground.with_attacks(tmp_path_factory.mktemp("quiet") / "class", [])
    grade_unit(place, UNIT, limits=LIMITS)
    return place


def shown(place: ClassFolder, record: Record) -> str:
    """All that a grading says to people, without what the student wrote."""
    path = place.folder("autograded", record.student, UNIT) / "kmeans.ipynb"
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    said = [c.get("outputs") if c["cell_type"] == "code" else c["source"] for c in cells]
    return json.dumps([said, {**asdict(record), "answers": {}}], ensure_ascii=False)


def check(attack: Attack, record: Record, place: ClassFolder, points: dict[str, float]) -> None:
    low, high = attack.bounds(points)
    lost = [(s.name, s.status, s.reason) for s in record.scores if s.status != "passed"]
    assert low <= record.points <= high, (attack.tries, lost, record.notes)
    assert record.seconds <= LIMITS.submission_seconds + 2
    said = shown(place, record)
    assert "TAKEN" not in said, re.findall(r"TAKEN[^\"\\]*", said)
    assert SECRET not in said
    notes = "\n".join(record.notes)
    review = "\n".join(f"{name}: {why}" for name, why in record.needs_review)
    assert re.search(attack.facts.get("note", ""), notes), notes
    assert re.search(attack.facts.get("review", ""), review), review
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f]", notes + review)


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_it_scores_what_its_honest_cells_earn(attack, battle, ground):
    check(attack, battle.records[student(attack)], battle.place, ground.points)


def test_every_attack_is_in_the_gradebook(battle):
    assert all(record.stored for record in battle.records.values())
    assert battle.outcome.problems == []


def test_neighbours_get_the_same_grades_to_the_byte(battle, quiet, tmp_path):
    alone = export(quiet.path, "kmeans", "full", tmp_path / "quiet.csv").path.read_bytes()
    beside = export(battle.place.path, "kmeans", "full", tmp_path / "loud.csv").path.read_bytes()
    kept = [line for line in beside.splitlines(True) if not line.startswith(b"m_")]
    assert b"".join(kept) == alone
    assert b"z_right" in alone


def test_nothing_of_an_attack_lives_on(battle):
    assert battle.alive == []


def test_nothing_outside_has_changed(battle):
    assert battle.after == battle.before


def hidden_sums(place: ClassFolder) -> set[str]:
    """What the attacks tell of an input: its sum, for hidden cases only."""

    def sums(path: Path) -> set[str]:
        return {
            repr(float(sum(np.asarray(v, float).sum() for v in arrays)))
            for record in read_pack(path).exercises.values()
            for case in record["cases"]
            for arrays in [[v for v in case["inputs"].values() if isinstance(v, np.ndarray)]]
        }

    own = place.path / "references" / "hidden" / "kmeans.npz"
    return sums(own) - sums(ROOT / "assets" / "references" / "public" / "kmeans.npz")


def test_no_hidden_input_is_told(battle):
    secret = hidden_sums(battle.place)
    assert len(secret) > 20
    told = {}
    for record in battle.records.values():
        words = re.findall(r"LEAK[ _](m?-?[0-9][0-9._e+-]*)", shown(battle.place, record))
        told[record.student] = {word.replace("_", ".").replace("m", "-") for word in words}
    assert told["m_leak_in_words"]  # of public cases it may
    assert {name: words & secret for name, words in told.items() if words & secret} == {}


class Scripts(html.parser.HTMLParser):
    """Collects what would run in a browser."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "iframe", "object", "embed", "form", "style", "link", "base", "meta"):
            self.found.append(tag)
        self.found += [
            f"{tag} {name}"
            for name, value in attrs
            if name.startswith("on") or "javascript:" in (value or "").lower()
        ]


def test_no_output_holds_a_script(battle):
    found = {}
    for name in battle.records:
        path = battle.place.folder("autograded", name, UNIT) / "kmeans.ipynb"
        scripts = Scripts()
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            for output in cell.get("outputs", []):
                scripts.feed(str(output.get("data", {}).get("text/html", "")))
                assert set(output.get("data", {})) <= {
                    "text/plain", "text/html", "text/markdown", "text/latex", "image/png",
                    "image/jpeg", "image/gif",
                }  # fmt: skip
        if scripts.found:
            found[name] = scripts.found
    assert found == {}


def test_one_worker_for_all_hands_nothing_on(ground, quiet, tmp_path):
    names = {
        "daemon", "leaves_files", "leaves_hooks", "zz_finds_what_was_left", "spoils_later_globals",
        "abstract_sockets", "deletes_files", "poisoned_probe",
    }  # fmt: skip
    attacks = [attack for attack in ATTACKS if attack.name in names]
    place = ground.with_attacks(tmp_path / "class", attacks)
    battle = fight(ground, place, jobs=1)
    assert battle.alive == [] and battle.before == battle.after
    for attack in attacks:
        check(attack, battle.records[student(attack)], place, ground.points)
    for record in all_records(quiet.path, UNIT.name):
        assert [s.points for s in battle.records[record.student].scores] == [
            s.points for s in record.scores
        ]


FLAT = {
    "daemon", "leaves_files", "memory_many_processes", "os_exit_in_a_cell",
    "leak_by_later_call", "zz_finds_what_was_left",
}  # fmt: skip


def test_one_jail_a_submission_holds_as_well(ground, tmp_path, monkeypatch):
    command = jail_module.command
    monkeypatch.setattr(jail_module, "command", lambda *a: [*command(*a), "--flat"])
    attacks = [attack for attack in ATTACKS if attack.name in FLAT]
    place = ground.with_attacks(tmp_path / "class", attacks)
    students = [student(attack) for attack in attacks] + ["a_model", "z_right"]
    battle = fight(ground, place, jobs=2, students=students)
    assert {r.sandbox for r in battle.records.values()} == {"bubblewrap, one jail a submission"}
    assert battle.alive == [] and battle.before == battle.after
    for attack in attacks:
        check(attack, battle.records[student(attack)], place, ground.points)
    assert battle.records["a_model"].points == battle.records["z_right"].points == 18


def test_without_a_sandbox_nothing_is_left_behind(ground, tmp_path):
    attacks = [a for a in ATTACKS if a.name in ("daemon", "endless_loop", "modules_beside")]
    place = ground.with_attacks(tmp_path / "class", attacks)
    students = [student(attack) for attack in attacks] + ["a_model", "z_right"]
    battle = fight(ground, place, jobs=2, students=students, protected=False)
    assert {r.sandbox for r in battle.records.values()} == {"none"}
    assert battle.alive == [] and battle.before == battle.after
    for attack in attacks:
        check(attack, battle.records[student(attack)], place, ground.points)
    assert battle.records["a_model"].points == battle.records["z_right"].points == 18
