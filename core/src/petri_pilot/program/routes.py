"""Routes of commands."""

from __future__ import annotations

import re

from petri_pilot.diagnostics.diagnostic import Fix
from petri_pilot.model.record import Record
from petri_pilot.program.context import Context, replace
from petri_pilot.program.ir import Route
from petri_pilot.program.kinds.routes import BadPath

_SEGMENT = re.compile(r"[A-Za-z0-9._~-]+\Z")


def make_route(
    ctx: Context, http: Record | None, slug: str, command: str, *, creates: bool
) -> Route:
    """The route that the author wants, or else the one of docs/semantics.md."""
    default = f"/api/{slug}" if creates else f"/api/{slug}/{{id}}/{command}"
    if not http or "path" not in http:
        return Route(http.get("method", "POST") if http else "POST", default)
    reason = path_fault(http["path"], creates=creates)
    if reason is not None:
        fix = Fix("use the default path", (replace(http.at("path"), default),))
        ctx.report(BadPath(http["path"], reason), http.at("path"), fix=fix)
    return Route(http.get("method", "POST"), http["path"], explicit=True)


def path_fault(path: str, *, creates: bool) -> str | None:
    """Why a path cannot be served, or None if it can."""
    segments = path[1:].split("/")
    variables = [s for s in segments if "{" in s or "}" in s or s.startswith(":")]
    if not creates and variables.count("{id}") != 1:
        return "it needs exactly one segment {id}"
    if creates and variables:
        return "the path of a creating command has no variable"
    if len(variables) > 1:
        return "the only variable is {id}"
    for segment in segments:
        if segment != "{id}" and (not _SEGMENT.match(segment) or set(segment) <= {"."}):
            return f"the segment {segment!r} is empty or has characters that need escaping"
    return None
