"""Unit 00, the tour: four exercises with references, cases and the mistakes that students make."""

from autograder.exercises.tour.masks import threshold
from autograder.exercises.tour.otsu import otsu_threshold
from autograder.exercises.tour.overlap import iou
from autograder.exercises.tour.regions import connected_components

__all__ = ["threshold", "otsu_threshold", "connected_components", "iou"]
"""In the notebook's order."""
