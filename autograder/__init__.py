"""All that only an instructor has: exercise specs, packs, release, the proof of a sound course."""
