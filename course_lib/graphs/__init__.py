"""Graph engines: pixels as vertices, cuts, and the eigenvectors of the normalised cut.

The exercises ask for the same in its plain form; an exercise forbids this package. Weights are
symmetric (N, N) arrays or sparse matrices, not negative; a picture's vertices are its pixels row by
row.
"""

from course_lib.graphs.affinity import affinity_row, dense_affinity, pixel_graph
from course_lib.graphs.cuts import association, cut_value, multiway_ncut_value, ncut_value
from course_lib.graphs.flow import MinCut, min_cut
from course_lib.graphs.global_cut import global_min_cut
from course_lib.graphs.kway import kway_labels
from course_lib.graphs.ordering import pixel_order
from course_lib.graphs.regions import region_borders, region_graph
from course_lib.graphs.spectral import Spectrum, ncut_eigenvectors
from course_lib.graphs.split import Split, threshold_split
from course_lib.graphs.tree import SplitNode, SplitTree, growing_tree, split_tree

__all__ = [
    "MinCut",
    "Spectrum",
    "Split",
    "SplitNode",
    "SplitTree",
    "affinity_row",
    "association",
    "cut_value",
    "dense_affinity",
    "global_min_cut",
    "growing_tree",
    "kway_labels",
    "min_cut",
    "multiway_ncut_value",
    "ncut_eigenvectors",
    "ncut_value",
    "pixel_graph",
    "pixel_order",
    "region_borders",
    "region_graph",
    "split_tree",
    "threshold_split",
]
