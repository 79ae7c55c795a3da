"""What the files of one aggregate's package print: all Go text that needs thought."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from petri_pilot.program.ir import Aggregate, Program
from petri_pilot.semantics import Interpreter

from petri_pilot_go.constants import constant
from petri_pilot_go.entries import empty
from petri_pilot_go.expressions import Printer, Terms
from petri_pilot_go.functions import Function, Rules, condition
from petri_pilot_go.layout import Line, columns
from petri_pilot_go.literals import go_comment, go_string, sentence
from petri_pilot_go.payloads import (
    EventStruct,
    InputStruct,
    Record,
    event_struct,
    input_struct,
    record,
)
from petri_pilot_go.rules import RuleBook
from petri_pilot_go.scope import Scope
from petri_pilot_go.tables import command_row, constants, place_row, transition_row
from petri_pilot_go.types import go_type, is_container


@dataclass(slots=True)
class Package:
    """The text of one package, and the imports of each of its files."""

    name: str
    slug: str
    base: str
    """The path of the aggregate's routes."""
    title: str
    description: str
    place_constants: str
    transition_constants: str
    place_rows: str
    transition_rows: str = ""
    command_rows: str = ""
    constraint_rows: str = ""
    functions: list[Function] = field(default_factory=list)
    inputs: list[InputStruct] = field(default_factory=list)
    events: list[EventStruct] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)
    patterns: str = ""
    codecs: str = ""
    data_fields: str = ""
    data_initial: str = ""
    data_puts: tuple[str, ...] = ()
    data_reads: str = ""
    routes: list[dict[str, Any]] = field(default_factory=list)
    initial_tokens: list[tuple[str, int]] = field(default_factory=list)
    initially_enabled: list[tuple[str, bool]] = field(default_factory=list)
    imports: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = field(default_factory=dict)


