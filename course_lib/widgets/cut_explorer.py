"""A picture as a graph, and its cuts: affinities, eigenvectors, min-cut and NCut, splits."""

from __future__ import annotations

import numbers
from collections.abc import Callable, Mapping
from itertools import product
from typing import Any

import numpy as np
import traitlets
from numpy.typing import NDArray

from course_lib.graphs.affinity import FLOOR
from course_lib.images import photo as example
from course_lib.images import resize, to_gray
from course_lib.label_pictures import OKABE_ITO
from course_lib.widgets import page, pictures
from course_lib.widgets.arguments import check_picture
from course_lib.widgets.base import Explorer, is_static
from course_lib.widgets.cut_functions import CutFunctions
from course_lib.widgets.cut_messages import MAX_NCUTS, answer
from course_lib.widgets.cut_model import CutModel

SHOWN = 384  # longer side of the photo that is shown, in pixels
MOST_SIDE = 64
SMALL = 1024  # pixels of a graph whose other settings an exported page keeps too
STOPS = {
    "sigma_intensity": (0.02, 0.03, 0.05, 0.07, 0.1, 0.15, 0.2, 0.3, 0.5, 1.0),
    "sigma_space": (1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0),
    "radius": (1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0),
}
PAGE_STOPS = {"sigma_intensity": (0.05, 0.1, 0.2), "sigma_space": (), "radius": (2.0, 5.0)}
LOW, HIGH, MIDDLE = OKABE_ITO[4], OKABE_ITO[5], np.array([245, 245, 245])


