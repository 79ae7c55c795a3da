"""The model language's own shape, as JSON and as YAML."""
