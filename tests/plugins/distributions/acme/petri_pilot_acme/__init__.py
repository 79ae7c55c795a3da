"""An extension that limits rates."""
