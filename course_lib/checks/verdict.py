"""What a judge says, and what it says first: is the value of the right kind at all?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from course_lib.checks.plain import Plain

KINDS = {"b": "booleans", "i": "integers", "u": "integers", "f": "floats", "c": "complex numbers"}


@dataclass(frozen=True)
class Verdict:
    """What a judge says of one case.

    Attributes
    ----------
    ok : bool
    reason : str
        What is wrong, in one sentence; empty when `ok`.
    kind : str
        ``"ok"``, ``"stub"``, ``"timeout"``, ``"forbidden"``, ``"raised"``, ``"form"`` (shape, type,
        kind of numbers), ``"changed"``, ``"values"`` or ``"property"``.
    where : int
        Which output is wrong, for a function of several.
    failed : tuple of str
        Names of properties that do not hold.
    """

    ok: bool
    reason: str = ""
    kind: str = "ok"
    where: int = 0
    failed: tuple[str, ...] = ()


def nothing() -> Verdict:
    return Verdict(False, "The function returned None. Did you forget to return?", "form")


def described(value: Plain) -> str:
    if value.kind == "array" and value.array is not None and value.array.ndim:
        what = "a sparse matrix" if value.type_name == "sparse matrix" else "an array"
        return f"{what} of shape {value.array.shape}"
    article = "an" if value.type_name[:1].lower() in "aeiou" else "a"
    return f"{article} {value.type_name}"


def form_fault(name: str, want: np.ndarray, got: Plain, exact_kind: bool = True) -> Verdict | None:
    """What is wrong with type, shape, kind of numbers or NaN; None if nothing is."""
    shape = want.shape
    if got.kind == "none":
        return nothing()
    if got.kind == "sequence" or got.kind == "other" and got.type_name in ("list", "tuple"):
        hint = f"np.array({name})" if shape else "the number itself"
        wish = f"a NumPy array of shape {shape}" if shape else "one number"
        return Verdict(
            False, f"`{name}` should be {wish}, got {described(got)}: return {hint}.", "form"
        )
    if got.kind == "other" or got.array is None:
        wish = f"a NumPy array of numbers of shape {shape}" if shape else "one number"
        return Verdict(False, f"`{name}` should be {wish}, got {described(got)}.", "form")
    array = got.array
    if array.shape != shape:
        wish = f"should have shape {shape}" if shape else "should be one number"
        found = f"got {array.shape}" if array.shape else f"got one number, {array.item()}"
        return Verdict(False, f"`{name}` {wish}, {found}.", "form")
    if array.dtype.kind in "fc":
        bad = ~np.isfinite(array)
        if want.dtype.kind in "fc":
            bad &= np.isfinite(want)
        if bad.any():
            word = "NaN" if np.isnan(array[bad]).any() else "infinite values"
            at = f", first at {index_text(bad)}" if shape else ""
            return Verdict(False, f"`{name}` contains {word}{at}.", "form")
    wanted_kind, kind = KINDS[want.dtype.kind], KINDS[array.dtype.kind]
    # An integer is a fine float where one number is asked for: 5 for 5.0.
    lenient = not shape and wanted_kind == "floats" and kind == "integers"
    if exact_kind and kind != wanted_kind and not lenient:
        return Verdict(False, f"`{name}` should hold {wanted_kind}, got {array.dtype}.", "form")
    if not exact_kind and kind != "integers":
        return Verdict(
            False, f"`{name}` should be a uint8 picture, got {array.dtype}: round, then convert.",
            "form",
        )  # fmt: skip
    return None


def index_text(mask: np.ndarray) -> str:
    index = np.unravel_index(int(np.argmax(mask)), mask.shape)
    return "[" + ", ".join(str(int(i)) for i in index) + "]"


def short(value: Any) -> str:
    return f"{value:.6g}" if isinstance(value, float) else str(value)
