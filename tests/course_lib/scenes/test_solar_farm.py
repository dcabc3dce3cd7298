"""The drawn farm keeps what it promises: one seed one farm, and a truth that frames bear out."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import ndimage

from course_lib.scenes.solar_farm import (
    FRAME,
    make_farm,
    panel_displacements,
    panel_matches,
)


@pytest.fixture(scope="module")
def farm():
    return make_farm(np.random.default_rng(3))


def test_one_seed_gives_one_farm(farm) -> None:
    again, other = make_farm(np.random.default_rng(3)), make_farm(np.random.default_rng(4))
    np.testing.assert_array_equal(farm.thermal, again.thermal)
    np.testing.assert_array_equal(farm.rgb, again.rgb)
    assert farm.field.faults == again.field.faults
    assert farm.field.faults != other.field.faults


def test_the_truth_numbers_every_panel_and_its_faults(farm) -> None:
    field = farm.field
    assert sorted(np.unique(field.labels)) == list(range(6 * 12 + 1))
    assert set(field.faults.values()) == {"cell", "string", "dropping"}
    dropping = {panel for panel, why in field.faults.items() if why == "dropping"}
    assert dropping < field.soiled
    middle = np.median(field.thermal[field.labels > 0])
    hottest = ndimage.maximum(field.thermal, field.labels, np.arange(1, 73))
    for panel, value in enumerate(hottest, 1):
        assert (value > middle + 3) == (panel in field.faults), panel


@pytest.mark.parametrize("size", [(6, 12), (4, 4), (9, 13)])
def test_cracks_are_brown_lines_on_clean_panels_hot_and_cold(size: tuple[int, int]) -> None:
    field = make_farm(np.random.default_rng(6), rows=size[0], columns=size[1]).field
    assert not field.cracked & field.soiled
    hot = {panel for panel in field.cracked if panel in field.faults}
    assert hot and field.cracked - hot
    assert all(field.faults[panel] == "cell" for panel in hot)
    # Only a crack has more red than blue and is no dropping: droppings are bright, silicon is blue.
    red, blue = field.rgb[..., 0], field.rgb[..., 2]
    brown = (red > blue + 10) & (red < 120) & (field.labels > 0)
    assert set(np.unique(field.labels[brown])) == field.cracked
    for panel in field.cracked:
        line = brown & (field.labels == panel)
        assert 15 < line.sum() < 150
        assert not ndimage.binary_erosion(line, np.ones((5, 5))).any()
        where = np.argwhere(line)
        hottest = np.argwhere(field.thermal == field.thermal[field.labels == panel].max())[0]
        if panel in hot:
            assert np.hypot(*(where - hottest).T).min() < 6


def test_a_frame_without_noise_is_the_field_through_the_lens() -> None:
    farm = make_farm(np.random.default_rng(5), noise=0, glare=False)
    y, x = np.mgrid[: FRAME[0], : FRAME[1]].astype(float)
    dx, dy = (x - farm.center[0]) / farm.focal, (y - farm.center[1]) / farm.focal
    square = dx**2 + dy**2
    bend = 1 + farm.k1 * square + farm.k2 * square**2
    places = [farm.center[1] + farm.focal * dy * bend, farm.center[0] + farm.focal * dx * bend]
    for frame, (row, column) in list(zip(farm.thermal, farm.shifts, strict=True))[::5]:
        seen = ndimage.map_coordinates(frame, places, order=1, mode="nearest")
        true = farm.field.thermal[row : row + FRAME[0], column : column + FRAME[1]]
        assert np.median(np.abs(seen - true)) < 0.2


def test_the_smallest_farm_fits_a_frame() -> None:
    farm = make_farm(np.random.default_rng(0), rows=4, columns=4)
    assert all(frame.shape == FRAME for frame in farm.thermal)
    assert (farm.shifts >= 0).all()


def test_matching_finds_the_partner_and_no_background() -> None:
    truth = np.array([[1, 1, 0, 2, 2]])
    assert panel_matches(np.array([[5, 5, 0, 0, 3]]), truth) == {5: 1}
    with pytest.raises(ValueError, match="labels must be"):
        panel_matches(np.zeros((2, 2), int), truth)


@pytest.mark.parametrize("shift", [(0, 0), (0.4, -0.7), (-1.5, 1)])
def test_displacements_are_those_of_the_picture(farm, shift: tuple[float, float]) -> None:
    field = farm.field
    moved = ndimage.shift(field.thermal, shift, order=1, mode="nearest")
    found = panel_displacements(moved, field.thermal, field.labels)
    assert found.shape == (72, 2)
    np.testing.assert_allclose(found, np.tile(shift, (72, 1)), atol=0.12)
    moved[field.labels == 5] = np.nan
    assert np.isnan(panel_displacements(moved, field.thermal, field.labels)[4]).all()


@pytest.mark.parametrize(
    ("arguments", "error", "sentence"),
    [
        ({"rng": 3}, TypeError, "rng must be a numpy Generator"),
        ({"rows": 3}, ValueError, "rows must be at least 4"),
        ({"columns": 2.5}, TypeError, "columns must be an integer"),
        ({"noise": -1.0}, ValueError, "noise must be finite"),
    ],
)
def test_bad_arguments_are_one_sentence(arguments, error, sentence) -> None:
    with pytest.raises(error, match=sentence):
        make_farm(**{"rng": np.random.default_rng(0), **arguments})
