"""What the graph cuts notebook says beyond what every notebook must."""

from tests.notebooks.course import waiting


def test_what_waits_for_the_students_functions():
    assert len(waiting("graph_cuts", "This cell needs exercises 2, 5, 7, 8 and 9.")) >= 1
