"""Where the expressions of a command find its parameters.

Guards, read and inhibitor arcs look at the input, because they matter only while
a command is decided. What changes the state looks at the event's payload, because
folding has nothing else.
"""

from __future__ import annotations

from petri_pilot.program.ir import ArcKind, Command

from petri_pilot_go.expressions import Printer, Terms, Uses
from petri_pilot_go.payloads import absent, optional_fields
from petri_pilot_go.scope import Scope


class CommandTerms:
    """The Go variables `in` and `event` of one command."""

    def __init__(self, scope: Scope, command: Command) -> None:
        self.scope = scope
        self._input = scope.input(command)
        self._event = scope.event(command.event)
        members = scope.input_fields(command) if self._input else {}
        self._in = {name: f"in.{member}" for name, member in members.items()}
        self._in_optional = frozenset(p.name for p in command.parameters if absent(p))
        fields = scope.event_fields(command.event) if self._event else {}
        self._of_event = {name: f"event.{member}" for name, member in fields.items()}
        self._event_optional = optional_fields(scope, command.event)

    @property
    def input_parameter(self) -> str:
        """The declaration of `in`."""
        return f"in *{self._input}" if self._input else "_ *workflow.Nothing"

    @property
    def event_parameter(self) -> str:
        """The declaration of `event`."""
        return f"event *{self._event}" if self._event else "_ *workflow.Nothing"

    def input_printer(self, uses: Uses) -> Printer:
        """Prints parameters as members of the input."""
        return self._printer(self._in, self._in_optional, uses)

    def event_printer(self, uses: Uses) -> Printer:
        """Prints parameters as members of the payload."""
        return self._printer(self._of_event, self._event_optional, uses)

    def arc_printer(self, kind: ArcKind, uses: Uses) -> Printer:
        """The printer for the expressions of an input arc."""
        return self.input_printer(uses) if only_asks(kind) else self.event_printer(uses)

    def presence(self, parameter: str, kind: ArcKind) -> str | None:
        """The test that an optional parameter was given; None when it always is."""
        if only_asks(kind):
            code, optional = self._in[parameter], parameter in self._in_optional
        else:
            code, optional = self._of_event[parameter], parameter in self._event_optional
        return f"{code} != nil" if optional else None

    def _printer(self, parameters: dict[str, str], optional: frozenset[str], uses: Uses) -> Printer:
        scope = self.scope
        terms = Terms(parameters, optional, scope.fields, scope.places, scope.codecs.of)
        return Printer(terms, uses)


def only_asks(kind: ArcKind) -> bool:
    """Whether an arc leaves the state as it is."""
    return kind in (ArcKind.READ, ArcKind.INHIBITOR)