class CutExplorer(Explorer):
    """A picture as a graph: see a pixel's edges, the eigenvectors, and what they cut.

    Parameters
    ----------
    photo : (H, W, 3) uint8, RGB; the coffee cup when left out.
    side : longer side of the picture that becomes the graph, 2 to 64 pixels; the photo is shown
        large.
    sigma_intensity : width of the brightness, from 0 to 1, to begin with.
    sigma_space, radius : width of the distance, and below which distance pixels are joined, to
        begin with; both in pixels of the graph.
    affinity : your own `affinity(gray, sigma_intensity, sigma_space, radius)` -> (N, N) SciPy CSR,
        gray (H, W) from 0 to 1; the course's engine when left out, as for the others.
    eigenvector : your own `eigenvector(weights)` -> (N,) second eigenvector.
    split : your own `split(weights, y)` -> (N,) bool.
    ncut : your own `ncut(weights, side)` -> cost of a cut; it also puts dots on the curve.
    recursive : your own `recursive(weights, max_ncut, min_size)` -> (N,) labels, shown beside the
        tree. What goes wrong in your functions is said in the explorer.

    Raises
    ------
    ValueError
        When an argument is not what is said above.
    """

    scripts = ("cut_numbers.js", "cut_parts.js", "cut_tree.js", "cut_explorer.js")
    page_scripts = scripts

    photo = traitlets.Bytes().tag(sync=True)

    def __init__(
        self,
        photo: NDArray[np.uint8] | None = None,
        side: int = 24,
        *,
        sigma_intensity: float = 0.1,
        sigma_space: float = 4.0,
        radius: float = 5.0,
        affinity: Callable | None = None,
        eigenvector: Callable | None = None,
        split: Callable | None = None,
        ncut: Callable | None = None,
        recursive: Callable | None = None,
    ) -> None:
        photo = example("coffee") if photo is None else check_picture(photo)
        side = _check_side(side)
        functions = CutFunctions(
            affinity=affinity, eigenvector=eigenvector, split=split, ncut=ncut, recursive=recursive
        )
        height, width = (max(1, round(n * side / max(photo.shape[:2]))) for n in photo.shape[:2])
        self.scale = max(1, round(SHOWN / side))
        # The shown photo is a whole number of times as large, so that a pixel covers a square.
        self.picture = resize(photo, (height * self.scale, width * self.scale))
        self.gray = to_gray(resize(self.picture, (height, width))) / 255
        most = STOPS["radius"][-1] if height * width <= SMALL else 6.0
        first = {
            "sigma_intensity": sigma_intensity,
            "sigma_space": sigma_space,
            "radius": radius,
        }
        self.model = CutModel(self.gray, functions, first, most=most)
        super().__init__(config=self._config(), photo=page.jpeg(self.picture, 28_000))

    def describe(self) -> str:
        """Say in one sentence what is shown."""
        height, width = self.gray.shape
        cuts = self.model.cuts
        found, problem = self.model.tried(lambda: (cuts.edges, cuts.curves[0]))
        if found is None:
            return f"A picture of {width} × {height} pixels that is not a graph yet: {problem}"
        edges, curve = found
        inside = int(curve.side.sum())
        return (
            f"A picture as a graph of {width} × {height} pixels and {edges:,} edges, which the "
            f"second eigenvector splits into {curve.side.size - inside} and {inside} pixels with "
            f"NCut {curve.ncut:.3g}."
        )

    def alt(self) -> str:
        """Text that stands for the key picture."""
        if self.model.tried(lambda: self.model.cuts.splits.grow())[0] is None:
            return f"{self.describe()} The picture."
        return (
            f"{self.describe()} Left the picture, in the middle the second eigenvector from "
            "negative (blue) to positive (orange), right the regions after repeated splits."
        )

    def key_picture(self) -> NDArray[np.uint8]:
        """(H, W, 3) uint8: photo, second eigenvector and regions side by side."""
        cuts, panels = self.model.cuts, [self.picture]
        curves, _ = self.model.tried(lambda: cuts.curves)
        if curves is not None:
            panels.append(diverging(curves[0].vector.reshape(self.gray.shape)))
        tree, _ = self.model.tried(lambda: cuts.splits.grow())
        if tree is not None:
            labels = cuts.splits.labels()
            colours = pictures.palette(len(np.unique(labels)))
            numbers = np.unique(labels, return_inverse=True)[1]
            panels.append(colours[numbers.reshape(self.gray.shape)])
        return pictures.side_by_side(panels)

    def receive(self, message: dict) -> list[tuple[dict, list]]:
        """Answer the front end: gray levels, a graph's eigenvectors, a row, two cuts, a tree."""
        what = message.get("do")
        if what == "hello":
            gray = np.ascontiguousarray(self.gray, dtype="<f4")
            return [({"kind": "gray"}, [gray.data])]
        found, problem = self.model.tried(
            lambda: answer(self.model.use(message.get("settings")), message)
        )
        if found is None:
            return [({"kind": "problem", "problem": problem, "about": what}, [])]
        content, arrays = found
        return [(content, [array.data for array in arrays])]

    def page_config(self) -> dict:
        """Everything an exported page needs: the photo, and the kernel's answers."""
        stops = self._stops(True)
        frames = []
        for values in product(*stops.values()):
            settings = dict(zip(stops, values, strict=True))
            asked = [{"do": what} for what in ("graph", "cuts", "tree")]
            if "recursive" in self.model.functions.names:
                asked += [{"do": "regions", "max_ncut": value} for value in MAX_NCUTS]
            if not frames:
                asked.insert(0, {"do": "hello"})
            answers = {
                f"{message['do']}{message.get('max_ncut', '')}": _stored(
                    self.receive({**message, "settings": settings})[0]
                )
                for message in asked
            }
            frames.append({"settings": list(values), "answers": answers})
        config = {
            **self._config(),
            "stops": {name: list(values) for name, values in stops.items()},
            "photo": page.base64_text(self.photo),
            "frames": frames,
        }
        self.model.use(vars(self.model.first))
        if "affinity" in self.model.functions.names:
            weights, _ = self.model.tried(lambda: self.model.cuts.weights)
            if weights is not None:
                config["rows"] = [
                    page.deflated(weights.indptr.astype("<u4")),
                    page.deflated(weights.indices.astype("<u2")),
                    page.deflated(weights.data.astype("<f4")),
                ]
        return config

    def _stops(self, in_page: bool) -> Mapping[str, tuple[float, ...]]:
        """The values of each slider; the first ones are among them."""
        stops = PAGE_STOPS if in_page else STOPS
        if in_page and (self.model.functions.names or self.gray.size > SMALL):
            stops = dict.fromkeys(STOPS, ())
        stops = {name: {*stops[name], value} for name, value in vars(self.model.first).items()}
        stops["radius"] = {value for value in stops["radius"] if value <= self.model.most}
        return {name: tuple(sorted(values)) for name, values in stops.items()}

    def _config(self) -> dict:
        height, width = self.gray.shape
        static = is_static()
        note = ""
        if static:
            note = "This page keeps some settings only. Run the cell in JupyterLab for all of them."
            if self.model.functions.names:
                note = "This page shows your own functions as they were when the cell ran."
        return {
            "width": width,
            "height": height,
            "scale": self.scale,
            "floor": FLOOR,
            "settings": vars(self.model.first),
            "stops": {name: list(values) for name, values in self._stops(static).items()},
            "own": self.model.functions.names,
            "max_ncuts": MAX_NCUTS,
            "alt": f"The picture, {width} × {height} pixels in the graph",
            "note": note,
        }


def diverging(values: NDArray[np.floating]) -> NDArray[np.uint8]:
    """(H, W) signed -> (H, W, 3) uint8: blue below 0, nearly white at 0, orange above."""
    most = float(np.abs(values).max()) or 1.0
    share = np.abs(values)[..., None] / most
    ends = np.where(values[..., None] < 0, LOW, HIGH)
    return np.round(MIDDLE * (1 - share) + ends * share).astype(np.uint8)


def _check_side(side: Any) -> int:
    """Return side as int from 2 to 64, or raise."""
    whole = isinstance(side, numbers.Integral) and not isinstance(side, bool)
    if not whole or not 2 <= side <= MOST_SIDE:
        raise ValueError(f"side must be an integer from 2 to {MOST_SIDE}, got {side!r}")
    return int(side)


def _stored(answer: tuple[dict, list]) -> dict:
    content, buffers = answer
    data = [page.deflated(np.frombuffer(part, np.uint8)) for part in buffers]
    return {"content": content, "data": data}
