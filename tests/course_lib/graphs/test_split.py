"""Thresholds against a loop, trees of splits, and many regions at once."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse.csgraph import connected_components
from sklearn.cluster import SpectralClustering
from sklearn.metrics import rand_score

from course_lib.graphs import (
    kway_labels,
    multiway_ncut_value,
    ncut_eigenvectors,
    ncut_value,
    pixel_graph,
    pixel_order,
    split_tree,
    threshold_split,
)
from course_lib.images import photo, to_gray


def stripes(*levels, side=12):
    """A picture of upright stripes, each `side` high and half as wide."""
    return np.repeat(np.array(levels), side // 2)[None].repeat(side, axis=0)


def blocks(sizes, weak=0.01):
    """Full groups of these sizes, weakly joined; the groups' numbers."""
    labels = np.repeat(np.arange(len(sizes)), sizes)
    weights = np.where(labels[:, None] == labels, 1.0, weak)
    return weights - np.diag(np.diag(weights)), labels


def same_partition(a, b):
    return rand_score(np.ravel(a), np.ravel(b)) == 1


@settings(max_examples=80)
@given(st.integers(0, 10**6), st.integers(2, 14), st.integers(1, 9), st.integers(1, 4))
def test_the_best_threshold_is_that_of_a_loop(seed, n, count, least):
    rng = np.random.default_rng(seed)
    upper = np.triu(rng.uniform(0, 1, (n, n)) * (rng.random((n, n)) < 0.6), 1)
    weights, vector = upper + upper.T, rng.integers(0, 6, n) / 4
    split = threshold_split(weights, vector, thresholds=count, min_size=least)
    tried = np.linspace(vector.min(), vector.max(), count + 2)[1:-1]
    costs = []
    for threshold in tried:
        side = vector > threshold
        small = min(side.sum(), n - side.sum()) < least
        costs.append(np.inf if small else ncut_value(weights, side))
    np.testing.assert_array_equal(split.thresholds, tried)
    np.testing.assert_allclose(split.curve, costs, rtol=1e-9, atol=1e-9)
    assert split.ncut == pytest.approx(min(costs), rel=1e-9, abs=1e-9)
    np.testing.assert_array_equal(split.side, vector > split.threshold)


def test_ties_go_to_the_first_threshold_and_a_constant_vector_has_none():
    weights, _ = blocks([3, 3])
    split = threshold_split(weights, [0, 0, 0, 1, 1, 1], thresholds=5)
    assert split.threshold == split.thresholds[0]
    split = threshold_split(weights, np.ones(6))
    assert split.ncut == np.inf and not split.side.any()


def test_two_tones_are_parted_where_they_meet():
    picture = stripes(0.2, 0.8)
    graph = pixel_graph(picture, sigma_features=0.1)
    vector = ncut_eigenvectors(graph, 1).vectors[:, 0]
    split = threshold_split(graph, vector)
    assert same_partition(split.side, picture > 0.5)
    assert split.ncut == pytest.approx(ncut_value(graph, picture > 0.5), rel=1e-12)


def test_recursion_finds_every_stripe():
    picture = stripes(0.1, 0.4, 0.7, 1.0)
    graph = pixel_graph(picture, sigma_features=0.1)
    tree = split_tree(graph, max_ncut=0.05, order=pixel_order(*picture.shape))
    assert same_partition(tree.labels(), np.rint(picture * 10).astype(int))
    assert len(tree.leaves()) == 4 and tree.labels()[0] == 0


def check_tree(tree, graph, max_ncut, min_size):
    n = graph.shape[0]
    np.testing.assert_array_equal(tree.nodes[0].vertices, np.arange(n))
    for number, node in enumerate(tree.nodes):
        assert node.number == number
        part = graph[node.vertices][:, node.vertices]
        if node.split is not None:
            assert node.ncut == (
                np.inf
                if min(node.split.side.sum(), (~node.split.side).sum()) < min_size
                else pytest.approx(ncut_value(part, node.split.side))
            )
            degree = part.sum(axis=1)
            left = degree * node.vector - part @ node.vector
            np.testing.assert_allclose(left, node.value * degree * node.vector, atol=1e-7)
        if not node.children:
            continue
        assert node.ncut < max_ncut
        lower, upper = (tree.nodes[child] for child in node.children)
        np.testing.assert_array_equal(lower.vertices, node.vertices[~node.split.side])
        np.testing.assert_array_equal(upper.vertices, node.vertices[node.split.side])
        for child in (lower, upper):
            assert child.parent == number and child.depth == node.depth + 1
            assert len(child.vertices) >= min_size
    leaves = np.concatenate([leaf.vertices for leaf in tree.leaves()])
    np.testing.assert_array_equal(np.sort(leaves), np.arange(n))
    assert same_partition(np.unique(tree.labels()), np.arange(len(tree.leaves())))


@pytest.mark.parametrize("radius", [1.5, 3.0])
@pytest.mark.parametrize("floor", [1e-4, 0.0])
@pytest.mark.parametrize("name", ["coffee", "coins", "hubble"])
def test_trees_of_photos_keep_what_they_promise(name, floor, radius):
    gray = to_gray(photo(name, (40, 36))) / 255
    graph = pixel_graph(gray, sigma_features=0.08, radius=radius, floor=floor)
    order = pixel_order(40, 36, radius)
    tree = split_tree(graph, max_ncut=0.3, min_size=9, max_regions=12, order=order)
    check_tree(tree, graph, 0.3, 9)
    assert len(tree.leaves()) <= 12


