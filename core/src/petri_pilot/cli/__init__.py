"""The `petri` command: one module a subcommand."""
