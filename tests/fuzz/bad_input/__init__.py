"""The `petri` process against bad input, bad folders and bad surroundings."""
