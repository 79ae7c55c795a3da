"""The diagnostics of formats: one module for each thing that is read or written."""
