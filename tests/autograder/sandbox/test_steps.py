"""Where the state of a submission is kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.sandbox.steps import LONGEST, SLOW, Cell, only_defines, plan_steps, slow_imports

DEFINES = [
    "def f(x, y=1, *, z='a') -> int:\n    return open('x')",
    "LIMIT = 10\n'a text'\npass",
    "a = b = None",
    "",
    "import os, torch.nn.functional as F\nfrom numpy.linalg import norm",
    "class TooClose(ValueError):\n    limit = 1\n    def f(self):\n        print(1)",
    "def f(x=-1.5, y=(), z=(1, 2)):\n    pass",
]
DOES_MORE = [
    "print(1)",
    "x = f()",
    "import helper",
    "import numpy, helper",
    "from . import helper",
    "from helper import f",
    "from numpy import *",
    "class A(f()):\n    pass",
    "class A(metaclass=B):\n    pass",
    "class A:\n    print(1)",
    "@decorate\nclass A:\n    pass",
    "def f(x=g()):\n    pass",
    "@decorate\ndef f():\n    pass",
    "def f(x: g()):\n    pass",
    "def f() -> g():\n    pass",
    "a[0] = 1",
    "a.b = 1",
    "x += 1",
    "del x",
    "%time 1",
    "def broken(:",
    "\0",
    "(" * 10_000,
    "x = 1\n" * LONGEST,
]


@pytest.mark.parametrize("source", DEFINES)
def test_a_cell_that_only_names_things(source):
    assert only_defines(source)


@pytest.mark.parametrize("source", DOES_MORE, ids=lambda source: source[:12])
def test_a_cell_that_may_change_more(source):
    assert not only_defines(source)


def test_names_are_kept_until_a_cell_may_change_more():
    cells = [
        Cell("a = f()"), Cell("", "one"), Cell("def g():\n    pass"), Cell("", "two"),
        Cell("spoil()"), Cell("", "three"),
    ]  # fmt: skip
    steps = plan_steps(cells)
    assert [step.do for step in steps] == ["run", "names", "run", "names", "state", "run", "names"]
    assert {s.exercise: s.group for s in steps if s.exercise} == {"one": 0, "two": 0, "three": 1}


def test_a_cell_that_is_known_to_be_harmless_needs_no_copy():
    cells = [Cell("", "one"), Cell("picture = read()", harmless=True), Cell("spoil()")]
    assert [step.do for step in plan_steps(cells)] == ["names", "run", "state", "run"]


def test_only_listed_modules_are_imported_for_a_notebook():
    sources = [
        "from sklearn.cluster import KMeans\nimport scipy.stats as s, antigravity",
        "def f():\n    from scipy import ndimage\n    import sklearn.conftest",
        "%time import pandas",
        "import " * 20_000,
        "from . import sklearn",
        "print('import torchvision')",
    ]
    assert slow_imports(sources) == ["scipy.ndimage", "scipy.stats", "sklearn.cluster"]
    assert slow_imports([]) == []
    assert all(name.replace(".", "").replace("_", "").isalnum() for name in SLOW)


@given(st.lists(st.sampled_from([*DEFINES, "f()", "check one", "check two"]), max_size=12))
def test_every_cell_has_its_step_in_order(sources):
    cells = [
        Cell("", f"{source[6:]} {number}") if source.startswith("check") else Cell(source)
        for number, source in enumerate(sources)
    ]
    steps = plan_steps(cells)
    assert [step.cell for step in steps if step.do != "state"] == list(range(len(cells)))
    states = 0
    for step in steps:
        states += step.do == "state"
        if step.do == "names":
            assert step.group == states
    dirty = False  # between a kept name and its state nothing but definitions has run
    for step in steps:
        if step.do == "names":
            dirty = True
        elif step.do == "state":
            dirty = False
        elif dirty:
            assert only_defines(step.source)
