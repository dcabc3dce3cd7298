"""Pictures drawn by the course, where the right answer is known to the pixel."""
