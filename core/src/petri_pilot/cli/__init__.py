"""The `petri` command: one module a subcommand.

Importing this package makes garbage collection rare in the whole process: a run
is short, and its modules and trees live to its end, so that collecting as often
as Python does by default would find nothing and take a third of the time of a
large model.
"""

import gc

gc.set_threshold(200_000, 50, 50)
