"""For the length of a call, names that an exercise forbids answer with a sentence.

This guides an honest student; it is no wall. The grader's walls are its processes, and a static
look at the answer cell reports forbidden names for review.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Any

from course_lib.checks.factories import STAND_INS


class ForbiddenCall(Exception):
    """A student's function used a library call that would be the answer."""


class _Stub(ModuleType):
    """Stands where a forbidden module or function stood; using it in any way raises."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.__dict__["forbidden_name"] = name

    def _refuse(self) -> None:
        raise ForbiddenCall(
            f"{self.__dict__['forbidden_name']} is what this exercise asks you to write, "
            "so it may not be used here."
        )

    def __getattr__(self, attribute: str) -> Any:
        if attribute.startswith("__") and attribute.endswith("__"):
            raise AttributeError(attribute)  # the import system asks for these
        self._refuse()

    def __call__(self, *_args: Any, **_kwargs: Any) -> Any:
        self._refuse()


@contextlib.contextmanager
def forbidden(names: list[str], namespace: dict[str, Any]) -> Iterator[None]:
    """Replace every forbidden name by a stub that explains itself, and put all back at the end.

    Parameters
    ----------
    names : list of str
        Dotted names of modules or functions: ``"sklearn.cluster"``, ``"cv2.kmeans"``.
    namespace : dict
        The globals of the student's function; names imported there earlier are covered too.
    """
    undo: list[tuple[dict[str, Any], str, Any]] = []

    def put(table: dict[str, Any], key: str, value: Any) -> None:
        undo.append((table, key, table.get(key, undo)))
        table[key] = value

    prefixes = tuple(name + "." for name in names)
    loaded_below = [m for m in list(sys.modules) if m.startswith(prefixes)] if names else []
    try:
        for name in names:
            stub = _Stub(name)
            parent_name, _, last = name.rpartition(".")
            parent = sys.modules.get(parent_name)
            real = getattr(parent, last, None) if parent is not None else None
            is_module = name in sys.modules or real is None or isinstance(real, ModuleType)
            if is_module:
                put(sys.modules, name, stub)
                for loaded in loaded_below:
                    if loaded.startswith(name + "."):
                        put(sys.modules, loaded, stub)
            if parent is not None:
                put(vars(parent), last, stub)
            for key, value in list(namespace.items()):
                if key.startswith("__") or isinstance(value, _Stub):
                    continue
                if any(value is helper for helper in STAND_INS.values()):
                    continue  # put there by the check itself
                if (real is not None and value is real) or (is_module and _comes_from(value, name)):
                    put(namespace, key, stub)
        yield
    finally:
        for table, key, value in reversed(undo):
            if value is undo:
                table.pop(key, None)
            else:
                table[key] = value


def _comes_from(value: Any, module: str) -> bool:
    """Whether a module, class or function was defined in `module`; instances are left alone."""
    if isinstance(value, ModuleType):
        home = value.__name__
    elif isinstance(value, type) or callable(value):
        try:
            home = getattr(value, "__module__", None)
        except Exception:  # a student's object may do anything in its __getattr__
            return False
    else:
        return False
    return isinstance(home, str) and (home == module or home.startswith(module + "."))
