"""Actions of an entity: their inputs, and one transition for each state they start from."""

from __future__ import annotations

from dataclasses import dataclass

from petri_pilot.expr.ast import Expr
from petri_pilot.expr.types import STRING
from petri_pilot.model.record import Record
from petri_pilot.program.context import Context
from petri_pilot.program.entities.effects import EffectReader, Effects
from petri_pilot.program.entities.fields import Fields
from petri_pilot.program.entities.states import States
from petri_pilot.program.expressions import Checker, Names
from petri_pilot.program.ir import ArcKind, Parameter, Place, TokenArc, Transition
from petri_pilot.program.parameters import Parameters, make_parameter
from petri_pilot.program.values import read_field_type, read_validation


@dataclass(slots=True)
class ReadAction:
    """An action with its parameters and modes."""

    record: Record
    parameters: Parameters
    modes: tuple[Transition, ...]


class ActionReader:
    """Reads the actions of one entity."""

    def __init__(self, ctx: Context, states: States, fields: Fields, names: Names) -> None:
        self.ctx = ctx
        self.states = states
        self.fields = fields
        self.names = names
        self.taken: set[str] = set()
        """Ids of modes so far."""

    def read(self, record: Record, *, creates: bool) -> ReadAction:
        """One action."""
        inputs = record.get("input")
        parameters = (
            self.inputs_of_fields() if creates and inputs is None else self._inputs(inputs or [])
        )
        names = self.names.with_parameters(parameters.types(), frozenset(parameters.poisoned))
        checker = Checker(self.ctx, names)
        effects = EffectReader(self.ctx, self.fields, checker).read(
            record.records("effects"), parameters.known
        )
        guard = checker.condition(record.get("guard"), record.at("guard"))
        target = self._state(record, "to_state", record.get("to_state"))
        modes = (
            self._creating_mode(record, target, guard, effects)
            if creates
            else self._modes(record, target, guard, effects)
        )
        return ReadAction(record, parameters, modes)

    def inputs_of_fields(self) -> Parameters:
        """The inputs of a creating action that declares none: all fields that are stored."""
        result = Parameters()
        for name, place in self.fields.data.items():
            record = self.fields.records[name]
            if record.get("computed"):
                continue
            result.known[name] = Parameter(
                name=name,
                type=place.type,
                required=place.required and record.get("default") is None,
                description=place.description,
                origin=place.origin,
                validation=read_validation(record.get("validation")),
            )
        result.poisoned |= self.fields.places.poisoned
        return result

    def _inputs(self, records: list[Record]) -> Parameters:
        result = Parameters()
        for record in records:
            name = record["id"]
            if name in result.flags:
                first = self.ctx.origin(result.flags[name].pointer)
                self.ctx.duplicate("input", name, record.at("id"), first)
                continue
            result.flags[name] = record
            self._input(record, result)
        return result

    def _input(self, record: Record, result: Parameters) -> None:
        name = record["id"]
        field = self.fields.data.get(name)
        if name in self.fields.places.poisoned and "type" not in record:
            result.poisoned.add(name)
            return
        type_ = read_field_type(self.ctx, record, field.type if field else STRING)
        if type_ is None:
            result.poisoned.add(name)
            return
        merged = record
        if field is not None and "validation" not in record:
            own = self.fields.records[name].get("validation")
            if own is not None:
                merged = Record(record.pointer)
                merged.update(record)
                merged.names = record.names
                merged["validation"] = own
        result.known[name] = make_parameter(self.ctx, merged, name, type_, default_required=False)

    def _creating_mode(
        self, record: Record, target: Place | None, guard: Expr | None, effects: Effects
    ) -> tuple[Transition, ...]:
        source = self.states.initial
        moves = target is not None and target is not source
        mode = self._mode(record, None, guard, effects, source if moves else None, target)
        return (mode,)

    def _modes(
        self, record: Record, target: Place | None, guard: Expr | None, effects: Effects
    ) -> tuple[Transition, ...]:
        if not self.states.places and not record.get("from_states"):
            return (self._mode(record, None, guard, effects, None, None),)
        return tuple(
            self._mode(record, state.id, guard, effects, state, target)
            for state in self._sources(record)
        )

    def _sources(self, record: Record) -> list[Place]:
        """The states that an action starts from; by default all that are not terminal."""
        names = record.get("from_states")
        if names is None:
            return self.states.open()
        found: dict[str, Place] = {}
        for index, name in enumerate(names):
            state = self._state(record, "from_states", name, index)
            if state is not None and name in found:
                self.ctx.duplicate(
                    "state of this list", name, record.at("from_states", index), state.origin
                )
            elif state is not None:
                found[name] = state
        return list(found.values())

    def _state(self, record: Record, key: str, name: str | None, *more: int) -> Place | None:
        if name is None:
            return None
        if name not in self.states.places:
            pointer = record.at(key, *more)
            self.ctx.unknown("state", name, pointer, self.states.places, among="states")
        return self.states.places.get(name)

    def _mode(
        self,
        record: Record,
        state: str | None,
        guard: Expr | None,
        effects: Effects,
        source: Place | None,
        target: Place | None,
    ) -> Transition:
        """One transition. Without a target it only reads its state, which so stays."""
        origin = self.ctx.origin(record.pointer)
        inputs: tuple[TokenArc, ...] = ()
        outputs: tuple[TokenArc, ...] = ()
        if source is not None:
            kind = ArcKind.READ if target is None else ArcKind.NORMAL
            inputs = (TokenArc(kind, source, 1, origin),)
            if target is not None:
                outputs = (TokenArc(ArcKind.NORMAL, target, 1, origin),)
        return Transition(
            id=self._mode_id(record["id"], state),
            inputs=inputs,
            outputs=outputs,
            takes=tuple(effects.takes),
            puts=tuple(effects.puts),
            guard=guard,
            guard_text=record.get("guard") or "",
            origin=origin,
            description=record.get("description", ""),
        )

    def _mode_id(self, action: str, state: str | None) -> str:
        wanted = action if state is None else f"{action}__{state}"
        while wanted in self.taken:
            wanted += "_"
        self.taken.add(wanted)
        return wanted
