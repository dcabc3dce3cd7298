"""What the Gestalt notebook says beyond what every notebook must."""

from tests.notebooks.course import execute, texts, waiting


def test_what_waits_for_the_students_functions():
    assert waiting("gestalt", "This needs your") == ["use-cues", "use-rand"]


def test_what_the_students_functions_find():
    outputs = texts(execute("gestalt", "instructor"))
    assert "similarity counts 0.0: 3 groups" in outputs["use-cues"]
    assert "similarity counts 0.1: 3 groups" in outputs["use-cues"]
    assert "similarity counts 0.5: 6 groups" in outputs["use-cues"]
    assert "similarity counts 1.0: 2 groups" in outputs["use-cues"]


def test_every_explorer_is_a_picture_with_its_text():
    outputs = texts(execute("gestalt", "instructor"))
    see = ("playground", "conflict", "fate", "kanizsa")
    for name in (*see, "use-dots", "use-conflict", "use-human", "use-own"):
        assert "image/png" in outputs[name] and "'alt'" in outputs[name], name
    assert "widget-view" not in "".join(outputs.values())
