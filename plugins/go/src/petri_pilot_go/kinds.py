"""What the Go target has to say about a model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from petri_pilot.diagnostics import Kind, Severity


@dataclass(frozen=True)
class BadModulePath(Kind):
    """The option `module` is no Go module path.

    What it finds
        A module path with a character that Go does not allow, an empty element,
        or one that starts or ends with a dot.

    Why it matters
        The go command would refuse the generated go.mod.

    Example
        petri generate model.json --lang go --set "go.module=my app"

    How to fix
        Use letters, digits and `-._~`, with slashes between elements:
        example.com/my-app.
    """

    code: ClassVar[str] = "go/bad-module-path"
    severity: ClassVar[Severity] = Severity.ERROR
    template: ClassVar[str] = "{path!r} is no Go module path"
    path: str


@dataclass(frozen=True)
class RouteConflict(Kind):
    """Two routes match the same request and neither is more specific.

    What it finds
        Two routes of one method that Go's router could not choose between,
        because some path fits both.

    Why it matters
        The server would not start.

    Example
        Commands at POST /orders/{{id}}/pay and POST /orders/all/{{id}}.

    How to fix
        Change the `http` path of one of the two commands.
    """

    code: ClassVar[str] = "go/route-conflict"
    severity: ClassVar[Severity] = Severity.ERROR
    template: ClassVar[str] = "the routes {first} and {second} match the same requests"
    first: str
    second: str


@dataclass(frozen=True)
class UnsupportedPattern(Kind):
    """A validation pattern that Go's regular expressions cannot hold.

    What it finds
        A repetition of more than 1000 in a `validation.pattern`.

    Why it matters
        Go's regexp package refuses it, and the server would not start.

    Example
        {{"validation": {{"pattern": "^a{{2000}}$"}}}}

    How to fix
        Bound the length with `validation.max`.
    """

    code: ClassVar[str] = "go/unsupported-pattern"
    severity: ClassVar[Severity] = Severity.ERROR
    template: ClassVar[str] = "Go cannot compile the pattern {pattern!r}: {reason}"
    pattern: str
    reason: str
