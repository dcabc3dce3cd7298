"""The k-means engine against scikit-learn's KMeans: same means to start from, same number of steps.

    python benchmarks/kmeans.py            a table
    python benchmarks/kmeans.py --json     one JSON object a line

Each side of each comparison runs in a process of its own, so that neither finds the other's threads
awake or its memory warm. Both sides of a pair are repeated in turn (ours, theirs, ours, theirs), so
that a busy machine disturbs both; what is shown is the median of all repetitions. Labels must be
equal and means must agree to 1e-9, or the benchmark fails. Exit status 1 when a bar is missed.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from _report import Row, json_wanted, show

K = 16
SIZES = (256, 1024)
ROUNDS = 3  # processes of each side, in turn
REPEATS = {256: 9, 1024: 3}  # runs in each process
PEER = "scikit-learn KMeans"


def workload(size: int, features: str) -> tuple[np.ndarray, np.ndarray]:
    """Points (size^2, 3 or 5) of the astronaut photo and 16 means.

    The means are pixels moved off the grid of whole numbers: between whole numbers distances are
    often exactly equal, and scikit-learn does not say which mean it takes then.
    """
    from course_lib.images import photo

    points = photo("astronaut", (size, size)).reshape(-1, 3).astype(np.float64)
    if features == "RGBxy":
        rows, columns = np.mgrid[:size, :size] * (256 / size)
        points = np.column_stack([points, columns.ravel(), rows.ravel()])
    rng = np.random.default_rng(0)
    chosen = points[rng.choice(len(points), K, replace=False)]
    return points, chosen + rng.uniform(-0.4, 0.4, chosen.shape)


def measure(side: str, size: int, features: str, steps: int, out: str) -> None:
    """What one process does: print the seconds of each repetition, save labels and means."""
    points, means = workload(size, features)
    if side == "ours":
        from course_lib.clustering import run_kmeans

        def run() -> tuple[np.ndarray, np.ndarray, int]:
            result = run_kmeans(points, means, epsilon=0, max_steps=steps)
            return result.labels, result.means, result.steps
    else:
        from sklearn.cluster import KMeans

        def run() -> tuple[np.ndarray, np.ndarray, int]:
            peer = KMeans(K, init=means, n_init=1, tol=0, max_iter=steps, algorithm="lloyd")
            peer.fit(points)
            return peer.labels_, peer.cluster_centers_, peer.n_iter_

    run()  # once to load what is loaded lazily
    times = []
    for _ in range(REPEATS[size]):
        start = time.perf_counter()
        labels, found, done = run()
        times.append(time.perf_counter() - start)
    np.savez(out, labels=labels, means=found)
    print(json.dumps({"times": times, "steps": int(done)}))


def compare(size: int, features: str) -> tuple[Row, float]:
    """Both sides of one pair, in turn: the row, and our milliseconds a step."""
    from course_lib.clustering import run_kmeans

    steps = run_kmeans(*workload(size, features), epsilon=0.5).steps
    times: dict[str, list[float]] = {"ours": [], "peer": []}
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(ROUNDS):
            for side in times:
                out = str(Path(folder) / f"{side}.npz")
                arguments = [side, str(size), features, str(steps), out]
                child = subprocess.run(
                    [sys.executable, __file__, "--child", *arguments],
                    stdout=subprocess.PIPE,
                    text=True,
                    check=True,
                )
                answer = json.loads(child.stdout)
                if answer["steps"] != steps:
                    raise SystemExit(f"{side} did {answer['steps']} steps, not {steps}")
                times[side] += answer["times"]
        with (
            np.load(Path(folder) / "ours.npz") as ours,
            np.load(Path(folder) / "peer.npz") as peer,
        ):
            different = int((ours["labels"] != peer["labels"]).sum())
            apart = float(np.abs(ours["means"] - peer["means"]).max())
    if different or apart > 1e-9:
        raise SystemExit(f"{features} {size}: {different} labels differ, means by {apart:.1e}")
    mine, theirs = (1000 * statistics.median(times[side]) for side in ("ours", "peer"))
    row = Row(
        f"k-means {features} {size}x{size}, k = {K}, {steps} steps, equal labels",
        ours=round(mine, 2),
        unit="ms",
        bar="<= 2",
        ok=mine / theirs <= 2,
        peer=round(theirs, 2),
        peer_name=PEER,
        ratio=round(mine / theirs, 3),
    )
    return row, mine / steps


def growth(features: str, small: float, large: float) -> Row:
    """How the cost of a step grows with the pixels: 16 times as many, 16 times as long."""
    factor = large / small
    name = f"k-means {features}, a step at 1024x1024 over one at 256x256 (linear: 16)"
    return Row(name, round(factor, 2), "times", "<= 32", factor <= 32)


def main() -> int:
    if sys.argv[1:2] == ["--child"]:
        side, size, features, steps, out = sys.argv[2:]
        measure(side, int(size), features, int(steps), out)
        return 0
    as_json = json_wanted(__doc__)
    rows = []
    for features in ("RGB", "RGBxy"):
        (small, small_step), (large, large_step) = (compare(size, features) for size in SIZES)
        rows += [small, large, growth(features, small_step, large_step)]
    return show("k-means engine, medians, each side in its own process", rows, as_json)


if __name__ == "__main__":
    sys.exit(main())
