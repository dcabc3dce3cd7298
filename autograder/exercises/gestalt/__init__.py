"""Unit 01, Gestalt: nine exercises with references, cases and the mistakes that students make."""

from autograder.exercises.gestalt.agreement import rand_index
from autograder.exercises.gestalt.cues import combine_cues, similarity_affinity
from autograder.exercises.gestalt.directions import best_continuation
from autograder.exercises.gestalt.distances import pairwise_distances, proximity_affinity
from autograder.exercises.gestalt.fate import common_fate
from autograder.exercises.gestalt.groups import group
from autograder.exercises.gestalt.symmetry import mirror_symmetry

__all__ = [
    "pairwise_distances",
    "proximity_affinity",
    "similarity_affinity",
    "combine_cues",
    "group",
    "common_fate",
    "best_continuation",
    "mirror_symmetry",
    "rand_index",
]
"""In the notebook's order."""
