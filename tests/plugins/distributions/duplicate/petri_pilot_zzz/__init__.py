"""A plugin that takes the name of another."""
