"""The solar farm's report: what stands in it, and that no other is lost."""

from __future__ import annotations

import re

import numpy as np
import pytest

from course_lib.farm_report import FarmReport
from course_lib.thermal import Alarm

LABELS = np.zeros((40, 60), int)
LABELS[4:14, 4:24], LABELS[20:34, 30:50] = 2, 7
THERMAL = np.where(LABELS, 42.0, 27.0)
THERMAL[0, 0] = np.nan
ALARMS = (
    Alarm(7, 26.5, 39.5, "cell", 43.0, 61.2, 19.0),
    Alarm(2, 8.5, 13.5, "soiled", 42.0, 42.0, -0.5),
)


def test_what_stands_in_it():
    report = FarmReport(THERMAL, LABELS, ALARMS, "North <field>")
    page = report.page()
    assert "<h1>North &lt;field&gt;</h1>" in page and "2 panels, 2 with an alarm" in page
    rows = re.findall(r"<tr>(<td.*?)</tr>", page)
    cells = [re.sub("<.*?>", "|", row) for row in rows]
    assert [re.findall(r"[^|]+", cell) for cell in cells] == [
        ["1", "7", "+19.0 °C", "hot spot, clean", "look for a short circuit or a crack",
         "61.2 °C", "26", "40"],
        ["2", "2", "−0.5 °C", "dirty, not hot", "clean it", "42.0 °C", "8", "14"],
    ]  # fmt: skip
    assert re.search(r'<img alt="The farm from above[^"]{40,}"', page)
    assert re.findall(r'<b style="left:([\d.]+)%;top:([\d.]+)%">', page) == [
        ("66.7", "50.0"), ("23.3", "10.0"),
    ]  # fmt: skip
    assert 'src="http' not in page and "Panel 7" in str(report)


def test_nothing_to_say():
    assert "none with an alarm" in FarmReport(THERMAL, LABELS, ()).page()


def test_another_report_stays(tmp_path):
    place = tmp_path / "farm.html"
    place.write_text("my own")
    first = FarmReport(THERMAL, LABELS, ALARMS).save(place)
    again = FarmReport(THERMAL, LABELS, ALARMS).save(place)
    other = FarmReport(THERMAL, LABELS, ()).save(place)
    assert place.read_text() == "my own"
    assert [path.name for path in (first, again, other)] == [
        "farm-2.html", "farm-2.html", "farm-3.html",
    ]  # fmt: skip


def test_bad_input():
    with pytest.raises(ValueError, match="panel 3"):
        FarmReport(THERMAL, LABELS, [Alarm(3, 1.0, 1.0, "cell", 1.0, 1.0, 1.0)])
    with pytest.raises((TypeError, ValueError), match="labels"):
        FarmReport(THERMAL, LABELS[1:], ())
