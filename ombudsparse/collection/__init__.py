"""A Dataset as users meet it: reading and loading it, its frames, its measures, and one case out of it."""
