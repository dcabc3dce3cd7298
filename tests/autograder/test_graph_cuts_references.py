"""The references of unit 04 against networkx, SciPy and hypothesis."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse
from scipy.linalg import eigh
from scipy.spatial.distance import cdist

from autograder.exercises import graph_cuts as unit
from autograder.exercises.graph_cuts.common import LONELY, on_a_line, random_graph

SEEDS = st.integers(0, 10_000)


def problem(seed, n=8):
    rng = np.random.default_rng(seed)
    side = rng.uniform(size=n) < 0.5
    side[:2] = [True, False]
    return random_graph(rng, n), side


def graph_of(weights):
    return nx.from_numpy_array(weights)


@pytest.mark.parametrize("seed", range(5))
def test_affinity_against_scipy(seed):
    features = np.random.default_rng(seed).uniform(0, 255, (9, 3))
    np.testing.assert_allclose(
        unit.affinity(features, 6.0), np.exp(-cdist(features, features) / 72), atol=1e-12
    )


@pytest.mark.parametrize("radius", [1.5, 2, 2.3, 3])
def test_radius_graph_against_all_pairs(radius):
    gray = np.random.default_rng(3).uniform(0, 1, (5, 7))
    found = unit.radius_graph(gray, 0.3, 2.0, radius)
    places = np.argwhere(np.ones_like(gray))
    distance = cdist(places, places)
    light = cdist(gray.reshape(-1, 1), gray.reshape(-1, 1))
    want = np.exp(-(light**2) / 0.09 - distance**2 / 4)
    want[(distance >= radius) | (distance == 0)] = 0
    assert sparse.issparse(found) and found.format == "csr"
    np.testing.assert_allclose(found.toarray(), want, atol=1e-12)


@settings(max_examples=80)
@given(SEEDS)
def test_costs_against_networkx(seed):
    weights, side = problem(seed)
    network, part = graph_of(weights), set(np.flatnonzero(side).tolist())
    assert unit.cut_cost(weights, side) == pytest.approx(
        nx.cut_size(network, part, weight="weight")
    )
    assert unit.assoc(weights, side) == pytest.approx(nx.volume(network, part, weight="weight"))
    ncut = unit.ncut_cost(weights, side)
    assert ncut == pytest.approx(nx.normalized_cut_size(network, part, weight="weight"))
    assert ncut == pytest.approx(unit.ncut_cost(weights, ~side))
    assert ncut == pytest.approx(unit.ncut_cost(sparse.csr_matrix(weights), side))


@settings(max_examples=30)
@given(SEEDS)
def test_min_cut_against_stoer_and_wagner(seed):
    weights, _ = problem(seed)
    side, cost = unit.brute_force_min_cut(weights)
    assert side.any() and not side.all()
    assert cost == pytest.approx(nx.stoer_wagner(graph_of(weights))[0])
    assert cost == pytest.approx(unit.cut_cost(weights, side))


@settings(max_examples=60)
@given(SEEDS)
def test_eigenvector_against_the_generalised_problem(seed):
    weights, side = problem(seed)
    degree = np.diag(weights.sum(axis=1))
    values = eigh(degree - weights, degree, eigvals_only=True)
    y = unit.second_eigenvector(weights)
    np.testing.assert_allclose((degree - weights) @ y, values[1] * degree @ y, atol=1e-9)
    # The relaxation: no cut has a smaller NCut than the second eigenvalue.
    assert unit.ncut_cost(weights, side) >= values[1] - 1e-9


@settings(max_examples=40)
@given(SEEDS)
def test_the_split_is_the_best_of_its_thresholds(seed):
    weights, _ = problem(seed)
    y = unit.second_eigenvector(weights)
    cost = unit.ncut_cost(weights, unit.best_split(weights, y))
    for i in range(1, 21):
        t = y.min() + i * (y.max() - y.min()) / 21
        assert cost <= unit.ncut_cost(weights, y > t) + 1e-12


def test_min_cut_takes_the_lonely_vertex_and_ncut_does_not():
    side, _ = unit.brute_force_min_cut(LONELY)
    assert min(side.sum(), (~side).sum()) == 1
    split = unit.best_split(LONELY, unit.second_eigenvector(LONELY))
    assert sorted([split.sum(), (~split).sum()]) == [3, 4]


@pytest.mark.parametrize("seed", range(6))
def test_recursive_splits_find_groups(seed):
    rng = np.random.default_rng(seed)
    truth = rng.permutation(np.repeat([0, 1, 2], 5))
    places = 7.0 * truth + rng.uniform(0, 0.8, 15)
    labels = unit.recursive_ncut(on_a_line(places), 0.4, 2)
    pairs = labels[:, None] == labels[None]
    np.testing.assert_array_equal(pairs, truth[:, None] == truth[None])
