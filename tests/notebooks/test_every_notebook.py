"""What holds for the notebook of every unit: its form, its exercises, and that it runs."""

from __future__ import annotations

import copy
import re

import nbformat
import pytest

from tests.notebooks.course import (
    BUILT,
    REGION,
    ROOT,
    STUB,
    VERSIONS,
    Pictures,
    execute,
    exercises,
    graded,
    outputs,
    read,
)

GUIDE = ROOT / "notebooks" / "GUIDE.md"
FIELDS = {"schema_version", "grade", "solution", "locked", "task", "grade_id"}
EXERCISES = [(unit, name) for unit in BUILT for name in exercises(unit)]

each_unit = pytest.mark.parametrize("unit", BUILT)
each_exercise = pytest.mark.parametrize("unit, name", EXERCISES)
each_version = pytest.mark.parametrize("version", VERSIONS)


# --- form ---------------------------------------------------------------------------------------


@each_unit
def test_valid_and_clean(unit):
    notebook = read(unit)
    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    assert notebook.metadata == {
        "kernelspec": {
            "display_name": "Python 3 (ipykernel)",
            "language": "python",
            "name": "python3",
        },
        "language_info": {"name": "python"},
    }
    for cell in notebook.cells:
        assert set(cell.metadata) <= {"nbgrader", "tags"}, cell.id
        if cell.cell_type == "code":
            assert cell.outputs == [] and cell.execution_count is None, cell.id


