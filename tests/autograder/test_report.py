"""The report counts what the records say, escapes what students wrote and finds who copied."""

from __future__ import annotations

import re
from collections import Counter
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner

from autograder.report import graded_units, render, report, report_command
from autograder.reporting.data import read_unit
from autograder.reporting.similar import similar_pairs
from autograder.results import ExerciseScore, Record, write_record
from course_lib.units import find_unit
from tests.autograder.class_records import COPIED, HOSTILE, make_records

UNIT = find_unit("kmeans")


@pytest.fixture(scope="module")
def place(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("class <b>")
    make_records(folder)
    return folder


class Tables(HTMLParser):
    """Texts of the cells of a page's tables, and all its tags."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tables, self.tags, self.open = [], Counter(), False
        self.feed(page)

    def handle_starttag(self, tag, attributes) -> None:
        self.tags[tag] += 1
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self.tables[-1][-1].append("")
            self.open = True

    def handle_endtag(self, tag) -> None:
        if tag in ("td", "th"):
            self.open = False

    def handle_data(self, data) -> None:
        if self.open:
            self.tables[-1][-1][-1] += data


def test_counts_are_those_of_the_records(place: Path) -> None:
    found = read_unit(place, UNIT)
    assert len(found.records) == 30
    assert sum(count for _, _, count in found.bins) == 30
    low, high, _ = next(one for one in found.bins if one[2])
    assert min(r.points for r in found.records) >= low
    for exercise in found.exercises:
        scores = [s for r in found.records for s in r.scores if s.name == exercise.name]
        assert exercise.counts == Counter(s.status for s in scores)
        assert exercise.mean == pytest.approx(sum(s.points for s in scores) / 30)
    counts = Counter(
        (s.name, s.misconception) for r in found.records for s in r.scores if s.misconception
    )
    assert all(counts[m.exercise, m.name] == m.count for m in found.mistakes)
    assert [m.count for m in found.mistakes] == [count for _, count in counts.most_common(25)]
    assert all(mistake.hint for mistake in found.mistakes)
    assert [(r.student, s.name) for r, s in found.overfitted] == [("student.03", "assign_labels")]
    assert len(found.reviews) == len(HOSTILE) + 1
    assert found.refused[0].reason.startswith("The path leaves") and len(found.problems) == 1
    assert found.unprotected == ["student.05"]
    assert [r.seconds for r in found.slowest] == sorted(found.seconds, reverse=True)[:10]


def test_the_page_has_the_numbers_and_nothing_of_the_students_runs(place: Path) -> None:
    page = render([read_unit(place, UNIT, {"student.01": 3.25})], "A <class>")
    body = page.split("<body>")[1].split('<script type="application/json"')[0]
    tables = Tables(body)
    assert not {"script", "img", "b", "i", "u", "iframe"} & set(tables.tags)
    assert "1 of 30 submissions ran without a sandbox" in body
    everybody = next(t for t in tables.tables if t[0][:2] == ["student", "points"])
    assert everybody[0][2] == "gradebook" and len(everybody) == 31
    row = next(row for row in everybody if row[0] == "student.01")
    assert row[2] == "3.25"
    assert {row[0] for row in everybody} >= {name for name in HOSTILE if "\u202e" not in name}
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", page)
    assert "{{" in body and "49" not in [row[0] for row in everybody]
    assert "http://" not in body and "https://" not in body
    assert page.count("/* plotly") + page.count("plotly.js v") >= 1
    assert len(page) < 8_000_000, "plotly.js is in the page once"


def test_no_red_line_when_every_submission_ran_in_the_sandbox(tmp_path: Path) -> None:
    write_record(tmp_path, Record("ada", "kmeans", "0", scores=(ExerciseScore("kmeans", 1, 3),)))
    page = report(tmp_path, [], tmp_path / "out" / "report.html").read_text()
    assert "alarm" not in page.split("<body>")[1] and "Nothing waits for a person" in page


def test_units_without_records_and_no_unit_at_all(tmp_path: Path) -> None:
    assert graded_units(tmp_path) == []
    page = report(tmp_path, ["kmeans"], tmp_path / "r.html").read_text()
    assert "No submission of this unit is graded" in page
    page = report(tmp_path, [], tmp_path / "r.html").read_text()
    assert "Nothing is graded yet" in page
    with pytest.raises(ValueError, match="kmeans"):
        report(tmp_path, ["kmean"], tmp_path / "r.html")


def test_odd_records_make_a_page_too(tmp_path: Path) -> None:
    odd = "caf\u00e9 \ud83d"
    records = [
        Record("a", "kmeans", "0"),
        Record(odd, "kmeans", "0", scores=(ExerciseScore("other", -1.0, 0.0, status="<new>"),)),
    ]
    for record in records[:1]:
        write_record(tmp_path, record)
    found = read_unit(tmp_path, UNIT)
    found.records.append(records[1])
    page = render([found], "x", datetime(2026, 1, 2))
    assert "2026-01-02 00:00" in page and "<new>" not in page
    page.encode()


def test_who_copied_stands_first_and_chance_pairs_are_few(place: Path) -> None:
    found = read_unit(place, UNIT)
    assert found.pairs[0].students == COPIED
    assert len(found.pairs[0].answers) >= 6
    assert found.pairs[0].expected < 0.01
    assert all(pair.expected > 100 * found.pairs[0].expected for pair in found.pairs[1:])


CODE = """def f(a):
    total = 0
    for i in range(len(a)):
        if a[i] > total and a[i] % 2 == 1:
            total = total + a[i] * 3 - len(a)
    while total > 100:
        total = total // 2 - sum(a[1:5])
    return [total, max(a), min(a)]
"""
RENAMED = (
    CODE.replace("total", "x_9").replace("a[", "values[").replace("(a)", "(values)")
    .replace(" = ", "=").replace("    ", "\t")
    + "# all mine\n"
)  # fmt: skip
OTHER = """def f(values):
    import numpy as np
    odd = np.asarray([v for v in values if v & 1])
    best = odd.max(initial=0)
    return best.tolist(), sorted(values)[-1], sorted(values)[0], {"a": best}, not odd.any()
"""


def _class(*sources: str, name: str = "f") -> list[Record]:
    scores = (ExerciseScore(name, 1, 1),)
    return [
        Record(f"s{number}", "kmeans", "0", scores, answers={name: text})
        for number, text in enumerate(sources)
    ]


def test_renamed_and_laid_out_anew_is_still_alike() -> None:
    pairs, left_out = similar_pairs(_class(CODE, OTHER, RENAMED))
    assert [pair.students for pair in pairs] == [("s0", "s2")] and not left_out
    assert pairs[0].answers[0].similarity > 0.9 and pairs[0].answers[0].sources == (CODE, RENAMED)


def test_what_everybody_got_does_not_count() -> None:
    answers = [CODE + "    # one", CODE.replace("min(a)]", "a]")]
    assert similar_pairs(_class(*answers))[0]
    pairs, left_out = similar_pairs(_class(*answers), {"f": CODE})
    assert pairs == [] and left_out == ["f"]


def test_short_answers_are_left_out() -> None:
    pairs, left_out = similar_pairs(_class("def f(a):\n    return a + 1\n", "def f(b): return b+1"))
    assert pairs == [] and left_out == ["f"]
    assert similar_pairs([]) == ([], [])
    assert similar_pairs(_class("", "\x00\ud800", "def (", CODE))[1] == ["f"]


def test_what_half_the_class_writes_is_no_surprise() -> None:
    assert similar_pairs(_class(*[CODE] * 8, *[OTHER] * 8))[0] == []


def test_the_command_writes_the_page_and_says_what_is_missing(tmp_path: Path, place: Path) -> None:
    from autograder.class_folder import ROOT

    runner = CliRunner()
    done = runner.invoke(report_command, ["--folder", str(tmp_path)])
    assert done.exit_code == 1 and "is no class's folder" in done.output
    for folder in (tmp_path, place):
        (folder / "nbgrader_config.py").write_text((ROOT / "nbgrader_config.py").read_text())
    done = runner.invoke(report_command, ["--folder", str(tmp_path)])
    assert done.exit_code == 1 and "Nothing is graded" in done.output
    done = runner.invoke(report_command, ["nothing", "--folder", str(place)])
    assert done.exit_code == 1 and "kmeans" in done.output
    done = runner.invoke(report_command, ["tour", "--folder", str(place)])
    assert done.exit_code == 1 and "Nothing is graded" in done.output
    assert not (place / "report.html").exists()
    done = runner.invoke(report_command, ["kmeans", "--folder", str(place)])
    assert done.exit_code == 0, done.output
    assert "left out" in done.output and (place / "report.html").is_file()
