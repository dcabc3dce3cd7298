"""What tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from autograder.release import Release, release
from tests.autograder.small_project import make_project

# A run of the suite says the same today and tomorrow; HYPOTHESIS_PROFILE=default searches anew.
# Neither fails because a machine is slow.
_TIMELESS = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("repeatable", derandomize=True, **_TIMELESS)
settings.register_profile("default", **_TIMELESS)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small instructor's project."""
    return make_project(tmp_path / "project")


@pytest.fixture(scope="session")
def released(tmp_path_factory) -> Release:
    """The small project, released once; read only."""
    folder = make_project(tmp_path_factory.mktemp("released") / "project")
    return release(root=folder)
