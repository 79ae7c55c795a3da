"""From a pflow.xyz document to a net.

An arc with `inhibitTransition` from a place inhibits: the transition is
disabled while the place holds at least the weight. From a transition to a
place it is the editor's read arc: the transition needs the tokens and moves
none.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from petri_pilot.formats.identifiers import Names, name_of_file
from petri_pilot.formats.kinds.translation import Renamed
from petri_pilot.formats.pflow_xyz.colors import VectorError, color_names, component, vector
from petri_pilot.formats.text import escape_segment
from petri_pilot.formats.translation import Translation

_TOP = "@context @type @id @version name description author parents token places transitions arcs"
_PLACE = "@type label initial capacity offset x y"
_TRANSITION = "@type label role offset x y"
_ARC = "@type source target weight inhibitTransition"
_KEPT = ("author", "parents", "token")
"""What only documents the net, and is kept under metadata."""

_COLOR_SPACING = 60
"""How far the places of one colored place are drawn apart, in editor units."""

MAX_COLORS = 64


@dataclass(slots=True)
class _Place:
    id: str
    key: str
    initial: list[int]
    capacity: list[int]
    body: dict[str, Any]


@dataclass(slots=True)
class _Arc:
    source: str
    target: str
    weight: list[int]
    inhibits: bool
    index: int


@dataclass(slots=True)
class NetReader:
    """Translates one document."""

    source: dict[str, Any]
    translation: Translation
    _names: Names = field(default_factory=Names)
    _places: dict[str, _Place] = field(default_factory=dict)
    _transitions: dict[str, str] = field(default_factory=dict)
    _colors: list[str] = field(default_factory=list)
    _unfolded: dict[tuple[str, int], str] = field(default_factory=dict)

    def read(self) -> dict[str, Any]:
        """The net; it means nothing if the translation failed."""
        say = self.translation
        say.unknown_keys("", "a pflow.xyz net", self.source, _TOP)
        if self.source.get("@type", "PetriNet") != "PetriNet":
            say.refuse("", f"@type {self.source['@type']!r}", "only PetriNet is read")
        net: dict[str, Any] = {"name": self._name()}
        if isinstance(self.source.get("description"), str):
            net["description"] = self.source["description"]
        self._read_places()
        transitions = self._read_transitions()
        arcs = self._read_arcs()
        if say.failed:
            return net
        self._name_colors(arcs)
        net["places"] = self._make_places(arcs)
        net["transitions"] = transitions
        net["arcs"] = self._make_arcs(arcs)
        self._keep_metadata(net)
        self._say_parallel(net["arcs"])
        return net

    def _name(self) -> str:
        name = self.source.get("name")
        if isinstance(name, str) and name:
            return name
        made = name_of_file(self.translation.file)
        self.translation.translated("/name", "the net has no name", f"it is called {made}")
        return made

    def _entries(self, key: str, known: str, what: str) -> dict[str, dict[str, Any]]:
        value = self.source.get(key, {})
        if not isinstance(value, dict):
            self.translation.shape(f"/{key}", f"the value of {key!r}", "an object by name", value)
            return {}
        for name, body in value.items():
            if isinstance(body, dict):
                self.translation.unknown_keys(f"/{key}", f"{what} {name!r}", body, known)
            else:
                self.translation.shape(f"/{key}", f"{what} {name!r}", "an object", body)
        return {name: body for name, body in value.items() if isinstance(body, dict)}

    def _read_places(self) -> None:
        bodies = self._entries("places", _PLACE, "the place")
        for key, body in bodies.items():
            try:
                initial = vector(body.get("initial"), "natural numbers")
                capacity = vector(body.get("capacity"), "natural numbers")
            except VectorError as wanted:
                where = f"initial and capacity of {key!r} are lists"
                self.translation.shape("/places", where, f"of {wanted}", [])
                continue
            self._places[key] = _Place(key, key, initial, capacity, body)

    def _read_transitions(self) -> list[dict[str, Any]]:
        made: list[dict[str, Any]] = []
        for key, body in self._entries("transitions", _TRANSITION, "the transition").items():
            index = len(made)
            self.translation.sources[f"/transitions/{index}"] = _below("transitions", key)
            transition: dict[str, Any] = {"id": self._identifier(key, f"/transitions/{index}")}
            self._transitions[key] = transition["id"]
            _label(transition, key, body)
            if body.get("role", "default") != "default":
                transition["role"] = body["role"]
            _position(transition, body, 0)
            made.append(transition)
        return made

    def _identifier(self, key: str, pointer: str) -> str:
        if self._names.reserve(key):
            return key
        made = self._names.make(key)
        self.translation.report(pointer, Renamed(key, made))
        return made

    def _read_arcs(self) -> list[_Arc]:
        value = self.source.get("arcs", [])
        if not isinstance(value, list):
            self.translation.shape("/arcs", "the value of 'arcs'", "a list", value)
            return []
        arcs = [self._read_arc(index, body) for index, body in enumerate(value)]
        return [arc for arc in arcs if arc is not None]

    def _read_arc(self, index: int, body: Any) -> _Arc | None:
        pointer = f"/arcs/{index}"
        say = self.translation
        if not isinstance(body, dict):
            say.shape(pointer, "an arc", "an object", body)
            return None
        say.unknown_keys(pointer, "an arc", body, _ARC)
        source, target = body.get("source"), body.get("target")
        inhibits = body.get("inhibitTransition", False)
        if not isinstance(source, str) or not isinstance(target, str):
            say.shape(pointer, "source or target of an arc", "the name of a node", None)
            return None
        if not isinstance(inhibits, bool):
            say.shape(pointer, "inhibitTransition", "true or false", inhibits)
            return None
        if not self._joins(source, target):
            reason = "it does not join a place of the net and a transition of the net"
            say.refuse(pointer, f"the arc {source} -> {target}", reason)
            return None
        try:
            weight = vector(body.get("weight", [1]), "natural numbers")
        except VectorError as wanted:
            say.shape(pointer, "weight of an arc is a list", f"of {wanted}", [])
            return None
        return _Arc(source, target, weight, inhibits, index)

    def _joins(self, source: str, target: str) -> bool:
        forth = source in self._places and target in self._transitions
        back = source in self._transitions and target in self._places
        return forth != back

    def _name_colors(self, arcs: list[_Arc]) -> None:
        tokens = self.source.get("token", [])
        if not isinstance(tokens, list) or not all(isinstance(t, str) for t in tokens):
            self.translation.shape("/metadata", "the value of 'token'", "a list of texts", tokens)
            return
        lengths = [len(p.initial) for p in self._places.values()]
        lengths += [len(p.capacity) for p in self._places.values()]
        lengths += [len(a.weight) for a in arcs] + [len(tokens), 1]
        if max(lengths) > MAX_COLORS:
            self.translation.refuse("", "the net", f"it has more than {MAX_COLORS} colors")
            return
        self._colors = color_names(tokens, max(lengths))

    def _make_places(self, arcs: list[_Arc]) -> list[dict[str, Any]]:
        used = {
            (arc.source if arc.source in self._places else arc.target, color)
            for arc in arcs
            for color, weight in enumerate(arc.weight)
            if weight
        }
        made: list[dict[str, Any]] = []
        for key, place in self._places.items():
            for color in range(len(self._colors)):
                alone = len(self._colors) == 1
                if alone or (key, color) in used or component(place.initial, color):
                    made.append(self._make_place(place, color, len(made)))
        if len(self._colors) > 1:
            listed = ", ".join(self._colors)
            self.translation.translated(
                "/places",
                f"tokens of the colors {listed}",
                "every place is one place for each color that it uses",
            )
        return made

    def _make_place(self, place: _Place, color: int, index: int) -> dict[str, Any]:
        self.translation.sources[f"/places/{index}"] = _below("places", place.key)
        if len(self._colors) == 1:
            name = self._identifier(place.key, f"/places/{index}")
        else:
            name = self._names.make(f"{place.key}_{self._colors[color]}")
        self._unfolded[place.key, color] = name
        made: dict[str, Any] = {"id": name}
        _label(made, place.key if len(self._colors) == 1 else name, place.body)
        made["initial"] = component(place.initial, color)
        if component(place.capacity, color):
            made["capacity"] = component(place.capacity, color)
        _position(made, place.body, color)
        return made

    def _make_arcs(self, arcs: list[_Arc]) -> list[dict[str, Any]]:
        made: list[dict[str, Any]] = []
        for arc in arcs:
            if not any(arc.weight):
                self._say_weightless(arc)
            for color, weight in enumerate(arc.weight):
                if weight:
                    self.translation.sources[f"/arcs/{len(made)}"] = f"/arcs/{arc.index}"
                    made.append(self._make_arc(arc, color, weight, f"/arcs/{len(made)}"))
        return made

    def _make_arc(self, arc: _Arc, color: int, weight: int, pointer: str) -> dict[str, Any]:
        from_place = arc.source in self._places
        place = self._unfolded[arc.source if from_place else arc.target, color]
        transition = self._transitions[arc.target if from_place else arc.source]
        forward = from_place or arc.inhibits
        made: dict[str, Any] = {
            "from": place if forward else transition,
            "to": transition if forward else place,
        }
        if arc.inhibits:
            made["type"] = "inhibitor" if from_place else "read"
        if weight != 1:
            made["weight"] = weight
        if arc.inhibits and not from_place:
            what = f"inhibitTransition from the transition {arc.source} to a place"
            meaning = f"a read arc: {arc.source} needs {weight} in {place} and takes none"
            self.translation.translated(pointer, what, meaning)
        return made

    def _say_weightless(self, arc: _Arc) -> None:
        what = f"the arc {arc.source} -> {arc.target}"
        self.translation.left_out(f"/arcs/{arc.index}", what, "its weight is zero")

    def _say_parallel(self, arcs: list[dict[str, Any]]) -> None:
        seen: set[tuple[str, str]] = set()
        for index, arc in enumerate(arcs):
            pair = (arc["from"], arc["to"])
            if "type" not in arc and pair in seen:
                what = f"a second arc {arc['from']} -> {arc['to']}"
                meaning = "arcs add up here; the editor checks each for itself"
                self.translation.translated(f"/arcs/{index}", what, meaning)
            if "type" not in arc:
                seen.add(pair)

    def _keep_metadata(self, net: dict[str, Any]) -> None:
        kept = {key: self.source[key] for key in _KEPT if self.source.get(key)}
        if kept:
            net["metadata"] = {"pflow.xyz": kept}
            self.translation.sources["/metadata"] = ""
        if "@id" in self.source:
            self.translation.left_out(
                "", "@id", "it is the address of the original's content, not of what is made of it"
            )


def _below(key: str, name: str) -> str:
    return f"/{key}/{escape_segment(name)}"


def _label(made: dict[str, Any], key: str, body: dict[str, Any]) -> None:
    label = body.get("label")
    if isinstance(label, str) and label:
        made["name"] = label
    elif made["id"] != key:
        made["name"] = key


def _position(made: dict[str, Any], body: dict[str, Any], color: int) -> None:
    for axis, shift in (("x", 0), ("y", color * _COLOR_SPACING)):
        value = body.get(axis)
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            made[axis] = value + shift
