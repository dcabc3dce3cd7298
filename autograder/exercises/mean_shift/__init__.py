"""Unit 03, mean shift: seven exercises with references, cases and the mistakes students make."""

from autograder.exercises.mean_shift.climbing import climb
from autograder.exercises.mean_shift.density import kernel_density
from autograder.exercises.mean_shift.joint import mean_shift_segment
from autograder.exercises.mean_shift.merging import merge_modes
from autograder.exercises.mean_shift.modes import find_modes
from autograder.exercises.mean_shift.window import in_window, shift

__all__ = [
    "in_window",
    "shift",
    "climb",
    "find_modes",
    "merge_modes",
    "kernel_density",
    "mean_shift_segment",
]
"""In the notebook's order."""
