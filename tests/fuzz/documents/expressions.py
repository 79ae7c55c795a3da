"""Random expressions from a typed grammar."""

from __future__ import annotations

import json
from collections.abc import Callable
from random import Random

from petri_pilot.expr import ExprError, Scope, check
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

from tests.fuzz.documents.types import AMOUNTS, FLOATS, INTS, STRINGS, TIMES

_ORDERED = (INT, FLOAT, AMOUNT, STRING, TIME)
_COMPARISONS = ("==", "!=", "<", "<=", ">", ">=")
_GARBAGE = ("", "a &", "1 +", "((", "'open", "x == = 1", "\x00", "a ? b : c", "1 == 1 == 1", "$")


class Expressions:
    """Writes texts of wanted types over a scope."""

    def __init__(self, random: Random, scope: Scope) -> None:
        self.random = random
        self.scope = scope
        self.names: dict[str, Type] = {**scope.data, **scope.parameters}

    def text(self, wanted: Type, depth: int = 3) -> str:
        """A text of that type; seldom one that is wrong."""
        if self.random.random() < 0.002:
            return self.random.choice(_GARBAGE) or "("
        for _ in range(6):
            written = self.write(wanted, depth)
            try:
                check(written, self.scope, wanted)
            except ExprError:
                continue
            return written
        return self._literal(wanted)

    def can(self, wanted: Type) -> bool:
        """Whether there is any expression of that type: maps and json have no literals."""
        return not (isinstance(wanted, MapType) or wanted == JSON) or wanted in self.names.values()

    def write(self, wanted: Type, depth: int) -> str:
        """A text that is meant to have that type."""
        chance = self.random.random()
        if depth <= 0 or chance < 0.25:
            return self._leaf(wanted)
        if chance < 0.35:
            space = self.random.choice(("", " ", "\n", "\t "))
            return f"({space}{self.write(wanted, depth - 1)}{space})"
        if chance < 0.42:
            return self._entry(wanted, depth) or self._leaf(wanted)
        writers: dict[Type, Callable[[int], str]] = {
            BOOL: self._bool,
            INT: self._int,
            FLOAT: self._arithmetic(FLOAT),
            AMOUNT: self._arithmetic(AMOUNT),
            STRING: self._string,
            TIME: self._time,
        }
        writer = writers.get(wanted)
        return writer(depth - 1) if writer else self._leaf(wanted)

    def _leaf(self, wanted: Type) -> str:
        fitting = [n for n, t in self.names.items() if t == wanted]
        if fitting and self.random.random() < 0.55:
            return self.random.choice(fitting)
        if wanted == INT and self.scope.places and self.random.random() < 0.4:
            return f"tokens({json.dumps(self._place())})"
        if wanted == TIME and self.random.random() < 0.4:
            return "now()"
        if wanted == STRING and self.scope.user and self.random.random() < 0.2:
            return "user." + self.random.choice(("id", "name", "email"))
        return self._literal(wanted)

    def _literal(self, wanted: Type) -> str:
        pick = self.random.choice
        if isinstance(wanted, EnumType):
            return self._quoted(pick(wanted.values))
        if isinstance(wanted, ListType):
            items = (self._literal(wanted.item) for _ in range(self.random.randrange(3)))
            return f"[{', '.join(items)}]"
        if isinstance(wanted, MapType) or wanted == JSON:
            fitting = [n for n, t in self.names.items() if t == wanted]
            return pick(fitting) if fitting else "1"
        if wanted == FLOAT:
            return repr(abs(pick(FLOATS))) if self.random.random() < 0.8 else "2e3"
        if wanted == STRING:
            return self._quoted(pick(STRINGS))
        if wanted == TIME:
            return self._quoted(pick(TIMES))
        if wanted == AMOUNT:
            return str(self.random.choice([int(a) for a in AMOUNTS[:3]]))
        return pick(("true", "false")) if wanted == BOOL else str(pick(INTS))

    def _quoted(self, value: str) -> str:
        text = json.dumps(value, ensure_ascii=self.random.random() < 0.5)
        if self.random.random() < 0.4:
            inner = text[1:-1].replace('\\"', '"').replace("'", "\\'")
            return f"'{inner}'"
        return text

    def _place(self) -> str:
        return self.random.choice(sorted(self.scope.places))

    def _bool(self, depth: int) -> str:
        kind = self.random.randrange(9)
        if kind < 4:
            return self._comparison(depth)
        if kind == 4:
            return f"!{self.write(BOOL, depth)}"
        if kind == 5:
            name = self.random.choice(("contains", "startsWith", "endsWith"))
            return f"{name}({self.write(STRING, depth)}, {self.write(STRING, depth)})"
        if kind == 6 and (found := self._includes(depth)):
            return found
        if kind == 7 and self.scope.user and self.scope.roles:
            return f"hasRole({json.dumps(self.random.choice(sorted(self.scope.roles)))})"
        op = self.random.choice((" && ", " || ", "&&", "||"))
        return f"{self.write(BOOL, depth)}{op}{self.write(BOOL, depth)}"

    def _comparison(self, depth: int) -> str:
        enums = [t for t in self.names.values() if isinstance(t, EnumType)]
        sides: tuple[Type, ...] = (*_ORDERED, BOOL, *enums)
        side = self.random.choice(sides)
        ops = _COMPARISONS if side != BOOL else ("==", "!=")
        return f"{self.write(side, depth)} {self.random.choice(ops)} {self.write(side, depth)}"

    def _includes(self, depth: int) -> str | None:
        found: list[tuple[str, Type]] = []
        for name, type_ in self.names.items():
            if isinstance(type_, ListType) and not isinstance(type_.item, ListType | MapType):
                found.append((name, type_.item))
            elif isinstance(type_, MapType):
                found.append((name, type_.key))
        if not found:
            return None
        name, item = self.random.choice(found)
        return f"includes({name}, {self.write(item, depth)})"

    def _int(self, depth: int) -> str:
        kind = self.random.randrange(6)
        if kind == 0 and (named := self._containers((STRING, JSON))):
            return f"len({self.random.choice(named)})"
        if kind == 1 and (named := self._containers(())):
            name = self.random.choice(named)
            return f"count({json.dumps(name) if name in self.scope.data else name})"
        if kind == 2:
            return f"{self.write(TIME, depth)} - {self.write(TIME, depth)}"
        if kind == 3:
            return f"-{self.write(INT, depth)}"
        return self._arithmetic(INT)(depth)

    def _containers(self, more: tuple[Type, ...]) -> list[str]:
        return [n for n, t in self.names.items() if isinstance(t, ListType | MapType) or t in more]

    def _arithmetic(self, type_: Type) -> Callable[[int], str]:
        def write(depth: int) -> str:
            if self.random.random() < 0.2 and (found := self._folds(type_)):
                return found
            left, right = self.write(type_, depth), self.write(type_, depth)
            if self.random.random() < 0.25:
                return f"{self.random.choice(('min', 'max'))}({left}, {right})"
            if self.random.random() < 0.1 and type_ != AMOUNT:
                return f"abs({left})"
            ops = "+-*/" if type_ == FLOAT else "+-*/%"
            space = self.random.choice(("", " "))
            return f"{left}{space}{self.random.choice(ops)}{space}{right}"

        return write

    def _folds(self, type_: Type) -> str | None:
        named = [n for n, t in self.names.items() if _leaf(t) == type_ and t != type_]
        if not named:
            return None
        name = self.random.choice(named)
        quoted = json.dumps(name) if name in self.scope.data else name
        return f"{self.random.choice(('sum', 'minOf', 'maxOf'))}({quoted})"

    def _string(self, depth: int) -> str:
        return f"{self.write(STRING, depth)} + {self.write(STRING, depth)}"

    def _time(self, depth: int) -> str:
        op = self.random.choice("+-")
        return f"{self.write(TIME, depth)} {op} {self.write(INT, depth)}"

    def _entry(self, wanted: Type, depth: int) -> str | None:
        found = []
        for name, type_ in self.names.items():
            if isinstance(type_, MapType) and type_.value == wanted:
                found.append(f"{name}[{self.write(type_.key, depth - 1)}]")
            elif isinstance(type_, ListType) and type_.item == wanted:
                found.append(f"{name}[{self.write(INT, depth - 1)}]")
            elif type_ == JSON and not isinstance(wanted, ListType | MapType):
                found.append(name + self.random.choice((".a", '["b"]', "[0]", ".a.b", "['']")))
        return self.random.choice(found) if found else None


def _leaf(type_: Type) -> Type:
    while isinstance(type_, ListType | MapType):
        type_ = type_.item if isinstance(type_, ListType) else type_.value
    return type_
