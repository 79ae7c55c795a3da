"""Arcs of a net: which transition they belong to, and what they do there."""

from __future__ import annotations

from collections.abc import Container

from petri_pilot.diagnostics.diagnostic import Fix
from petri_pilot.expr.ast import Literal
from petri_pilot.expr.types import INT
from petri_pilot.model.record import Record
from petri_pilot.program.context import Context, remove
from petri_pilot.program.data_arcs import DataArcReader
from petri_pilot.program.ir import ArcKind, DataArc, Place, TokenArc
from petri_pilot.program.kinds.arcs import ArcMisuse, NotBipartite
from petri_pilot.program.places import Places


def sort_arcs(
    ctx: Context, records: list[Record], places: Places, transitions: set[str]
) -> dict[str, list[tuple[Record, str, bool]]]:
    """The arcs of each transition: record, place id, and whether the place is its source."""
    sorted_: dict[str, list[tuple[Record, str, bool]]] = {t: [] for t in transitions}
    for record in records:
        source, target = record.get("from"), record.get("to")
        if source is None or target is None:
            continue
        if source in places and target in transitions:
            sorted_[target].append((record, source, True))
        elif source in transitions and target in places:
            sorted_[source].append((record, target, False))
        else:
            _misplaced(ctx, record, places, transitions)
    return sorted_


def _misplaced(ctx: Context, record: Record, places: Places, transitions: set[str]) -> None:
    source, target = record["from"], record["to"]
    known: dict[str, Container[str]] = {"place": places, "transition": transitions}
    sort_of = {
        end: next((s for s, ids in known.items() if end in ids), None) for end in (source, target)
    }
    if sort_of[source] is not None and sort_of[source] == sort_of[target]:
        kind = NotBipartite(str(sort_of[source]), source, target)
        ctx.report(kind, record.pointer)
        return
    for key, end, other in (("from", source, target), ("to", target, source)):
        if sort_of[end] is None:
            if {"places", "transitions"} & ctx.dropped:
                continue
            wanted = {"place": "transition", "transition": "place"}.get(sort_of[other] or "")
            ids = {"place": list(places.ids()), "transition": sorted(transitions)}
            candidates = ids[wanted] if wanted else [*ids["place"], *ids["transition"]]
            ctx.unknown(wanted or "place or transition", end, record.at(key), candidates)


class ArcReader:
    """Reads the arcs of one transition."""

    def __init__(self, ctx: Context, places: Places, data: DataArcReader) -> None:
        self.ctx = ctx
        self.places = places
        self.data = data
        self.inputs: list[TokenArc] = []
        self.outputs: list[TokenArc] = []
        self.takes: list[DataArc] = []
        self.puts: list[DataArc] = []

    def read(self, record: Record, place: str, is_input: bool) -> None:
        """Adds an arc, or reports why it cannot be."""
        kind = ArcKind(record.get("type", "normal"))
        if not is_input and kind is not ArcKind.NORMAL:
            reason = f"a {kind} arc leads from a place to a transition"
            self._misuse(record, "type", reason)
        elif place in self.places.data:
            data_arc = self.data.read(record, self.places.data[place], kind, is_input)
            if data_arc is not None:
                (self.takes if is_input else self.puts).append(data_arc)
        elif place in self.places.token:
            arc = self._token(record, self.places.token[place], kind)
            if arc is not None:
                (self.inputs if is_input else self.outputs).append(arc)

    def _token(self, record: Record, place: Place, kind: ArcKind) -> TokenArc | None:
        for key in ("keys", "value", "op"):
            if record.get(key) is not None:
                self._misuse(record, key, f"{key!r} has no meaning on the token place {place.id!r}")
                return None
        weight = record.get("weight")
        if kind is ArcKind.RESET:
            if weight is not None:
                self._misuse(record, "weight", "a reset arc takes all tokens and has no weight")
                return None
            return TokenArc(kind, place, 0, self.ctx.origin(record.pointer))
        if isinstance(weight, str):
            expr = self.data.checker.check(weight, INT, record.at("weight"))
            if expr is None:
                return None
            weight = expr
            if isinstance(expr, Literal) and isinstance(expr.value, int):
                weight = expr.value
                if weight < 1:
                    self._misuse(record, "weight", "a weight is at least 1")
                    return None
        return TokenArc(
            kind, place, 1 if weight is None else weight, self.ctx.origin(record.pointer)
        )

    def _misuse(self, record: Record, key: str, reason: str) -> None:
        fix = Fix(f"remove {key!r}", (remove(record.at(key)),))
        self.ctx.report(ArcMisuse(reason), record.at(key), fix=fix)
