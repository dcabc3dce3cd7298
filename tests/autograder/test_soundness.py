"""check-course passes on the course and fails, in clear words, on a course that is not sound."""

import copy

import numpy as np
import pytest

from autograder.exercise import exercise
from autograder.packs import build_references, compile_exercise, load_exercises
from autograder.soundness import (
    check_course,
    check_exercise,
    notebook_functions,
    same_tree,
    stub_of,
)
from course_lib.checks.pack import read_pack, references_folder


def test_the_course_is_sound():
    assert check_course() == []


def test_packs_are_what_the_exercises_give(tmp_path):
    written = build_references(["kmeans"], out=tmp_path)
    assert [path.parent.name for path in written] == ["public", "hidden"]
    for path in written:
        stored = read_pack(references_folder().parent / path.parent.name / path.name)
        assert same_tree(stored.exercises, read_pack(path).exercises)


def test_a_seed_makes_hidden_cases_of_its_own(tmp_path):
    (path,) = build_references(["kmeans"], seed=7, out=tmp_path / "class")
    assert path.parent.name == "hidden"
    repository = read_pack(references_folder("hidden") / "kmeans.npz").exercises
    own = read_pack(path).exercises
    for name, record in own.items():
        mine = [case["inputs"] for case in record["cases"]]
        theirs = [case["inputs"] for case in repository[name]["cases"]]
        assert not same_tree(mine, theirs) or name == "init_subset"
    (again,) = build_references(["kmeans"], seed=7, out=tmp_path / "again")
    assert again.read_bytes() == path.read_bytes()
    with pytest.raises(ValueError, match="needs out"):
        build_references(["kmeans"], seed=7)


def double():
    """A small sound exercise."""

    @exercise(points=1, minutes=5, returns=["y"])
    def twice(x):
        return 2 * x

    @twice.case("small numbers")
    def _():
        return {"x": np.arange(4.0)}

    @twice.case("random numbers", hidden=True)
    def _(rng):
        return {"x": rng.uniform(0, 9, 5)}

    @twice.misconception("You squared it.")
    def squares(x):
        return x**2

    @twice.misconception("You halved it.")
    def halves(x):
        return x / 2

    @twice.misconception("You returned it as it is.")
    def same(x):
        return x

    @twice.misconception("You tripled it.")
    def triples(x):
        return 3 * x

    twice.right_answer(lambda x: x + x)
    twice.right_answers["by_loop"] = lambda x: np.array([value * 2 for value in x])
    return twice


def problems(item):
    return check_exercise(
        item, compile_exercise(item, hidden=False), compile_exercise(item, hidden=True)
    )


def test_a_small_sound_exercise_has_no_problem():
    assert problems(double()) == []


def test_a_misconception_made_right_is_said():
    item = double()
    item.misconception("Nothing is wrong here.")(lambda x: x * 2.0)
    assert any("passes every public case" in problem for problem in problems(item))


def test_a_wrong_reference_is_said():
    item = double()
    item.reference = item.expected = lambda x: 2 * x + 1
    found = problems(item)
    assert any("by_loop fails public cases" in p for p in found)
    item = double()
    item.reference = lambda x: x[99]
    with pytest.raises(ValueError, match="reference of twice fails its own case 'small numbers'"):
        compile_exercise(item, hidden=False)


def test_misconceptions_that_cannot_be_told_apart_are_said():
    item = double()
    item.misconception("You multiplied it by itself.")(lambda x: x * x)
    assert any("give the same outputs" in problem for problem in problems(item))


def test_a_right_answer_that_is_refused_is_said():
    item = double()
    item.right_answers["not_right"] = lambda x: 2 * x + 0.1
    assert any("not_right fails public cases" in problem for problem in problems(item))


def test_too_few_wrong_and_right_answers_are_said():
    item = double()
    del item.misconceptions[1:]
    item.right_answers.clear()
    found = " ".join(problems(item))
    assert "at least 4" in found and "at least 2" in found


@pytest.mark.parametrize("spoil", ["reference", "misconception"])
def test_the_real_course_spoiled_is_said(monkeypatch, spoil):
    items = load_exercises("kmeans")
    item = copy.copy(items["feature_distance"])
    if spoil == "reference":
        item.reference = item.expected = lambda fi, fj: np.abs(fi - fj).sum()
    else:
        wrong = copy.copy(item.misconceptions[0])
        object.__setattr__(wrong, "function", item.reference)
        item.misconceptions = [wrong, *item.misconceptions[1:]]
    monkeypatch.setattr(
        "autograder.soundness.load_exercises", lambda unit: {"feature_distance": item}
    )
    found = [p for p in check_course(["kmeans"]) if p.startswith("kmeans.feature_distance")]
    assert found and all(problem.endswith(".") for problem in found)
    expected = "fails public cases" if spoil == "reference" else "passes every public case"
    assert any(expected in problem for problem in found)


def test_stubs_are_made_as_nbgrader_makes_them():
    text = "def f(x):\n    '''Doc.'''\n    ### BEGIN SOLUTION\n    return x\n    ### END SOLUTION\n"
    assert stub_of(text) == (
        "def f(x):\n    '''Doc.'''\n    # YOUR CODE HERE\n    raise NotImplementedError()"
    )
    cell = {"cell_type": "code", "source": text, "metadata": {"nbgrader": {"solution": True}}}
    imports = {"cell_type": "code", "source": "import math", "metadata": {}}
    assert notebook_functions([imports, cell], stubs=False)["f"](3) == 3
    with pytest.raises(NotImplementedError):
        notebook_functions([cell], stubs=True)["f"](3)


def test_cases_are_refused_that_do_not_fit():
    item = double()
    with pytest.raises(ValueError, match="twice"):
        item.case("small numbers")
    with pytest.raises(ValueError, match="group must be one of"):
        item.case("another", group="nowhere")
    with pytest.raises(ValueError, match="needs properties or raises"):
        item.case("draws", seeds=3)
    item.case("odd")(lambda: {"z": 1})
    with pytest.raises(ValueError, match="unknown"):
        compile_exercise(item, hidden=False)
