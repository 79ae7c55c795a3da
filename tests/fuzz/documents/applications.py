"""Random applications: entities with fields, states, actions and effects."""

from __future__ import annotations

from random import Random
from typing import Any

from petri_pilot.expr import Scope
from petri_pilot.expr.types import BOOL, EnumType, ListType, MapType, Type, is_numeric

from tests.fuzz.documents.expressions import Expressions
from tests.fuzz.documents.names import identifier, ids, text
from tests.fuzz.documents.nets import binding, validation
from tests.fuzz.documents.types import type_, wire

Document = dict[str, Any]


def application(random: Random) -> Document:
    """An application, most of the time a valid one."""
    return {
        "name": identifier(random),
        "description": text(random),
        "entities": [_Entity(random, n).document() for n in ids(random, random.randint(1, 3))],
    }


class _Entity:
    def __init__(self, random: Random, name: str) -> None:
        self.random = random
        self.name = name
        taken = {"true", "false", "user"}
        self.fields: dict[str, Type] = {
            n: type_(random) for n in ids(random, random.randint(0, 5), taken)
        }
        self.states = ids(random, random.randint(0, 4), taken)

    def document(self) -> Document:
        entity: Document = {
            "id": self.name,
            "description": text(self.random),
            "fields": [self._field(n) for n in self.fields],
            "states": [
                {"id": n, "initial": i == 0, "terminal": i > 1, "description": text(self.random)}
                for i, n in enumerate(self.states)
            ],
        }
        names = ids(self.random, self.random.randint(0, 4), {"create"})
        entity["actions"] = [self._action(n) for n in names]
        if self.random.random() < 0.4:
            entity["actions"].insert(0, self._action("create", creates=True))
        return entity

    def _field(self, name: str) -> Document:
        wanted = self.fields[name]
        field: Document = {"id": name, "type": str(wanted), "description": text(self.random)}
        if isinstance(wanted, EnumType) and self.random.random() < 0.5:
            field |= {"type": "enum", "values": list(wanted.values)}
        if self.random.random() < 0.3:
            field["default"] = wire(self.random, wanted)
        elif self.random.random() < 0.3:
            field["validation"] = validation(self.random, wanted)
        if self.random.random() < 0.3:
            field["required"] = True
        return field

    def _action(self, name: str, *, creates: bool = False) -> Document:
        action: Document = {"id": name, "description": text(self.random)}
        inputs, types = self._inputs()
        action["input"] = inputs
        scope = Scope(types, self.fields, frozenset(self.states), frozenset(), user=False)
        writer = Expressions(self.random, scope)
        if creates:
            action["creates"] = True
        elif self.states and self.random.random() < 0.6:
            action["from_states"] = self.random.sample(
                self.states, self.random.randint(1, len(self.states))
            )
        if self.states and self.random.random() < 0.7:
            action["to_state"] = self.random.choice(self.states)
        if self.random.random() < 0.4:
            action["guard"] = writer.text(BOOL, 4)
        effects = [self._effect(n, writer) for n in self.fields if self.random.random() < 0.4]
        if effects:
            action["effects"] = effects
        return action

    def _inputs(self) -> tuple[list[Document], dict[str, Type]]:
        inputs: list[Document] = []
        types: dict[str, Type] = {}
        taken = {"true", "false", "user"}
        for name, wanted in self.fields.items():
            folded = "".join(c for c in name.lower() if c.isalnum()) or name
            taken.add(folded)
            if self.random.random() < 0.3:
                inputs.append({"id": name, "required": self.random.random() < 0.5})
                types[name] = wanted
        for name in ids(self.random, self.random.choice((0, 0, 1, 2)), taken):
            made = binding(self.random, name)
            types[name] = made.pop("_type")
            inputs.append({"id": made.pop("name"), **made})
        return inputs, types

    def _effect(self, name: str, writer: Expressions) -> Document:
        entry = self.fields[name]
        keys = []
        while isinstance(entry, MapType) and self.random.random() < 0.7:
            keys.append(writer.text(entry.key, 2))
            entry = entry.value
        effect: Document = {"field": name, **({"keys": keys} if keys else {})}
        ops = ["set"]
        if is_numeric(entry):
            ops += ["add", "subtract"]
        if isinstance(entry, ListType):
            ops += ["append", "remove"]
        if isinstance(entry, MapType):
            ops.append("remove")
        if not writer.can(entry):
            ops = ops[1:] or ["set"]
        op = self.random.choice(ops)
        wanted: Type = entry
        if op == "remove" and isinstance(entry, MapType):
            wanted = entry.key
        elif op in ("append", "remove") and isinstance(entry, ListType):
            wanted = entry.item
        return {**effect, "op": op, "value": writer.text(wanted, 2)}
