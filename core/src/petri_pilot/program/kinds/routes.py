"""Routes."""

from __future__ import annotations

from petri_pilot.diagnostics.diagnostic import Kind


class BadPath(Kind):
    """A path cannot be served.

    What it finds
        An explicit path without `{id}` (or with it, where an instance is made),
        with other variables, with empty segments or characters that need escaping.
    Why it matters
        The command could not be reached, or would not know its instance.

    Example
        ```yaml
        name: shop
        places: [{id: open, initial: 1}]
        transitions: [{id: close, http: {path: /close}}]
        arcs: [{from: open, to: close}]
        ```
    How to fix
        Write a path like `/api/shop/{id}/close`; the offered fix uses the default.
    """

    code = "core/bad-path"
    template = "{path!r} cannot be served: {reason}"
    path: str
    reason: str
