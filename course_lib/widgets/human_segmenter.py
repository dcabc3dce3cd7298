"""Draw what you see as regions, twice; compare with yourself, with others, with algorithms."""

from __future__ import annotations

import base64
import math
import numbers
from collections.abc import Callable, Mapping
from itertools import combinations
from typing import Any

import numpy as np
import traitlets
from numpy.typing import ArrayLike, NDArray

from course_lib.clustering import run_kmeans
from course_lib.graphs import kway_labels, pixel_graph
from course_lib.images import resize, to_gray
from course_lib.label_pictures import label_picture
from course_lib.widgets import page, pictures
from course_lib.widgets.arguments import check_function, check_picture, fitted
from course_lib.widgets.base import Explorer
from course_lib.widgets.student_functions import StudentProblem, guarded, name_of

MOST_PIXELS = 40_000
MOST_REGIONS = 16
GRAPH_SIDE = 48  # pixels of the longer side that NCut works on
PARTS = 4
COMPARED = 600  # most pixels that a student's own function compares: it may look at every pair
ATTEMPTS = ("first try", "second try", "classmate")


class HumanSegmenter(Explorer):
    """Outline regions on a photo, and see by the Rand index how far two segmentations agree.

    Parameters
    ----------
    photo : (H, W, 3) uint8, RGB. More than 40 000 pixels are made fewer, which is said.
    others : mapping of names to (H, W) integers from 0, or None
        Segmentations to compare with. By default k-means on the colours and a normalized cut on
        brightness and position, both into 4 parts.
    agreement : your own ``rand_index(a, b) -> float``, whose numbers the table then shows; or None.
        It gets (h, w) int64 labels of at most 600 pixels, which lie on a grid over the photo. What
        goes wrong in it is said in the explorer.

    Attributes
    ----------
    labels : list of three (H, W) uint8
        The student's first and second try, and a classmate's; 0 is what no region covers.

    Raises
    ------
    ValueError
        When an argument is not what is said above.
    """

    scripts = ("human_segmenter.js",)
    page_scripts = ("human_segmenter.js",)

    picture = traitlets.Bytes().tag(sync=True)

    def __init__(
        self,
        photo: NDArray[np.uint8],
        others: Mapping[str, ArrayLike] | None = None,
        *,
        agreement: Callable[..., Any] | None = None,
    ) -> None:
        photo = check_picture(photo)
        check_function(agreement, "agreement", "rand_index(a, b)")
        self._own = name_of(agreement, "agreement") if agreement else ""
        self._agreement = agreement and guarded(agreement, "agreement")
        self.photo, self.note = fitted(photo, MOST_PIXELS)
        if others is None:
            others = {f"k-means, k = {PARTS}": _kmeans(self.photo),
                      f"normalized cut, {PARTS} parts": _ncut(self.photo)}  # fmt: skip
            self.others = {name: labels.astype(np.uint8) for name, labels in others.items()}
        else:
            self.others = _check_others(others, photo.shape[:2], self.photo.shape[:2])
        self.labels = [np.zeros(self.photo.shape[:2], np.uint8) for _ in ATTEMPTS]
        self._step = max(1, math.ceil(math.sqrt(self.photo.size / 3 / COMPARED)))
        super().__init__(config=self._config(), picture=page.jpeg(self.photo, 32_000))

    def describe(self) -> str:
        """Say in one sentence what is shown."""
        height, width = self.photo.shape[:2]
        return (
            f"A photo of {width} × {height} pixels to outline regions on, twice, and to compare "
            f"with {' and '.join(self.others) or 'another drawing'}."
        )

    def alt(self) -> str:
        """Text that stands for the key picture."""
        return f"{self.describe()} Left the photo, then each segmentation in colours."

    def key_picture(self) -> NDArray[np.uint8]:
        """(H, W, 3) uint8: the photo and the segmentations it is compared with."""
        shape = self.photo.shape[:2]
        others = [label_picture(labels.ravel(), shape) for labels in self.others.values()]
        return pictures.side_by_side([self.photo, *others], height=240)

    def receive(self, message: dict) -> list[tuple[dict, list]]:
        """Answer the front end: segmentations to compare with, how far they agree; take one."""
        if message.get("do") == "hello":
            answers = [
                ({"kind": "other", "name": name}, [labels.data])
                for name, labels in self.others.items()
            ]
            return [*answers, ({"kind": "ready"}, [])]
        if message.get("do") == "agree":
            return self._agreed(message.get("names"))
        attempt = message.get("attempt")
        try:
            drawn = np.frombuffer(base64.b64decode(message["labels"], validate=True), np.uint8)
            good = attempt in range(len(ATTEMPTS)) and drawn.max(initial=0) <= MOST_REGIONS
            labels = drawn.reshape(self.photo.shape[:2]).copy()
        except (KeyError, ValueError, TypeError):
            good = False
        if not good:
            return [({"kind": "problem", "problem": "This is no drawing on this photo."}, [])]
        self.labels[attempt] = labels
        return [({"kind": "taken"}, []), *self._agreed(message.get("names"))]

    def page_config(self) -> dict:
        """Everything an exported page needs: the photo and the segmentations."""
        others = {name: page.deflated(labels) for name, labels in self.others.items()}
        photo = page.base64_text(page.jpeg(self.photo, 32_000))
        note = self.note
        if self._own:
            note = (
                f"{note} In this page the numbers are the page's own: no kernel runs here.".strip()
            )
        return {**self._config(), "own": "", "note": note, "others": others, "photo": photo}

    def _agreed(self, names: Any) -> list[tuple[dict, list]]:
        if not self._agreement:
            return [({"kind": "ready"}, [])]
        try:
            return [({"kind": "agree", **self._agreements(names)}, [])]
        except StudentProblem as problem:
            return [({"kind": "disagree", "problem": str(problem)}, [])]

    def _agreements(self, names: Any) -> dict:
        """What the student's function says of each pair, and the Rand index, on the grid."""
        from sklearn.metrics import rand_score  # slow to import

        known = {**dict(zip(ATTEMPTS, self.labels, strict=True)), **self.others}
        if not isinstance(names, list) or not all(name in known for name in names):
            raise StudentProblem("These are no segmentations of this photo.")
        half, step = self._step // 2, self._step
        grids = [known[name][half::step, half::step].astype(np.int64) for name in names]
        yours, right = [], []
        for a, b in combinations(grids, 2):
            value = self._agreement(a.copy(), b.copy())
            if not isinstance(value, numbers.Real) or not math.isfinite(value):
                what = f"it gave {value!r:.60}"
                raise StudentProblem(f"{self._own} must return a number from 0 to 1, {what}.")
            yours.append(float(value))
            right.append(float(rand_score(a.ravel(), b.ravel())))
        return {"names": names, "yours": yours, "right": right}

    def _grid(self) -> tuple[int, int]:
        """Rows and columns of the pixels that a student's function compares."""
        return self.labels[0][self._step // 2 :: self._step, self._step // 2 :: self._step].shape

    def _config(self) -> dict:
        height, width = self.photo.shape[:2]
        return {
            "width": width, "height": height, "names": list(self.others), "note": self.note,
            "own": self._own, "grid": list(self._grid()),
            "most": MOST_REGIONS, "alt": f"The photo, {width} × {height} pixels, to draw on",
        }  # fmt: skip


def _kmeans(photo: NDArray[np.uint8]) -> NDArray[np.int64]:
    """k-means on the colours, from means at evenly spaced ranks of brightness."""
    pixels = photo.reshape(-1, 3).astype(float)
    order = np.argsort(pixels.sum(axis=1), kind="stable")
    ranks = ((np.arange(PARTS) + 0.5) / PARTS * len(pixels)).astype(int)
    return run_kmeans(pixels, pixels[order[ranks]]).labels.reshape(photo.shape[:2])


def _ncut(photo: NDArray[np.uint8]) -> NDArray[np.int64]:
    """A normalized cut of a smaller picture into parts, each pixel as its nearest one there."""
    height, width = photo.shape[:2]
    scale = min(1.0, GRAPH_SIDE / max(height, width))
    small = max(1, round(height * scale)), max(1, round(width * scale))
    gray = to_gray(resize(photo, small)) / 255
    if gray.size < PARTS:
        return np.zeros((height, width), np.int64)
    weights = pixel_graph(gray, sigma_features=0.1, sigma_space=4.0, radius=5)
    labels = kway_labels(weights, PARTS).reshape(small)
    rows = np.arange(height) * small[0] // height
    columns = np.arange(width) * small[1] // width
    return labels[np.ix_(rows, columns)]


def _check_others(
    others: Mapping[str, ArrayLike], shape: tuple[int, int], fitted_to: tuple[int, int]
) -> dict[str, NDArray[np.uint8]]:
    if not isinstance(others, Mapping) or not all(isinstance(name, str) for name in others):
        raise ValueError("others must be a mapping of names to labels, or None")
    found = {}
    for name, values in others.items():
        labels = np.asarray(values)
        if labels.dtype.kind not in "iub" or labels.shape != shape:
            raise ValueError(f"others[{name!r}] must be {shape} integers, got {labels.shape}")
        numbers = np.unique(labels, return_inverse=True)[1].reshape(shape)
        if numbers.max() > 255:
            raise ValueError(f"others[{name!r}] must have at most 256 labels")
        rows = np.arange(fitted_to[0]) * shape[0] // fitted_to[0]
        columns = np.arange(fitted_to[1]) * shape[1] // fitted_to[1]
        found[name] = numbers[np.ix_(rows, columns)].astype(np.uint8)
    return found