def test_a_lower_limit_prunes_the_tree():
    gray = to_gray(photo("coffee", (32, 32))) / 255
    graph = pixel_graph(gray, sigma_features=0.1)
    tree = split_tree(graph, max_ncut=0.5, max_regions=30)
    for limit in (0.0, 0.02, 0.1):
        again = split_tree(graph, max_ncut=limit, max_regions=30)
        np.testing.assert_array_equal(tree.labels(limit), again.labels())
    assert (tree.labels(0.0) == 0).all()


def test_the_cheapest_split_comes_first():
    gray = to_gray(photo("astronaut", (32, 32))) / 255
    tree = split_tree(pixel_graph(gray, sigma_features=0.1), max_ncut=1, max_regions=5)
    assert len(tree.leaves()) == 5
    dearest = max(node.ncut for node in tree.nodes if node.children)
    below = [n for n in tree.nodes if not n.children and n.number in tree.nodes[0].children]
    assert all(node.ncut >= dearest for node in below)


def test_separate_parts_are_never_cut_through():
    weights, labels = blocks([5, 9, 7], weak=0.0)
    tree = split_tree(weights, max_ncut=1e-9, min_size=2)
    assert same_partition(tree.labels(), labels)
    assert {node.ncut for node in tree.nodes if node.children} == {0.0}


def test_a_few_loose_pixels_do_not_stop_the_recursion():
    weights, labels = blocks([10, 10])
    loose = np.zeros((24, 24))
    loose[:20, :20] = weights
    loose[20, 21] = loose[21, 20] = 1
    tree = split_tree(loose, max_ncut=0.5, min_size=5)
    assert same_partition(tree.labels()[:20], labels) and len(tree.leaves()) == 2


@pytest.mark.parametrize("shape", [(1, 1), (1, 2), (2, 1), (1, 9)])
def test_the_smallest_pictures(shape):
    graph = pixel_graph(np.zeros(shape), sigma_features=1)
    tree = split_tree(graph, min_size=1)
    assert tree.labels().shape == (shape[0] * shape[1],)
    assert kway_labels(graph, 1).tolist() == [0] * (shape[0] * shape[1])


def test_no_edges_and_a_constant_picture():
    tree = split_tree(np.zeros((40, 40)), min_size=1)
    assert len(tree.nodes) == 1 and tree.nodes[0].value is None
    constant = pixel_graph(np.ones((20, 20)), sigma_features=0.1)
    assert len(split_tree(constant, max_ncut=0.02).leaves()) == 1


@settings(max_examples=25)
@given(st.lists(st.integers(3, 12), min_size=1, max_size=6), st.integers(0, 100))
def test_clear_groups_are_found_in_any_order(sizes, seed):
    weights, labels = blocks(sizes)
    mixed = np.random.default_rng(seed).permutation(len(labels))
    found = kway_labels(weights[mixed][:, mixed], len(sizes))
    assert same_partition(found, labels[mixed])
    firsts = [int(np.flatnonzero(found == label)[0]) for label in range(len(sizes))]
    assert firsts == sorted(firsts)


def test_kway_is_about_as_good_as_sklearns():
    """The same method of choosing labels, on vectors scaled in another way."""
    gray = to_gray(photo("coffee", (32, 32))) / 255
    graph = pixel_graph(gray, sigma_features=0.1)
    ours = kway_labels(graph, 6, order=pixel_order(32, 32))
    peer = SpectralClustering(
        6, affinity="precomputed", assign_labels="cluster_qr", eigen_solver="arpack", random_state=0
    ).fit(graph)
    assert multiway_ncut_value(graph, ours) <= 1.2 * multiway_ncut_value(graph, peer.labels_)


def test_kway_of_separate_parts():
    weights, labels = blocks([5, 9, 7], weak=0.0)
    assert same_partition(kway_labels(weights, 3), labels)
    _, parts = connected_components(weights)
    np.testing.assert_array_equal(kway_labels(weights, 3), parts)


PAIR = [[0.0, 1.0], [1.0, 0.0]]


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda: threshold_split(PAIR, [1.0]), ValueError, "vector must hold one number for each"),
        (lambda: threshold_split(PAIR, [1.0, np.nan]), ValueError, "vector must hold finite"),
        (lambda: threshold_split(PAIR, ["a", "b"]), TypeError, "vector must be .* real numbers"),
        (lambda: threshold_split(PAIR, [0, 1], thresholds=0), ValueError, "thresholds.*got 0"),
        (lambda: threshold_split(PAIR, [0, 1], min_size=0), ValueError, "min_size.*got 0"),
        (lambda: split_tree(PAIR, max_ncut=-1), ValueError, "max_ncut .*got -1"),
        (lambda: split_tree(PAIR, max_ncut="a"), TypeError, "max_ncut must be a number"),
        (lambda: split_tree(PAIR, min_size=1.5), TypeError, "min_size must be an integer"),
        (lambda: split_tree(PAIR, max_regions=0), ValueError, "max_regions must be at least 1"),
        (lambda: split_tree(PAIR, order=[1]), ValueError, "order must hold each number"),
        (lambda: split_tree([[0, 1], [2, 0]]), ValueError, "weights must be symmetric"),
        (lambda: kway_labels(PAIR, 3), ValueError, "k must be at most .* 2, got 3"),
        (lambda: kway_labels(PAIR, 0), ValueError, "k must be at least 1, got 0"),
        (lambda: kway_labels(PAIR, True), TypeError, "k must be an integer, got True"),
        (lambda: kway_labels(PAIR, 2, order=[0, 2]), ValueError, "order must hold each number"),
    ],
)
def test_bad_arguments_get_one_sentence(call, error, words):
    with pytest.raises(error, match=words) as caught:
        call()
    assert "\n" not in str(caught.value)
