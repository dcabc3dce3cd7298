"""Eigenvectors against LAPACK, ARPACK and closed forms, where it is easy and where it is not."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import linalg, sparse
from scipy.sparse.linalg import eigsh

from course_lib.graphs import (
    association,
    dense_affinity,
    krylov,
    ncut_eigenvectors,
    ncut_value,
    pixel_graph,
    pixel_order,
    spectral,
)
from course_lib.images import PHOTOS, photo, to_gray


@pytest.fixture
def sparse_path(monkeypatch):
    """Small graphs are solved densely; here they must not be."""
    monkeypatch.setattr(spectral, "DENSE", 0)
    monkeypatch.setattr(spectral, "MOST_DENSE", 0)


def dense_oracle(weights, count):
    weights = np.asarray(weights.toarray() if sparse.issparse(weights) else weights, dtype=float)
    degree = np.diag(weights.sum(axis=1))
    values, vectors = linalg.eigh(degree - weights, degree)
    return values[1 : count + 1], vectors[:, 1 : count + 1]


def residuals(weights, spectrum):
    """|(D - W) y - lambda D y| / |D y|, and the same with z = D^1/2 y and L."""
    degree = weights.sum(axis=1)
    y, values = spectrum.vectors, spectrum.values
    right = degree[:, None] * y
    left = right - weights @ y
    general = np.linalg.norm(left - values * right, axis=0) / np.linalg.norm(right, axis=0)
    root = np.sqrt(degree)[:, None]
    ordinary = np.linalg.norm((left - values * right) / root, axis=0)
    return general, ordinary / np.linalg.norm(root * y, axis=0)


def assert_same_subspace(weights, spectrum, count):
    """Values equal, and vectors too, up to turns within equal values."""
    degree = np.asarray(weights.sum(axis=1)).ravel()
    values, vectors = dense_oracle(weights, count + 1)
    np.testing.assert_allclose(spectrum.values, values[:count], rtol=1e-7, atol=1e-12)
    inner = spectrum.vectors.T @ (degree[:, None] * vectors[:, :count])
    gap = values[count] - values[count - 1]
    if gap > 1e-6:  # else the oracle may have taken another of equal vectors for the last
        np.testing.assert_allclose(inner @ inner.T, np.eye(count), atol=1e-6)


def assert_well_formed(weights, spectrum):
    degree = np.asarray(weights.sum(axis=1)).ravel()
    y = spectrum.vectors
    np.testing.assert_allclose(y.T @ (degree[:, None] * y), np.eye(y.shape[1]), atol=1e-9)
    np.testing.assert_allclose(degree @ y, 0, atol=1e-9 * np.sqrt(degree.sum()))
    assert (np.diff(spectrum.values) >= 0).all()
    assert (spectrum.values >= 0).all() and (spectrum.values <= 2).all()
    large = (np.abs(y) > np.abs(y).max(axis=0) / 2).argmax(axis=0)
    assert (y[large, range(y.shape[1])] > 0).all()
    assert (spectrum.residuals <= 1e-8).all()
    general, ordinary = residuals(weights, spectrum)
    np.testing.assert_allclose(general, spectrum.residuals, rtol=0.5, atol=1e-13)
    assert (ordinary <= 1e-8).all()


@settings(max_examples=40)
@given(st.integers(0, 10**6), st.integers(3, 30), st.integers(1, 4))
def test_small_graphs_agree_with_lapack(seed, n, count):
    rng = np.random.default_rng(seed)
    count = min(count, n - 2)
    upper = np.triu(10 ** rng.uniform(-4, 0, (n, n)), 1)
    weights = upper + upper.T + np.diag(rng.uniform(0, 1, n) * rng.integers(0, 2))
    spectrum = ncut_eigenvectors(weights, count)
    assert_same_subspace(weights, spectrum, count)
    assert_well_formed(weights, spectrum)


@pytest.mark.parametrize("with_order", [False, True])
@pytest.mark.parametrize("sigma", [0.05, 0.2, 1.0])
@pytest.mark.parametrize("name", ["astronaut", "brick", "hubble"])
def test_photos_agree_with_lapack(name, sigma, with_order):
    gray = to_gray(photo(name, (20, 22))) / 255
    graph = pixel_graph(gray, sigma_features=sigma)
    assert graph.shape[0] > spectral.DENSE
    order = pixel_order(20, 22) if with_order else None
    spectrum = ncut_eigenvectors(graph, 3, order=order)
    assert_same_subspace(graph, spectrum, 3)
    assert_well_formed(graph, spectrum)


@pytest.mark.parametrize("name", sorted(PHOTOS))
def test_photos_agree_with_arpack(name):
    """ARPACK by another way: the generalised problem itself, shifted below zero."""
    gray = to_gray(photo(name, (48, 48))) / 255
    graph = pixel_graph(gray, sigma_features=0.1)
    degree = graph.sum(axis=1)
    values = eigsh(
        (sparse.diags_array(degree) - graph).tocsc(),
        4,
        M=sparse.diags_array(degree).tocsc(),
        sigma=-1e-5,
        return_eigenvectors=False,
    )
    spectrum = ncut_eigenvectors(graph, 3, order=pixel_order(48, 48))
    np.testing.assert_allclose(spectrum.values, np.sort(values)[1:], rtol=1e-6)
    assert_well_formed(graph, spectrum)


@pytest.mark.parametrize("scale", [1e-60, 1.0, 1e60])
def test_full_graphs_agree_with_lapack(scale):
    """The lecture's graph: an edge between each pair, and each vertex with itself."""
    gray = to_gray(photo("coffee", (19, 17))).ravel() / 255
    weights = dense_affinity(gray, 0.2)
    spectrum = ncut_eigenvectors(weights * scale, 3)
    np.testing.assert_allclose(spectrum.values, dense_oracle(weights, 3)[0], rtol=1e-7)
    assert_well_formed(weights * scale, spectrum)


