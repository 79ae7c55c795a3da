"""Transitions of a net with their parameters, arcs and guards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from petri_pilot.diagnostics.diagnostic import Fix
from petri_pilot.expr.ast import Call, Expr, Literal, Member, Param, User, walk
from petri_pilot.model.near import nearest
from petri_pilot.model.record import Record
from petri_pilot.program.arcs import ArcReader
from petri_pilot.program.context import Context, add
from petri_pilot.program.data_arcs import DataArcReader
from petri_pilot.program.events import DeclaredEvent
from petri_pilot.program.expressions import Checker, Names, free_names, is_readable
from petri_pilot.program.inference import infer_parameters
from petri_pilot.program.ir import ArcKind, Parameter, Transition
from petri_pilot.program.kinds.arcs import IdleBindingFlag
from petri_pilot.program.kinds.events import ParametersFromEvent, UnfoldableValue
from petri_pilot.program.kinds.types import ParameterShadowsPlace, UndeclaredParameters
from petri_pilot.program.naming import listed
from petri_pilot.program.parameters import Parameters, read_bindings
from petri_pilot.program.places import Places

ArcList = list[tuple[Record, str, bool]]


@dataclass(slots=True)
class ReadTransition:
    """A transition with what its command and event need to know of it."""

    record: Record
    transition: Transition
    parameters: Parameters


class TransitionReader:
    """Reads the transitions of one net."""

    def __init__(
        self,
        ctx: Context,
        places: Places,
        names: Names,
        events: dict[str, DeclaredEvent],
        place_records: list[Record],
    ) -> None:
        self.ctx = ctx
        self.places = places
        self.names = names
        self.events = events
        self.place_records = place_records

    def read(self, record: Record, arcs: ArcList) -> ReadTransition:
        """One transition."""
        parameters = self._parameters(record, arcs)
        bad = frozenset(parameters.poisoned)
        checker = Checker(self.ctx, self.names.with_parameters(parameters.types(), bad))
        reader = ArcReader(self.ctx, self.places, DataArcReader(self.ctx, checker, parameters))
        for arc, place, is_input in arcs:
            reader.read(arc, place, is_input)
        guard = checker.condition(record.get("guard"), record.at("guard"))
        transition = Transition(
            id=record["id"],
            inputs=tuple(reader.inputs),
            outputs=tuple(reader.outputs),
            takes=tuple(reader.takes),
            puts=tuple(reader.puts),
            guard=guard,
            guard_text=record.get("guard") or "",
            origin=self.ctx.origin(record.pointer),
            description=record.get("description", ""),
            rate=record.get("rate"),
            x=record.get("x"),
            y=record.get("y"),
        )
        self._remarks(record, transition, parameters)
        return ReadTransition(record, transition, parameters)

    def _parameters(self, record: Record, arcs: ArcList) -> Parameters:
        if record.get("bindings"):
            return read_bindings(self.ctx, record["bindings"])
        parameters = self._from_event(record)
        self._undeclared(record, arcs, parameters)
        return parameters

    def _from_event(self, record: Record) -> Parameters:
        """Without bindings the event's fields that are no data places are the parameters."""
        parameters = Parameters()
        event = self.events.get(record.get("event") or record["id"])
        if event is None or record.get("bindings") is not None:
            return parameters
        parameters.poisoned |= event.poisoned
        for part in event.fields.values():
            if part.name not in self.places.data and part.name not in self.places.poisoned:
                parameters.known[part.name] = Parameter(
                    part.name, part.type, part.required, part.description, part.origin
                )
        if parameters.known:
            kind = ParametersFromEvent(record["id"], listed(parameters.known), event.record["id"])
            self.ctx.report(kind, record.pointer)
        return parameters

    def _undeclared(self, record: Record, arcs: ArcList, parameters: Parameters) -> None:
        """Reports names that can only be parameters, once, and treats them as known."""
        if "places" in self.ctx.dropped:
            return
        used: dict[str, None] = {}
        for text in _texts(record, arcs):
            new = [n for n in free_names(text) if not self._is_known(n, parameters)]
            if new and is_readable(text):
                used |= dict.fromkeys(new)
        names = list(used)
        if not names:
            return
        parameters.poisoned |= set(names)
        kind = UndeclaredParameters(record["id"], listed(names))
        near = [m for n in names if (m := nearest(n, self.places.data)) is not None]
        notes = [f"or did you mean the data place {listed(near)}?"] if near else []
        fix = self._bindings_fix(record, arcs, parameters)
        self.ctx.report(kind, record.pointer, *notes, fix=fix)

    def _is_known(self, name: str, parameters: Parameters) -> bool:
        declared = name in parameters.known or name in parameters.poisoned
        return declared or name in self.places

    def _bindings_fix(self, record: Record, arcs: ArcList, parameters: Parameters) -> Fix | None:
        document = {
            "places": self.place_records,
            "transitions": [{**record, "bindings": None}],
            "arcs": [arc for arc, _, _ in arcs],
        }
        inferred = infer_parameters(document).get(record["id"], [])
        known = [{"name": p.name, "type": str(p.type)} for p in parameters.known.values()]
        names = {k["name"] for k in known}
        new = [*known, *(b for b in inferred if b["name"] not in names)]
        return Fix("declare the bindings", (add(record.at("bindings"), new),)) if new else None

    def _remarks(self, record: Record, transition: Transition, parameters: Parameters) -> None:
        self._unfoldable(transition)
        self._idle_flags(transition, parameters)
        used = free_names(record.get("guard") or "")
        puts = transition.puts
        written = {(a.place.id, a.value.name) for a in puts if isinstance(a.value, Param)}
        for name, parameter in parameters.known.items():
            if name in self.places.data and name in used and (name, name) not in written:
                self.ctx.report(ParameterShadowsPlace(name, record["id"]), parameter.origin)

    def _unfoldable(self, transition: Transition) -> None:
        for expr, pointer in effects(transition):
            for node in walk(expr):
                what = None
                if isinstance(node, Member) and isinstance(node.base, User) and node.name != "id":
                    what = f"user.{node.name}"
                elif isinstance(node, Call) and node.function == "hasRole":
                    what = "the caller's roles"
                if what is not None:
                    self.ctx.report(UnfoldableValue(transition.id, what), pointer)

    def _idle_flags(self, transition: Transition, parameters: Parameters) -> None:
        flagged = [(n, r) for n, r in parameters.flags.items() if r.get("value") or r.get("keys")]
        if not flagged or transition.origin.pointer in self.ctx.broken:
            return
        arcs = (*transition.takes, *transition.puts)
        values = {p for a in arcs if a.value is not None for p in mentioned(a.value)}
        keys = {p for a in arcs for k in a.keys for p in mentioned(k)}
        for name, record in flagged:
            idle = {
                "value": bool(record.get("value")) and name not in values,
                "keys": bool(record.get("keys")) and not keys.issuperset(record["keys"]),
            }
            for key in (k for k, is_idle in idle.items() if is_idle):
                patch = ({"op": "remove", "path": record.at(key)},)
                fix = Fix(f"remove {key!r}", patch)
                self.ctx.report(IdleBindingFlag(key, name), record.at(key), fix=fix)


def mentioned(expr: Expr) -> set[str]:
    """The parameters that an expression mentions."""
    return {n.name for n in walk(expr) if isinstance(n, Param)}


def effects(transition: Transition) -> Iterator[tuple[Expr, str]]:
    """The expressions that decide the state after a firing, each with its arc's pointer.

    Guards, and read and inhibitor arcs, only decide whether it fires.
    """
    for arc in (*transition.inputs, *transition.outputs):
        if arc.kind is ArcKind.NORMAL and not isinstance(arc.weight, int):
            yield arc.weight, arc.origin.pointer
    for data_arc in (*transition.takes, *transition.puts):
        if data_arc.kind in (ArcKind.NORMAL, ArcKind.RESET):
            for key in data_arc.keys:
                yield key, data_arc.origin.pointer
            if data_arc.value is not None and not isinstance(data_arc.value, Literal):
                yield data_arc.value, data_arc.origin.pointer


def _texts(record: Record, arcs: ArcList) -> Iterator[str]:
    for arc, _, _ in arcs:
        yield from arc.get("keys") or ()
        if arc.get("value") is not None:
            yield arc["value"]
        if isinstance(arc.get("weight"), str):
            yield arc["weight"]
    if record.get("guard"):
        yield record["guard"]
