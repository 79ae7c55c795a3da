"""A plugin whose hooks and emitter raise."""
