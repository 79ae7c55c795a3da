"""The Jinja tag that renders a section.

    {% section "go:http.middleware" as item %}
        {{ item.expression }},
    {% endsection %}

prints its body for every item; `section_items("go:http.middleware")` is the
sequence itself, for filters such as `unique`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

import jinja2
from jinja2 import nodes
from jinja2.ext import Extension
from jinja2.parser import Parser
from jinja2.runtime import Context

CONTEXT_KEY: Final = "petri_sections"
"""The name under which a template's context holds its `SectionUse`."""


@dataclass(slots=True)
class SectionUse:
    """The sections that one artifact lists, with their items, and those it rendered."""

    path: str
    items: dict[str, tuple[object, ...]]
    rendered: set[str] = field(default_factory=set)

    def take(self, id_: str) -> tuple[object, ...]:
        """The section's items; raises `TemplateRuntimeError` for one not listed."""
        if id_ not in self.items:
            raise jinja2.TemplateRuntimeError(
                f"renders the section {id_!r}, which the artifact {self.path} does not list"
            )
        self.rendered.add(id_)
        return self.items[id_]


class SectionTag(Extension):
    """`{% section ID as NAME %} ... {% endsection %}`."""

    tags = {"section"}  # noqa: RUF012 (jinja2 declares it so)

    def parse(self, parser: Parser) -> nodes.Node:
        """Turn the tag into a loop over the section's items."""
        line = next(parser.stream).lineno
        id_ = parser.parse_expression()
        parser.stream.expect("name:as")
        target = nodes.Name(parser.stream.expect("name").value, "store", lineno=line)
        body = parser.parse_statements(("name:endsection",), drop_needle=True)
        arguments: list[nodes.Expr] = [id_, nodes.ContextReference()]
        items = self.call_method("items", arguments, lineno=line)
        return nodes.For(target, items, body, [], None, False, lineno=line)

    def items(self, id_: str, context: Context) -> tuple[object, ...]:
        """Look up what the section was given."""
        return _use(context).take(id_)


@jinja2.pass_context
def section_items(context: Context, id_: str) -> tuple[object, ...]:
    """The items of a section, as a global function of templates."""
    return _use(context).take(id_)


def _use(context: Context) -> SectionUse:
    use: Any = context.get(CONTEXT_KEY)
    if not isinstance(use, SectionUse):  # an include or import "without context"
        raise jinja2.TemplateRuntimeError("sections need the context; include it with context")
    return use
