"""What tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.release import Release, release
from tests.autograder.small_project import make_project


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small instructor's project."""
    return make_project(tmp_path / "project")


@pytest.fixture(scope="session")
def released(tmp_path_factory) -> Release:
    """The small project, released once; read only."""
    folder = make_project(tmp_path_factory.mktemp("released") / "project")
    return release(root=folder)
