"""Panels by normalised cuts against the truth of drawn farms."""

from __future__ import annotations

import numpy as np
import pytest

from course_lib.scenes.solar_farm import Farm, make_farm, panel_matches
from course_lib.thermal import (
    panel_regions,
    panel_regions_ncut,
    panel_temperatures,
    stitch,
    undistort_image,
)


def mosaic_of(farm: Farm) -> tuple[np.ndarray, np.ndarray]:
    """The mosaic of a farm's frames where they truly lie, and the true labels of that place."""
    mosaic = stitch([undistort_image(t, **farm.lens) for t in farm.thermal], farm.shifts)
    top, left = farm.shifts.min(axis=0)
    height, width = mosaic.shape
    return mosaic, farm.field.labels[top : top + height, left : left + width]


@pytest.mark.parametrize(
    ("seed", "rows", "columns"),
    [(0, 6, 12), (1, 6, 12), (2, 6, 12), (3, 6, 12), (4, 6, 12), (5, 4, 4), (6, 9, 7)],
)
def test_every_panel_is_found_with_its_hot_cells(seed: int, rows: int, columns: int) -> None:
    farm = make_farm(np.random.default_rng(seed), rows=rows, columns=columns, glare=False)
    mosaic, truth = mosaic_of(farm)
    found = panel_regions_ncut(mosaic, 300)
    partner = panel_matches(found, truth, 0.9)
    assert sorted(partner.values()) == list(range(1, rows * columns + 1))
    assert found.max() == rows * columns
    order = [partner[label] - 1 for label in range(1, found.max() + 1)]
    hottest = panel_temperatures(mosaic, truth).maximum[order]
    np.testing.assert_array_equal(panel_temperatures(mosaic, found).maximum, hottest)


def warm_shore(mosaic: np.ndarray) -> np.ndarray:
    return mosaic + np.linspace(0, 30, mosaic.shape[1])


def shadow(mosaic: np.ndarray) -> np.ndarray:
    y, x = np.indices(mosaic.shape)
    return mosaic - 9 / (1 + np.exp((sum(mosaic.shape) / 2 - x - y) / 6))


@pytest.mark.parametrize("weather", [warm_shore, shadow])
def test_what_no_single_threshold_survives_changes_nothing(weather) -> None:
    mosaic, truth = mosaic_of(make_farm(np.random.default_rng(7), glare=False))
    changed = weather(mosaic)
    assert len(panel_matches(panel_regions_ncut(changed, 300), truth, 0.9)) == 72
    assert len(panel_matches(panel_regions(changed, 300), truth, 0.9)) < 72


def test_specks_holes_and_corners() -> None:
    thermal = np.full((60, 70), 20.0)
    thermal[5:25, 5:25], thermal[25:45, 25:45] = 42, 42  # touch at a corner
    thermal[50:55, 5:10] = 42  # a speck
    thermal[5:25, 50:65], thermal[:, 67:] = 42, np.nan
    thermal[10, 55] = np.nan
    expected = np.zeros(thermal.shape, int)
    expected[5:25, 5:25], expected[5:25, 50:65], expected[25:45, 25:45] = 1, 2, 3
    expected[10, 55] = 0
    found = panel_regions_ncut(thermal, 200)
    assert panel_matches(found, expected, 0.95) == {1: 1, 2: 2, 3: 3}
    assert not found[np.isnan(thermal)].any()


@pytest.mark.parametrize("thermal", [np.full((9, 9), np.nan), np.full((40, 50), 30.0), [[1.0]]])
def test_nothing_gives_no_panel(thermal) -> None:
    assert not panel_regions_ncut(thermal, 1).any()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"min_area": 0}, "min_area must be"),
        ({"sigma": 0.0}, "sigma"),
        ({"contrast": -1}, "contrast"),
    ],
)
def test_bad_arguments_are_one_sentence(arguments, sentence) -> None:
    with pytest.raises(ValueError, match=sentence):
        panel_regions_ncut(np.eye(4), **{"min_area": 3, **arguments})
