"""Costs against loops; cheapest cuts against brute force, networkx and SciPy's flow."""

from __future__ import annotations

import itertools

import networkx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse
from scipy.sparse.csgraph import maximum_flow

from course_lib.graphs import (
    association,
    cut_value,
    global_min_cut,
    min_cut,
    multiway_ncut_value,
    ncut_value,
    pixel_graph,
)
from course_lib.images import photo, to_gray


@st.composite
def graphs(draw, least=2, most=8, highest=6):
    """Small whole weights, zeros often, so that ties and parts without edges are frequent."""
    n = draw(st.integers(least, most))
    number = st.one_of(st.just(0), st.integers(0, highest))
    values = draw(st.lists(number, min_size=n * (n - 1) // 2, max_size=n * (n - 1) // 2))
    weights = np.zeros((n, n))
    weights[np.triu_indices(n, 1)] = values
    return weights + weights.T


def plain_cut(weights, side):
    n = len(weights)
    pairs = itertools.combinations(range(n), 2)
    return sum(weights[i][j] for i, j in pairs if side[i] != side[j])


def all_sides(n):
    """Every way to part n vertices into two sides that are not empty; vertex 0 is False."""
    for bits in itertools.product([False, True], repeat=n - 1):
        if any(bits):
            yield np.array([False, *bits])


@settings(max_examples=80)
@given(graphs(), st.data(), st.booleans())
def test_costs_are_the_definitions(weights, data, as_sparse):
    n = len(weights)
    side = np.array(data.draw(st.lists(st.booleans(), min_size=n, max_size=n)))
    given_weights = sparse.csr_matrix(weights) if as_sparse else weights
    cut = plain_cut(weights, side)
    assert cut_value(given_weights, side) == cut_value(given_weights, ~side) == cut
    inside = sum(weights[u][v] for u in range(n) for v in range(n) if side[u])
    outside = sum(weights[u][v] for u in range(n) for v in range(n) if not side[u])
    assert association(given_weights, side) == inside
    expected = np.inf if inside == 0 or outside == 0 else cut / inside + cut / outside
    assert ncut_value(given_weights, side) == pytest.approx(expected, rel=1e-12)
    assert ncut_value(given_weights, ~side) == pytest.approx(expected, rel=1e-12)
    assert ncut_value(given_weights, side) in (np.inf,) or ncut_value(weights, side) <= 2 + 1e-12
    if side.any() and not side.all():
        assert multiway_ncut_value(weights, side + 5) == ncut_value(weights, side)


def test_each_edge_is_counted_once_and_one_inside_twice():
    weights = np.zeros((4, 4))
    for i, j, w in [(0, 1, 5), (1, 2, 2), (2, 3, 7)]:
        weights[i, j] = weights[j, i] = w
    side = np.array([True, True, False, False])
    assert cut_value(weights, side) == 2
    assert association(weights, side) == 12
    assert ncut_value(weights, side) == pytest.approx(2 / 12 + 2 / 16)
    assert multiway_ncut_value(weights, [0, 0, 4, 9]) == pytest.approx(2 / 12 + 9 / 9 + 7 / 7)


@settings(max_examples=60)
@given(graphs(most=7))
def test_global_cut_is_the_best_of_all(weights):
    cheapest = min(plain_cut(weights, side) for side in all_sides(len(weights)))
    found = global_min_cut(weights)
    assert found.cost == plain_cut(weights, found.side) == cheapest
    assert 0 < found.side.sum() <= len(weights) / 2


@pytest.mark.parametrize("seed", range(12))
def test_global_cut_agrees_with_networkx(random_weights, seed):
    weights = random_weights(seed, 40, [0.08, 0.2, 1.0][seed % 3])
    graph = networkx.from_numpy_array(weights)
    found = global_min_cut(weights)
    if networkx.is_connected(graph):
        expected, _ = networkx.stoer_wagner(graph)
        assert found.cost == pytest.approx(expected, rel=1e-12)
    else:
        assert found.cost == 0
    assert plain_cut(weights, found.side) == pytest.approx(found.cost, abs=1e-12)


def test_global_cut_of_two_clusters_is_the_bridge():
    """Here no single vertex is the cheapest cut, so the vertices really have to be merged."""
    rng = np.random.default_rng(0)
    block = np.triu(rng.uniform(1, 2, (40, 40)), 1)
    weights = np.kron(np.eye(2), block + block.T)
    weights[3, 50] = weights[50, 3] = weights[7, 60] = weights[60, 7] = 0.25
    found = global_min_cut(weights)
    assert found.cost == 0.5
    np.testing.assert_array_equal(found.side, np.arange(80) >= 40)


@pytest.mark.parametrize("sigma", [0.05, 0.3, 5.0])
def test_global_cut_of_a_photo_agrees_with_networkx(sigma):
    graph = pixel_graph(to_gray(photo("camera", (11, 11))) / 255, sigma_features=sigma)
    expected, _ = networkx.stoer_wagner(networkx.from_scipy_sparse_array(graph))
    found = global_min_cut(graph)
    assert found.cost == pytest.approx(expected, rel=1e-12)
    assert found.side.sum() <= 3  # the lecture's point: it prefers small isolated segments


@settings(max_examples=80)
@given(graphs(), st.data())
def test_min_cut_is_the_best_that_parts_source_and_sink(weights, data):
    n = len(weights)
    source = data.draw(st.integers(0, n - 1))
    sink = data.draw(st.integers(0, n - 1).filter(lambda v: v != source))
    found = min_cut(weights, source, sink)
    flow = maximum_flow(sparse.csr_array(weights.astype(np.int32)), source, sink).flow_value
    assert found.cost == flow == plain_cut(weights, found.side)
    assert found.error == 0 and found.side[source] and not found.side[sink]
    others = [s ^ s[source] ^ True for s in all_sides(n) if s[source] != s[sink]]
    best = [s for s in others if plain_cut(weights, s) == flow]
    np.testing.assert_array_equal(found.side, np.logical_and.reduce(best))


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("scale", [1e-12, 1.0, 1e12])
def test_min_cut_of_any_weights_is_within_its_error(random_weights, seed, scale):
    weights = random_weights(seed, 30, 0.3) * scale
    found = min_cut(weights, [0, 1, 1], [28, 29])
    graph = networkx.from_numpy_array(weights, edge_attr="capacity")
    graph.add_edges_from([("s", 0), ("s", 1), (28, "t"), (29, "t")])  # without a capacity
    expected = networkx.minimum_cut_value(graph, "s", "t")
    assert expected * (1 - 1e-12) <= found.cost <= (expected + found.error) * (1 + 1e-12)
    assert found.error < 1e-4 * expected
    assert found.side[[0, 1]].all() and not found.side[[28, 29]].any()


def test_min_cut_with_strokes_on_a_photo():
    graph = pixel_graph(to_gray(photo("coffee", (32, 32))) / 255, sigma_features=0.1)
    pixels = np.arange(32 * 32).reshape(32, 32)
    found = min_cut(graph, pixels[0], pixels[-1])
    sides = found.side.reshape(32, 32)
    assert sides[0].all() and not sides[-1].any()
    straight = [cut_value(graph, pixels.ravel() < 32 * row) for row in range(1, 32)]
    assert found.cost <= min(straight) + found.error


def test_no_edge_at_all_costs_nothing():
    assert global_min_cut(np.zeros((3, 3))).cost == 0
    found = min_cut(np.zeros((3, 3)), 0, 2)
    assert found.cost == 0 and found.side.tolist() == [True, False, False]


def test_arguments_are_not_changed(random_weights):
    weights = random_weights(0, 12, 0.5)
    graph = sparse.csr_array(weights)
    before = weights.copy()
    for given_weights in (weights, graph):
        min_cut(given_weights, 0, 1)
        global_min_cut(given_weights)
        cut_value(given_weights, np.arange(12) < 5)
    np.testing.assert_array_equal(weights, before)
    np.testing.assert_array_equal(graph.toarray(), before)


PATH = np.array([[0, 3, 0], [3, 0, 1], [0, 1, 0]], dtype=float)
SIDE = np.array([True, False, False])


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda: cut_value(PATH[:2], SIDE), ValueError, r"weights must be \(N, N\).*\(2, 3\)"),
        (lambda: cut_value(np.zeros((0, 0)), SIDE), ValueError, "weights.*at least one vertex"),
        (lambda: cut_value([[0, 1], [2, 0]], SIDE), ValueError, "symmetric.*differ by 1"),
        (lambda: cut_value(sparse.csr_array([[0, 1], [0, 0]]), SIDE), ValueError, "symmetric"),
        (lambda: cut_value(-PATH, SIDE), ValueError, "not negative, got -3"),
        (lambda: cut_value(PATH * np.nan, SIDE), ValueError, "finite.*NaN"),
        (lambda: cut_value(PATH + np.inf, SIDE), ValueError, "finite.*inf"),
        (lambda: cut_value(PATH * 1j, SIDE), TypeError, "real numbers.*complex"),
        (lambda: cut_value("graph", SIDE), TypeError, "weights must be .* real numbers"),
        (lambda: cut_value([[0, 1], [1]], SIDE), TypeError, "weights must be"),
        (lambda: cut_value(PATH, [1, 0, 0]), TypeError, "side must be .* True and False.*int"),
        (lambda: cut_value(PATH, SIDE[:2]), ValueError, r"each of 3 vertices, got shape \(2,\)"),
        (lambda: ncut_value(PATH, None), TypeError, "side must be"),
        (lambda: association(PATH, "abc"), TypeError, "side must be"),
        (lambda: multiway_ncut_value(PATH, [0.0, 1, 2]), TypeError, "labels must be integers"),
        (lambda: multiway_ncut_value(PATH, [0, 1]), ValueError, "labels must number 3 vertices"),
        (lambda: min_cut(PATH, 0, 3), ValueError, "sink must lie from 0 to 2, got 3"),
        (lambda: min_cut(PATH, -1, 2), ValueError, "source must lie from 0 to 2, got -1"),
        (lambda: min_cut(PATH, [0, 1], [1, 2]), ValueError, "sink must not hold .* got 1 in both"),
        (lambda: min_cut(PATH, [], 2), (TypeError, ValueError), "source must be a vertex"),
        (lambda: min_cut(PATH, 0.5, 2), TypeError, "source must be a vertex number"),
        (lambda: global_min_cut([[1]]), ValueError, "weights must join 2 to 20000 vertices, got 1"),
    ],
)  # fmt: skip
def test_bad_arguments_get_one_sentence(call, error, words):
    with pytest.raises(error, match=words) as caught:
        call()
    assert "\n" not in str(caught.value)
