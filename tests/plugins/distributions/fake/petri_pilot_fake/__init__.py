"""A target for tests."""
