"""Events: declared payloads, and the payloads of undeclared ones."""

from __future__ import annotations

from dataclasses import dataclass, field

from petri_pilot.diagnostics.diagnostic import Fix
from petri_pilot.diagnostics.origin import Origin
from petri_pilot.expr.types import Type
from petri_pilot.model.near import nearest
from petri_pilot.model.record import Record
from petri_pilot.program.context import Context, add, replace
from petri_pilot.program.ir import DataPlace, EventField, EventType, Parameter
from petri_pilot.program.kinds import events as kinds
from petri_pilot.program.values import read_type


@dataclass(slots=True)
class DeclaredEvent:
    """An event as the author declared it. `poisoned` are its fields without a known type."""

    record: Record
    fields: dict[str, EventField] = field(default_factory=dict)
    poisoned: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Use:
    """A command that appends an event, and the parameters that its effect depends on."""

    command: str
    event: str
    origin: Origin
    parameters: dict[str, Parameter]
    needed: frozenset[str] = frozenset()
    poisoned: frozenset[str] = frozenset()
    """Parameters whose type is not known."""
    bindings_pointer: str | None = None
    """Where a binding could be added, if there is a list of them."""


def read_events(ctx: Context, records: list[Record]) -> dict[str, DeclaredEvent]:
    """All declared events by id."""
    declared: dict[str, DeclaredEvent] = {}
    for record in records:
        name = record["id"]
        if name in declared:
            first = ctx.origin(declared[name].record.pointer)
            ctx.duplicate("event", name, record.at("id"), first)
            continue
        declared[name] = _declared(ctx, record)
    return declared


def _declared(ctx: Context, record: Record) -> DeclaredEvent:
    event = DeclaredEvent(record)
    for part in record.records("fields"):
        name = part["name"]
        origin = ctx.origin(part.pointer)
        if name in event.fields or name in event.poisoned:
            ctx.duplicate("field of this event", name, part.at("name"), origin)
            continue
        type_ = read_type(ctx, part.get("type", "string"), part.at("type"))
        if type_ is None:
            event.poisoned.add(name)
            continue
        required = part.get("required", True)
        event.fields[name] = EventField(name, type_, required, origin, part.get("description", ""))
    return event


