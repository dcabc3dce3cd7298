"""Builders of inputs that are neither arrays nor JSON, and stand-ins for exercises built upon.

A pack names a factory with its arguments, ``{"$make": "rng", "seed": 3}``, and never holds the
object. A stand-in takes the place of a student's helper that failed its own check, so that an
exercise that uses it is judged on its own merits.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from scipy import sparse

from course_lib import clustering as engine
from course_lib import graphs, thermal


def make(spec: dict[str, Any]) -> Any:
    """Build the object that a pack's ``{"$make": name, …}`` stands for.

    Raises
    ------
    ValueError
        If the name is none of the factories.
    """
    arguments = {key: value for key, value in spec.items() if key != "$make"}
    name = spec["$make"]
    if name not in _FACTORIES:
        raise ValueError(f"factory must be one of {sorted(_FACTORIES)}, got {name!r}")
    return _FACTORIES[name](**arguments)


def build_inputs(inputs: dict[str, Any]) -> dict[str, Any]:
    """Fresh, writable inputs for one call; nothing is shared with the pack or another call."""
    return {name: _fresh(value) for name, value in inputs.items()}


def _fresh(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return value.copy()
    if isinstance(value, dict):
        if "$make" in value:
            return make(value)
        return {key: _fresh(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(_fresh(item) for item in value)
    return value


def _assign_labels(features: np.ndarray, means: np.ndarray) -> np.ndarray:
    return engine.nearest_means(features, means)


def _update_means(features: np.ndarray, labels: np.ndarray, means: np.ndarray) -> np.ndarray:
    return engine.cluster_means(features, labels, means)


def _feature_distance(fi: np.ndarray, fj: np.ndarray) -> float:
    return float(np.linalg.norm(np.asarray(fi, float) - np.asarray(fj, float)))


def _within_cluster_error(features: np.ndarray, labels: np.ndarray, means: np.ndarray) -> float:
    return engine.squared_error(features, labels, means)


def _kmeans(
    features: np.ndarray, means: np.ndarray, epsilon: float = 0.5, max_iter: int = 100
) -> tuple[np.ndarray, np.ndarray, int]:
    result = engine.run_kmeans(features, means, epsilon=epsilon, max_steps=max_iter)
    return result.labels, result.means, result.steps


def _init_random(
    features: np.ndarray, k: int, min_distance: float, rng: np.random.Generator
) -> np.ndarray:
    return engine.start_random(features, k, min_distance=min_distance, rng=rng)


def _pairwise_distances(points: np.ndarray) -> np.ndarray:
    return np.linalg.norm(points[:, None] - points, axis=-1)


def _proximity_affinity(points: np.ndarray, sigma: float) -> np.ndarray:
    return np.exp(-np.square(_pairwise_distances(points) / sigma) / 2)


def _group(affinity: np.ndarray, threshold: float) -> np.ndarray:
    linked = (affinity >= threshold) | np.eye(len(affinity), dtype=bool)
    labels = np.arange(len(affinity))
    for _ in labels:  # the lowest number of a group spreads at least one item a round
        labels = np.where(linked, labels[None], len(labels)).min(axis=1)
    return labels


def _second_eigenvector(weights: Any) -> np.ndarray:
    return graphs.ncut_eigenvectors(weights).vectors[:, 0]


def _best_split(weights: Any, y: np.ndarray, n_thresholds: int = 20) -> np.ndarray:
    return graphs.threshold_split(weights, y, thresholds=n_thresholds).side


def _in_window(features: np.ndarray, mean: np.ndarray, radius: float) -> np.ndarray:
    return np.sqrt(((np.asarray(features) - mean) ** 2).sum(axis=1)) <= radius


def _shift(features: np.ndarray, mean: np.ndarray, radius: float) -> np.ndarray:
    start = np.asarray(mean)[None]
    return engine.run_mean_shift(features, radius, starts=start, max_steps=1).modes[0]


def _climb(
    features: np.ndarray,
    start: np.ndarray,
    radius: float,
    epsilon: float = 1e-3,
    max_iter: int = 300,
) -> np.ndarray:
    way = [np.asarray(start, float)]
    for _ in range(max_iter):
        way.append(_shift(features, way[-1], radius))
        if np.linalg.norm(way[-1] - way[-2]) < epsilon:
            break
    return np.array(way)


def _find_modes(features: np.ndarray, radius: float, epsilon: float) -> np.ndarray:
    return engine.run_mean_shift(features, radius, epsilon=epsilon, max_steps=300).modes


def _merge_modes(modes: np.ndarray, radius: float) -> tuple[np.ndarray, np.ndarray]:
    return engine.join_modes(modes, radius / 2)


_FACTORIES: dict[str, Callable[..., Any]] = {
    "rng": lambda seed: np.random.default_rng(seed),
    "csr": lambda dense: sparse.csr_matrix(dense),
}

STAND_INS: dict[str, Callable[..., Any]] = {
    "feature_distance": _feature_distance,
    "within_cluster_error": _within_cluster_error,
    "assign_labels": _assign_labels,
    "update_means": _update_means,
    "kmeans": _kmeans,
    "init_random": _init_random,
    "cut_cost": graphs.cut_value,
    "assoc": graphs.association,
    "ncut_cost": graphs.ncut_value,
    "second_eigenvector": _second_eigenvector,
    "best_split": _best_split,
    "pairwise_distances": _pairwise_distances,
    "proximity_affinity": _proximity_affinity,
    "group": _group,
    "in_window": _in_window,
    "shift": _shift,
    "climb": _climb,
    "find_modes": _find_modes,
    "merge_modes": _merge_modes,
    "distort": thermal.distort,
}
"""Engine-backed helpers by exercise name; every exercise forbids them to the student's own code."""
