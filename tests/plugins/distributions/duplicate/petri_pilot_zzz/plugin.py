"""Never imported while the other is there."""

raise AssertionError("a plugin whose name is taken was imported")
