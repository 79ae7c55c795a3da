"""The JSON of petri-pilot and go-pflow: flat, and nested with extensions."""
