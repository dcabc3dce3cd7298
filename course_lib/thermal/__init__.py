"""From a drone's thermal frames to a list of alarms: no learning, each step a formula.

The lecture's way through a solar farm: undistort the frames, find how they lie, average them into
one picture, find the panels, take the heat inside each, and call out what stands apart.
"""

from course_lib.thermal.alarms import Alarm, hot_panels, robust_scores, soiled_panels
from course_lib.thermal.correlation import phase_correlation
from course_lib.thermal.cracks import cracked_panels
from course_lib.thermal.distortion import distort, undistort_image, undistort_points
from course_lib.thermal.inspection import Inspection, inspect_frames
from course_lib.thermal.mosaic import stitch
from course_lib.thermal.panels import PanelTemperatures, panel_regions, panel_temperatures
from course_lib.thermal.panels_by_cuts import panel_regions_ncut
from course_lib.thermal.pictures import report_picture, thermal_picture
from course_lib.thermal.registration import estimate_shift, locate_frames, panel_detail

__all__ = [
    "Alarm",
    "Inspection",
    "PanelTemperatures",
    "cracked_panels",
    "distort",
    "estimate_shift",
    "hot_panels",
    "inspect_frames",
    "locate_frames",
    "panel_detail",
    "panel_regions",
    "panel_regions_ncut",
    "panel_temperatures",
    "phase_correlation",
    "report_picture",
    "robust_scores",
    "soiled_panels",
    "stitch",
    "thermal_picture",
    "undistort_image",
    "undistort_points",
]
