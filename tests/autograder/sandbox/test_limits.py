"""Limits: their numbers and how an instructor changes them."""

from __future__ import annotations

from dataclasses import fields

import pytest

from autograder.sandbox.limits import Limits


def test_changes_are_written_with_units():
    limits = Limits().change(("memory=1.5G", "cell-seconds = 2.5", "output=10k", "processes=7"))
    assert (limits.memory, limits.cell_seconds) == (3 << 29, 2.5)
    assert (limits.output, limits.processes) == (10 << 10, 7)
    assert limits.frames == Limits().frames


@pytest.mark.parametrize("text", ["memory", "speed=1", "=1", "memory=", "memory=much", "cell=1"])
def test_a_change_that_is_none_says_so(text):
    with pytest.raises(ValueError, match="must be"):
        Limits().change((text,))


@pytest.mark.parametrize("value", [0, -1, float("nan"), float("inf"), "1", None])
def test_every_limit_is_a_number_above_zero(value):
    for item in fields(Limits):
        with pytest.raises(ValueError, match=item.name):
            Limits(**{item.name: value})


def test_a_record_of_them_is_plain():
    assert Limits(**Limits().as_dict()) == Limits()
