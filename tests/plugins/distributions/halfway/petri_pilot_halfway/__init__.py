"""A plugin with one good hook and one with a wrong signature."""
