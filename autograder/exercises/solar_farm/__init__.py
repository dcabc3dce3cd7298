"""Unit 05, the solar farm: eight exercises with references, cases and common mistakes."""

from autograder.exercises.solar_farm.alarms import hot_panels
from autograder.exercises.solar_farm.lens import distort
from autograder.exercises.solar_farm.mosaic import stitch
from autograder.exercises.solar_farm.panels import panel_regions
from autograder.exercises.solar_farm.registration import estimate_shift
from autograder.exercises.solar_farm.soiling import soiled_panels
from autograder.exercises.solar_farm.undistorting import undistort_image
from autograder.exercises.solar_farm.warmth import panel_temperatures

__all__ = [
    "distort",
    "undistort_image",
    "estimate_shift",
    "stitch",
    "panel_regions",
    "panel_temperatures",
    "hot_panels",
    "soiled_panels",
]
"""In the notebook's order."""
