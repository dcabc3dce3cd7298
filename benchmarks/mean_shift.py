"""The mean shift engine against scikit-learn's MeanShift, window W = 21, photos in RGB.

    python benchmarks/mean_shift.py            a table
    python benchmarks/mean_shift.py --json     one JSON object a line

Each measurement runs in a process of its own; both sides of the comparison in turn, so that a busy
machine disturbs both. What is shown is the median of all repetitions. Our modes must equal those of
scikit-learn's climbs, run one by one from the same pixels, to 1e-6, or the benchmark fails: all
pixels at 64x64, every 2003rd at 256x256. (Its own labels go by the nearest centre, so they are not
compared.) Exit status 1 when a bar is missed.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time

import numpy as np
from _report import Row, json_wanted, show

W = 21.0
EPSILON = 1e-3 * W  # scikit-learn's
SIZES = (64, 128, 256, 512)
PHOTOS = ("astronaut", "coffee", "chelsea")
ROUNDS = 3  # processes of each side
REPEATS = {"exact": {64: 9, 128: 5, 256: 3, 512: 1}, "approximate": {256: 9}, "peer": {64: 1}}
EVERY = {64: 1, 256: 2003}  # pixels whose modes are compared
PEER = "scikit-learn MeanShift"


def workload(name: str, size: int) -> np.ndarray:
    """Points (size^2, 3) of a photo."""
    from course_lib.images import photo

    return photo(name, (size, size)).reshape(-1, 3).astype(np.float64)


def measure(side: str, name: str, size: int) -> None:
    """What one process does: print the seconds of each repetition."""
    points = workload(name, size)
    if side == "peer":
        from sklearn.cluster import MeanShift

        def run(points: np.ndarray) -> None:
            MeanShift(bandwidth=W, cluster_all=True, bin_seeding=False).fit(points)

    elif side == "exact":
        from course_lib.clustering import run_mean_shift

        def run(points: np.ndarray) -> None:
            run_mean_shift(points, W, epsilon=EPSILON)

    else:
        from course_lib.clustering import approximate_mean_shift

        def run(points: np.ndarray) -> None:
            approximate_mean_shift(points, W, epsilon=EPSILON)

    run(points[::97])  # once to load what is loaded lazily
    times = []
    for _ in range(REPEATS[side][size]):
        start = time.perf_counter()
        run(points)
        times.append(time.perf_counter() - start)
    print(json.dumps(times))


def seconds(side: str, name: str, size: int) -> list[float]:
    """Times of one process."""
    arguments = [sys.executable, __file__, "--child", side, name, str(size)]
    child = subprocess.run(arguments, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(child.stdout)


def compare_modes(name: str, size: int) -> tuple[int, float]:
    """How many modes were compared with those of scikit-learn's climbs, and the largest difference.

    Raises
    ------
    SystemExit
        When that is above 1e-6.
    """
    from sklearn.cluster._mean_shift import _mean_shift_single_seed
    from sklearn.neighbors import NearestNeighbors

    from course_lib.clustering import run_mean_shift

    points = workload(name, size)
    # scikit-learn counts its shifts from 0.
    modes = run_mean_shift(points, W, epsilon=EPSILON, max_steps=301).modes[:: EVERY[size]]
    neighbours = NearestNeighbors(radius=W).fit(points)
    climbs = [_mean_shift_single_seed(p, points, neighbours, 300) for p in points[:: EVERY[size]]]
    apart = float(np.abs(modes - [mode for mode, _, _ in climbs]).max())
    if apart > 1e-6:
        raise SystemExit(f"{name} {size}: a mode differs from scikit-learn's by {apart:.1e}")
    return len(modes), apart


def agreement(name: str, size: int) -> float:
    """Rand index of the approximation and the exact labels."""
    from sklearn.metrics import rand_score

    from course_lib.clustering import approximate_mean_shift, run_mean_shift

    points = workload(name, size)
    exact = run_mean_shift(points, W, epsilon=EPSILON)
    return float(rand_score(exact.labels, approximate_mean_shift(points, W).labels))


def against_peer(name: str) -> list[Row]:
    """Both sides at 64x64, in turn."""
    times: dict[str, list[float]] = {"exact": [], "peer": []}
    for _ in range(ROUNDS):
        for side in times:
            times[side] += seconds(side, name, 64)
    mine, theirs = (statistics.median(times[side]) for side in ("exact", "peer"))
    row = Row(
        f"mean shift {name} 64x64, exact",
        ours=round(mine, 4),
        unit="s",
        bar="<= 0.02",
        ok=mine / theirs <= 0.02,
        peer=round(theirs, 2),
        peer_name=PEER,
        ratio=round(mine / theirs, 5),
    )
    factor = round(theirs / mine)
    return [row, Row(f"{PEER}'s time over ours", factor, "times", ">= 50", factor >= 50)]


def main() -> int:
    if sys.argv[1:2] == ["--child"]:
        measure(sys.argv[2], sys.argv[3], int(sys.argv[4]))
        return 0
    as_json = json_wanted(__doc__)
    rows = against_peer("astronaut")
    for name, size in [("astronaut", 64), *((name, 256) for name in PHOTOS)]:
        count, apart = compare_modes(name, size)
        what = f"{name} {size}x{size}: {count} modes, largest difference from {PEER}'s climbs"
        rows.append(Row(what, apart, "grey levels", "<= 1e-6", apart <= 1e-6))
    medians: dict[tuple[str, int], float] = {}
    for name in PHOTOS:
        for size in SIZES:
            if size in (128, 512) and name != PHOTOS[0]:
                continue
            times = [t for _ in range(ROUNDS) for t in seconds("exact", name, size)]
            medians[name, size] = statistics.median(times)
            if size == 256:
                found = round(medians[name, size], 2)
                what = f"mean shift {name} 256x256, exact"
                rows.append(Row(what, found, "s", "<= 5", found <= 5))
    for small, large in zip(SIZES[:-1], SIZES[1:], strict=True):
        factor = medians[PHOTOS[0], large] / medians[PHOTOS[0], small]
        what = f"mean shift {PHOTOS[0]}, {large}x{large} over {small}x{small} (pixels: 4)"
        rows.append(Row(what, round(factor, 2), "times", "<= 16", factor <= 16))
    largest = round(medians[PHOTOS[0], SIZES[-1]], 2)
    rows.append(Row(f"mean shift {PHOTOS[0]} 512x512, exact", largest, "s", "<= 60", largest <= 60))
    for name in PHOTOS:
        times = [t for _ in range(ROUNDS) for t in seconds("approximate", name, 256)]
        found = round(1000 * statistics.median(times), 1)
        what = f"mean shift {name} 256x256, approximate"
        rows.append(Row(what, found, "ms", "<= 150", found <= 150))
        same = round(agreement(name, 256), 4)
        what = f"mean shift {name} 256x256, Rand index of approximate and exact labels"
        rows.append(Row(what, same, "", ">= 0.95", same >= 0.95))
    return show("mean shift engine, W = 21, medians, each side in its own process", rows, as_json)


if __name__ == "__main__":
    sys.exit(main())
