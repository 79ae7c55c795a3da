"""The target {{ cookiecutter.name }} of Petri-Pilot."""
