"""In-kernel tests from a unit's packs, as a course without our grader would write them.

`benchmarks/grading.py` puts this file as ``in_kernel.py``, with ``tests.npz``, beside the notebooks
that nbgrader and otter-grader grade. The cases, tolerances and properties are those that our grader
judges by; here the student's kernel sees all of them.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from course_lib.checks.factories import build_inputs
from course_lib.checks.pack import read_pack
from course_lib.checks.properties import PROPERTIES

_FLOAT, _WHOLE = "f", "iu"


@lru_cache(1)
def _exercises() -> dict[str, dict[str, Any]]:
    return read_pack(Path(__file__).with_name("tests.npz")).exercises


def assert_right(name: str, function: Callable[..., Any]) -> None:
    """Call a function on every case of an exercise; raises at the first that is wrong."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # nbgrader gives no points where anything is on stderr
        for case in _exercises()[name]["cases"]:
            seeds = case.get("seeds", [None])
            if "raises" in case:
                for seed in seeds:
                    _assert_raises(function, case, seed)
                continue
            values = [_call(function, case, seed) for seed in seeds]
            if "properties" in case:
                _assert_properties(values, case)
            else:
                _assert_values(values[0], case)


def _inputs(case: dict[str, Any], seed: int | None) -> dict[str, Any]:
    more = {} if seed is None else {"rng": {"$make": "rng", "seed": seed}}
    return build_inputs({**case["inputs"], **more})


def _call(function: Callable[..., Any], case: dict[str, Any], seed: int | None) -> Any:
    inputs = _inputs(case, seed)
    value = function(*inputs.values())
    for key, before in case["inputs"].items():
        if isinstance(before, np.ndarray):
            assert np.array_equal(before, inputs[key]), f"{case['name']}: {key} was changed"
    return value


def _assert_raises(function: Callable[..., Any], case: dict[str, Any], seed: int | None) -> None:
    try:
        function(*_inputs(case, seed).values())
    except Exception as error:
        kinds = [kind.__name__ for kind in type(error).__mro__]
        assert case["raises"] in kinds, f"{case['name']}: raised {kinds[0]}"
    else:
        raise AssertionError(f"{case['name']}: raised nothing")


def _assert_properties(values: list[Any], case: dict[str, Any]) -> None:
    for value in values:
        _assert_form(value, np.asarray(case["expected"]), case)
    floats = [np.asarray(value, float) for value in values]
    for spec in case["properties"]:
        sentence = PROPERTIES[spec["name"]](floats, case, **spec.get("args", {}))
        assert not sentence, f"{case['name']}: {sentence}"


def _assert_values(value: Any, case: dict[str, Any]) -> None:
    expected = case["expected"]
    if isinstance(expected, tuple):
        assert isinstance(value, (tuple, list)) and len(value) == len(expected), case["name"]
    else:
        expected, value = (expected,), (value,)
    judge = case.get("judge", {})
    for want, got in zip(expected, value, strict=True):
        want = np.asarray(want)
        got = _assert_form(got, want, case)
        if judge.get("name") == "rounded":
            assert (np.abs(want - got) <= 0.5 + 1e-6).all(), case["name"]
        elif want.dtype.kind == _FLOAT:
            rtol, atol = judge.get("rtol", 1e-5), judge.get("atol", 1e-4)
            np.testing.assert_allclose(got, want, rtol=rtol, atol=atol, err_msg=case["name"])
        else:
            np.testing.assert_array_equal(got, want, err_msg=case["name"])


def _assert_form(value: Any, want: np.ndarray, case: dict[str, Any]) -> np.ndarray:
    """Shape and kind of numbers."""
    assert value is not None and not isinstance(value, (list, tuple, str)), case["name"]
    got = np.asarray(value)
    assert got.shape == want.shape, f"{case['name']}: {got.shape}, not {want.shape}"
    whole = case.get("judge", {}).get("name") == "rounded" or want.dtype.kind in _WHOLE
    kinds = _WHOLE if whole else _FLOAT + _WHOLE if not want.shape else _FLOAT
    assert got.dtype.kind in kinds, f"{case['name']}: {got.dtype}"
    return got
