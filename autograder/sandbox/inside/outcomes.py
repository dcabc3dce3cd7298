"""What a call did, as a tree for the wire and back; the way back believes nothing."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from course_lib.checks.plain import Plain
from course_lib.checks.probe import Outcome

from .wire import DTYPES, WireError

STATUSES = {"returned", "raised", "stub", "timeout", "forbidden", "exited", "crashed"}
KINDS = {"array", "sequence", "none", "other"}
TEXT = 400
_CONTROL = re.compile(r"[^\S ]|[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")


def digest(array: np.ndarray) -> str:
    """A fingerprint of an array's dtype, shape and numbers."""
    number = hashlib.blake2b(array.tobytes(), digest_size=16).hexdigest()
    return f"{array.dtype.str} {array.shape} {number}"


def ends(outcomes: list[Outcome]) -> bool:
    """Whether no further case is asked after these."""
    return outcomes[-1].status in ("stub", "timeout", "forbidden")


def to_tree(outcome: Outcome) -> dict[str, Any]:
    """An outcome as a tree of plain values; what is as by default is left out.

    Of the inputs that the call was to leave alone it holds fingerprints: what has changed is found
    outside.
    """
    tree = {
        "status": outcome.status,
        "value": None if outcome.value is None else _plain(outcome.value),
        "error": outcome.error[:TEXT],
        "error_kinds": [kind[:TEXT] for kind in outcome.error_kinds[:16]],
        "message": outcome.message[:TEXT],
        "printed": outcome.printed,
        "plotted": outcome.plotted,
        "warned": outcome.warned[:TEXT],
        "seconds": outcome.seconds,
    }
    after = {name: digest(array) for name, array in outcome.after.items()}
    return {name: value for name, value in tree.items() if value} | {"after": after}


def _plain(value: Plain) -> dict[str, Any]:
    tree: dict[str, Any] = {"kind": value.kind, "type_name": value.type_name[:TEXT]}
    if value.array is not None:
        tree["array"] = _sendable(value.array)
    if value.items:
        tree["items"] = [_plain(item) for item in value.items]
    return tree


def _sendable(array: np.ndarray) -> np.ndarray:
    """An array in the nearest dtype that the wire carries: no other byte order, no long double."""
    if array.dtype.str in DTYPES:
        return array
    size = min(array.dtype.itemsize, 16 if array.dtype.kind == "c" else 8)
    return array.astype(f"{array.dtype.kind}{size}")


def from_tree(tree: Any, inputs: Mapping[str, str]) -> Outcome:
    """An outcome from a received tree.

    Parameters
    ----------
    tree : object
    inputs : mapping of str to str
        Fingerprints of the inputs that the call was to leave alone.

    Raises
    ------
    WireError
        If it is none.
    """
    if not isinstance(tree, dict) or not {"status", "after"} <= tree.keys() <= FIELDS.keys():
        raise WireError("an outcome with wrong fields")
    if not all(FIELDS[name](value) for name, value in tree.items()):
        raise WireError("an outcome with wrong values")
    value, after = tree.get("value"), tree["after"]
    if (value is not None) != (tree["status"] == "returned"):
        raise WireError("an outcome with wrong values")
    return Outcome(
        tree["status"],
        None if value is None else _to_plain(value, 0),
        error=one_line(tree.get("error", ""), 80),
        error_kinds=tuple(one_line(kind, 80) for kind in tree.get("error_kinds", ())),
        message=one_line(tree.get("message", "")),
        changed=tuple([name for name, mark in inputs.items() if not _is(after.get(name), mark)]),
        printed=tree.get("printed", False),
        plotted=tree.get("plotted", False),
        warned=one_line(tree.get("warned", "")),
        seconds=float(tree.get("seconds", 0.0)),
    )


def _is(value: Any, text: str) -> bool:
    """Whether something is this text; an array would be compared number by number."""
    return isinstance(value, str) and value == text


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_bool(value: Any) -> bool:
    return type(value) is bool


def _are_names(value: Any) -> bool:
    return isinstance(value, list) and len(value) <= 64 and all(map(_is_text, value))


FIELDS: dict[str, Callable[[Any], bool]] = {
    "status": lambda value: isinstance(value, str) and value in STATUSES,
    "value": lambda _: True,  # looked at when it is read
    "after": lambda value: isinstance(value, dict),
    "error": _is_text,
    "error_kinds": _are_names,
    "message": _is_text,
    "printed": _is_bool,
    "plotted": _is_bool,
    "warned": _is_text,
    "seconds": lambda value: type(value) in (int, float) and 0 <= value < 1e6,
}
"""The fields of an outcome, and whether a value is one for it."""


def one_line(text: str, most: int = TEXT) -> str:
    """Text of a student's choice without what moves a terminal's cursor or turns its order."""
    if text.isascii() and text.isprintable():  # as nearly all is
        return text[:most]
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text[:most])


def _to_plain(tree: Any, depth: int) -> Plain:
    parts = {"kind", "type_name", "array", "items"}
    if not isinstance(tree, dict) or not {"kind", "type_name"} <= set(tree) <= parts:
        raise WireError("a value with wrong fields")
    tree = {"array": None, "items": [], **tree}
    kind, name, array, items = tree["kind"], tree["type_name"], tree["array"], tree["items"]
    good = (
        isinstance(kind, str)
        and kind in KINDS
        and isinstance(name, str)
        and isinstance(items, list)
        and len(items) <= 16
        and depth <= 3
        and (kind == "array") == isinstance(array, np.ndarray)
        and (kind == "array" or array is None)
        and (kind == "sequence" or not items)
    )
    if not good:
        raise WireError("a value with wrong parts")
    inner = tuple(_to_plain(item, depth + 1) for item in items)
    return Plain(kind, one_line(name, 80), array, inner)


def without_words(outcome: Outcome, kinds: frozenset[str], types: frozenset[str]) -> Outcome:
    """An outcome without words of the student's choice: for hidden cases.

    A message, a class's name or a warning could carry a hidden input out.

    Parameters
    ----------
    outcome : Outcome
    kinds, types : frozenset of str
        Names of exceptions and of types that stay.
    """
    value = outcome.value
    if value is not None:
        value = _without_names(value, types)
    return replace(
        outcome,
        value=value,
        error=outcome.error if outcome.error in kinds else "an exception" * bool(outcome.error),
        error_kinds=tuple(kind for kind in outcome.error_kinds if kind in kinds),
        message="",
        warned="",
    )


def _without_names(value: Plain, types: frozenset[str]) -> Plain:
    name = value.type_name if value.type_name in types else "object"
    return replace(
        value, type_name=name, items=tuple(_without_names(item, types) for item in value.items)
    )
