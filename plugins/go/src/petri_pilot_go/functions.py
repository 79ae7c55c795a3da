"""Go functions as text, and what belongs to one transition."""

from __future__ import annotations

from dataclasses import dataclass, field

from petri_pilot.expr.ast import Expr

from petri_pilot_go.expressions import Printer


@dataclass(frozen=True, slots=True)
class Function:
    """A Go function: `body` holds whole lines, indented."""

    comment: str
    name: str
    parameters: str
    results: str
    body: tuple[str, ...]

    @property
    def text(self) -> str:
        """The declaration without its comment."""
        head = f"func {self.name}({self.parameters})"
        if self.results:
            head += " " + self.results
        return "\n".join([head + " {", *self.body, "}"])


@dataclass(slots=True)
class Rules:
    """The functions of one transition by the field of the table that each fills."""

    fields: dict[str, str] = field(default_factory=dict)
    functions: list[Function] = field(default_factory=list)
    imports: set[str] = field(default_factory=set)


def condition(printer: Printer, expr: Expr) -> tuple[str, ...]:
    """The body of a function that returns whether `expr` is true."""
    code = printer.print(expr)
    if not printer.uses.fails:
        return (f"\treturn {code}, nil",)
    printer.uses.imports.add("value")
    return ("\te := new(value.Eval)", f"\tok := {code}", "\treturn ok, e.Err()")


def block(test: str | None, statements: list[str]) -> list[str]:
    """The statements in a function's body, behind a test if there is one."""
    if test is None:
        return ["\t" + line for line in statements]
    return [f"\tif {test} {{", *("\t\t" + line for line in statements), "\t}"]
