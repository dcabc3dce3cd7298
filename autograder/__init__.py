"""All that only an instructor has: exercises and their proofs, release, the sandboxed grader."""
