"""Which exercise `check` takes a function for, and where it looks for what the function uses."""

import functools

import numpy as np
import pytest

from course_lib.checks import check

RIGHT = """
def right(features, means):
    return ((features[:, None] - means[None]) ** 2).sum(axis=2).argmin(axis=1)
"""


def cell(text: str) -> dict:
    """Names of a notebook after a cell that ends with a check, `result`."""
    names = {"np": np, "functools": functools, "check": check}
    exec(text, names)
    return names


@pytest.mark.parametrize(
    "text",
    [
        "assign_labels = lambda features, means: right(features, means)",
        "assign_labels = functools.partial(right)",
        "def around(f):\n    def wrapper(*a):\n        return f(*a)\n    return wrapper\n"
        "@around\ndef assign_labels(features, means):\n    return right(features, means)",
        "class Assign:\n    def __call__(self, features, means):\n"
        "        return right(features, means)\nassign_labels = Assign()",
    ],
    ids=["lambda", "partial", "decorated", "object"],
)
def test_the_name_that_the_notebook_gives_counts(text):
    """It is the one that grading goes by."""
    result = cell(f"{RIGHT}{text}\nresult = check(assign_labels)")["result"]
    assert result.passed and result.points == 2, result.text


@pytest.mark.parametrize(
    "text",
    [
        "@functools.lru_cache\ndef kmeans(features, means, epsilon=0.5, max_iter=100):\n"
        "    return assign_labels(features, means), means, 1",
        "class kmeans:\n    def __init__(self, features, means, epsilon=0.5, max_iter=100):\n"
        "        self.labels = assign_labels(features, means)",
        "class K:\n    def __call__(self, features, means, epsilon=0.5, max_iter=100):\n"
        "        return assign_labels(features, means), means, 1\nkmeans = K()",
    ],
    ids=["cached", "class", "object"],
)
def test_what_is_no_plain_function_is_judged_with_right_helpers_too(text):
    names = cell(f"{text}\nresult = check(kmeans)")
    assert not names["result"].passed and "Fix assign_labels first" in names["result"].text
    assert "assign_labels" not in names


def test_forbidden_names_are_seen_where_an_object_answers():
    from sklearn.cluster import KMeans

    text = "class Assign:\n    def __call__(self, features, means):\n        return KMeans(2)\n"
    names = {"KMeans": KMeans, "check": check}
    exec(f"{text}assign_labels = Assign()\nresult = check(assign_labels)", names)
    assert "sklearn.cluster" in names["result"].text and names["KMeans"] is KMeans


def test_a_word_that_names_another_units_exercise_is_no_helper():
    """`shift` is an exercise of the mean shift unit, and a common word."""
    text = """
shift = 0.0
def kmeans(features, means, epsilon=0.5, max_iter=100):
    new = update_means(features, assign_labels(features, means), means) + shift
    return assign_labels(features, new), new, np.random.default_rng().group
"""
    helpers = cell(f"{text}result = check(kmeans)")["result"].helpers
    assert helpers == ("assign_labels", "update_means")
