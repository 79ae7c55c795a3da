"""The functions of a transition: weights, data arcs and guard, as Go text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from petri_pilot.expr.ast import Data, Expr, Literal, Param, depends_on_input, walk
from petri_pilot.program.ir import ArcKind, Command, DataArc, DataOp, TokenArc, Transition

from petri_pilot_go.entries import NUMBERS, Entry
from petri_pilot_go.expressions import Printer, Terms
from petri_pilot_go.payloads import absent, optional_fields
from petri_pilot_go.scope import Scope
from petri_pilot_go.types import is_container


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


class RuleBook:
    """Prints the functions of the transitions of one command."""

    def __init__(self, scope: Scope, command: Command) -> None:
        self._scope = scope
        self._command = command
        self._input = scope.input(command)
        self._event = scope.event(command.event)

    def rules(self, t: Transition) -> Rules:
        """All functions that the transition needs."""
        rules = Rules()
        if computed(t):
            self._add(rules, "Weigh", "Weighs", self._weigh(t, rules), self._event)
        if takes(t):
            self._add(rules, "Take", "Takes", self._take(t, rules), self._event)
        if t.guard is not None:
            self._add(rules, "Guard", "Guards", self._guard(t, t.guard, rules), self._input)
            if depends_on_input(t.guard):
                rules.fields["GuardNeedsCall"] = "true"
        if resets(t) or t.puts:
            self._add(rules, "Put", "Puts", self._put(t, rules), self._event)
        self._unshare(t, rules)
        return rules

    def _add(
        self, rules: Rules, name: str, adapter: str, function: Function, typed: str | None
    ) -> None:
        rules.functions.append(function)
        rules.imports.add("workflow")
        plain = typed is None
        rules.fields[name] = function.name if plain else f"workflow.{adapter}({function.name})"

    def _payload(self) -> str:
        return f"event *{self._event}" if self._event else "_ any"

    def _arc_printer(self) -> Printer:
        """Expressions of arcs, whose parameters are fields of the event."""
        names = self._scope.event_fields(self._command.event) if self._event else {}
        optional = optional_fields(self._scope.aggregate, self._command.event)
        return self._printer({n: f"event.{f}" for n, f in names.items()}, optional)

    def _printer(self, parameters: dict[str, str], optional: frozenset[str]) -> Printer:
        scope = self._scope
        terms = Terms(parameters, optional, scope.fields, scope.places, scope.codecs.of)
        return Printer(terms)

    # Guard

    def _guard(self, t: Transition, guard: Expr, rules: Rules) -> Function:
        names = self._scope.input_fields(self._command) if self._input else {}
        optional = frozenset(p.name for p in self._command.parameters if absent(p))
        printer = self._printer({n: f"in.{f}" for n, f in names.items()}, optional)
        input_ = f"in *{self._input}" if self._input else "_ any"
        name = self._scope.function("guard", t.id)
        body = condition(printer, guard)
        rules.imports |= printer.uses.imports
        return Function(
            f"{name} is the guard of {t.id}: {t.guard_text}",
            name,
            f"s State, {input_}, call *workflow.Call",
            "(bool, error)",
            body,
        )

    # Token arcs with computed weights

    def _weigh(self, t: Transition, rules: Rules) -> Function:
        printer = self._arc_printer()
        lines = ["\tvar arcs workflow.Arcs"]
        for arc in t.inputs:
            lines += _when(_needs_call(arc), self._arc_line(arc, _FIELDS[arc.kind], printer))
        for arc in t.outputs:
            lines += _when(_needs_call(arc), self._arc_line(arc, "Outputs", printer))
        rules.imports |= printer.uses.imports | {"value"}
        name = self._scope.function("weigh", t.id)
        parameters = f"s State, {self._payload()}, call *workflow.Call"
        body = ["\te := new(value.Eval)", *lines, "\treturn arcs, e.Err()"]
        comment = f"{name} computes the weights of the arcs of {t.id}."
        return Function(comment, name, parameters, "(workflow.Arcs, error)", tuple(body))

    def _arc_line(self, arc: TokenArc, target: str, printer: Printer) -> str:
        place = self._scope.places[arc.place.id]
        if target == "Resets":
            return f"arcs.Resets = append(arcs.Resets, {place})"
        weight = str(arc.weight)
        if not isinstance(arc.weight, int):
            weight = f"workflow.Weight(e, {printer.print(arc.weight)})"
        item = f"workflow.Arc{{Place: {place}, Weight: {weight}}}"
        return f"arcs.{target} = append(arcs.{target}, {item})"

    # Data arcs

    def _take(self, t: Transition, rules: Rules) -> Function:
        printer = self._arc_printer()
        locals_ = _Locals()
        lines: list[str] = []
        for arc in takes(t):
            lines += self._guarded(arc, self._take_arc(arc, printer, locals_))
        rules.imports |= printer.uses.imports | {"workflow"}
        name = self._scope.function("take", t.id)
        parameters = (
            f"s State, next *State, {self._payload()}, call *workflow.Call, check *workflow.Check"
        )
        text = "\n".join(lines)
        head = ["\te := &check.Eval"] if "e." in text or "(e," in text else []
        if "value." in text:
            rules.imports.add("value")
        comment = f"{name} takes the data that {t.id} needs."
        return Function(comment, name, parameters, "", (*head, *lines))

    def _guarded(self, arc: DataArc, statements: list[str]) -> list[str]:
        """The statements of an arc, where it acts only with a command or a parameter."""
        if arc.when_present is not None:
            member = self._scope.event_fields(self._command.event)[arc.when_present]
            condition_ = f"call != nil && event.{member} != nil"
        elif _arc_needs_call(arc):
            condition_ = "call != nil"
        else:
            return ["\t" + line for line in statements]
        return [f"\tif {condition_} {{", *("\t\t" + line for line in statements), "\t}"]

    def _entry(self, arc: DataArc, printer: Printer, locals_: _Locals) -> tuple[list[str], Entry]:
        statements, keys = [], []
        for key in arc.keys:
            code = printer.print(key)
            if not isinstance(key, Literal | Param) or "(" in code:
                variable = locals_.take("key")
                statements.append(f"{variable} := {code}")
                code = variable
            keys.append(code)
        return statements, Entry(self._scope, arc.place.id, arc.place.type, tuple(keys))

    def _take_arc(self, arc: DataArc, printer: Printer, locals_: _Locals) -> list[str]:
        statements, entry = self._entry(arc, printer, locals_)
        if arc.value is None:
            return [*statements, self._take_entry(arc, entry)]
        number = NUMBERS[entry.value_type]
        values = f"have, need := {entry.read}, {printer.print(arc.value)}"
        arguments = f"check, {entry.label}, have, need"
        match arc.kind:
            case ArcKind.NORMAL:
                test = f"if {values}; workflow.{number}.Takes({arguments}) {{"
                return [*statements, test, "\t" + entry.subtracted("have", "need"), "}"]
            case ArcKind.READ:
                call = f"workflow.{number}.Reads({arguments})"
            case _:
                call = f"workflow.{number}.Inhibits({arguments})"
        call = call.replace("have, need)", f"{entry.read}, {printer.print(arc.value)})")
        return [*statements, call]

    def _take_entry(self, arc: DataArc, entry: Entry) -> str:
        match arc.kind:
            case ArcKind.READ:
                return f"check.Needs({entry.label}, {entry.present})"
            case ArcKind.INHIBITOR:
                return f"check.Forbids({entry.label}, {entry.present})"
            case _:
                return entry.cleared

    def _put(self, t: Transition, rules: Rules) -> Function:
        printer = self._arc_printer()
        locals_ = _Locals()
        lines: list[str] = []
        for arc in resets(t):
            statements, entry = self._entry(arc, printer, locals_)
            lines += self._present(arc, [*statements, entry.cleared])
        for arc in t.puts:
            lines += self._present(arc, self._put_arc(arc, printer, locals_))
        name = self._scope.function("put", t.id)
        text = "\n".join(lines)
        fails = "e." in text or "(e," in text
        head = ["\te := new(value.Eval)"] if fails else []
        tail = ["\treturn e.Err()"] if fails else ["\treturn nil"]
        rules.imports |= printer.uses.imports
        if "value." in text or fails:
            rules.imports.add("value")
        parameters = f"s State, next *State, {self._payload()}, call *workflow.Call"
        comment = f"{name} puts the data that {t.id} produces."
        return Function(comment, name, parameters, "error", (*head, *lines, *tail))

    def _present(self, arc: DataArc, statements: list[str]) -> list[str]:
        if arc.when_present is None:
            return ["\t" + line for line in statements]
        member = self._scope.event_fields(self._command.event)[arc.when_present]
        return [f"\tif event.{member} != nil {{", *("\t\t" + s for s in statements), "\t}"]

    def _put_arc(self, arc: DataArc, printer: Printer, locals_: _Locals) -> list[str]:
        statements, entry = self._entry(arc, printer, locals_)
        if arc.value is None:
            return [*statements, entry.cleared]
        value = printer.print(arc.value)
        match arc.op:
            case DataOp.ADD:
                return [*statements, entry.added(value)]
            case DataOp.APPEND:
                return [*statements, entry.appended(self._own(arc.value, value))]
            case DataOp.REMOVE:
                return [*statements, entry.removed(value)]
            case _:
                return [*statements, entry.assigned(self._own(arc.value, value))]

    def _own(self, expr: Expr, code: str) -> str:
        """The value in memory that nothing else changes."""
        if not is_container(expr.type):
            return code
        return f"{self._scope.codecs.of(expr.type)}.Clone({code})"

    # Memory

    def _unshare(self, t: Transition, rules: Rules) -> None:
        types = {d.id: d.type for d in self._scope.aggregate.data}
        changed = [p for p in changed_places(t) if is_container(types[p])]
        if not changed:
            return
        name = self._scope.function("unshare", t.id)
        lines = []
        for place in changed:
            member = f"next.Data.{self._scope.fields[place]}"
            codec = self._scope.codecs.of(types[place])
            lines.append(f"\t{member} = {codec}.Clone({member})")
        comment = f"{name} gives next its own copy of what {t.id} changes."
        rules.functions.append(Function(comment, name, "next *State", "", tuple(lines)))
        rules.fields["Unshare"] = name
        if read_places(t) & set(changed):
            rules.fields["Rereads"] = "true"


class _Locals:
    """Names of local variables in one function."""

    def __init__(self) -> None:
        self._count: dict[str, int] = {}

    def take(self, word: str) -> str:
        """`key`, then `key2`, `key3`, ..."""
        self._count[word] = self._count.get(word, 0) + 1
        number = self._count[word]
        return word if number == 1 else f"{word}{number}"


def condition(printer: Printer, expr: Expr) -> tuple[str, ...]:
    """The body of a function that returns whether `expr` is true."""
    code = printer.print(expr)
    if not printer.uses.fails:
        return (f"\treturn {code}, nil",)
    printer.uses.imports.add("value")
    return ("\te := new(value.Eval)", f"\tok := {code}", "\treturn ok, e.Err()")


_FIELDS = {
    ArcKind.NORMAL: "Inputs",
    ArcKind.READ: "Reads",
    ArcKind.INHIBITOR: "Inhibitors",
    ArcKind.RESET: "Resets",
}


def computed(t: Transition) -> bool:
    """Whether some weight of the token arcs is an expression."""
    return any(not isinstance(a.weight, int) for a in (*t.inputs, *t.outputs))


def takes(t: Transition) -> list[DataArc]:
    """The data arcs of step 5b."""
    return [a for a in t.takes if a.kind is not ArcKind.RESET]


def resets(t: Transition) -> list[DataArc]:
    """The data arcs that empty something."""
    return [a for a in t.takes if a.kind is ArcKind.RESET]


def changed_places(t: Transition) -> list[str]:
    """The data places that the transition changes, in the order of its arcs."""
    kinds = (ArcKind.NORMAL, ArcKind.RESET)
    arcs = [*(a for a in t.takes if a.kind in kinds), *t.puts]
    return list(dict.fromkeys(a.place.id for a in arcs))


def read_places(t: Transition) -> set[str]:
    """The data places that the expressions of its arcs look at."""
    found: set[str] = set()
    for arc in (*t.inputs, *t.outputs):
        if not isinstance(arc.weight, int):
            found |= _data_of([arc.weight])
    for data in (*t.takes, *t.puts):
        found |= _data_of([*data.keys, *([] if data.value is None else [data.value])])
    return found


def _data_of(expressions: Sequence[Expr]) -> set[str]:
    return {n.place for e in expressions for n in walk(e) if isinstance(n, Data)}


def _needs_call(arc: TokenArc) -> bool:
    return not isinstance(arc.weight, int) and depends_on_input(arc.weight)


def _arc_needs_call(arc: DataArc) -> bool:
    parts = [*arc.keys, *([] if arc.value is None else [arc.value])]
    return any(depends_on_input(part) for part in parts)


def _when(needs_call: bool, statement: str) -> list[str]:
    if not needs_call:
        return ["\t" + statement]
    return ["\tif call != nil {", "\t\t" + statement, "\t}"]