class EventBuilder:
    """Makes the event types of an aggregate from their declarations and uses."""

    def __init__(
        self, ctx: Context, declared: dict[str, DeclaredEvent], data: dict[str, DataPlace]
    ) -> None:
        self.ctx = ctx
        self.declared = declared
        self.data = data
        self.types: dict[str, EventType] = {}
        """The event types by id, in the order of first use."""

    def build(self, uses: list[Use]) -> list[EventType]:
        """The event type of each use. Uses that agree on every field share one object."""
        merged = self._merge([u for u in uses if u.event not in self.declared])
        result = []
        for use in uses:
            declared = self.declared.get(use.event)
            event = merged[use.event] if declared is None else self._of_declared(declared, use)
            known = self.types.setdefault(use.event, event)
            result.append(known if _same(known, event) else event)
        for name, declared in self.declared.items():
            if name not in self.types:
                self.types[name] = _type_of(self.ctx, declared, tuple(declared.fields.values()))
        return result

    def _merge(self, uses: list[Use]) -> dict[str, EventType]:
        """Undeclared events: the payload is the union of the parameters."""
        fields: dict[str, dict[str, EventField]] = {}
        users: dict[str, list[Use]] = {}
        seen: dict[tuple[str, str], str] = {}
        for use in uses:
            users.setdefault(use.event, []).append(use)
            payload = fields.setdefault(use.event, {})
            for parameter in use.parameters.values():
                first = payload.get(parameter.name)
                if first is None:
                    payload[parameter.name] = _field_of(parameter)
                    seen[use.event, parameter.name] = use.command
                elif first.type != parameter.type:
                    other = seen[use.event, parameter.name]
                    self._conflict(use, parameter, first, other)
        return {
            name: self._undeclared(users[name], list(payload.values()))
            for name, payload in fields.items()
        }

    def _conflict(self, use: Use, parameter: Parameter, first: EventField, other: str) -> None:
        kind = kinds.PayloadConflict(
            parameter.name,
            use.event,
            str(parameter.type),
            use.command,
            str(first.type),
            other,
        )
        self.ctx.report(kind, parameter.origin, related=(("the other one", first.origin),))

    def _undeclared(self, users: list[Use], payload: list[EventField]) -> EventType:
        event = users[0].event
        other = nearest(event, self.declared) if self.declared else None
        if other is not None:
            for use in users:
                fix = Fix(f"write {other!r}", (replace(use.origin.pointer, other),))
                self.ctx.report(kinds.MaybeAnEvent(event, other), use.origin, fix=fix)
        fields = []
        for part in payload:
            always = all(_always_given(use.parameters.get(part.name)) for use in users)
            fields.append(EventField(part.name, part.type, always, part.origin, part.description))
        return EventType(event, _title(event), tuple(fields), "", users[0].origin)

    def _of_declared(self, declared: DeclaredEvent, use: Use) -> EventType:
        fields = []
        for part in declared.fields.values():
            resolved = self._field(declared, part, use)
            fields.append(resolved or part)
        for name in use.parameters:
            if name in use.needed and name not in declared.fields | dict.fromkeys(
                declared.poisoned
            ):
                self._lost(declared, use, use.parameters[name])
        return _type_of(self.ctx, declared, tuple(fields))

    def _field(self, declared: DeclaredEvent, part: EventField, use: Use) -> EventField | None:
        event = use.event
        parameter = use.parameters.get(part.name)
        place = self.data.get(part.name)
        if parameter is not None:
            self._same_type(part, event, f"the parameter of {use.command!r}", parameter.type)
            if part.required and not _always_given(parameter):
                self._optional(part, use)
            return None
        if place is not None:
            self._same_type(part, event, "the data place", place.type)
            return EventField(
                part.name, part.type, part.required, part.origin, part.description, place
            )
        if part.required and part.name not in use.poisoned:
            kind = kinds.UnderivableField(part.name, event, use.command)
            self.ctx.report(kind, part.origin, fix=_binding_fix(part, use))
        return None

    def _same_type(self, part: EventField, event: str, source: str, type_: Type) -> None:
        if part.type != type_:
            kind = kinds.FieldTypeDiffers(part.name, event, str(part.type), source, str(type_))
            patch = (add(f"{part.origin.pointer}/type", str(type_)),)
            self.ctx.report(kind, part.origin, fix=Fix(f"make the field {type_}", patch))

    def _optional(self, part: EventField, use: Use) -> None:
        kind = kinds.OptionalSource(part.name, use.event, use.command)
        patch = (add(f"{part.origin.pointer}/required", False),)
        self.ctx.report(kind, part.origin, fix=Fix("make the field optional", patch))

    def _lost(self, declared: DeclaredEvent, use: Use, parameter: Parameter) -> None:
        kind = kinds.LostParameter(use.event, parameter.name, use.command)
        new: dict[str, object] = {"name": parameter.name, "type": str(parameter.type)}
        if not _always_given(parameter):
            new["required"] = False
        fields = declared.record.get("fields")
        path = declared.record.at("fields")
        patch = add(path, [new]) if fields is None else add(f"{path}/-", new)
        fix = Fix("add the field", (patch,))
        related = (("the parameter", parameter.origin),)
        self.ctx.report(kind, declared.record.pointer, related=related, fix=fix)


def _always_given(parameter: Parameter | None) -> bool:
    return parameter is not None and (parameter.required or parameter.has_default)


def _field_of(parameter: Parameter) -> EventField:
    return EventField(
        parameter.name, parameter.type, parameter.required, parameter.origin, parameter.description
    )


def _binding_fix(part: EventField, use: Use) -> Fix | None:
    if use.bindings_pointer is None:
        return None
    new = {"name": part.name, "type": str(part.type)}
    return Fix("add the binding", (add(f"{use.bindings_pointer}/-", new),))


def _type_of(ctx: Context, declared: DeclaredEvent, fields: tuple[EventField, ...]) -> EventType:
    record = declared.record
    name = record.get("name") or _title(record["id"])
    origin = ctx.origin(record.pointer)
    return EventType(record["id"], name, fields, record.get("description", ""), origin)


def _same(one: EventType, other: EventType) -> bool:
    return one is other or all(
        a.from_data is b.from_data for a, b in zip(one.fields, other.fields, strict=True)
    )


def _title(name: str) -> str:
    return name.replace("_", " ").replace("-", " ").strip().capitalize() or name
