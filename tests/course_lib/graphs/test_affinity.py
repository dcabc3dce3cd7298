"""Weights against their formulas in loops, and what must hold for every picture."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from course_lib.graphs import affinity_row, dense_affinity, pixel_graph, pixel_order
from course_lib.images import photo, to_gray


def plain_graph(image, sigma_features, sigma_space, radius, floor):
    """The definition, in loops over all pairs."""
    height, width = image.shape[:2]
    image = image.reshape(height, width, -1)
    weights = np.zeros((height * width,) * 2)
    for i in range(height * width):
        for j in range(height * width):
            (a, b), (c, d) = divmod(i, width), divmod(j, width)
            square = (a - c) ** 2 + (b - d) ** 2
            if i == j or not math.sqrt(square) < radius:
                continue
            differ = sum((p - q) ** 2 for p, q in zip(image[a, b], image[c, d], strict=True))
            feature = max(math.exp(-differ / sigma_features**2), floor)
            weights[i, j] = feature * math.exp(-square / sigma_space**2)
    return weights


PICTURES = arrays.arrays(
    np.float64,
    st.tuples(st.integers(1, 5), st.integers(1, 6), st.integers(1, 3)),
    elements=st.floats(0, 1, width=32),
)


@settings(max_examples=60)
@given(
    PICTURES,
    st.floats(0.05, 2),
    st.floats(0.5, 9),
    st.sampled_from([1, 1.5, 2, 2.5, 3, 5, 40]),
    st.sampled_from([0.0, 1e-4, 0.3, 1.0]),
)
def test_pixel_graph_is_the_definition(image, sigma, space, radius, floor):
    graph = pixel_graph(image, sigma_features=sigma, sigma_space=space, radius=radius, floor=floor)
    dense = graph.toarray()
    np.testing.assert_allclose(dense, plain_graph(image, sigma, space, radius, floor), rtol=1e-11)
    np.testing.assert_array_equal(dense, dense.T)
    assert (graph.data >= 0).all() and (graph.data <= 1).all()
    assert (graph.diagonal() == 0).all()
    checked = graph.copy()
    checked.has_canonical_format = False
    checked.sum_duplicates()
    np.testing.assert_array_equal(checked.indices, graph.indices)


def test_grey_and_one_channel_are_the_same():
    gray = to_gray(photo("coffee", (12, 9))) / 255
    one, other = (pixel_graph(g, sigma_features=0.1) for g in (gray, gray[..., None]))
    assert (one != other).nnz == 0


def test_24_neighbours_inside_the_picture():
    graph = pixel_graph(np.zeros((9, 9)), sigma_features=1.0, radius=3)
    assert np.diff(graph.indptr)[40] == 24 and np.diff(graph.indptr)[0] == 8


def test_floor_holds_up_lonely_pixels():
    image = np.zeros((5, 5))
    image[2, 2] = 1
    lonely = pixel_graph(image, sigma_features=0.03, floor=0)
    held = pixel_graph(image, sigma_features=0.03)
    assert lonely[[12]].sum() == 0
    assert held[[12]].sum() > 1e-4


def test_constant_pictures_and_one_pixel():
    graph = pixel_graph(np.full((1, 1), 7), sigma_features=1)
    assert graph.shape == (1, 1) and graph.nnz == 0
    graph = pixel_graph(np.full((4, 4), 7), sigma_features=1e-6, sigma_space=1e6)
    np.testing.assert_allclose(graph.data, 1, rtol=1e-9)


@settings(max_examples=60)
@given(
    arrays.arrays(
        np.float64,
        st.tuples(st.integers(1, 7), st.integers(1, 4)),
        elements=st.floats(-300, 300, width=32),
    ),
    st.floats(0.1, 50),
)
def test_dense_affinity_is_the_lectures_formula(features, sigma):
    found = dense_affinity(features, sigma)
    for i, a in enumerate(features):
        for j, b in enumerate(features):
            expected = math.exp(-math.dist(a, b) / (2 * sigma**2))
            assert found[i, j] == pytest.approx(expected, rel=1e-9, abs=1e-300)
        np.testing.assert_array_equal(affinity_row(features, i, sigma), found[i])
    np.testing.assert_array_equal(found, found.T)
    assert (found >= 0).all() and (found <= 1).all() and (np.diagonal(found) == 1).all()


@settings(max_examples=60)
@given(st.integers(1, 40), st.integers(1, 40), st.floats(1, 9))
def test_the_order_has_each_pixel_once(height, width, radius):
    order = pixel_order(height, width, radius)
    np.testing.assert_array_equal(np.sort(order), np.arange(height * width))


def test_the_last_strip_parts_the_picture():
    """Without the strip that comes last, no edge joins the two halves."""
    from scipy.sparse.csgraph import connected_components

    graph = pixel_graph(np.zeros((30, 20)), sigma_features=1, radius=3)
    rest = pixel_order(30, 20, 3)[: -2 * 20]
    parts, labels = connected_components(graph[rest][:, rest], directed=False)
    assert parts == 2 and np.bincount(labels).min() > 200


GRAY = np.zeros((4, 5))


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda: dense_affinity([1.0], 0), ValueError, "sigma must be .* at least 1e-06, got 0"),
        (lambda: dense_affinity([1.0], "a"), TypeError, "sigma must be a number, got 'a'"),
        (lambda: dense_affinity([], 1), ValueError, r"features must be .* got shape \(0,\)"),
        (lambda: dense_affinity([np.nan], 1), ValueError, "features must hold finite.*NaN"),
        (lambda: dense_affinity(["a"], 1), TypeError, "features must be .* real numbers"),
        (lambda: dense_affinity([[1, 2], [3]], 1), TypeError, "features must be .* of numbers"),
        (lambda: dense_affinity(np.zeros(10_001), 1), ValueError, "at most 10000 rows.*10001"),
        (lambda: affinity_row([1.0], 1, 1), ValueError, "vertex must be at most 0, got 1"),
        (lambda: affinity_row([1.0], -1, 1), ValueError, "vertex must be at least 0, got -1"),
        (lambda: affinity_row([1.0], 0.5, 1), TypeError, "vertex must be an integer, got 0.5"),
        (lambda: pixel_graph(GRAY[0], sigma_features=1), ValueError, r"\(H, W\).*\(5,\)"),
        (lambda: pixel_graph(GRAY + np.inf, sigma_features=1), ValueError, "finite.*inf"),
        (lambda: pixel_graph(GRAY, sigma_features=-1), ValueError, "sigma_features.*got -1"),
        (lambda: pixel_graph(GRAY, sigma_features=1, sigma_space=0.01), ValueError, "sigma_space"),
        (lambda: pixel_graph(GRAY, sigma_features=1, radius=0.5), ValueError, "radius.*got 0.5"),
        (lambda: pixel_graph(GRAY, sigma_features=1, radius=np.inf), ValueError, "radius.*finite"),
        (lambda: pixel_graph(GRAY, sigma_features=1, floor=2), ValueError, "floor.*got 2"),
        (lambda: pixel_graph(np.zeros((400, 400)), sigma_features=1, radius=30), ValueError,
         "radius must give at most 100000000 entries, got 30 with 2808 neighbours"),
        (lambda: pixel_order(0, 5), ValueError, "height must be at least 1, got 0"),
        (lambda: pixel_order(5, 2.0), TypeError, "width must be an integer, got 2.0"),
        (lambda: pixel_order(5, 5, 0), ValueError, "radius must be .* got 0"),
    ],
)  # fmt: skip
def test_bad_arguments_get_one_sentence(call, error, words):
    with pytest.raises(error, match=words) as caught:
        call()
    assert "\n" not in str(caught.value)
