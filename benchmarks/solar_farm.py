"""The solar farm's pipeline on drawn farms, against their truth and against other ways.

    python benchmarks/solar_farm.py            a table
    python benchmarks/solar_farm.py --json     one JSON object a line

What is shown of the times is the median. Undistortion and its peer take turns in one process and
must agree to 1e-9 where both have a value. Where a mosaic differs from the truth is said in three
rows: nearly all of it within two pixels of an edge between 20 and 42 °C, where two bilinear
interpolations, the camera's and the undistortion's, blur by about 0.6 pixels.
"""

from __future__ import annotations

import statistics
import sys
import time
from dataclasses import dataclass, field

import numpy as np
from _report import Row, json_wanted, show

SEEDS = range(20)
HARD = [  # seeds, and what makes these farms hard
    (range(20, 23), {"rows": 10, "columns": 16, "noise": 0.4}),
    (range(23, 26), {"rows": 4, "columns": 16, "noise": 0.4}),
    (range(26, 29), {"rows": 8, "columns": 13, "noise": 0.0, "glare": False}),
    (range(29, 32), {"rows": 4, "columns": 4, "noise": 0.4}),
]
ROUNDS = 15
WARMER = 30.0  # °C that one side of a farm is made warmer than the other
PEER = "skimage.transform.warp"


@dataclass
class Found:
    """What the farms of one kind gave, farm by farm."""

    seconds: list[float] = field(default_factory=list)
    frames: list[float] = field(default_factory=list)  # pixels, worst of a farm
    panels: list[float] = field(default_factory=list)  # pixels, worst of a farm
    degrees: list[float] = field(default_factory=list)  # median on panels
    squares: list[tuple[float, float, int]] = field(default_factory=list)  # edges, all, pixels
    blurred: list[float] = field(default_factory=list)  # against the truth blurred
    counts: dict[str, np.ndarray] = field(  # right, false alarms, missed
        default_factory=lambda: {kind: np.zeros(3) for kind in ("hot", "soiled", "cracked")}
    )
    mosaics: list[tuple[np.ndarray, np.ndarray]] = field(default_factory=list)  # and true labels

    def rates(self, farms: str) -> list[Row]:
        """Precision and recall of each kind."""
        rows = []
        for kind, (right, false, missed) in self.counts.items():
            for measure, others in (("precision", false), ("recall", missed)):
                value = float(right / max(right + others, 1))
                name = f"{kind} panels, {measure}, {farms}"
                rows.append(Row(name, round(value, 4), "", ">= 0.95", value >= 0.95))
        return rows


def inspect(found: Found, seed: int, **kind: float) -> None:
    """Draw one farm, inspect it, add what came out."""
    from scipy import ndimage

    from course_lib.scenes.solar_farm import make_farm, panel_displacements, panel_matches
    from course_lib.thermal import cracked_panels, inspect_frames
    from course_lib.thermal.inspection import inner_labels

    farm = make_farm(np.random.default_rng(seed), **kind)
    begin = time.perf_counter()
    seen = inspect_frames(farm.thermal, farm.rgb, **farm.lens)
    found.seconds.append(time.perf_counter() - begin)
    corner = farm.shifts.min(axis=0)
    found.frames.append(float(np.abs(seen.shifts - farm.shifts + corner).max()))
    # What is laid on the truth is what was found where it was found; it may be cut off there.
    truth = np.zeros(seen.mosaic.shape, np.int64)
    warmth = np.full(seen.mosaic.shape, np.nan)
    for layer, true in ((truth, farm.field.labels), (warmth, farm.field.thermal)):
        true = true[corner[0] :, corner[1] :]
        height, width = np.minimum(layer.shape, true.shape)
        layer[:height, :width] = true[:height, :width]
    found.mosaics.append((seen.mosaic, truth))
    found.panels.append(
        float(np.nanmax(np.hypot(*panel_displacements(seen.mosaic, warmth, truth).T)))
    )
    away = np.abs(seen.mosaic - warmth)
    found.degrees.append(float(np.nanmedian(away[truth > 0])))
    panel = truth > 0
    edge = ndimage.binary_dilation(panel, np.ones((5, 5))) & ~ndimage.binary_erosion(panel)
    edge = ndimage.binary_dilation(edge)
    found.squares.append(
        (np.nansum(away[edge] ** 2), np.nansum(away**2), int((~np.isnan(away)).sum()))
    )
    blurred = ndimage.gaussian_filter(np.where(np.isnan(warmth), 27, warmth), 0.6)
    found.blurred.append(float(np.nanmean((seen.mosaic - blurred) ** 2)))
    partner = panel_matches(seen.labels, truth)
    names = np.array([partner.get(int(i), -int(i)) for i in seen.temperatures.labels])
    for what, told, true in (
        ("hot", seen.hot, set(farm.field.faults)),
        ("soiled", seen.soiled, farm.field.soiled),
        ("cracked", cracked_panels(seen.rgb, inner_labels(seen.labels)), farm.field.cracked),
    ):
        called = set(names[told].tolist())
        found.counts[what] += len(called & true), len(called - true), len(true - called)


