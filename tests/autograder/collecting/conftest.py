"""What the tests of collecting share."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def room(tmp_path: Path) -> Path:
    """A class's folder."""
    (tmp_path / "class").mkdir()
    return tmp_path / "class"
