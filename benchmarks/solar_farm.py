"""The solar farm's pipeline on 20 drawn farms, and undistortion against scikit-image's warp.

    python benchmarks/solar_farm.py            a table
    python benchmarks/solar_farm.py --json     one JSON object a line

What is shown of the times is the median. Undistortion and its peer take turns in one process and
must agree to 1e-9 where both have a value.
"""

from __future__ import annotations

import statistics
import sys
import time

import numpy as np
from _report import Row, json_wanted, show

SEEDS = range(20)
ROUNDS = 15
PEER = "skimage.transform.warp"


def farms() -> list[Row]:
    """Seconds, hot and soiled panels found, and how far frames and pixels are from the truth."""
    from course_lib.scenes.solar_farm import make_farm, panel_matches
    from course_lib.thermal import inspect_frames

    seconds, shift_errors, degrees = [], [], []
    counts = {"hot": np.zeros(3), "soiled": np.zeros(3)}  # right, false alarms, missed
    for seed in SEEDS:
        farm = make_farm(np.random.default_rng(seed))
        begin = time.perf_counter()
        found = inspect_frames(farm.thermal, farm.rgb, **farm.lens)
        seconds.append(time.perf_counter() - begin)
        corner = farm.shifts.min(axis=0)
        shift_errors.append(float(np.abs(found.shifts - farm.shifts + corner).max()))
        # What is laid on the truth is what was found where it was found; it may be cut off there.
        truth = np.zeros(found.mosaic.shape, np.int64)
        warmth = np.full(found.mosaic.shape, np.nan)
        labels = farm.field.labels[corner[0] :, corner[1] :]
        height, width = np.minimum(truth.shape, labels.shape)
        truth[:height, :width] = labels[:height, :width]
        field = farm.field.thermal[corner[0] :, corner[1] :]
        warmth[:height, :width] = field[:height, :width]
        degrees.append(float(np.nanmedian(np.abs(found.mosaic - warmth)[truth > 0])))
        partner = panel_matches(found.labels, truth)
        names = np.array([partner.get(int(i), -int(i)) for i in found.temperatures.labels])
        for kind, told, true in (
            ("hot", found.hot, set(farm.field.faults)),
            ("soiled", found.soiled, farm.field.soiled),
        ):
            called = set(names[told].tolist())
            counts[kind] += len(called & true), len(called - true), len(true - called)
    median = statistics.median(seconds)
    rows = [Row("a farm of 72 panels in 16 frames", round(median, 3), "s", "<= 5", median <= 5)]
    for kind, (right, false, missed) in counts.items():
        for measure, others in (("precision", false), ("recall", missed)):
            value = right / max(right + others, 1)
            name = f"{kind} panels, {measure}, {len(SEEDS)} farms"
            rows.append(Row(name, round(value, 4), "", ">= 0.95", value >= 0.95))
    worst, apart = max(shift_errors), max(degrees)
    rows.append(Row("worst place of a frame", worst, "pixels", "<= 1", worst <= 1))
    name = "mosaic on panels, median difference, worst farm"
    rows.append(Row(name, round(apart, 3), "°C", "<= 0.3", apart <= 0.3))
    return rows


def undistortion() -> Row:
    """One frame, both ways in turn."""
    from skimage.transform import warp

    from course_lib.scenes.solar_farm import make_farm
    from course_lib.thermal import distort, undistort_image

    farm = make_farm(np.random.default_rng(0))
    frame = farm.thermal[0]

    def ours() -> np.ndarray:
        return undistort_image(frame, **farm.lens)

    def peer() -> np.ndarray:
        return warp(frame, lambda xy: distort(xy, **farm.lens), order=1, cval=np.nan)

    times: dict[str, list[float]] = {"ours": [], "peer": []}
    for _ in range(ROUNDS):
        for name, run in (("ours", ours), ("peer", peer)):
            begin = time.perf_counter()
            run()
            times[name].append(1000 * (time.perf_counter() - begin))
    apart = float(np.nanmax(np.abs(ours() - peer())))
    if not apart < 1e-9:
        raise SystemExit(f"undistortion differs from {PEER} by {apart:.1e} °C")
    mine, theirs = (statistics.median(times[name]) for name in ("ours", "peer"))
    ratio = mine / theirs
    return Row(
        f"undistort a frame of {frame.shape[0]} x {frame.shape[1]}",
        round(mine, 2),
        "ms",
        "<= 2",
        ratio <= 2,
        round(theirs, 2),
        PEER,
        round(ratio, 3),
    )


if __name__ == "__main__":
    sys.exit(show("The solar farm", [*farms(), undistortion()], json_wanted(__doc__)))
