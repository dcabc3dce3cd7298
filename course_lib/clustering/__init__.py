"""Clustering engines: written for speed and for stepping through, any feature dimension.

The exercises ask for the same algorithms in their plain form; an exercise forbids this package.
"""

from course_lib.clustering.climb import ClimbHistory, ClimbState
from course_lib.clustering.density import density_surface, hill_height
from course_lib.clustering.history import KMeansHistory, KMeansState
from course_lib.clustering.kmeans import (
    KMeansResult,
    cluster_means,
    nearest_means,
    run_kmeans,
    squared_error,
)
from course_lib.clustering.mean_shift import (
    MeanShiftResult,
    approximate_mean_shift,
    join_modes,
    run_mean_shift,
)
from course_lib.clustering.start import start_random, start_subset, start_uniform

__all__ = [
    "ClimbHistory",
    "ClimbState",
    "KMeansHistory",
    "KMeansResult",
    "KMeansState",
    "MeanShiftResult",
    "approximate_mean_shift",
    "cluster_means",
    "density_surface",
    "hill_height",
    "join_modes",
    "nearest_means",
    "run_kmeans",
    "run_mean_shift",
    "squared_error",
    "start_random",
    "start_subset",
    "start_uniform",
]
