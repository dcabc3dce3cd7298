"""Clustering engines: written for speed and for stepping through, any feature dimension.

The exercises ask for the same algorithms in their plain form; an exercise forbids this package.
"""

from course_lib.clustering.history import KMeansHistory, KMeansState
from course_lib.clustering.kmeans import (
    KMeansResult,
    cluster_means,
    nearest_means,
    run_kmeans,
    squared_error,
)
from course_lib.clustering.start import start_random, start_subset, start_uniform

__all__ = [
    "KMeansHistory",
    "KMeansResult",
    "KMeansState",
    "cluster_means",
    "nearest_means",
    "run_kmeans",
    "squared_error",
    "start_random",
    "start_subset",
    "start_uniform",
]