class Builder:
    """Builds the package of one aggregate."""

    def __init__(self, program: Program, aggregate: Aggregate, name: str) -> None:
        self._program = program
        self._aggregate = aggregate
        self._scope = Scope(aggregate)
        self._rule_imports: set[str] = set()
        places = [(self._scope.places[p.id], p.description) for p in aggregate.places]
        transitions = [(self._scope.transitions[t], t.description) for t in aggregate.transitions]
        self._package = Package(
            name=name,
            slug=aggregate.slug,
            base=f"/api/{aggregate.slug}",
            title=aggregate.name or aggregate.id,
            description=aggregate.description or program.description,
            place_constants=constants(places),
            transition_constants=constants(transitions),
            place_rows="".join(place_row(p) for p in aggregate.places),
        )

    def build(self) -> Package:
        """The whole package."""
        self._payloads()
        self._rules()
        self._constraints()
        self._data()
        package, scope = self._package, self._scope
        package.codecs = _variables(scope.codecs.variables)
        compiled = {v: f"regexp.MustCompile({go_string(p)})" for v, p in scope.patterns.items()}
        package.patterns = _variables(compiled)
        package.routes = [
            {"command": c.id, "pattern": f"{c.route.method} {c.route.path}", "creates": c.creates}
            for c in self._aggregate.commands
        ]
        self._start()
        self._imports()
        return package

    def _start(self) -> None:
        """What the tests expect of the initial state, as the interpreter has it."""
        interpreter = Interpreter(self._program, self._aggregate, access=False)
        statuses = interpreter.enabled(interpreter.initial)
        self._package.initially_enabled = [(s.command, s.enabled) for s in statuses]
        self._package.initial_tokens = [
            (self._scope.places[p.id], p.initial) for p in self._aggregate.places if p.initial
        ]

    def _payloads(self) -> None:
        package, scope = self._package, self._scope
        readers: dict[str, str] = {}
        for command in self._aggregate.commands:
            functions: dict[str, str] = {}
            if command.parameters:
                struct = input_struct(scope, command)
                package.inputs.append(struct)
                functions["Read"] = f"workflow.Reads({struct.reader})"
            event = scope.event(command.event)
            if event is not None:
                if event not in readers:
                    printed = event_struct(scope, command.event)
                    package.events.append(printed)
                    readers[event] = printed.reader
                made = record(scope, command)
                package.records.append(made)
                functions["Record"] = f"workflow.Records({made.function})"
                functions["Replay"] = f"workflow.Reads({readers[event]})"
            package.command_rows += command_row(scope, command, functions)

    def _rules(self) -> None:
        rules: dict[str, Rules] = {}
        for command in self._aggregate.commands:
            book = RuleBook(self._scope, command)
            for mode in command.modes:
                rules[mode.id] = book.rules(mode)
        rows = []
        for t in self._aggregate.transitions:
            found = rules.get(t.id, Rules())
            rows.append(transition_row(self._scope, t, found))
            self._package.functions += found.functions
            self._rule_imports |= found.imports
        self._package.transition_rows = "".join(rows)

    def _constraints(self) -> None:
        scope = self._scope
        rows = []
        for c in self._aggregate.constraints:
            terms = Terms({}, frozenset(), scope.fields, scope.places, scope.codecs.of)
            printer = Printer(terms)
            body = condition(printer, c.expr)
            name = scope.function("constraint", c.id)
            comment = f"{name} is the constraint {c.id}: {c.text}"
            parameters = "s State, call *workflow.Call"
            self._package.functions.append(
                Function(comment, name, parameters, "(bool, error)", body)
            )
            self._rule_imports |= printer.uses.imports | {"workflow"}
            rows.append(f"\t{{ID: {go_string(c.id)}, Holds: {name}}},\n")
        self._package.constraint_rows = "".join(rows)

    def _data(self) -> None:
        package, scope, data = self._package, self._scope, self._aggregate.data
        fields, initial, reads = [], [], []
        for d in data:
            name, codec = scope.fields[d.id], scope.codecs.of(d.type)
            comment = go_comment(sentence(d.description)) if d.description.strip() else ""
            fields.append(Line((name, go_type(d.type)), comment))
            value = constant(d.type, d.initial)
            if is_container(d.type) or value != _go_zero(go_type(d.type)):
                first = value if d.initial or not is_container(d.type) else empty(d.type)
                initial.append(Line((name + ":", first + ",")))
            read = f"value.Required(r, {go_string(d.id)}, {codec}),"
            reads.append(Line((name + ":", read)))
        package.data_fields = columns(fields)
        package.data_initial = columns(initial, "\t\t")
        package.data_reads = columns(reads, "\t\t")
        package.data_puts = tuple(
            f"value.Put(&w, {go_string(d.id)}, {scope.codecs.of(d.type)}, d.{scope.fields[d.id]})"
            for d in sorted(data, key=lambda d: d.id)
        )

    def _imports(self) -> None:
        p = self._package
        commands = {"workflow"} | ({"value"} if p.inputs else set())
        if p.patterns:
            commands.add("regexp")
        has_data = bool(p.data_fields)
        aggregate = {"workflow"} | ({"value", "encoding/json"} if has_data else set())
        if p.codecs:
            aggregate.add("value")
        events = {"encoding/json", "value"} | _mention(p.records, "workflow.")
        p.imports = {
            "workflow": _grouped({"workflow"}),
            "commands": _grouped(commands),
            "events": _grouped(events),
            "rules": _grouped(self._rule_imports),
            "aggregate": _grouped(aggregate),
        }


def _mention(records: Iterable[Record], text: str) -> set[str]:
    return {"workflow"} if any(text in r.input for r in records) else set()


def _go_zero(type_: str) -> str:
    zeros = {"string": '""', "int64": "0", "float64": "0.0", "bool": "false"}
    return zeros.get(type_, type_ + "{}")


def _variables(values: dict[str, str]) -> str:
    return columns([Line((name, "= " + value)) for name, value in values.items()])


_RUNTIME = frozenset({"aggregate", "api", "config", "eventstore", "server", "value", "workflow"})


def _grouped(imports: set[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The standard library's packages and the runtime's, each sorted."""
    own = tuple(sorted(i for i in imports if i in _RUNTIME))
    return tuple(sorted(i for i in imports if i not in _RUNTIME)), own


def context(package: Package, **more: Any) -> dict[str, Any]:
    """The context of the package's templates."""
    return {"p": package, **more}
