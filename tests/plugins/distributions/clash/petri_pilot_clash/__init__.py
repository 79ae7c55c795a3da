"""A plugin whose emitter has the name of another's."""
