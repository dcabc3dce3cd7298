"""k-means and mean shift on one photo, side by side: the lecture's comparison."""

from __future__ import annotations

import math
import numbers
from typing import Any

import numpy as np
import traitlets
from numpy.typing import NDArray

from course_lib.clustering import (
    approximate_mean_shift,
    run_kmeans,
    run_mean_shift,
    start_subset,
)
from course_lib.images import photo as course_photo
from course_lib.widgets import page, pictures
from course_lib.widgets.arguments import check_k, check_picture, fitted
from course_lib.widgets.base import Explorer

MOST_PIXELS = 16_384  # so that both answer while a slider moves
MOST_K = 32
RADII = (8, 100)
RECORDED_K = (2, 4, 8, 16, 32)
RECORDED_W = (10, 15, 21, 30, 45, 70)
SIDES = ("kmeans", "shift")
KEPT = 40  # answers that are not computed again, some 30 kB each


class KMeansVersusMeanShift(Explorer):
    """Compare k-means with k clusters and mean shift with a window of radius W on one photo.

    Both cluster the pixels' colours [R, G, B] alone. Point at a pixel to see its cluster in both.

    Parameters
    ----------
    photo : (H, W, 3) uint8, RGB. More than 16,384 pixels are made fewer, which is said. The photo
        "coffee" when left out.
    k : number of means, 1 to 32 and at most the number of pixels.
    radius : W, the radius of mean shift's window in grey levels, 8 to 100.

    Raises
    ------
    ValueError
        When an argument is not what is said above.
    """

    scripts = ("kmeans_versus_mean_shift.js",)
    page_scripts = ("kmeans_versus_mean_shift.js",)

    photo = traitlets.Bytes().tag(sync=True)

    def __init__(
        self, photo: NDArray[np.uint8] | None = None, k: int = 16, radius: float = 21
    ) -> None:
        given = course_photo("coffee", 128) if photo is None else check_picture(photo)
        self.picture, self.note = fitted(given, MOST_PIXELS)
        self._most_k = min(MOST_K, self.picture.size // 3)
        self.k = check_k(k, self.picture.size // 3, MOST_K)
        self.radius = _check_radius(radius)
        self._points = self.picture.reshape(-1, 3).astype(np.float64)
        self._known: dict[tuple[str, float, bool], tuple[NDArray, NDArray]] = {}
        super().__init__(config=self._config(), photo=page.jpeg(self.picture, 60_000))

    def describe(self) -> str:
        """Say in one sentence what is shown."""
        kmeans, shift = (len(self.clusters(*each)[1]) for each in self._first())
        many = "1 cluster" if shift == 1 else f"{shift:,} clusters"
        return (
            f"k-means with k = {self.k} makes {kmeans} {'cluster' if kmeans == 1 else 'clusters'} "
            f"of the photo's colours, mean shift with W = {self.radius:g} makes {many}."
        )

    def alt(self) -> str:
        """Text that stands for the key picture."""
        return (
            f"{self.describe()} Left the photo, in the middle k-means, right mean shift, each "
            "pixel in the mean colour of its cluster."
        )

    def key_picture(self) -> NDArray[np.uint8]:
        """(H, W, 3) uint8: the photo, k-means and mean shift in mean colours."""
        panels = [self.picture]
        for side, value in self._first():
            labels, colours = self.clusters(side, value)
            panels.append(colours[labels].reshape(self.picture.shape))
        return pictures.side_by_side(panels)

    def clusters(
        self, side: str, value: float, *, exact: bool = True
    ) -> tuple[NDArray[np.uint16], NDArray[np.uint8]]:
        """Labels and mean colours.

        Parameters
        ----------
        side : "kmeans" or "shift".
        value : k or W.
        exact : False for mean shift's fast approximation.

        Returns
        -------
        (HW,) uint16, 0 the largest cluster, and (clusters, 3) uint8
        """
        key = side, value, exact
        if key not in self._known:
            if len(self._known) == KEPT:
                del self._known[next(iter(self._known))]
            self._known[key] = self._clusters(*key)
        return self._known[key]

    def _clusters(
        self, side: str, value: float, exact: bool
    ) -> tuple[NDArray[np.uint16], NDArray[np.uint8]]:
        if side == "kmeans":
            # The lecture's preferred start; the seed is fixed, so that only k changes.
            means = start_subset(self._points, int(value), rng=np.random.default_rng(0))
            labels = run_kmeans(self._points, means).labels
        elif exact:
            labels = run_mean_shift(self._points, value).labels
        else:
            # Half a grey level is near enough: ends are joined up to half a radius anyway.
            labels = approximate_mean_shift(self._points, value, epsilon=0.5).labels
        used, labels, sizes = np.unique(labels, return_inverse=True, return_counts=True)
        order = np.argsort(-sizes, kind="stable")
        rank = np.empty(len(used), np.uint16)
        rank[order] = np.arange(len(used))
        labels = rank[labels.ravel()]
        sums = [np.bincount(labels, column) for column in self._points.T]
        means = np.column_stack(sums) / sizes[order][:, None]
        return labels, np.floor(means + 0.5).astype(np.uint8)

    def receive(self, message: dict) -> list[tuple[dict, list]]:
        """Answer the front end: the clusters of one side."""
        side, value = message.get("do"), message.get("value")
        if side == "kmeans":
            value = check_k(value, self.picture.size // 3, MOST_K)
        elif side == "shift":
            value = _check_radius(value)
        else:
            raise ValueError(f"there is no {side!r} here")
        exact = side == "kmeans" or message.get("exact", True) is True
        labels, colours = self.clusters(side, value, exact=exact)
        content = {"kind": "clusters", "side": side, "value": value, "exact": exact}
        return [(content, [labels.data, np.ascontiguousarray(colours).data])]

    def page_config(self) -> dict:
        """Everything an exported page needs: both results for some k and W."""
        config = {**self._config(), "jpeg": page.base64_text(page.jpeg(self.picture, 40_000))}
        stored = []
        for number, values in enumerate((RECORDED_K, RECORDED_W)):
            now = (self.k, self.radius)[number]
            values = sorted({now, *(v for v in values if number or v <= self._most_k)})
            config["values"][number] = values
            results = [self.clusters(SIDES[number], value) for value in values]
            stored.append([[page.deflated(a), page.base64_text(c.tobytes())] for a, c in results])
        return {**config, "stored": stored}

    def _first(self) -> tuple[tuple[str, float], ...]:
        return (("kmeans", self.k), ("shift", self.radius))

    def _config(self) -> dict:
        height, width = self.picture.shape[:2]
        radii = sorted({self.radius, *map(float, range(RADII[0], RADII[1] + 1))})
        return {
            "width": width,
            "height": height,
            "values": [list(range(1, self._most_k + 1)), radii],
            "first": [self.k, self.radius],
            "note": self.note,
        }


def _check_radius(radius: Any) -> float:
    """Return W as float, or raise."""
    real = isinstance(radius, numbers.Real) and not isinstance(radius, bool)
    if not real or not (math.isfinite(radius) and RADII[0] <= radius <= RADII[1]):
        raise ValueError(f"radius must be a number from {RADII[0]} to {RADII[1]}, got {radius!r}")
    return float(radius)
