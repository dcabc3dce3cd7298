"""What the mean shift notebook says beyond what every notebook must."""

from tests.notebooks.course import waiting


def test_what_waits_for_the_students_functions():
    assert len(waiting("mean_shift", "This cell needs exercises 1 to 5 and 7.")) >= 1
