"""The object-keyed JSON of the pflow.xyz editor."""
