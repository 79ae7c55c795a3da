"""The built-in checks of a program that resolved; each implements the public protocol."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from petri_pilot.diagnostics.diagnostic import Diagnostic
from petri_pilot.program.ir import Program


@dataclass(frozen=True, slots=True)
class Check:
    """A validator made of a function."""

    name: str
    function: Callable[[Program], Iterable[Diagnostic]]

    def validate(self, program: Program) -> Iterable[Diagnostic]:
        """What the function finds."""
        return self.function(program)


def builtin_validators() -> tuple[Check, ...]:
    """All built-in validators, in the order of their names."""
    from petri_pilot.validators.access import check_access
    from petri_pilot.validators.conditions import check_conditions
    from petri_pilot.validators.events import check_events
    from petri_pilot.validators.inputs import check_inputs
    from petri_pilot.validators.names import check_names
    from petri_pilot.validators.pattern import check_pattern
    from petri_pilot.validators.routes import check_routes
    from petri_pilot.validators.structure import check_structure

    return (
        Check("core/access", check_access),
        Check("core/conditions", check_conditions),
        Check("core/events", check_events),
        Check("core/inputs", check_inputs),
        Check("core/names", check_names),
        Check("core/pattern", check_pattern),
        Check("core/routes", check_routes),
        Check("core/structure", check_structure),
    )
