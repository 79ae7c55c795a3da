"""Two extensions of the Go target."""