def test_the_order_changes_nothing():
    graph = pixel_graph(to_gray(photo("coffee", (40, 30))) / 255, sigma_features=0.1)
    plain = ncut_eigenvectors(graph, 4)
    random = ncut_eigenvectors(graph, 4, order=np.random.default_rng(0).permutation(1200))
    nested = ncut_eigenvectors(graph, 4, order=pixel_order(40, 30))
    for other in (random, nested):
        np.testing.assert_allclose(other.values, plain.values, rtol=1e-9)
        np.testing.assert_allclose(other.vectors, plain.vectors, atol=1e-7)


def test_equal_eigenvalues_are_all_found():
    """A constant square picture has each slow wave twice, along and across."""
    graph = pixel_graph(np.zeros((20, 20)), sigma_features=1, radius=2)
    spectrum = ncut_eigenvectors(graph, 5, order=pixel_order(20, 20, 2))
    assert_same_subspace(graph, spectrum, 5)
    assert spectrum.values[0] == pytest.approx(spectrum.values[1], rel=1e-9)
    assert spectrum.values[1] < 0.6 * spectrum.values[2]
    assert_well_formed(graph, spectrum)


def test_a_path_has_the_cosines(sparse_path):
    """All degrees 1 with half a loop at either end: lambda_k = 1 - cos(pi k / n)."""
    n = 400
    path = sparse.diags_array([np.full(n - 1, 0.5)] * 2, offsets=[-1, 1]).tolil()
    path[0, 0] = path[n - 1, n - 1] = 0.5
    spectrum = ncut_eigenvectors(path.tocsr(), 3)
    np.testing.assert_allclose(spectrum.values, 1 - np.cos(np.pi * np.arange(1, 4) / n), rtol=1e-8)
    expected = np.cos(np.pi * (np.arange(n) + 0.5) / n)
    found = spectrum.vectors[:, 0]
    np.testing.assert_allclose(np.abs(found), np.abs(expected) * np.sqrt(2 / n), atol=1e-7)


@pytest.mark.parametrize("count", [1, 3, 6])
def test_separate_parts_give_zero_once_each(sparse_path, count):
    blocks = [pixel_graph(np.zeros((6, 7)), sigma_features=1)] * 4
    graph = sparse.block_diag(blocks, format="csr")
    spectrum = ncut_eigenvectors(graph, count)
    np.testing.assert_allclose(spectrum.values[:3], 0, atol=1e-12)
    assert (spectrum.values[3:] > 1e-3).all()
    assert_well_formed(graph, spectrum)
    parts = spectrum.vectors[:, : min(count, 3)].reshape(4, 42, -1)
    np.testing.assert_allclose(parts, parts[:, :1].repeat(42, axis=1), atol=1e-8)


