"""The files of a generated project, in one table."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from petri_pilot.plugins.api import Ownership


@dataclass(frozen=True, slots=True)
class Output:
    """A file, the template that prints it, and who owns it."""

    path: str
    template: str
    ownership: Ownership = Ownership.GENERATED
    sections: tuple[str, ...] = ()

    def at(self, folder: str) -> PurePosixPath:
        """Its path when its package lives in `folder` ("" is the project's root)."""
        return PurePosixPath(folder) / self.path


PACKAGE = (
    Output("workflow.go", "workflow.go.j2"),
    Output("commands.go", "commands.go.j2"),
    Output("aggregate.go", "aggregate.go.j2"),
    Output("api.go", "api.go.j2"),
    Output("workflow_test.go", "workflow_test.go.j2"),
)
"""One of each for every aggregate."""

EVENTS = Output("events.go", "events.go.j2")
"""Only where an event has a payload."""

RULES = Output("rules.go", "rules.go.j2")
"""Only where a transition has a guard or data arcs, or a constraint holds."""

WIRING = ("go:http.middleware", "go:http.authenticate", "go:main.setup")
"""What extensions put around the handler; main.go is plainer where there is nothing."""

APPLICATION = (
    Output("main.go", "main.go.j2", sections=WIRING),
    Output("config.go", "config.go.j2", sections=("go:config.field",)),
    Output("server.go", "server.go.j2", sections=("go:openapi.document", *WIRING)),
    Output("conformance_test.go", "conformance_test.go.j2"),
    Output("README.md", "README.md.j2", Ownership.SCAFFOLD),
    Output(".gitignore", "gitignore.j2", Ownership.SCAFFOLD),
)
"""One of each in the project's root."""

MODULE_OWNERSHIP = Ownership.DATA
"""go.mod and go.sum are the user's too; only what the project needs is kept in them."""
