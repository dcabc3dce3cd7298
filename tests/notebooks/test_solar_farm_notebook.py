"""What the solar farm's notebook says beyond what every notebook must."""

import re

from tests.notebooks.course import execute, texts, waiting


def test_what_waits_for_the_students_functions():
    cells = ["use-lens", "use-shift", "use-pieces"]
    assert waiting("solar_farm", "This cell needs exercise") == cells
    assert waiting("solar_farm", "No report yet: ") == ["use-report"]
    assert waiting("solar_farm", "Nothing to compare yet: ") == ["use-truth", "use-graph"]


def test_numbers_in_the_text_come_from_the_cells():
    outputs = texts(execute("solar_farm", "instructor"))
    assert "peak at row 108, column 98 of 128" in outputs["phase-drawn"]
    scores = re.findall(
        r"(?:usual|robust) score: *\[([\d.]+) +([\d.]+)\]", outputs["robust-numbers"]
    )
    usual, robust = ([float(score) for score in pair] for pair in scores)
    assert usual[0] < 3 < usual[1] and min(robust) > 3.5
    assert "panels of Otsu and of NCut: [13, 24]" in outputs["graph-drawn"]


def test_the_students_functions_go_all_the_way():
    outputs = texts(execute("solar_farm", "instructor"))
    assert len(re.findall(r"yours \(12, -17\), theirs \(12, -17\)", outputs["use-shift"])) == 3
    assert "Saved as farm_report.html" in outputs["use-report"]
    assert "precision 1.00, recall 1.00" in outputs["use-truth"]
    assert "yours and by cuts: [32, 32]" in outputs["use-graph"]