def usual_farms(found: Found) -> list[Row]:
    """Seconds, panels found, and how far frames, edges and temperatures are from the truth."""
    for seed in SEEDS:
        inspect(found, seed)
    median = statistics.median(found.seconds)
    rows = [Row("a farm of 72 panels in 16 frames", round(median, 3), "s", "<= 5", median <= 5)]
    rows += found.rates(f"{len(SEEDS)} farms")
    worst, apart = max(found.frames), max(found.degrees)
    rows.append(Row("worst place of a frame", worst, "pixels", "<= 1", worst <= 1))
    worst = max(found.panels)
    name = "worst displacement of a panel's edges"
    rows.append(Row(name, round(worst, 3), "pixels", "<= 0.1", worst <= 0.1))
    name = "mosaic on panels, median difference, worst farm"
    rows.append(Row(name, round(apart, 3), "°C", "<= 0.3", apart <= 0.3))
    edges, total, pixels = np.sum(found.squares, axis=0).tolist()
    whole, blurred = (total / pixels) ** 0.5, float(np.mean(found.blurred)) ** 0.5
    share = edges / total
    name = "whole mosaic, root mean square difference"
    rows.append(Row(name, round(whole, 2), "°C", "<= 2", whole <= 2))
    name = "of its square, at most 2 pixels from an edge"
    rows.append(Row(name, round(share, 3), "", ">= 0.95", share >= 0.95))
    name = "the same against the truth blurred by 0.6 pixels"
    rows.append(Row(name, round(blurred, 2), "°C", "<= 0.5", blurred <= 0.5))
    return rows


def hard_farms() -> list[Row]:
    """Large, wide, small ones; much noise or none."""
    found = Found()
    for seeds, kind in HARD:
        for seed in seeds:
            inspect(found, seed, **kind)
    rows = found.rates(f"{len(found.seconds)} hard farms")
    worst = max(found.frames)
    rows.append(Row("worst place of a frame, hard farms", worst, "pixels", "<= 1", worst <= 1))
    return rows


def ways_to_find_panels(mosaics: list[tuple[np.ndarray, np.ndarray]]) -> list[Row]:
    """Normalised cuts, Otsu's threshold and a local threshold, also on a farm with a warm side."""
    from scipy import ndimage
    from skimage.filters import threshold_local

    from course_lib.scenes.solar_farm import panel_matches
    from course_lib.thermal import panel_regions, panel_regions_ncut

    def local(mosaic: np.ndarray, least: int) -> np.ndarray:
        filled = np.where(np.isnan(mosaic), np.nanmedian(mosaic), mosaic)
        labels, count = ndimage.label(filled > threshold_local(filled, 81))
        large = np.bincount(labels.ravel(), minlength=count + 1) >= least
        return np.where(large[labels], labels, 0)

    ways = {"normalised cuts": panel_regions_ncut, "Otsu": panel_regions, "local threshold": local}
    right, false = ({way: np.zeros(2) for way in ways} for _ in range(2))
    times: dict[str, list[float]] = {way: [] for way in ways}
    total = sum(int(truth.max()) for _, truth in mosaics)
    for mosaic, truth in mosaics:
        warm_side = mosaic + np.linspace(0, WARMER, mosaic.shape[1])
        for way, run in ways.items():
            for i, picture in enumerate((mosaic, warm_side)):
                begin = time.perf_counter()
                labels = run(picture, 300)
                times[way].append(1000 * (time.perf_counter() - begin))
                matched = len(panel_matches(labels, truth, 0.9))
                right[way][i] += matched
                false[way][i] += len(np.unique(labels[labels > 0])) - matched
    rows = []
    for way in ways:
        bar = ">= 0.99" if way == "normalised cuts" else ""
        for i, where in enumerate(("as drawn", f"one side {WARMER:g} °C warmer")):
            share = float(right[way][i] / (total + false[way][i]))
            name = f"{way}: IoU > 0.9, of panels true or found, {where}"
            rows.append(Row(name, round(share, 4), "", bar, share >= 0.99 or not bar))
    mine, theirs = (statistics.median(times[way]) for way in ("normalised cuts", "Otsu"))
    name = "panels of a mosaic by normalised cuts"
    ratio = mine / theirs
    rows.append(
        Row(
            name, round(mine), "ms", "<= 5000", mine <= 5000, round(theirs, 1), "Otsu", round(ratio)
        )
    )
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


def main() -> int:
    as_json = json_wanted(__doc__)
    found = Found()
    rows = usual_farms(found)
    rows += [*hard_farms(), *ways_to_find_panels(found.mosaics[::4]), undistortion()]
    return show("The solar farm", rows, as_json)


if __name__ == "__main__":
    sys.exit(main())
