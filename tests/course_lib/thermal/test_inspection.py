"""The whole pipeline on drawn farms, against their truth."""

from __future__ import annotations

import numpy as np
import pytest

from course_lib.scenes.solar_farm import make_farm, panel_displacements, panel_matches
from course_lib.thermal import (
    cracked_panels,
    hot_panels,
    inspect_frames,
    report_picture,
)
from course_lib.thermal.inspection import inner_labels


@pytest.mark.parametrize("seed", [0, 7, 101])
def test_a_farm_is_found_as_it_was_drawn(seed: int) -> None:
    farm = make_farm(np.random.default_rng(seed))
    found = inspect_frames(farm.thermal, farm.rgb, **farm.lens)
    corner = farm.shifts.min(axis=0)
    assert np.abs(found.shifts - (farm.shifts - corner)).max() <= 1
    height, width = found.mosaic.shape
    truth = farm.field.labels[corner[0] : corner[0] + height, corner[1] : corner[1] + width]
    partner = panel_matches(found.labels, truth)
    assert sorted(partner.values()) == list(range(1, 73))
    names = [partner[int(label)] for label in found.temperatures.labels]
    hot = {name for name, is_hot in zip(names, found.hot, strict=True) if is_hot}
    soiled = {name for name, is_soiled in zip(names, found.soiled, strict=True) if is_soiled}
    assert hot == set(farm.field.faults) and soiled == farm.field.soiled
    causes = {"module": "string", "cell": "cell", "soiling": "dropping"}
    for alarm in found.alarms:
        assert causes.get(alarm.kind) == farm.field.faults.get(partner[alarm.panel]), str(alarm)
    urgent = [alarm.above for alarm in found.alarms if alarm.kind != "soiled"]
    assert urgent == sorted(urgent, reverse=True)
    assert str(found).startswith(f"72 panels, {len(hot)} hot, {len(soiled)} soiled.")
    cracked = cracked_panels(found.rgb, inner_labels(found.labels))
    assert {name for name, is_it in zip(names, cracked, strict=True) if is_it} == farm.field.cracked
    thermal = farm.field.thermal[corner[0] : corner[0] + height, corner[1] : corner[1] + width]
    # A single frame that lies one pixel off moves panels by 0.16 and more.
    assert np.hypot(*panel_displacements(found.mosaic, thermal, truth).T).max() < 0.1
    picture = report_picture(found.mosaic, found.labels, found.alarms)
    assert picture.shape == (height, width, 3) and picture.dtype == np.uint8
    changed = (picture != report_picture(found.mosaic, found.labels, ())).any(axis=2)
    assert changed.any() and not changed[np.isin(found.labels, 1)].all()


@pytest.mark.parametrize(("seed", "noise"), [(215, 0.3), (201, 0.4)])
def test_frames_without_a_shore_find_their_places_in_noise(seed, noise) -> None:
    # Most of these frames show nothing but equal panels.
    farm = make_farm(np.random.default_rng(seed), rows=4, columns=16, noise=noise)
    found = inspect_frames(farm.thermal, farm.rgb, **farm.lens)
    np.testing.assert_array_equal(found.shifts, farm.shifts - farm.shifts.min(axis=0))


def test_one_very_hot_cell_is_no_warm_module() -> None:
    farm = make_farm(np.random.default_rng(13))
    found = inspect_frames(farm.thermal, farm.rgb, **farm.lens)
    warm = found.temperatures.labels[hot_panels(found.temperatures.mean)]
    cells = [alarm for alarm in found.alarms if alarm.kind == "cell" and alarm.panel in warm]
    assert cells and cells[0].above > 15


def test_frames_that_do_not_fit_each_other_are_refused() -> None:
    lens = {"k1": 0.0, "k2": 0.0, "center": (1.0, 1.0), "focal": 9.0}
    with pytest.raises(ValueError, match="one frame each"):
        inspect_frames([np.eye(3)], [], **lens)
    with pytest.raises(ValueError, match=r"rgb\[0\] must be"):
        inspect_frames([np.eye(3)], [np.ones((3, 4, 3))], **lens)
    with pytest.raises(ValueError, match="thermal must show a panel"):
        inspect_frames([np.eye(3)], [np.ones((3, 3, 3))], **lens)
