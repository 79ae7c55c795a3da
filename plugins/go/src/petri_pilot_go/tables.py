"""The tables of a net as Go text: places, transitions, commands, constraints."""

from __future__ import annotations

from collections.abc import Sequence

from petri_pilot.program.ir import ArcKind, Command, Place, TokenArc, Transition

from petri_pilot_go.functions import Rules
from petri_pilot_go.layout import Line, columns
from petri_pilot_go.literals import go_comment, go_string, sentence
from petri_pilot_go.rules import computed
from petri_pilot_go.scope import Scope

_LONG = 100
"""From this width on a list of arcs takes one line an arc."""


def constants(entries: Sequence[tuple[str, str]]) -> str:
    """An `iota` block of name and description."""
    lines = []
    for i, (name, description) in enumerate(entries):
        if description.strip():
            lines.append("\t" + go_comment(f"{name}: {sentence(description)}", "\t"))
        lines.append(f"\t{name} = iota" if i == 0 else f"\t{name}")
    return "\n".join(lines)


def place_row(place: Place) -> str:
    """A place as an element of the table."""
    members = [f"ID: {go_string(place.id)}"]
    if place.initial:
        members.append(f"Initial: {place.initial}")
    if place.capacity is not None:
        members.append(f"Capacity: {place.capacity}")
    return f"\t{{{', '.join(members)}}},\n"


def transition_row(scope: Scope, t: Transition, rules: Rules) -> str:
    """A transition as an element of the table."""
    members = [("ID", go_string(t.id))]
    if not computed(t):
        for field, arcs in _arcs_by_field(t):
            members.append((field, _arc_list(scope, field, arcs)))
    members += list(rules.fields.items())
    return _row(members)


def _arcs_by_field(t: Transition) -> list[tuple[str, list[TokenArc]]]:
    kinds = {
        "Inputs": ArcKind.NORMAL,
        "Reads": ArcKind.READ,
        "Inhibitors": ArcKind.INHIBITOR,
        "Resets": ArcKind.RESET,
    }
    found = [(field, [a for a in t.inputs if a.kind is kind]) for field, kind in kinds.items()]
    found.append(("Outputs", list(t.outputs)))
    return [(field, arcs) for field, arcs in found if arcs]


def _arc_list(scope: Scope, field: str, arcs: list[TokenArc]) -> str:
    names = [scope.places[a.place.id] for a in arcs]
    if field == "Resets":
        return _list("[]int", names)
    items = [f"{{Place: {n}, Weight: {a.weight}}}" for n, a in zip(names, arcs, strict=True)]
    return _list("[]workflow.Arc", items)


def _list(type_: str, items: list[str]) -> str:
    line = f"{type_}{{{', '.join(items)}}}"
    if len(line) <= _LONG:
        return line
    return "\n".join([type_ + "{", *(f"\t\t\t{item}," for item in items), "\t\t}"])


def command_row(scope: Scope, command: Command, functions: dict[str, str]) -> str:
    """A command as an element of the table."""
    modes = [scope.transitions[t] for t in command.modes]
    members = [("ID", go_string(command.id))]
    if command.creates:
        members.append(("Creates", "true"))
    members.append(("Modes", _list("[]int", modes)))
    members.append(("Event", go_string(command.event.id)))
    members.append(("Schema", str(command.event.version)))
    members += list(functions.items())
    return _row(members)


def _row(members: Sequence[tuple[str, str]]) -> str:
    """An element with one line a member. A member of several lines ends an aligned run."""
    out: list[str] = []
    run: list[Line] = []
    for name, value in members:
        if "\n" in value:
            out.append(columns(run, "\t\t"))
            out.append(f"\t\t{name}: {value},\n")
            run = []
        else:
            run.append(Line((name + ":", value + ",")))
    out.append(columns(run, "\t\t"))
    return "\t{\n" + "".join(out) + "\t},\n"
