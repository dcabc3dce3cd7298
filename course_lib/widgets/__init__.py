"""Explorers: interactive figures, one a file, each with its JavaScript beside it.

They stand above the computing packages. In JupyterLab they ask the kernel; in an exported page the
same scripts compute by themselves.
"""

from course_lib.widgets.base import Explorer, is_static
from course_lib.widgets.common_fate import CommonFate
from course_lib.widgets.cut_explorer import CutExplorer
from course_lib.widgets.farm_inspector import FarmInspector
from course_lib.widgets.feature_space import FeatureSpace
from course_lib.widgets.gestalt_playground import GestaltPlayground
from course_lib.widgets.hill_climber import HillClimber
from course_lib.widgets.human_segmenter import HumanSegmenter
from course_lib.widgets.kanizsa import Kanizsa
from course_lib.widgets.kmeans_stepper import KMeansStepper
from course_lib.widgets.kmeans_versus_mean_shift import KMeansVersusMeanShift
from course_lib.widgets.task_explorer import TaskExplorer
from course_lib.widgets.threshold_explorer import ThresholdExplorer

__all__ = [
    "CommonFate",
    "CutExplorer",
    "Explorer",
    "FarmInspector",
    "FeatureSpace",
    "GestaltPlayground",
    "HillClimber",
    "HumanSegmenter",
    "KMeansStepper",
    "KMeansVersusMeanShift",
    "Kanizsa",
    "TaskExplorer",
    "ThresholdExplorer",
    "is_static",
]
