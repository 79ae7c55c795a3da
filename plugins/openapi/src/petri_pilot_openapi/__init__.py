"""OpenAPI 3.1 and JSON Schemas, printed from the program."""
