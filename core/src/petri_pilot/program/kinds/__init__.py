"""What can be wrong with the meaning of a model."""
