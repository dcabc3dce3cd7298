"""Scenes of things and stuff: how long one takes, in several sizes.

    python benchmarks/scenes.py            a table
    python benchmarks/scenes.py --json     one JSON object a line

Each size runs in processes of its own, on one thread; the same seeds are drawn several times, and
what is shown is the median over scenes of each one's median. The peer does a part of the work, in
C: Pillow draws as many polygons as the scene's things and trees have parts, each at its place in
its part's colour, on a canvas four times as wide, which is then averaged down so that edges are
soft. It has no surfaces, no shade, no ground and no truth. Exit status 1 when a bar is missed.
"""

from __future__ import annotations

import json
import math
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

from _report import Row, json_wanted, show

SIZES = (48, 96, 128, 256)
BAR = {128: 5.0}  # ms a scene
SCENES = 60
REPEATS = 5
ROUNDS = 3  # processes of each side, in turn
PEER = "Pillow, polygons only"
OVERSAMPLE = 4
CORNERS = 24  # of the polygon that stands for an ellipse


def polygons(size: int, seed: int) -> list[tuple[list[tuple[float, float]], tuple[int, ...]]]:
    """The parts of a scene's drawings as polygons in a picture of size * OVERSAMPLE."""
    from course_lib.scenes import shapes
    from course_lib.scenes.things_and_stuff import make_scene

    calls = []
    paint = shapes.Drawing.paint

    def watched(self, shape, x, y, unit, light, mirror=False):
        calls.append((self, x, y, unit, -1 if mirror else 1))
        return paint(self, shape, x, y, unit, light, mirror)

    shapes.Drawing.paint = watched
    try:
        make_scene(size, seed)
    finally:
        shapes.Drawing.paint = paint
    found = []
    for drawing, x, y, unit, flip in calls:
        for part, (box, look) in enumerate(zip(drawing._boxes, drawing._look, strict=True)):
            x1, y1, x2, y2 = box
            corners = [(x1, y1), (x2, y1), (x2, y2), (x1, y2)]
            if part in drawing._round_place:
                turns = [2 * math.pi * i / CORNERS for i in range(CORNERS)]
                corners = [
                    ((x1 + x2) / 2 + (x2 - x1) / 2 * math.cos(t),
                     (y1 + y2) / 2 + (y2 - y1) / 2 * math.sin(t))
                    for t in turns
                ]  # fmt: skip
            place = [
                ((x + flip * unit * u) * OVERSAMPLE, (y - unit * v) * OVERSAMPLE)
                for u, v in corners
            ]
            found.append((place, tuple(int(value) for value in look[:3])))
    return found


def work(side: str, size: int) -> list[Callable[[], object]]:
    """One function for each scene."""
    if side == "ours":
        from course_lib.scenes.things_and_stuff import make_scene

        return [lambda seed=seed: make_scene(size, seed) for seed in range(SCENES)]
    import numpy as np
    from PIL import Image, ImageDraw

    def draw(parts) -> np.ndarray:
        canvas = Image.new("RGB", (size * OVERSAMPLE, size * OVERSAMPLE))
        pen = ImageDraw.Draw(canvas)
        for corners, colour in parts:
            pen.polygon(corners, fill=colour)
        return np.array(canvas.resize((size, size), Image.Resampling.BOX))

    parts = [polygons(size, seed) for seed in range(SCENES)]
    return [lambda p=p: draw(p) for p in parts]


def measure(side: str, size: int) -> None:
    """What one process does: print each scene's median of milliseconds."""
    scenes = work(side, size)
    for scene in scenes[:5]:
        scene()  # loads what is loaded lazily, fills the tiles
    times: list[list[float]] = [[] for _ in scenes]
    for _ in range(REPEATS):
        for i, scene in enumerate(scenes):
            start = time.perf_counter()
            scene()
            times[i].append(1000 * (time.perf_counter() - start))
    print(json.dumps([statistics.median(part) for part in times]))


def run(side: str, size: int) -> list[float]:
    one_thread = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    child = subprocess.run(
        [sys.executable, __file__, "--child", side, str(size)],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        env={**os.environ, **one_thread},
    )
    return json.loads(child.stdout)


def compare(size: int) -> tuple[Row, float]:
    """The row of one size, and our milliseconds a scene."""
    times: dict[str, list[float]] = {"ours": [], "peer": []}
    for _ in range(ROUNDS):
        for side in times:
            times[side].append(statistics.median(run(side, size)))
    ours, peer = (statistics.median(times[side]) for side in ("ours", "peer"))
    bar = BAR.get(size)
    row = Row(
        f"a scene of {size} x {size} with its truth, median of {SCENES}",
        ours=round(ours, 2),
        unit="ms",
        bar="" if bar is None else f"<= {bar:g}",
        ok=bar is None or ours <= bar,
        peer=round(peer, 2),
        peer_name=PEER,
        ratio=round(ours / peer, 2),
    )
    return row, ours


def main() -> int:
    if sys.argv[1:2] == ["--child"]:
        measure(sys.argv[2], int(sys.argv[3]))
        return 0
    as_json = json_wanted(__doc__)
    rows, costs = [], {}
    for size in SIZES:
        row, costs[size] = compare(size)
        rows.append(row)
    factor = costs[256] / costs[128]
    name = "a scene of 256 x 256 over one of 128 x 128 (linear in pixels: 4)"
    rows.append(Row(name, round(factor, 2), "times", "<= 4", factor <= 4))
    return show("scenes of things and stuff, one core", rows, as_json)


if __name__ == "__main__":
    sys.exit(main())
