"""Codecs of the types of one package: each is made once, as a package variable."""

from __future__ import annotations

from petri_pilot.expr.types import (
    AMOUNT,
    BOOL,
    FLOAT,
    INT,
    JSON,
    STRING,
    TIME,
    EnumType,
    ListType,
    MapType,
    Type,
)

from petri_pilot_go.names import Names, unexported
from petri_pilot_go.types import enum_values, key_codec

_SCALARS: dict[Type, str] = {
    STRING: "value.String",
    INT: "value.Int",
    FLOAT: "value.Float",
    BOOL: "value.Bool",
    TIME: "value.Instant",
    AMOUNT: "value.Quantity",
    JSON: "value.Any",
}


class Codecs:
    """The Go variable of each type, in the order of first use."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._variables: dict[Type, str] = {}
        self._values: dict[str, str] = {}

    def of(self, type_: Type) -> str:
        """The expression that names the type's codec."""
        if type_ in _SCALARS:
            return _SCALARS[type_]
        if type_ not in self._variables:
            value = self._value(type_)
            variable = self._names.take(self._word(type_) + "Codec")
            self._variables[type_] = variable
            self._values[variable] = value
        return self._variables[type_]

    @property
    def variables(self) -> dict[str, str]:
        """The variables with their values; a value uses earlier ones only."""
        return dict(self._values)

    def _value(self, type_: Type) -> str:
        match type_:
            case EnumType():
                return f"value.Enum({enum_values(type_)})"
            case ListType(item=item):
                return f"value.List({self.of(item)})"
            case MapType(key=key, value=value):
                return f"value.Map({key_codec(key)}, {self.of(value)})"
            case _:
                raise TypeError(f"{type_} has no codec")

    def _word(self, type_: Type) -> str:
        match type_:
            case EnumType(values=values):
                return unexported("-".join(v for v in values[:3] if v.isascii())[:40] or "enum")
            case ListType(item=item):
                return self._word(item) + "List"
            case MapType(key=key, value=value):
                return self._word(value) + ("ByInt" if key == INT else "Map")
            case _:
                return str(type_)
