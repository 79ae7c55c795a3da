"""The Go identifiers of one aggregate's package."""

from __future__ import annotations

from petri_pilot.program.ir import Aggregate, Command, EventType, Transition

from petri_pilot_go.codecs import Codecs
from petri_pilot_go.names import Names, exported, unexported, word_set

RESERVED = word_set(
    """
    aggregate api config context embed errors eventstore events fmt http io iter json main
    maps memory net os regexp server slices slog sqlite strings testing time value workflow
    call check e event in next r s w x Marking State Data Machine machine places transitions
    commands constraints placeCount newData putData readData modelHash slug routes run
    """
)
"""Packages, variables and declarations of the generated code."""


class Scope:
    """Every name that the aggregate's files declare, free of collisions.

    Names come from ids in the order of the model, so the same model has the same
    names in every run.
    """

    def __init__(self, aggregate: Aggregate, reserved: frozenset[str] = frozenset()) -> None:
        self.names = Names(RESERVED | reserved)
        self.codecs = Codecs(self.names)
        self.aggregate = aggregate
        take = self.names.take
        self.places = {p.id: take("Place" + exported(p.id)) for p in aggregate.places}
        self.transitions: dict[Transition, str] = {
            t: take("Transition" + exported(t.id)) for t in aggregate.transitions
        }
        fields = Names()
        self.fields = {d.id: fields.take(exported(d.id)) for d in aggregate.data}
        self._inputs = {
            c.id: take(exported(c.id) + "Input") for c in aggregate.commands if c.parameters
        }
        self._events: dict[EventType, str] = {}
        self.users: dict[EventType, list[Command]] = {}
        """The commands that append each event."""
        for command in aggregate.commands:
            event = command.event
            self.users.setdefault(event, []).append(command)
            if event.fields and event not in self._events:
                self._events[event] = take(exported(event.id) + "Event")
        self._members: dict[str, dict[str, str]] = {}
        self.patterns: dict[str, str] = {}
        """Regular expressions by the variable that holds each compiled."""

    def input(self, command: Command) -> str | None:
        """The struct of a command's input; None when it has no parameters."""
        return self._inputs.get(command.id)

    def event(self, event: EventType) -> str | None:
        """The struct of an event's payload; None when it has no fields."""
        return self._events.get(event)

    def input_fields(self, command: Command) -> dict[str, str]:
        """Parameter to field of the input struct."""
        return self._struct(self._inputs.get(command.id, ""), [p.name for p in command.parameters])

    def event_fields(self, event: EventType) -> dict[str, str]:
        """Event field to field of the payload struct."""
        return self._struct(self._events.get(event, ""), [f.name for f in event.fields])

    def function(self, verb: str, id_: str) -> str:
        """A new function name such as `guardShip`."""
        return self.names.take(verb + exported(id_))

    def pattern(self, parameter: str, text: str) -> str:
        """The variable of a regular expression."""
        for variable, known in self.patterns.items():
            if known == text:
                return variable
        variable = self.names.take(unexported(parameter) + "Pattern")
        self.patterns[variable] = text
        return variable

    def _struct(self, name: str, members: list[str]) -> dict[str, str]:
        if name not in self._members:
            fields = Names(["JSON"])
            self._members[name] = {m: fields.take(exported(m)) for m in members}
        return self._members[name]
