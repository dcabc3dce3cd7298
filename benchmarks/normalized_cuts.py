"""Eigenvectors of the normalised cut against scikit-learn's `spectral_embedding`.

    python benchmarks/normalized_cuts.py            a table
    python benchmarks/normalized_cuts.py --json     one JSON object a line

Second to fourth eigenvector of the same graph: 160 x 160 pixels, 24 neighbours. Every side builds
the graph too, with our `pixel_graph`, since the peer has nothing of the kind. Each side runs in
processes of its own, with one BLAS thread. What is measured is processor time, which a busy machine
disturbs less; with one thread it is what a clock shows on a quiet machine. Sides take turns; what
is shown is the median of all repetitions. Our residuals must
be at most 1e-8 on 20 pictures and for sigma from 0.05 to 1, and no smaller eigenvalue may have been
missed, which is counted by another way: the negative pivots of L - s I are as many as there are
eigenvalues below s (Sylvester's law of inertia).

The peer with AMG needs pyamg: pip install -e ".[bench]"; without it its rows are left out. By
default it stops at residuals of about 4e-4, and so says less than it seems.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
import warnings
from importlib.util import find_spec

import numpy as np
from _report import Row, json_wanted, show

SIZE, RADIUS, SIGMA = 160, 3.0, 0.1
TIMED = ("astronaut", "coffee", "china")
SIGMAS = (0.05, 0.1, 0.2, 0.5, 1.0)
CROPS = ("astronaut", "coffee", "china", "flower", "motorcycle")  # the middle, in full detail
ROUNDS, REPEATS = 3, 3
PEERS = {"arpack": ("scikit-learn, ARPACK", 1 / 3), "amg": ("scikit-learn, AMG", 1.5)}


def brightness(name: str, size: int = SIZE) -> np.ndarray:
    """A photo in grey, 0 to 1; "middle of NAME" is cut out of the full picture."""
    from course_lib.images import photo, to_gray

    if not name.startswith("middle of "):
        return to_gray(photo(name, (size, size))) / 255
    picture = photo(name.removeprefix("middle of "))
    top, left = (picture.shape[0] - size) // 2, (picture.shape[1] - size) // 2
    return to_gray(picture[top : top + size, left : left + size]) / 255


def worst_residual(graph, vectors: np.ndarray) -> float:
    """Largest |(D - W) y - lambda D y| / |D y|, lambda from the vectors themselves."""
    degree = graph.sum(axis=1)
    right = degree[:, None] * vectors
    left = right - graph @ vectors
    values = (vectors * left).sum(axis=0) / (vectors * right).sum(axis=0)
    return float(
        (np.linalg.norm(left - values * right, axis=0) / np.linalg.norm(right, axis=0)).max()
    )


def time_side(side: str, name: str, size: int) -> dict:
    """Processor seconds of each repetition, and the residual of what was found."""
    from course_lib.graphs import ncut_eigenvectors, pixel_graph, pixel_order

    gray = brightness(name, size)

    def graph_of_picture():
        return pixel_graph(gray, sigma_features=SIGMA, radius=RADIUS)

    if side == "ours":

        def run() -> np.ndarray:
            order = pixel_order(size, size, RADIUS)
            return ncut_eigenvectors(graph_of_picture(), 3, order=order).vectors
    else:
        from sklearn.manifold import spectral_embedding

        warnings.simplefilter("ignore")  # AMG says each time that it is not accurate

        def run() -> np.ndarray:
            return spectral_embedding(
                graph_of_picture(), n_components=3, eigen_solver=side, random_state=0
            )

    run()  # once to load what is loaded lazily
    times = []
    for _ in range(REPEATS):
        start = time.process_time()
        vectors = run()
        times.append(time.process_time() - start)
    return {"times": times, "residual": worst_residual(graph_of_picture(), vectors)}


def eigenvalues_below(graph, order: np.ndarray, limit: float) -> int:
    """How many eigenvalues of (D - W) y = lambda D y are below `limit`."""
    from scipy import sparse
    from scipy.sparse.linalg import splu

    scale = sparse.diags_array(1 / np.sqrt(graph.sum(axis=1)))
    shifted = sparse.eye_array(graph.shape[0]) * (1 - limit) - scale @ graph @ scale
    factors = splu(
        shifted.tocsr()[order][:, order].tocsc(),
        permc_spec="NATURAL",
        diag_pivot_thresh=0,
        options={"SymmetricMode": True},
    )
    if not np.array_equal(factors.perm_r, factors.perm_c):
        raise SystemExit("rows were exchanged: the pivots' signs say nothing")
    return int((factors.U.diagonal() < 0).sum())


def residuals() -> dict:
    """Worst residual of all pictures and sigmas, and how many smaller eigenvalues were missed."""
    from course_lib.graphs import ncut_eigenvectors, pixel_graph, pixel_order
    from course_lib.images import PHOTOS

    pictures = [*PHOTOS, *(f"middle of {name}" for name in CROPS)]
    order = pixel_order(SIZE, SIZE, RADIUS)
    worst, missed, least = 0.0, 0, np.inf
    for name in pictures:
        for sigma in SIGMAS:
            graph = pixel_graph(brightness(name), sigma_features=sigma, radius=RADIUS)
            found = ncut_eigenvectors(graph, 3, order=order)
            worst = max(worst, worst_residual(graph, found.vectors))
            least = min(least, found.values[0])
            limit = found.values[2] * (1 - 1e-6)
            expected = 1 + int((found.values < limit).sum())  # and the first, 0
            missed += abs(eigenvalues_below(graph, order, limit) - expected)
    return {"pictures": len(pictures), "worst": worst, "missed": missed, "least": float(least)}


def child(*arguments: str) -> dict:
    """What a process of its own answers."""
    threads = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    done = subprocess.run(
        [sys.executable, __file__, "--child", *arguments],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        env=os.environ | threads,
    )
    return json.loads(done.stdout)


def compare(name: str, peers: list[str]) -> list[Row]:
    """One picture: all sides in turn, a row for each peer."""
    times: dict[str, list[float]] = {side: [] for side in ("ours", *peers)}
    accuracy = {}
    for _ in range(ROUNDS):
        for side in times:
            answer = child(side, name, str(SIZE))
            times[side] += answer["times"]
            accuracy[side] = answer["residual"]
    middle = {side: 1000 * statistics.median(times[side]) for side in times}
    rows = []
    for peer in peers:
        peer_name, most = PEERS[peer]
        ratio = middle["ours"] / middle[peer]
        rows.append(
            Row(
                f"graph and 2nd to 4th eigenvector, {name} {SIZE}x{SIZE}; worst residual "
                f"{accuracy['ours']:.0e}, the peer's {accuracy[peer]:.0e}",
                ours=round(middle["ours"], 1),
                unit="ms",
                bar=f"<= {most:.3g}",
                ok=ratio <= most and accuracy["ours"] <= 1e-8,
                peer=round(middle[peer], 1),
                peer_name=peer_name,
                ratio=round(ratio, 3),
            )
        )
    return rows


def growth(small: int, large: int) -> Row:
    """How the time grows: nested dissection does about N^1.5 operations."""
    middle = [
        statistics.median(
            t for _ in range(ROUNDS) for t in child("ours", TIMED[0], str(size))["times"]
        )
        for size in (small, large)
    ]
    factor, pixels = middle[1] / middle[0], (large / small) ** 2
    most = 1.5 * pixels**1.5
    name = (
        f"time at {large}x{large} ({middle[1]:.2f} s) over {small}x{small}; "
        f"{pixels:g} times the pixels, N^1.5: {pixels**1.5:g}"
    )
    return Row(name, round(factor, 2), "times", f"<= {most:g}", factor <= most)


def main() -> int:
    if sys.argv[1:2] == ["--child"]:
        side, *rest = sys.argv[2:]
        answer = residuals() if side == "residuals" else time_side(side, rest[0], int(rest[1]))
        print(json.dumps(answer))
        return 0
    as_json = json_wanted(__doc__)
    peers = list(PEERS)
    if find_spec("pyamg") is None:
        peers.remove("amg")
        print("pyamg is missing: no rows for AMG; pip install -e '.[bench]'", file=sys.stderr)
    rows = [row for name in TIMED for row in compare(name, peers)]
    rows += [growth(SIZE // 2, SIZE), growth(SIZE, 2 * SIZE)]
    told = child("residuals")
    span = f"sigma {SIGMAS[0]:g} to {SIGMAS[-1]:g}"
    rows += [
        Row(
            f"worst residual, {told['pictures']} pictures, {span}; least eigenvalue "
            f"{told['least']:.1e}",
            told["worst"],
            "",
            "<= 1e-8",
            told["worst"] <= 1e-8,
        ),
        Row(
            f"smaller eigenvalues missed, {told['pictures']} pictures, {span}",
            told["missed"],
            "",
            "0",
            told["missed"] == 0,
        ),
    ]
    return show(
        "normalised cuts, medians of processor time, one thread, each side in its own process",
        rows,
        as_json,
    )


if __name__ == "__main__":
    sys.exit(main())
