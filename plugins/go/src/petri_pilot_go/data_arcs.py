"""The functions that take and put data for one transition."""

from __future__ import annotations

from petri_pilot.expr.ast import Expr, Literal, Param, depends_on_input, parameters_of
from petri_pilot.expr.types import INT
from petri_pilot.program.ir import ArcKind, DataArc, DataOp, Transition

from petri_pilot_go.command_terms import CommandTerms, only_asks
from petri_pilot_go.entries import NUMBERS, Entry
from petri_pilot_go.expressions import Printer, Uses
from petri_pilot_go.functions import Function, block
from petri_pilot_go.types import is_container


class DataArcs:
    """Prints the data arcs of one function; `uses` tells what it needs around it."""

    def __init__(self, terms: CommandTerms) -> None:
        self._terms = terms
        self._scope = terms.scope
        self._keys = 0
        self.uses = Uses()

    def take(self, t: Transition) -> Function:
        """Step 5b."""
        lines: list[str] = []
        for arc in takes(t):
            lines += block(self._take_test(arc), self._take_arc(arc))
        name = self._scope.function("take", t.id)
        terms = self._terms
        parameters = (
            f"s State, next *State, {terms.input_parameter}, {terms.event_parameter}, "
            "call *workflow.Call, check *workflow.Check"
        )
        head = ["\te := &check.Eval"] if self.uses.fails else []
        comment = f"{name} takes the data that {t.id} needs."
        return Function(comment, name, parameters, "", (*head, *lines))

    def put(self, t: Transition) -> Function:
        """The data part of step 6."""
        lines: list[str] = []
        for arc in resets(t):
            statements, entry = self._entry(arc, self._terms.event_printer(self.uses))
            lines += block(self._put_test(arc), [*statements, entry.cleared])
        for arc in t.puts:
            lines += block(self._put_test(arc), self._put_arc(arc))
        name = self._scope.function("put", t.id)
        head: list[str] = []
        result = "nil"
        if self.uses.fails:
            self.uses.imports.add("value")
            head, result = ["\te := new(value.Eval)"], "e.Err()"
        parameters = f"s State, next *State, {self._terms.event_parameter}, call *workflow.Call"
        comment = f"{name} puts the data that {t.id} produces."
        body = (*head, *lines, f"\treturn {result}")
        return Function(comment, name, parameters, "error", body)

    def _take_test(self, arc: DataArc) -> str | None:
        """When the arc acts: with a command in hand, and a parameter that was given.

        Without a command neither `in` nor `event` is there; in a fold only `event`.
        """
        if arc.when_present is None and not _needs_call(arc):
            return None
        asks = only_asks(arc.kind) and _mentions_parameter(arc)
        tests = ["in != nil" if asks else "call != nil"]
        if arc.when_present is not None:
            present = self._terms.presence(arc.when_present, arc.kind)
            tests += [present] if present else []
        return " && ".join(tests)

    def _put_test(self, arc: DataArc) -> str | None:
        if arc.when_present is None:
            return None
        return self._terms.presence(arc.when_present, ArcKind.NORMAL)

    def _entry(self, arc: DataArc, printer: Printer) -> tuple[list[str], Entry]:
        """The entry, and the statements that evaluate its keys."""
        statements, keys = [], []
        for key in arc.keys:
            code = printer.print(key)
            if not isinstance(key, Literal | Param) or "(" in code:
                self._keys += 1
                variable = f"key{self._keys}"
                # The least of constants is itself one, which would make an int of 32 or 64 bits.
                typed = f"int64({code})" if code.startswith(("min(", "max(")) else code
                statements.append(f"{variable} := {typed}")
                code = variable
            keys.append(code)
        entry = Entry(self._scope, arc.place.id, arc.place.type, tuple(keys), self.uses)
        return statements, entry

    def _take_arc(self, arc: DataArc) -> list[str]:
        printer = self._terms.arc_printer(arc.kind, self.uses)
        statements, entry = self._entry(arc, printer)
        if arc.value is None:
            return [*statements, _take_entry(arc, entry)]
        number = f"workflow.{NUMBERS[entry.value_type]}"
        value = printer.print(arc.value)
        if arc.kind is not ArcKind.NORMAL:
            question = "Reads" if arc.kind is ArcKind.READ else "Inhibits"
            ask = f"{number}.{question}(check, {entry.label}, {entry.read}, {value})"
            return [*statements, ask]
        need = f"({value})" if value.endswith("}") else value  # a literal's brace opens no block
        if entry.value_type == INT and not need.startswith(("s.", "in.", "event.", "e.")):
            need = f"int64({need})"  # or a constant would be an int of 32 or 64 bits
        test = f"have, need := {entry.read}, {need}; "
        test += f"{number}.Takes(check, {entry.label}, have, need)"
        subtract = entry.subtracted("have", "need")
        return [*statements, f"if {test} {{", "\t" + subtract, "}"]

    def _put_arc(self, arc: DataArc) -> list[str]:
        printer = self._terms.event_printer(self.uses)
        statements, entry = self._entry(arc, printer)
        if arc.value is None:
            return [*statements, entry.cleared]
        value = printer.print(arc.value)
        match arc.op:
            case DataOp.ADD:
                return [*statements, entry.added(value)]
            case DataOp.APPEND:
                return [*statements, entry.appended(self._own(arc.value, value))]
            case DataOp.REMOVE:
                return [*statements, *entry.removed(value)]
            case _:
                return [*statements, entry.assigned(self._own(arc.value, value))]

    def _own(self, expr: Expr, code: str) -> str:
        """The value in memory that nothing else changes."""
        if not is_container(expr.type):
            return code
        return f"{self._scope.codecs.of(expr.type)}.Clone({code})"


def _take_entry(arc: DataArc, entry: Entry) -> str:
    match arc.kind:
        case ArcKind.READ:
            return f"check.Needs({entry.label}, {entry.present})"
        case ArcKind.INHIBITOR:
            return f"check.Forbids({entry.label}, {entry.present})"
        case _:
            return entry.cleared


def takes(t: Transition) -> list[DataArc]:
    """The data arcs of step 5b."""
    return [a for a in t.takes if a.kind is not ArcKind.RESET]


def resets(t: Transition) -> list[DataArc]:
    """The data arcs that empty something."""
    return [a for a in t.takes if a.kind is ArcKind.RESET]


def expressions(arc: DataArc) -> list[Expr]:
    """The keys and the value of an arc."""
    return [*arc.keys, *([] if arc.value is None else [arc.value])]


def _needs_call(arc: DataArc) -> bool:
    return any(depends_on_input(e) for e in expressions(arc))


def _mentions_parameter(arc: DataArc) -> bool:
    return arc.when_present is not None or any(parameters_of(e) for e in expressions(arc))