@pytest.mark.parametrize("with_order", [False, True])
def test_vertices_without_edges_get_zero(with_order):
    block = pixel_graph(np.zeros((20, 18)), sigma_features=1).toarray()
    weights = np.zeros((363, 363))
    inside = np.delete(np.arange(363), [0, 100, 362])
    weights[np.ix_(inside, inside)] = block
    order = np.random.default_rng(0).permutation(363) if with_order else None
    spectrum = ncut_eigenvectors(weights, 2, order=order)
    alone = ncut_eigenvectors(block, 2)
    assert (spectrum.vectors[[0, 100, 362]] == 0).all()
    np.testing.assert_allclose(spectrum.vectors[inside], alone.vectors, atol=1e-9)
    np.testing.assert_allclose(spectrum.values, alone.values, rtol=1e-9)


def test_the_relaxation_bounds_every_cut():
    """lambda_2 is at most the least normalised cut (Shi and Malik)."""
    graph = pixel_graph(to_gray(photo("camera", (12, 12))) / 255, sigma_features=0.2)
    value = ncut_eigenvectors(graph, 1).values[0]
    rng = np.random.default_rng(0)
    sides = [rng.random(144) < 0.5 for _ in range(50)]
    sides += [np.arange(144) < row * 12 for row in range(1, 12)]
    assert all(ncut_value(graph, side) >= value for side in sides)
    assert association(graph, sides[0]) > 0


def test_floorless_graphs_are_solved_to_the_promised_residual():
    """Almost isolated pixels; what is returned is right or refused, never wrong in silence."""
    gray = to_gray(photo("hubble", (64, 64))) / 255
    graph = pixel_graph(gray, sigma_features=0.03, floor=0)
    spectrum = ncut_eigenvectors(graph, 3, order=pixel_order(64, 64))
    assert (spectrum.residuals <= 1e-8).all()


def test_a_residual_too_large_is_refused(monkeypatch, sparse_path):
    monkeypatch.setattr(spectral, "smallest_eigenvectors", lambda *a: (None, np.eye(400)[:, :1]))
    graph = pixel_graph(np.zeros((20, 20)), sigma_features=1)
    with pytest.raises(ArithmeticError, match="residual is .* above 1e-08; a floor"):
        ncut_eigenvectors(graph, 1)


@pytest.mark.parametrize(("count", "longest"), [(40, 96), (3, 12), (2, 8)])
def test_restarts(monkeypatch, count, longest):
    """Many vectors, or little room: only some are kept, and the rest is built up again."""
    monkeypatch.setattr(krylov, "LONGEST", longest)
    graph = pixel_graph(np.zeros((20, 21)), sigma_features=1)
    spectrum = ncut_eigenvectors(graph, count, order=pixel_order(20, 21))
    values, _ = dense_oracle(graph, count)
    np.testing.assert_allclose(spectrum.values, values, rtol=1e-7)
    assert_well_formed(graph, spectrum)


def test_the_result_is_the_same_each_time():
    graph = pixel_graph(to_gray(photo("coins", (30, 30))) / 255, sigma_features=0.1)
    first, second = (ncut_eigenvectors(graph, 3) for _ in range(2))
    np.testing.assert_array_equal(first.vectors, second.vectors)


PAIR = [[0.0, 1.0], [1.0, 0.0]]


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda: ncut_eigenvectors(PAIR, 2), ValueError, "count must be less than .* 2, got 2"),
        (lambda: ncut_eigenvectors(PAIR, 0), ValueError, "count must be at least 1, got 0"),
        (lambda: ncut_eigenvectors(PAIR, 1.0), TypeError, "count must be an integer, got 1.0"),
        (lambda: ncut_eigenvectors([[1]]), ValueError, "count must be less .* 1, got 1"),
        (lambda: ncut_eigenvectors(np.zeros((5, 5))), ValueError, "with an edge, 0, got 1"),
        (lambda: ncut_eigenvectors([[0, 1], [3, 0]]), ValueError, "weights must be symmetric"),
        (lambda: ncut_eigenvectors(PAIR, order=[0, 0]), ValueError, "order must hold each number"),
        (lambda: ncut_eigenvectors(PAIR, order=[0, 1, 2]), ValueError, "order must hold each"),
        (lambda: ncut_eigenvectors(PAIR, order=[0.0, 1]), TypeError, "order must be integers"),
        (lambda: ncut_eigenvectors(PAIR, order=[]), (TypeError, ValueError), "order must"),
    ],
)
def test_bad_arguments_get_one_sentence(call, error, words):
    with pytest.raises(error, match=words) as caught:
        call()
    assert "\n" not in str(caught.value)
