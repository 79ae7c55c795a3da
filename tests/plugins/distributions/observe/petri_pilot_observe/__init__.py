"""Another extension of the same target."""
