"""Data arcs: keys, values and operations, by the table of docs/semantics.md."""

from __future__ import annotations

from petri_pilot.diagnostics.diagnostic import Fix
from petri_pilot.expr.ast import Expr
from petri_pilot.expr.types import ListType, MapType, Type, is_numeric
from petri_pilot.model.record import Record
from petri_pilot.program.context import Context, add, remove
from petri_pilot.program.expressions import Checker
from petri_pilot.program.ir import ArcKind, DataArc, DataOp, DataPlace
from petri_pilot.program.kinds.arcs import ArcMisuse, IdleWeight, ImpliedArcPart
from petri_pilot.program.parameters import Parameters


class DataArcReader:
    """Reads the data arcs of one transition."""

    def __init__(self, ctx: Context, checker: Checker, parameters: Parameters) -> None:
        self.ctx = ctx
        self.checker = checker
        self.parameters = parameters

    def read(
        self, record: Record, place: DataPlace, kind: ArcKind, is_input: bool
    ) -> DataArc | None:
        """The arc, or None if it cannot be (and then that was reported)."""
        if not self._no_weight(record, place):
            return None
        keys, entry = self._keys(record, place)
        if entry is None:
            return None
        if is_input:
            return self._input(record, place, kind, keys, entry)
        return self._output(record, place, keys, entry)

    def _input(
        self, record: Record, place: DataPlace, kind: ArcKind, keys: tuple[Expr, ...], entry: Type
    ) -> DataArc | None:
        text = record.get("value")
        if record.get("op") is not None:
            return self._refused(record, "op", "an arc into a transition has no 'op'")
        if kind is ArcKind.RESET and text is not None:
            return self._refused(record, "value", "a reset arc has no 'value'")
        if text is not None and not is_numeric(entry):
            reason = (
                f"only numbers can be taken by value, and {_entry_name(record, place)} is {entry}"
            )
            return self._refused(record, "value", reason)
        if text is None and not keys and kind in (ArcKind.READ, ArcKind.INHIBITOR):
            reason = f"a {kind} arc on a data place needs 'keys' or a 'value'"
            return self._refused(record, "type", reason)
        value = None
        if text is not None:
            value = self.checker.check(text, entry, record.at("value"))
            if value is None:
                return None
        return DataArc(kind, place, keys, value, None, self.ctx.origin(record.pointer))

    def _output(
        self, record: Record, place: DataPlace, keys: tuple[Expr, ...], entry: Type
    ) -> DataArc | None:
        op = DataOp(record["op"]) if record.get("op") else None
        if op is None:
            op = DataOp.ADD if is_numeric(entry) else DataOp.SET
        text, pointer = self._value_text(record, place, op, keys)
        if text is None and not (op is DataOp.REMOVE and keys):
            what = f"an arc that does {str(op)!r} needs a 'value'"
            if op is DataOp.REMOVE:
                what = "an arc that removes needs 'keys' or a 'value'"
            return self._refused(record, None, what)
        if text is None:
            return DataArc(ArcKind.NORMAL, place, keys, None, op, self.ctx.origin(record.pointer))
        wanted = operand_type(op, entry)
        if wanted is None:
            name = _entry_name(record, place)
            return self._refused(
                record, "op", f"{str(op)!r} does not apply to {name}, which is {entry}"
            )
        value = self.checker.check(text, wanted, pointer)
        if value is None:
            return None
        return DataArc(ArcKind.NORMAL, place, keys, value, op, self.ctx.origin(record.pointer))

    def _value_text(
        self, record: Record, place: DataPlace, op: DataOp, keys: tuple[Expr, ...]
    ) -> tuple[str | None, str]:
        """The value's text, which older tools may have left to a flag of a binding."""
        if record.get("value") is not None or (op is DataOp.REMOVE and keys):
            return record.get("value"), record.at("value")
        marked = [n for n, r in self.parameters.flags.items() if r.get("value")]
        chosen = place.id if place.id in marked else marked[0] if len(marked) == 1 else None
        if chosen is not None:
            self._implied(record, "value", chosen, chosen)
        return chosen, record.pointer

    def _implied(self, record: Record, key: str, binding: str, value: object) -> None:
        fix = Fix(f"add {key!r} to the arc", (add(record.at(key), value),))
        self.ctx.report(ImpliedArcPart(key, binding), record.pointer, fix=fix)

    def _keys(self, record: Record, place: DataPlace) -> tuple[tuple[Expr, ...], Type | None]:
        """The keys and the type of the entry that they address; None if they are wrong."""
        texts = record.get("keys")
        pointer = record.at("keys")
        if texts is None and isinstance(place.type, MapType) and record.get("op") is None:
            texts = self._flagged_keys(record, place)
        entry: Type = place.type
        keys: list[Expr] = []
        for index, text in enumerate(texts or ()):
            if not isinstance(entry, MapType):
                reason = f"{place.id!r} is {place.type}, which takes {index} keys"
                self._misuse(record, "keys", reason)
                return (), None
            where = f"{pointer}/{index}" if record.get("keys") else record.pointer
            key = self.checker.check(text, entry.key, where)
            if key is None:
                return (), None
            keys.append(key)
            entry = entry.value
        return tuple(keys), entry

    def _flagged_keys(self, record: Record, place: DataPlace) -> list[str] | None:
        for name, flags in self.parameters.flags.items():
            keys = flags.get("keys")
            if keys and all(k in self.parameters.flags for k in keys):
                self._implied(record, "keys", name, keys)
                return list(keys)
        return None

    def _no_weight(self, record: Record, place: DataPlace) -> bool:
        weight = record.get("weight")
        if weight is None:
            return True
        fix = Fix("remove 'weight'", (remove(record.at("weight")),))
        if weight == 1:
            self.ctx.report(IdleWeight(place.id), record.at("weight"), fix=fix)
            return True
        reason = f"the data place {place.id!r} has no tokens to weigh; say 'value'"
        self.ctx.report(ArcMisuse(reason), record.at("weight"), fix=fix)
        return False

    def _refused(self, record: Record, key: str | None, reason: str) -> DataArc | None:
        self._misuse(record, key, reason)
        return None

    def _misuse(self, record: Record, key: str | None, reason: str) -> None:
        at = record.pointer if key is None or key not in record else record.at(key)
        removable = key in ("op", "value", "keys", "weight") and key in record
        fix = Fix(f"remove {key!r}", (remove(at),)) if removable else None
        self.ctx.report(ArcMisuse(reason), at, fix=fix)


def operand_type(op: DataOp, entry: Type) -> Type | None:
    """The type of the value that an operation on an entry takes; None if it does not apply."""
    match op:
        case DataOp.SET:
            return entry
        case DataOp.ADD:
            return entry if is_numeric(entry) else None
        case DataOp.APPEND:
            return entry.item if isinstance(entry, ListType) else None
        case DataOp.REMOVE:
            if isinstance(entry, ListType):
                return entry.item
            return entry.key if isinstance(entry, MapType) else None


def _entry_name(record: Record, place: DataPlace) -> str:
    return repr(place.id) if not record.get("keys") else f"an entry of {place.id!r}"
