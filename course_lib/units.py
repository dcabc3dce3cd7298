"""The units of the course, in order."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Unit:
    """One unit of the course.

    Attributes
    ----------
    folder : str
        Its folder in ``notebooks/``, which is also nbgrader's name of the assignment.
    name : str
        Its name everywhere else: notebook, pack, modules, commands.
    title : str
        What people call it.
    hours : str
        Time it takes, as text (``"3–4"``).
    built : bool
        False while the unit is only planned; such a unit is named and not delivered.
    """

    folder: str
    name: str
    title: str
    hours: str
    built: bool

    @property
    def notebook(self) -> str:
        """Path of the notebook inside the course, with forward slashes."""
        return f"{self.folder}/{self.name}.ipynb"


UNITS: tuple[Unit, ...] = (
    Unit("00_tour", "tour", "What is segmentation?", "2", True),
    Unit("01_gestalt", "gestalt", "How people group", "3–4", True),
    Unit("02_kmeans", "kmeans", "k-means", "3–4", True),
    Unit("03_mean_shift", "mean_shift", "Mean shift", "3–4", True),
    Unit("04_graph_cuts", "graph_cuts", "Graph cuts", "3–4", True),
    Unit("05_solar_farm", "solar_farm", "Project: the solar farm", "3–4", True),
    Unit("06_upsampling", "upsampling", "Upsampling", "3–4", False),
    Unit("07_semantic", "semantic", "Semantic segmentation", "3–4", False),
    Unit("08_mask_rcnn", "mask_rcnn", "Mask R-CNN", "3–4", False),
    Unit("09_panoptic", "panoptic", "Panoptic segmentation", "3–4", False),
    Unit("10_promptable", "promptable", "Promptable segmentation", "3–4", False),
)


def find_unit(name: str) -> Unit:
    """The unit called `name`, by its name or its folder (``"kmeans"``, ``"02_kmeans"``).

    Raises
    ------
    TypeError
        If `name` is not text.
    ValueError
        If no unit has that name.
    """
    if not isinstance(name, str):
        raise TypeError(f"name must be text such as 'kmeans', got {type(name).__name__}")
    for unit in UNITS:
        if name in (unit.name, unit.folder):
            return unit
    known = ", ".join(unit.name for unit in UNITS if unit.built)
    raise ValueError(f"name must be one of the course's units ({known}), got {name!r}")
