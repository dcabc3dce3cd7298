"""What the k-means notebook says beyond what every notebook must."""

from tests.notebooks.course import waiting


def test_what_waits_for_the_students_functions():
    assert len(waiting("kmeans", "This cell needs exercises 1, 3, 4, 6 and 10.")) >= 1
