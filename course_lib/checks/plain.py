"""What a student's function returned, as plain data.

Everything that judges works on these values only: never on a student's object, its ``__eq__`` or
its ``__array__`` tricks. A value crosses a process border as dtype, shape and bytes.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from course_lib.checks.structures import sparse_to_dense

MAX_ELEMENTS = 50_000_000
"""Largest array that is looked at; a larger one is told by its shape."""


@dataclass(frozen=True)
class Plain:
    """One returned value.

    Attributes
    ----------
    kind : {"array", "sequence", "none", "other"}
        ``"array"`` for arrays, NumPy and Python numbers, torch tensors and SciPy's sparse matrices,
        whose type name is "sparse matrix"; ``"sequence"`` for tuples and lists; ``"other"`` for
        what cannot be judged.
    type_name : str
        What the student returned, in words for a sentence: ``"list"``, ``"torch tensor"``.
    array : ndarray or None
        The numbers, for ``kind == "array"``; a base-class array of a non-object dtype.
    items : tuple of Plain
        The parts, for ``kind == "sequence"``.
    """

    kind: str
    type_name: str
    array: np.ndarray | None = None
    items: tuple[Plain, ...] = field(default=())


def to_plain(value: Any, depth: int = 0) -> Plain:
    """Turn a returned object into plain data, without trusting its methods.

    Parameters
    ----------
    value : object
        Anything a function may return.

    Returns
    -------
    Plain
    """
    kind = type(value)
    name = kind.__name__
    if value is None:
        return Plain("none", "None")
    if kind in (bool, int, float, complex):
        if kind is int and not -(2**63) <= value < 2**63:
            return Plain("other", "int beyond 64 bits")
        return Plain("array", name, np.asarray(value))
    if isinstance(value, np.generic):
        return _array(np.asarray(value), f"numpy.{name}")
    if isinstance(value, np.ndarray):
        # A subclass's own operators are left behind: only its buffer is looked at.
        label = "array" if kind is np.ndarray else f"{name} (an array subclass)"
        masked = isinstance(value, np.ma.MaskedArray)
        return Plain("other", "masked array") if masked else _array(np.asarray(value), label)
    torch = sys.modules.get("torch")
    if torch is not None and isinstance(value, torch.Tensor):
        return _tensor(value)
    dense = sparse_to_dense(value)
    if dense is not None:
        if isinstance(dense, str):
            return Plain("other", dense)
        return _array(dense, "sparse matrix")
    if isinstance(value, (tuple, list)):
        if depth >= 2 or len(value) > 100_000:
            return Plain("other", f"{name} of {len(value)} items")
        if len(value) > 16:  # a long list is never a tuple of outputs; its items are not needed
            return Plain("sequence", name)
        return Plain("sequence", name, items=tuple(to_plain(item, depth + 1) for item in value))
    return Plain("other", name)


def _array(array: np.ndarray, name: str) -> Plain:
    if array.dtype.kind not in "biufc":
        words = "object array" if array.dtype == object else f"array of dtype {array.dtype}"
        return Plain("other", words)
    if array.size > MAX_ELEMENTS:
        return Plain("other", f"array of shape {array.shape}, too large to look at")
    return Plain("array", name, np.array(array, copy=True, order="C", subok=False))


def _tensor(tensor: Any) -> Plain:
    try:
        return _array(tensor.detach().cpu().numpy(), "torch tensor")
    except (TypeError, RuntimeError):
        return Plain("other", "torch tensor that NumPy cannot hold")
