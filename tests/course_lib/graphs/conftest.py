"""Graphs that several tests use."""

from __future__ import annotations

import numpy as np
import pytest


@pytest.fixture
def random_weights():
    """`random_weights(seed, n, density)`: dense symmetric weights, nothing on the diagonal."""

    def make(seed: int, n: int, density: float = 1.0) -> np.ndarray:
        rng = np.random.default_rng(seed)
        upper = np.triu(rng.uniform(0.05, 1, (n, n)) * (rng.random((n, n)) < density), 1)
        return upper + upper.T

    return make
