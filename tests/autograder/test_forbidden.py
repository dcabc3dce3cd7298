"""What an answer mentions that its exercise forbids, read in its text."""

from __future__ import annotations

import pytest

from autograder.forbidden import PARTS, ROUNDABOUT, _facts, forbidden_names, loaded_names
from autograder.submission import Plan
from autograder.unit import load_unit
from course_lib.units import UNITS

FORBID = ["sklearn.cluster", "scipy.cluster.vq.kmeans"]


def names_in(answer: str, *cells: str) -> list[str]:
    """Forbidden names of an answer to an exercise ``f`` beside other cells."""
    others = [{"cell_type": "code", "metadata": {}, "source": text} for text in cells]
    return forbidden_names(Plan({"cells": others}, [], [], {}, {"f": answer}), "f", FORBID)


@pytest.mark.parametrize(
    ("answer", "cells", "found"),
    [
        ("def f(x):\n    return x.mean()", (), []),
        ("import sklearn.cluster as c\ndef f(x):\n    return c.KMeans(2)", (), FORBID[:1]),
        ("def f(x):\n    return sk.cluster.k_means(x, 2)", ("import sklearn as sk",), []),
        ("import sklearn as sk\ndef f(x):\n    return sk.cluster.k_means(x, 2)", (), FORBID[:1]),
        ("def f(x):\n    return g(x)", ("from scipy.cluster.vq import kmeans as g",), FORBID[1:]),
        ("def f(x):\n    return g(x)", ("from scipy.cluster.vq import kmeans as h",), []),
        ("def f(x):\n    return eval('x')", (), ["eval"]),
        ("from sklearn import clusters", (), []),
    ],
)
def test_names(answer: str, cells: tuple[str, ...], found: list[str]) -> None:
    assert names_in(answer, *cells) == found


def test_no_forbidden_name_has_more_parts_than_are_looked_at() -> None:
    names = set(ROUNDABOUT)
    for unit in (unit for unit in UNITS if unit.built):
        names |= {name for one in load_unit(unit.name).public.values() for name in one["forbid"]}
    assert names and max(name.count(".") + 1 for name in names) <= PARTS


def test_of_a_name_of_very_many_parts_the_first_are_kept() -> None:
    """Each name that stands above it would be as long as it: together the square of it."""
    deep = ".".join(["a"] * 3000)
    assert len(_facts(f"import {deep}").mentioned) == PARTS
    assert names_in(f"import sklearn.cluster.{deep}") == FORBID[:1]
    assert names_in("def f(x):\n    return x" + ".a" * 2000) == []


def test_variables_of_a_function_are_no_names_that_it_uses() -> None:
    text = "def f(x, group):\n    shift = g(x)\n    return [climb for climb in shift.assoc], h"
    assert loaded_names(text) == {"g", "h"}
