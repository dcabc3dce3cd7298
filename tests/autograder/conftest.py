"""A class without submissions, made once for all tests that need one."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.class_folder import ClassFolder
from tests.autograder.small_class import copy_of, empty_class


@pytest.fixture(scope="session")
def untouched_class(tmp_path_factory) -> ClassFolder:
    """Read only: copy it."""
    return empty_class(tmp_path_factory.mktemp("class") / "untouched")


@pytest.fixture
def place(untouched_class: ClassFolder, tmp_path: Path) -> ClassFolder:
    """A class without submissions."""
    return copy_of(untouched_class, tmp_path / "class")
