"""The references of unit 01 against SciPy, scikit-learn, networkx and hypothesis."""

import networkx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy.sparse.csgraph import connected_components
from scipy.spatial.distance import cdist
from scipy.stats import gmean
from sklearn.metrics import jaccard_score, rand_score
from sklearn.metrics.pairwise import rbf_kernel
from sklearn.preprocessing import StandardScaler

from autograder.exercises import gestalt as unit
from course_lib.checks.factories import STAND_INS
from course_lib.checks.free_form import partition_fault

FINE = st.floats(-100, 100, allow_subnormal=False).map(lambda value: round(value, 3))
SEGMENTS = hnp.arrays(np.int64, (4, 5), elements=st.integers(0, 4))
PARTITION = {"name": "partition"}


def same_partition(a, b):
    return not partition_fault(np.ravel(a), np.ravel(b), "labels")


@st.composite
def clouds(draw):
    shape = (draw(st.integers(1, 12)), draw(st.integers(1, 5)))
    return draw(hnp.arrays(np.float64, shape, elements=FINE))


@st.composite
def graphs(draw):
    n = draw(st.integers(1, 12))
    values = draw(hnp.arrays(np.float64, (n, n), elements=st.sampled_from([0, 0, 0, 0.5, 1.0])))
    upper = np.triu(values, 1)
    return upper + upper.T + np.eye(n)


@settings(max_examples=150)
@given(clouds(), st.floats(0.5, 50))
def test_distances_and_proximity_agree_with_scipy_and_scikit_learn(points, sigma):
    np.testing.assert_allclose(unit.pairwise_distances(points), cdist(points, points), atol=1e-9)
    peer = rbf_kernel(points, gamma=1 / (2 * sigma**2))
    np.testing.assert_allclose(unit.proximity_affinity(points, sigma), peer, atol=1e-9)
    for name, arguments in (("pairwise_distances", ()), ("proximity_affinity", (sigma,))):
        ours = getattr(unit, name)(points, *arguments)
        np.testing.assert_allclose(STAND_INS[name](points, *arguments), ours, atol=1e-12)


@settings(max_examples=150)
@given(hnp.arrays(np.int64, (7, 3), elements=st.integers(0, 9)), st.floats(0.5, 3))
def test_similarity_agrees_with_the_standard_scaler(features, sigma):
    features = features.astype(float)
    standard = StandardScaler().fit_transform(features)
    peer = rbf_kernel(standard, gamma=1 / (2 * sigma**2))
    np.testing.assert_allclose(unit.similarity_affinity(features, sigma), peer, atol=1e-9)


@settings(max_examples=100)
@given(
    hnp.arrays(np.float64, (3, 4, 4), elements=st.floats(0.01, 1)),
    st.tuples(st.floats(0.1, 5), st.floats(0.1, 5), st.floats(0.1, 5)),
)
def test_combined_cues_agree_with_scipys_geometric_mean(affinities, weights):
    weights = np.array(weights)
    peer = gmean(affinities, axis=0, weights=weights[:, None, None] * np.ones((1, 4, 4)))
    np.testing.assert_allclose(unit.combine_cues(affinities, weights), peer, rtol=1e-9)


def test_a_cue_without_weight_says_nothing_and_no_weight_is_an_error():
    affinities = np.stack([np.full((2, 2), 0.3), np.zeros((2, 2))])
    assert np.allclose(unit.combine_cues(affinities, np.array([4.0, 0.0])), 0.3)
    with pytest.raises(ValueError, match="weight"):
        unit.combine_cues(affinities, np.zeros(2))


@settings(max_examples=200)
@given(graphs(), st.sampled_from([0.5, 0.75, 1.0]))
def test_groups_agree_with_scipy_and_networkx(affinity, threshold):
    labels = unit.group(affinity, threshold)
    _, peer = connected_components(affinity >= threshold, directed=False)
    assert same_partition(labels, peer)
    graph = networkx.from_numpy_array((affinity >= threshold).astype(int))
    found = {frozenset(np.flatnonzero(labels == label).tolist()) for label in set(labels)}
    assert found == {frozenset(part) for part in networkx.connected_components(graph)}
    assert same_partition(STAND_INS["group"](affinity, threshold), peer)


@settings(max_examples=150)
@given(
    hnp.arrays(np.int64, (8, 2), elements=st.integers(-6, 6)),
    st.sampled_from([2, 3, 5]),
    st.sampled_from([1.0, 1.5, 2.5, 5.0]),
    st.randoms(),
)
def test_common_fate_agrees_with_scipy_and_knows_no_places(velocities, frames, tolerance, random):
    starts = np.array([[random.randint(-99, 99) for _ in range(2)] for _ in velocities])
    tracks = (starts + np.arange(frames)[:, None, None] * velocities).astype(float)
    linked = cdist(velocities, velocities) <= tolerance
    _, peer = connected_components(linked, directed=False)
    assert same_partition(unit.common_fate(tracks, tolerance), peer)


@settings(max_examples=150)
@given(
    st.floats(0, 6.28), st.lists(st.floats(-3.1, 3.1), min_size=1, max_size=6), st.floats(0.1, 9)
)
def test_best_continuation_turns_least(start, turns, length):
    def arrows(angles):
        return np.stack([np.cos(angles), np.sin(angles)], axis=-1)

    chosen = unit.best_continuation(
        length * arrows(np.array(start)), arrows(start + np.array(turns)) / length
    )
    assert abs(turns[chosen]) <= np.abs(turns).min() + 1e-6


@settings(max_examples=150)
@given(hnp.arrays(np.bool_, (4, 7)), st.integers(0, 12))
def test_mirror_symmetry_agrees_with_a_flipped_wide_picture(mask, doubled):
    wide = np.zeros((4, 41), bool)
    wide[:, 20:27] = mask
    # A flip of the padded picture is a mirror image about its middle; it is moved onto the axis.
    mirrored = np.roll(wide[:, ::-1], doubled, axis=1)[:, 20:27]
    expected = jaccard_score(mask.ravel(), mirrored.ravel()) if mask.any() else 1.0
    assert unit.mirror_symmetry(mask, doubled / 2) == pytest.approx(expected)


@settings(max_examples=150)
@given(SEGMENTS, SEGMENTS, st.permutations(range(5)))
def test_rand_index_agrees_with_scikit_learn_and_knows_no_numbering(a, b, numbers):
    index = unit.rand_index(a, b)
    assert index == pytest.approx(rand_score(a.ravel(), b.ravel()))
    assert unit.rand_index(np.array(numbers)[a], b) == pytest.approx(index)


@settings(max_examples=150)
@given(SEGMENTS, SEGMENTS, st.permutations(range(5)))
def test_partitions_are_compared_up_to_renumbering(a, b, numbers):
    assert same_partition(a, np.array(numbers)[a])
    assert same_partition(a, b) == (rand_score(a.ravel(), b.ravel()) == 1.0)
