"""Unit 04, graph cuts: nine exercises with references, cases and common mistakes."""

from autograder.exercises.graph_cuts.affinities import affinity
from autograder.exercises.graph_cuts.costs import assoc, cut_cost, ncut_cost
from autograder.exercises.graph_cuts.min_cut import brute_force_min_cut
from autograder.exercises.graph_cuts.radius import radius_graph
from autograder.exercises.graph_cuts.recursion import recursive_ncut
from autograder.exercises.graph_cuts.spectral import second_eigenvector
from autograder.exercises.graph_cuts.thresholds import best_split

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