@each_unit
def test_cell_ids_are_unique_slugs(unit):
    ids = [cell.id for cell in read(unit).cells]
    assert len(ids) == len(set(ids))
    assert [i for i in ids if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", i)] == []


@each_unit
def test_five_parts_in_order(unit):
    source = "\n".join(c.source for c in read(unit).cells)
    headings = re.findall(r"^## (Part \d · \w+)", source, re.M)
    parts = ["Start", "See", "Build", "Use", "Think"]
    assert headings == [f"Part {i} · {part}" for i, part in enumerate(parts, 1)]


@each_unit
def test_readers_cells_are_short(unit):
    for cell in read(unit, "student").cells:
        if cell.cell_type == "code":
            lines = cell.source.splitlines()
            assert max(map(len, lines)) <= 100, cell.id
            if not cell.source.endswith(STUB):
                assert len(lines) <= 15, cell.id


# --- exercises ----------------------------------------------------------------------------------


@each_exercise
def test_cells_of_an_exercise(unit, name):
    spec, number = exercises(unit)[name], [*exercises(unit)].index(name) + 1
    cells = read(unit).cells
    at = [c.metadata.get("nbgrader", {}).get("grade_id") for c in cells].index(name)
    text, answer, test = cells[at - 1 : at + 2]
    kind, s = "core" if spec.core else "★ extra", "" if spec.points == 1 else "s"
    heading = f"### {number} · {name} — {kind}, {spec.points:g} point{s}, {spec.minutes} minutes"
    assert text.source.splitlines()[0] == heading
    assert "$" in text.source, "the formula is missing"
    common = {"schema_version": 3, "task": False}
    assert dict(answer.metadata.nbgrader) == common | {
        "grade": False, "solution": True, "locked": False, "grade_id": name,
    }  # fmt: skip
    assert dict(test.metadata.nbgrader) == common | {
        "grade": True, "solution": False, "locked": True, "grade_id": f"check_{name}",
        "points": spec.points,
    }  # fmt: skip
    assert test.source == f"check({name})"
    head, _, tail = answer.source.partition("    ### BEGIN SOLUTION\n")
    assert head.startswith(f"def {name}(") and '"""' in head
    assert tail.endswith("    ### END SOLUTION")
    found = re.search(r"\((.*?)\)", head).group(1)
    parameters = [p.split("=")[0].strip() for p in found.split(",")]
    assert parameters == [p["name"] for p in spec.parameters]


@each_unit
def test_nbgrader_metadata_of_all_cells(unit):
    seen = set()
    for cell in read(unit).cells:
        meta = cell.metadata.get("nbgrader")
        if meta is None:
            assert "explore" not in cell.metadata.get("tags", []), cell.id
            continue
        assert set(meta) - {"points"} == FIELDS and ("points" in meta) == meta.grade, cell.id
        assert meta.schema_version == 3 and meta.task is False
        assert meta.grade_id not in seen
        seen.add(meta.grade_id)
        if cell.metadata.get("tags") == ["explore"]:
            assert meta.locked and not meta.grade and not meta.solution, cell.id
    assert set(exercises(unit)) <= seen
    assert {i for i in seen if i.startswith("check_")} == {f"check_{e}" for e in exercises(unit)}


@each_unit
def test_manual_questions(unit):
    manual = [c for i, c in graded(read(unit)).items() if i.startswith("think_")]
    assert len(manual) in (1, 2)
    for cell in manual:
        meta = cell.metadata.nbgrader
        assert cell.cell_type == "markdown"
        assert meta.grade and meta.solution and not meta.locked and meta.points > 0
        assert "**Model answer.**" in cell.source and "**Marking guide.**" in cell.source


@each_unit
def test_quiz_has_one_right_answer_a_question(unit):
    quiz = [c.source for c in read(unit).cells if c.id.startswith("quiz-")]
    assert len(quiz) in (2, 3)
    for text in quiz:
        assert text.count("<details>") == text.count("</details>") == text.count("<summary>")
        assert text.count("<details>") in (3, 4)
        assert text.count("<strong>Right.</strong>") == 1


@each_unit
def test_nothing_of_an_answer_stands_elsewhere(unit):
    notebook = read(unit)
    others = "\n".join(c.source for c in notebook.cells if not REGION.search(c.source))
    for cell in notebook.cells:
        region = REGION.search(cell.source)
        for line in region.group(1).splitlines() if region else []:
            if len(line.strip()) > 24:
                assert line.strip() not in others, line


@each_unit
def test_no_graded_cell_needs_an_explorer_cell(unit):
    """What grading runs, without the cells tagged explore, runs alone."""
    space = {}
    for cell in read(unit).cells:
        if cell.cell_type != "code" or "explore" in cell.metadata.get("tags", []):
            continue
        if not cell.source.startswith("check("):
            exec(compile(cell.source, cell.id, "exec"), space)
    assert all(callable(space[name]) for name in exercises(unit))


@each_unit
def test_nbgrader_accepts_it(unit):
    from nbgrader.nbgraderformat import MetadataValidator
    from nbgrader.preprocessors import CheckCellMetadata, ClearSolutions, LockCells

    notebook = copy.deepcopy(read(unit))
    MetadataValidator().validate_nb(notebook)
    resources = {"language": "python"}
    for step in (CheckCellMetadata(), ClearSolutions(), LockCells()):
        notebook, resources = step.preprocess(notebook, resources)
    answers = graded(notebook)
    for name in exercises(unit):
        assert answers[name].source.endswith(STUB), name
        assert "SOLUTION" not in answers[name].source
    for grade_id, cell in answers.items():
        if grade_id.startswith("think_"):
            assert "Marking guide" not in cell.source


@each_unit
def test_the_guide_names_cells_that_exist(unit):
    notebook = read(unit)
    ids = {cell.id for cell in notebook.cells}
    guide = GUIDE.read_text(encoding="utf-8")
    number = f"{[*BUILT].index(unit):02} "
    text = next(part for part in guide.split("\n## ") if part.startswith(number))
    named = set(re.findall(r"`#([a-z0-9-]+)`", text))
    assert len(named) > 10 and named <= ids, named - ids
    for name, spec in exercises(unit).items():
        row = rf"\| `{name}` \|.*\| {spec.points:g} \| {spec.minutes} \|"
        assert re.search(row, text), name


# --- run ----------------------------------------------------------------------------------------


@each_unit
def test_runs_top_to_bottom_with_full_marks(unit):
    notebook = execute(unit, "instructor")
    given = {}
    for cell in notebook.cells:
        if name := re.fullmatch(r"check\((\w+)\)", cell.source):
            given[name.group(1)] = float(cell.outputs[-1]["data"]["text/plain"])
    assert given == {name: spec.points for name, spec in exercises(unit).items()}
    assert "widgets" not in notebook.metadata


@each_version
@each_unit
def test_every_picture_has_an_alt_text(unit, version):
    shown = 0
    for cell, output in outputs(execute(unit, version)):
        data = output.get("data", {})
        if "image/png" in data or "<img" in data.get("text/html", ""):
            alts = Pictures(data.get("text/html", "")).alts
            assert alts, f"{cell.id} shows a picture without an <img>"
            assert all(len(alt) >= 10 for alt in alts), cell.id
            shown += 1
    assert shown >= 2


@each_version
@each_unit
def test_quiet(unit, version):
    """No error, no warning."""
    for cell, output in outputs(execute(unit, version)):
        assert output.output_type != "error", cell.id
        assert output.get("name") != "stderr", (cell.id, output.get("text"))


@each_unit
def test_student_version_says_what_is_missing(unit):
    notebook = execute(unit, "student")
    checks = [cell for cell in notebook.cells if cell.source.startswith("check(")]
    assert len(checks) == len(exercises(unit))
    for cell in checks:
        assert float(cell.outputs[-1]["data"]["text/plain"]) == 0, cell.id
