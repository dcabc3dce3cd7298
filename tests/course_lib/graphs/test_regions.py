"""Graphs of regions against a loop over pixels, and against scikit-image."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from course_lib.graphs import region_borders, region_graph


@given(hnp.arrays(np.int64, (5, 7), elements=st.sampled_from([0, 1, 2, 5, 9])))
def test_borders_are_counted_pixel_by_pixel(regions: np.ndarray) -> None:
    expected: dict[tuple[int, int], int] = {}
    for row in range(5):
        for column in range(7):
            for other in ((row + 1, column), (row, column + 1)):
                if other[0] < 5 and other[1] < 7:
                    a, b = sorted((int(regions[row, column]), int(regions[other])))
                    if a != b and a > 0:
                        expected[a, b] = expected.get((a, b), 0) + 1
    pairs, lengths = region_borders(regions)
    assert {tuple(p): n for p, n in zip(pairs.tolist(), lengths.tolist(), strict=True)} == expected


def test_weights_are_scikit_images() -> None:
    from skimage.graph import rag_mean_color

    rng = np.random.default_rng(0)
    regions = rng.integers(1, 6, (4, 5))
    colours = rng.uniform(0, 50, (4, 5, 3))
    means = np.array([colours[regions == i].mean(axis=0) for i in range(1, 6)])
    found = region_graph(regions, means, sigma=8.0, floor=0).toarray()
    # Theirs is exp(-|f_i - f_j|^2 / sigma).
    theirs = rag_mean_color(colours, regions, connectivity=1, mode="similarity", sigma=64.0)
    assert np.count_nonzero(np.triu(found)) == theirs.number_of_edges()
    for i, j, weight in theirs.edges(data="weight"):
        assert found[i - 1, j - 1] == pytest.approx(weight)
    np.testing.assert_array_equal(found, found.T)
    floored = region_graph(regions, means, sigma=8.0, floor=0.5).toarray()
    np.testing.assert_array_equal(floored, np.where(found > 0, np.maximum(found, 0.5), 0))


@pytest.mark.parametrize(
    ("call", "error", "sentence"),
    [
        (lambda: region_borders(np.ones((2, 2))), TypeError, "regions must be integers"),
        (lambda: region_borders(np.ones(2, int)), ValueError, "regions must be"),
        (lambda: region_borders([[-1, 2]]), ValueError, "got -1"),
        (lambda: region_graph([[1, 2]], [1.0], sigma=1), ValueError, "2 regions, got 1"),
        (lambda: region_graph([[1, 2]], [1.0, 2], sigma=0), ValueError, "sigma must be"),
        (lambda: region_graph([[1, 2]], [1.0, 2], sigma=1, floor=2), ValueError, "floor must be"),
    ],
)
def test_bad_arguments_are_one_sentence(call, error, sentence) -> None:
    with pytest.raises(error, match=sentence):
        call()
