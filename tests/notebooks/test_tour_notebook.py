"""What the tour's notebook says beyond what every notebook must."""

import re

from tests.notebooks.course import execute, read, texts, waiting


def test_what_waits_for_the_students_functions():
    uses = [c.id for c in read("tour").cells if c.cell_type == "code" and c.id.startswith("use-")]
    assert waiting("tour", "This cell needs exercise") == uses != []


def test_numbers_in_the_text_come_from_the_cells():
    outputs = texts(execute("tour", "instructor"))
    assert "24 of them of at least 100 pixels" in outputs["use-regions"]
    pairs = re.findall(r"yours (\d+), theirs (\d+)", outputs["use-peer"])
    assert pairs and all(mine == theirs for mine, theirs in pairs)
