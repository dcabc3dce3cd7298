"""All that a student gets: algorithms, explorers and the check.

``images``, ``features``, ``clustering``, ``scenes`` and ``metrics`` compute and know no screen;
``plots`` and ``widgets`` show; ``checks`` runs a student's function on reference cases.
"""

__version__ = "0.1.0"
