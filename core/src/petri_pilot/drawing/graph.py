"""What is drawn of an aggregate: nodes with sizes and labels, edges with marks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from petri_pilot.expr.printer import unparse
from petri_pilot.program.ir import Aggregate, ArcKind, DataArc, TokenArc

CHARACTER = 6.3
"""Mean width of a character of the 11 px sans-serif font of labels, in pixels."""

LINE = 13
"""Height of a line of label text, in pixels."""


class Shape(StrEnum):
    """How a node is drawn."""

    PLACE = "place"
    DATA = "data"
    TRANSITION = "transition"


@dataclass(frozen=True, slots=True)
class DrawnNode:
    """A node. `label` stands below it, `inside` within; sizes in pixels."""

    id: str
    shape: Shape
    label: tuple[str, ...]
    title: str
    tokens: int = 0
    inside: str = ""
    note: str = ""
    position: tuple[float, float] | None = None
    """Where the author put it."""

    @property
    def width(self) -> float:
        """The width with its label."""
        texts = [*self.label, self.note]
        return max(40.0, max(len(text) for text in texts) * CHARACTER, self.body[0])

    @property
    def height(self) -> float:
        """The height with its label."""
        return self.body[1] + LINE * (len(self.label) + bool(self.note)) + 4

    @property
    def body(self) -> tuple[float, float]:
        """Width and height of the shape alone."""
        match self.shape:
            case Shape.PLACE:
                return (36.0, 36.0)
            case Shape.DATA:
                return (max(36.0, len(self.inside) * CHARACTER + 14), 26.0)
            case Shape.TRANSITION:
                return (16.0, 36.0)


@dataclass(frozen=True, slots=True)
class DrawnEdge:
    """An arc, or several of one kind between the same two nodes."""

    source: str
    target: str
    kind: ArcKind
    data: bool
    label: str
    both_ways: bool = False


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes in the model's order, edges in the model's order."""

    nodes: tuple[DrawnNode, ...]
    edges: tuple[DrawnEdge, ...]


def graph_of(aggregate: Aggregate, marking: dict[str, int] | None = None) -> Graph:
    """The picture's content. `marking` shows another state than the initial one."""
    nodes = [
        DrawnNode(
            place.id,
            Shape.PLACE,
            wrap(place.id),
            place.description or place.id,
            tokens=place.initial if marking is None else marking[place.id],
            note=f"≤ {place.capacity}" if place.capacity is not None else "",
            position=_position(place.x, place.y),
        )
        for place in aggregate.places
    ]
    nodes += [
        DrawnNode(
            data.id,
            Shape.DATA,
            wrap(data.id),
            data.description or data.id,
            inside=shorten(str(data.type), 24),
            position=_position(data.x, data.y),
        )
        for data in aggregate.data
    ]
    edges: list[DrawnEdge] = []
    for command in aggregate.commands:
        for transition in command.modes:
            if command.creates and not (transition.outputs or transition.puts):
                continue
            guard = f"[{shorten(transition.guard_text, 40)}]" if transition.guard else ""
            nodes.append(
                DrawnNode(
                    transition.id,
                    Shape.TRANSITION,
                    wrap(transition.id),
                    transition.description or command.description or transition.id,
                    note=guard,
                    position=_position(transition.x, transition.y),
                )
            )
            edges += [_token_edge(arc, arc.place.id, transition.id) for arc in transition.inputs]
            edges += [_token_edge(arc, transition.id, arc.place.id) for arc in transition.outputs]
            edges += [_data_edge(arc, arc.place.id, transition.id) for arc in transition.takes]
            edges += [_data_edge(arc, transition.id, arc.place.id) for arc in transition.puts]
    return Graph(tuple(nodes), tuple(_join(edges)))


def _position(x: float | None, y: float | None) -> tuple[float, float] | None:
    return None if x is None or y is None else (x, y)


def _token_edge(arc: TokenArc, source: str, target: str) -> DrawnEdge:
    if isinstance(arc.weight, int):
        label = str(arc.weight) if arc.weight > 1 else ""
    else:
        label = shorten(unparse(arc.weight), 30)
    return DrawnEdge(source, target, arc.kind, False, label)


def _data_edge(arc: DataArc, source: str, target: str) -> DrawnEdge:
    keys = "".join(f"[{unparse(key)}]" for key in arc.keys)
    sign = {"add": "+= ", "set": "= ", "append": "append ", "remove": "remove "}
    value = unparse(arc.value) if arc.value is not None else ""
    verb = sign[arc.op] if arc.op is not None else ("- " if value and arc.kind == "normal" else "")
    return DrawnEdge(source, target, arc.kind, True, shorten(f"{keys} {verb}{value}".strip(), 36))


def _join(edges: list[DrawnEdge]) -> list[DrawnEdge]:
    """Draw an arc and its way back with the same label as one line with two heads."""
    joined: dict[tuple[str, str, ArcKind, bool, str], DrawnEdge] = {}
    for edge in edges:
        back = (edge.target, edge.source, edge.kind, edge.data, edge.label)
        same = (edge.source, edge.target, edge.kind, edge.data, edge.label)
        if back in joined and edge.kind is ArcKind.NORMAL and not edge.data:
            joined[back] = DrawnEdge(*back, both_ways=True)
        elif same not in joined:
            joined[same] = edge
        else:
            # A second, equal arc: tell it apart, since parallel arcs add up.
            joined[(*same[:4], f"{edge.label} (+{len(joined)})")] = edge
    return list(joined.values())


def wrap(text: str, width: int = 16) -> tuple[str, ...]:
    """Break an identifier at `_` and `-` into lines of about `width` characters."""
    lines = [""]
    word = ""
    for character in text:
        word += character
        if character in "_-":
            lines, word = _add(lines, word, width), ""
    return tuple(_add(lines, word, width))


def _add(lines: list[str], word: str, width: int) -> list[str]:
    if lines[-1] and len(lines[-1]) + len(word) > width:
        return [*lines, word]
    return [*lines[:-1], lines[-1] + word]


def shorten(text: str, width: int) -> str:
    """The text, cut with an ellipsis at `width` characters."""
    return text if len(text) <= width else text[: width - 1] + "…"
