"""Explorers: interactive figures, one a file, each with its JavaScript beside it.

They stand above the computing packages. In JupyterLab they ask the kernel; in an exported page the
same scripts compute by themselves.
"""

from course_lib.widgets.base import Explorer, is_static
from course_lib.widgets.feature_space import FeatureSpace
from course_lib.widgets.kmeans_stepper import KMeansStepper
from course_lib.widgets.task_explorer import TaskExplorer

__all__ = ["Explorer", "FeatureSpace", "KMeansStepper", "TaskExplorer", "is_static"]
