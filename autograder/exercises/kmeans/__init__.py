"""Unit 02, k-means: ten exercises with references, cases and the mistakes that students make."""

from autograder.exercises.kmeans.error import within_cluster_error
from autograder.exercises.kmeans.halves import assign_labels, update_means
from autograder.exercises.kmeans.loop import kmeans
from autograder.exercises.kmeans.pixels import feature_distance, pixel_features, segment_image
from autograder.exercises.kmeans.sample import init_subset
from autograder.exercises.kmeans.spread import init_uniform
from autograder.exercises.kmeans.starts import init_random

__all__ = [
    "pixel_features",
    "feature_distance",
    "assign_labels",
    "update_means",
    "within_cluster_error",
    "kmeans",
    "init_random",
    "init_uniform",
    "init_subset",
    "segment_image",
]
"""In the notebook's order."""
