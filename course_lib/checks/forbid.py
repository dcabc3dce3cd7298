"""For the length of a call, names that an exercise forbids answer with a sentence.

This guides an honest student; it is no wall. The grader's walls are its processes, and a static
look at the answer cell reports forbidden names for review.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from types import FunctionType, ModuleType
from typing import Any, NoReturn

from course_lib.checks.factories import STAND_INS


class ForbiddenCall(Exception):
    """A student's function used a library call that would be the answer."""


class _Stub(ModuleType):
    """Stands where a forbidden module or function stood; using it in any way raises."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.__dict__["forbidden_name"] = name
        self.__dict__["__path__"] = []  # so that the finder is asked for what lies below

    def refuse(self) -> NoReturn:
        """Say why not."""
        raise ForbiddenCall(
            f"{self.__dict__['forbidden_name']} is what this exercise asks you to write, "
            "so it may not be used here."
        )

    def __getattr__(self, attribute: str) -> Any:
        if attribute.startswith("__") and attribute.endswith("__"):
            raise AttributeError(attribute)  # the import system asks for these
        self.refuse()

    def __call__(self, *_args: Any, **_kwargs: Any) -> Any:
        self.refuse()


class _Finder:
    """Refuses to load a module below a forbidden one."""

    def __init__(self, stubs: dict[str, _Stub]) -> None:
        self.stubs = stubs

    def find_spec(self, name: str, *_: Any) -> None:
        stub = _stub_of(name, self.stubs)
        if stub is not None:
            stub.refuse()


@contextlib.contextmanager
def forbidden(names: list[str], namespace: dict[str, Any]) -> Iterator[None]:
    """Replace every forbidden name by a stub that explains itself, and put all back at the end.

    No module is loaded for it. It costs about a millisecond, so it is put around all calls of an
    exercise rather than around each.

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

    stubs = {name: _Stub(name) for name in names}
    modules: dict[str, _Stub] = {}
    known: dict[int, _Stub] = {}
    finder = _Finder(modules)
    sys.meta_path.insert(0, finder)
    try:
        for name, stub in stubs.items():
            parent_name, _, last = name.rpartition(".")
            parent = sys.modules.get(parent_name)
            # not getattr: some packages load half of themselves when asked
            real = vars(parent).get(last) if parent is not None else None
            if real is not None:
                known[id(real)] = stub
            if name in sys.modules or real is None or isinstance(real, ModuleType):
                modules[name] = stub
                for loaded in _loaded_below(sys.modules.get(name)):
                    put(sys.modules, loaded, stub)
                put(sys.modules, name, stub)
            if parent is not None:
                put(vars(parent), last, stub)
        helpers = {id(helper) for helper in STAND_INS.values()}  # put there by the check itself
        for key, value in list(namespace.items()) if names else []:
            if key.startswith("__") or isinstance(value, _Stub) or id(value) in helpers:
                continue
            stub = known.get(id(value)) or _stub_of(_home(value), modules) or _lazy(value, stubs)
            if stub is not None:
                put(namespace, key, stub)
        yield
    finally:
        sys.meta_path[:] = [one for one in sys.meta_path if one is not finder]
        for table, key, value in reversed(undo):
            if value is undo:
                table.pop(key, None)
            else:
                table[key] = value


def _loaded_below(package: Any) -> Iterator[str]:
    """Names of modules that were loaded below a package.

    It looks into the package rather than through all that is loaded: in a process that was forked
    every object that is looked at costs a page.
    """
    if not isinstance(package, ModuleType) or isinstance(package, _Stub):
        return
    for value in list(vars(package).values()):
        name = getattr(value, "__name__", "") if isinstance(value, ModuleType) else ""
        if name.startswith(package.__name__ + ".") and sys.modules.get(name) is value:
            yield name
            yield from _loaded_below(value)


def _stub_of(module: str, stubs: dict[str, _Stub]) -> _Stub | None:
    """The stub of the forbidden module that a module is or lies in."""
    while module:
        if module in stubs:
            return stubs[module]
        module = module.rpartition(".")[0]
    return None


def _home(value: Any) -> str:
    """The module that a module, class or function was defined in; instances have none."""
    if isinstance(value, ModuleType):
        return value.__name__
    if not callable(value):
        return ""
    try:
        home = getattr(value, "__module__", None)
    except Exception:  # a student's object may do anything in its __getattr__
        return ""
    return home if type(home) is str else ""


def _lazy(value: Any, stubs: dict[str, _Stub]) -> _Stub | None:
    """The stub of a function that its package hands out without keeping it under its name."""
    if not isinstance(value, FunctionType):
        return None
    home = value.__module__ or ""
    for name, stub in stubs.items():
        package, _, last = name.rpartition(".")
        if value.__name__ == last and (home + ".").startswith(package + "."):
            return stub
    return None
