"""Unit 04, graph cuts: nine exercises with references, cases and common mistakes."""

from autograder.exercises.graph_cuts.costs import assoc, cut_cost, ncut_cost
from autograder.exercises.graph_cuts.search import best_split, brute_force_min_cut
from autograder.exercises.graph_cuts.spectral import recursive_ncut, second_eigenvector
from autograder.exercises.graph_cuts.weights import affinity, radius_graph

__all__ = [
    "affinity",
    "radius_graph",
    "cut_cost",
    "assoc",
    "ncut_cost",
    "brute_force_min_cut",
    "second_eigenvector",
    "best_split",
    "recursive_ncut",
]
"""In the notebook's order."""
