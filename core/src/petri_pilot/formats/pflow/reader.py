"""From a schema to a net of this language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from petri_pilot.formats.expressions import count_tokens_of
from petri_pilot.formats.pflow.infer import infer
from petri_pilot.formats.pflow.schema import Entry, Schema
from petri_pilot.formats.translation import Translation
from petri_pilot.formats.types import entry_types


class NetBuilder:
    """Builds the net of a schema, and remembers the offset of each of its values."""

    def __init__(self, schema: Schema, translation: Translation) -> None:
        """`translation` takes in what there is to say."""
        self.offsets: dict[str, int] = {"": 0}
        self._schema = schema
        self._translation = translation
        self._data: dict[str, str] = {}
        self._tokens: dict[str, None] = {}
        self._arcs_of: dict[str, list[Entry]] = {}
        for arc in schema.arcs:
            for name in dict.fromkeys(arc.names):
                self._arcs_of.setdefault(name, []).append(arc)

    def build(self) -> dict[str, Any]:
        """The net."""
        schema = self._schema
        net: dict[str, Any] = {"name": schema.name}
        if schema.version is not None:
            net["version"] = _plain_version(schema.version)
        net["places"] = [self._place(i, state) for i, state in enumerate(schema.states)]
        net["transitions"] = [self._transition(i, a) for i, a in enumerate(schema.actions)]
        net["arcs"] = [self._arc(i, arc) for i, arc in enumerate(schema.arcs)]
        if schema.constraints:
            net["constraints"] = [self._constraint(i, c) for i, c in enumerate(schema.constraints)]
        self._say_exported()
        return net

    def _place(self, index: int, state: Entry) -> dict[str, Any]:
        pointer = f"/places/{index}"
        self._mark(pointer, state, {"type": "type", "kind": "kind", "initial": "initial"})
        place: dict[str, Any] = {"id": state.names[0]}
        if self._is_token(pointer, state):
            self._tokens[state.names[0]] = None
            self._token_place(pointer, state, place)
        else:
            self._data_place(pointer, state, place)
        if "exported" in state.values:
            place["exported"] = True
        return place

    def _is_token(self, pointer: str, state: Entry) -> bool:
        if "kind" in state.values:
            return bool(state.values["kind"] == "token")
        if "type" in state.values or not isinstance(state.values.get("initial", 0), int):
            return False
        name = state.names[0]
        arcs = self._arcs_of.get(name, [])
        if any("keys" in arc.values or "value" in arc.values for arc in arcs):
            reason = "it has arcs with keys or a value, so it holds data, but no :type says which"
            self._translation.refuse(pointer, f"the state {name}", reason)
            return False
        self._translation.translated(
            pointer, f"the state {name} has no :type", "it is read as a place for tokens"
        )
        return True

    def _token_place(self, pointer: str, state: Entry, place: dict[str, Any]) -> None:
        initial = state.values.get("initial")
        if initial is not None and (isinstance(initial, bool) or not isinstance(initial, int)):
            self._translation.shape(f"{pointer}/initial", ":initial of tokens", "a number", initial)
        elif initial is not None:
            place["initial"] = initial
        if "type" in state.values:
            self._translation.left_out(
                pointer, f"the :type of {state.names[0]}", "it holds tokens, which have none"
            )

    def _data_place(self, pointer: str, state: Entry, place: dict[str, Any]) -> None:
        place["kind"] = "data"
        if "type" in state.values:
            place["type"] = state.values["type"]
        self._data[state.names[0]] = state.values.get("type", "string")
        initial = state.values.get("initial")
        if initial is not None:
            amount = place.get("type") in ("amount", "uint256", "big.Int")
            place["initial_value"] = str(initial) if amount else initial
            self.offsets[f"{pointer}/initial_value"] = state.offsets["initial"]

    def _transition(self, index: int, action: Entry) -> dict[str, Any]:
        pointer = f"/transitions/{index}"
        self._mark(pointer, action, {"guard": "guard"})
        transition: dict[str, Any] = {"id": action.names[0]}
        if "guard" in action.values:
            transition["guard"] = count_tokens_of(action.values["guard"], self._tokens)
        types, unknown = infer(self._data, self._tokens, self._uses(action))
        if types:
            transition["bindings"] = [{"name": n, "type": t} for n, t in types.items()]
            listed = ", ".join(f"{n}: {t}" for n, t in types.items())
            meaning = f"its parameters are {listed}"
            if unknown:
                meaning += f" (nothing tells the type of {', '.join(unknown)})"
            self._translation.translated(
                pointer, f"the action {action.names[0]} declares no parameters", meaning
            )
        return transition

    def _uses(self, action: Entry) -> Iterator[tuple[str, str | None]]:
        """The expressions of an action with the types they must have: keys first, then
        values, then the guard.
        """
        name = action.names[0]
        arcs = self._arcs_of.get(name, [])
        entries = [self._entry_types(arc) for arc in arcs]
        for arc, entry in zip(arcs, entries, strict=True):
            keys = arc.values.get("keys", [])
            yield from zip(keys, entry[0] if entry else [None] * len(keys), strict=True)
        for arc, entry in zip(arcs, entries, strict=True):
            if "value" in arc.values:
                yield arc.values["value"], entry[1] if entry else None
        if "guard" in action.values:
            yield action.values["guard"], None

    def _entry_types(self, arc: Entry) -> tuple[list[str], str] | None:
        state = next((name for name in arc.names if name in self._data), None)
        if state is None:
            return None
        return entry_types(self._data[state], len(arc.values.get("keys", [])))

    def _arc(self, index: int, arc: Entry) -> dict[str, Any]:
        self._mark(f"/arcs/{index}", arc, {word: word for word in ("keys", "value", "weight")})
        made: dict[str, Any] = {"from": arc.names[0], "to": arc.names[1]}
        for word in ("weight", "keys", "value"):
            if word in arc.values:
                made[word] = arc.values[word]
        return made

    def _constraint(self, index: int, constraint: Entry) -> dict[str, Any]:
        self._mark(f"/constraints/{index}", constraint, {"expr": "expr"})
        expression = constraint.values["expr"]
        counted = count_tokens_of(expression, self._tokens)
        if counted != expression:
            self._translation.translated(
                f"/constraints/{index}/expr",
                "the name of a token state in an expression",
                f"it is its number of tokens: {counted}",
            )
        return {"id": constraint.names[0], "expr": counted}

    def _say_exported(self) -> None:
        hidden = [s.names[0] for s in self._schema.states if "exported" not in s.values]
        if hidden:
            shown = ", ".join(hidden[:5]) + (" and others" if len(hidden) > 5 else "")
            self._translation.translated(
                "/places",
                f"{shown} without :exported",
                "the API shows every place; write exported: false in JSON to hide one",
            )

    def _mark(self, pointer: str, entry: Entry, words: Mapping[str, str]) -> None:
        self.offsets[pointer] = entry.offset
        for word, key in words.items():
            if word in entry.offsets:
                self.offsets[f"{pointer}/{key}"] = entry.offsets[word]


def _plain_version(version: str) -> str:
    """Names of pflow cannot start with a digit, so versions there have a `v` before it."""
    return version[1:] if version[:1] == "v" and version[1:2].isdigit() else version
