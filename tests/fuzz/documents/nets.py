"""Random nets."""

from __future__ import annotations

from random import Random
from typing import Any

from petri_pilot.expr import Scope
from petri_pilot.expr.types import (
    AMOUNT,
    BOOL,
    FLOAT,
    INT,
    STRING,
    ListType,
    MapType,
    Type,
    is_numeric,
)

from tests.fuzz.documents.expressions import Expressions
from tests.fuzz.documents.names import identifier, ids, text
from tests.fuzz.documents.types import type_, wire

Document = dict[str, Any]
PATTERNS = ("^[a-z]+$", "a|b", "[^\\w]", "\\d{2,3}", ".", "^$", "(x)*y?", "[\"'`\\\\]", "é")


def net(random: Random) -> Document:
    """A net, most of the time a valid one."""
    return _Net(random).document()


class _Net:
    def __init__(self, random: Random) -> None:
        self.random = random
        taken: set[str] = {"true", "false", "user"}
        self.places = ids(random, random.randint(0, 5), taken)
        self.data: dict[str, Type] = {
            name: type_(random) for name in ids(random, random.randint(0, 5), taken)
        }
        self.roles = ids(random, random.choice((0, 0, 0, 2)), set())
        self.transitions = ids(random, random.randint(0, 5), {"create", *taken})

    def document(self) -> Document:
        document: Document = {
            "name": identifier(self.random),
            "version": self.random.choice(("1.0.0", "v2", '0"`\n')),
            "description": text(self.random),
            "places": [*map(self._token_place, self.places), *map(self._data_place, self.data)],
            "transitions": [],
            "arcs": [],
        }
        for name in self.transitions:
            self._transition(name, document)
        scope = self._scope({}, user=False)
        if self.random.random() < 0.4:
            names = ids(self.random, self.random.randint(1, 2))
            # Most random conditions are false at the start, which is an error of its own.
            document["constraints"] = [
                {"id": n, "expr": self._mostly_true(scope), "description": text(self.random)}
                for n in names
            ]
        if self.roles:
            self._rules(document)
        if self.random.random() < 0.1:
            document["metadata"] = {text(self.random): wire(self.random, type_(self.random))}
        return document

    def _mostly_true(self, scope: Scope) -> str:
        written = Expressions(self.random, scope).text(BOOL, 2)
        return written if self.random.random() < 0.1 else f"1 == 1 || ({written})"

    def _scope(self, parameters: dict[str, Type], *, user: bool) -> Scope:
        return Scope(parameters, self.data, frozenset(self.places), frozenset(self.roles), user)

    def _token_place(self, name: str) -> Document:
        place: Document = {"id": name, "description": text(self.random)}
        if self.random.random() < 0.6:
            place["initial"] = self.random.choice((0, 1, 2, 5, 2**63 - 1))
        if self.random.random() < 0.25:
            place["capacity"] = max(place.get("initial", 0), self.random.choice((1, 3, 2**63 - 1)))
        return place

    def _data_place(self, name: str) -> Document:
        wanted = self.data[name]
        place: Document = {"id": name, "kind": "data", "type": str(wanted)}
        if self.random.random() < 0.5:
            place["initial_value"] = wire(self.random, wanted)
        if self.random.random() < 0.5:
            place["description"] = text(self.random)
        return place

    def _transition(self, name: str, document: Document) -> None:
        count = self.random.choice((0, 0, 1, 1, 2, 3, 4))
        taken = {"true", "false", "user"} | {
            "".join(c for c in p.lower() if c.isalnum()) for p in self.places
        }
        own = ids(self.random, count, taken)
        bindings = [binding(self.random, n) for n in own]
        types = {b["name"]: b.pop("_type") for b in bindings}
        transition: Document = {"id": name, "description": text(self.random), "bindings": bindings}
        arcs = self._arcs(name, types)
        document["arcs"] += arcs
        if self.random.random() < 0.5:
            writer = Expressions(self.random, self._scope(types, user=bool(self.roles)))
            transition["guard"] = writer.text(BOOL, 4)
        if self.random.random() < 0.3:
            self._event(transition, types, document)
        if self.random.random() < 0.1:
            transition["http"] = self._http(name)
        document["transitions"].append(transition)

    def _http(self, name: str) -> Document:
        path = self.random.choice(
            (f"/x/{{id}}/{name}", f"/{name}/{{id}}", f"/v1/{{id}}/~{name}", "/v1/{id}")
        )
        if self.random.random() < 0.05:
            path = self.random.choice(("/../{id}", "/{id}/a b", "/health"))
        return {"method": self.random.choice(("POST", "PUT", "DELETE", "PATCH")), "path": path}

    def _event(self, transition: Document, types: dict[str, Type], document: Document) -> None:
        declared = {e["id"] for e in document.get("events", [])}
        (name,) = ids(
            self.random, 1, {"".join(c for c in d.lower() if c.isalnum()) for d in declared}
        )
        fields = []
        for parameter in transition["bindings"]:
            given = parameter.get("required", True) or "default" in parameter
            fields.append(
                {
                    "name": parameter["name"],
                    "type": str(types[parameter["name"]]),
                    "required": bool(given),
                    "description": text(self.random),
                }
            )
        taken = {"".join(c for c in f["name"].lower() if c.isalnum()) for f in fields}
        for place, wanted in self.data.items():
            folded = "".join(c for c in place.lower() if c.isalnum())
            if folded not in taken and self.random.random() < 0.3:
                fields.append({"name": place, "type": str(wanted)})
        document.setdefault("events", []).append(
            {"id": name, "name": text(self.random) or "event", "fields": fields}
        )
        transition["event"] = name

    def _arcs(self, transition: str, types: dict[str, Type]) -> list[Document]:
        writer = Expressions(self.random, self._scope(types, user=False))
        arcs = []
        for _ in range(self.random.randint(0, 6)):
            if self.places and (not self.data or self.random.random() < 0.5):
                arcs.append(self._token_arc(transition, writer))
            elif self.data:
                arcs.append(self._data_arc(transition, writer))
        return arcs

    def _token_arc(self, transition: str, writer: Expressions) -> Document:
        place = self.random.choice(self.places)
        inward = self.random.random() < 0.5
        arc: Document = {"from": transition, "to": place}
        if inward:
            arc = {"from": place, "to": transition}
        if inward and self.random.random() < 0.4:
            arc["type"] = self.random.choice(("read", "inhibitor", "reset", "normal"))
        if arc.get("type") != "reset" and self.random.random() < 0.3:
            expression = self.random.random() < 0.6
            arc["weight"] = (
                writer.text(INT, 2) if expression else self.random.choice((1, 2, 2**63 - 1))
            )
        return arc

    def _data_arc(self, transition: str, writer: Expressions) -> Document:
        place = self.random.choice(list(self.data))
        entry = self.data[place]
        keys = []
        while isinstance(entry, MapType) and self.random.random() < 0.7:
            keys.append(writer.text(entry.key, 2))
            entry = entry.value
        arc: Document = {"keys": keys} if keys else {}
        if self.random.random() < 0.4:
            return {"from": place, "to": transition, **arc, **self._input(entry, keys, writer)}
        return {"from": transition, "to": place, **arc, **self._output(entry, keys, writer)}

    def _input(self, entry: Type, keys: list[str], writer: Expressions) -> Document:
        kind = self.random.choice(("normal", "read", "inhibitor", "reset"))
        if kind == "reset":
            return {"type": kind}
        if is_numeric(entry) and (self.random.random() < 0.7 or not keys):
            return {"type": kind, "value": writer.text(entry, 2)}
        return {"type": kind} if keys else {"type": "normal"}

    def _output(self, entry: Type, keys: list[str], writer: Expressions) -> Document:
        ops = ["set"]
        if is_numeric(entry):
            ops.append("add")
        if isinstance(entry, ListType):
            ops += ["append", "remove"]
        if isinstance(entry, MapType) or keys:
            ops.append("remove")
        if not writer.can(entry):
            ops = ops[1:] or ["set"]
        op = self.random.choice(ops)
        wanted: Type | None = entry
        if op == "append" and isinstance(entry, ListType):
            wanted = entry.item
        elif op == "remove":
            wanted = None
            if isinstance(entry, ListType):
                wanted = entry.item
            elif isinstance(entry, MapType):
                wanted = entry.key
        arc: Document = {} if self.random.random() < 0.2 and op in ("set", "add") else {"op": op}
        if wanted is None or (op == "remove" and keys and self.random.random() < 0.3):
            return arc
        return {**arc, "value": writer.text(wanted, 2)}

    def _rules(self, document: Document) -> None:
        first, second = self.roles
        document["roles"] = [
            {"id": first, "description": text(self.random)},
            {"id": second, "inherits": [first]},
        ]
        writer = Expressions(self.random, self._scope({}, user=True))
        names = [*self.transitions, "*"]
        document["access"] = [
            {
                "transition": self.random.choice(names),
                "roles": [self.random.choice(self.roles)],
                **({"guard": writer.text(BOOL, 2)} if self.random.random() < 0.4 else {}),
            }
            for _ in range(self.random.randint(0, 3))
        ]


def binding(random: Random, name: str) -> Document:
    """A parameter, with its type under `_type`."""
    wanted = type_(random)
    made: Document = {"name": name, "type": str(wanted), "_type": wanted}
    if random.random() < 0.3:
        made["required"] = False
    if random.random() < 0.2:
        made["default"] = wire(random, wanted)
    if random.random() < 0.3:
        made["description"] = text(random)
    if random.random() < 0.25 and "default" not in made:
        rules = validation(random, wanted)
        if rules:
            made["validation"] = rules
    return made


def validation(random: Random, wanted: Type) -> Document:
    """Bounds that a type can have."""
    if wanted == STRING and random.random() < 0.5:
        return {"pattern": random.choice(PATTERNS)}
    if wanted in (INT, FLOAT, AMOUNT):
        low, high = sorted(random.sample((0, 1, 5, 100, 2**53), 2))
    elif wanted == STRING or isinstance(wanted, ListType | MapType):
        low, high = sorted(random.sample((0, 1, 2, 10), 2))
    else:
        return {}
    return random.choice(({"min": low}, {"max": high}, {"min": low, "max": high}))
