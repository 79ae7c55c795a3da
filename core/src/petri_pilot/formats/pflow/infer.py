"""The parameters of an action, and their types, from how they are used.

A `.pflow` file does not declare parameters: every name that is no state is
one. Names that are compared or calculated with each other have one type, which
a state, a literal or a function among them decides.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from petri_pilot.formats.expressions import ExprToken, free_names, tokenize
from petri_pilot.formats.types import entry_types, leaf_type

_MAX_DEPTH = 100
_BUILT_IN = frozenset({"user"})
_RESULT = {
    "len": "int",
    "count": "int",
    "tokens": "int",
    "contains": "bool",
    "startsWith": "bool",
    "endsWith": "bool",
    "includes": "bool",
    "hasRole": "bool",
    "now": "time",
}
_AGGREGATES = frozenset({"sum", "minOf", "maxOf"})
_SAME_TYPE = frozenset({"min", "max", "abs"})
_TEXT_ARGUMENTS = frozenset({"contains", "startsWith", "endsWith"})
_SEPARATORS = frozenset({"&&", "||", ","})
_OPERATORS = frozenset({"==", "!=", "<=", ">=", "<", ">", "+", "-", "*", "/", "%"})


@dataclass(slots=True)
class _Group:
    """Operands that have one type."""

    names: list[str] = field(default_factory=list)
    strong: str | None = None
    weak: str | None = None
    operators: int = 0
    joins_arguments: bool = False
    """Whether a comma goes on with the same type, as in min(a, b)."""

    @property
    def type(self) -> str | None:
        if self.strong or self.weak:
            return self.strong or self.weak
        return "bool" if self.names and not self.operators else None


@dataclass(slots=True)
class Parameters:
    """The parameters of one action, in order of appearance, and what is known of them."""

    states: Mapping[str, str]
    """The type of each data state."""
    other_names: Collection[str]
    """Names that are no parameters: token states."""
    types: dict[str, str | None] = field(default_factory=dict)
    _groups: list[_Group] = field(default_factory=list)

    def use(self, expression: str, type_: str | None) -> None:
        """Take in an expression whose value must be of a type, if one is known."""
        tokens = tokenize(expression)
        for name in free_names(tokens):
            if self._is_parameter(name):
                self.types.setdefault(name, None)
        if len(tokens) == 1 and tokens[0].text in self.types and type_ is not None:
            self._decide(tokens[0].text, type_)
            return
        if _too_nested(tokens):
            return
        group = _Group(strong=type_, operators=0 if type_ is None else 1)
        self._groups.append(group)
        self._walk(tokens, 0, group)

    def solve(self) -> dict[str, str]:
        """The type of every parameter; `string` where nothing decides.

        What states say goes before what literals say.
        """
        while any(self._spread(group, group.strong) for group in self._groups):
            pass
        while any(self._spread(group, group.type) for group in self._groups):
            pass
        return {name: type_ or "string" for name, type_ in self.types.items()}

    def undecided(self) -> list[str]:
        """The parameters of which nothing tells the type."""
        return [name for name, type_ in self.types.items() if type_ is None]

    def _spread(self, group: _Group, type_: str | None) -> bool:
        known = type_ or next((self.types[n] for n in group.names if self.types[n]), None)
        return known is not None and any(self._decide(name, known) for name in group.names)

    def _decide(self, name: str, type_: str) -> bool:
        if self.types.get(name) is not None:
            return False
        self.types[name] = type_
        return True

    def _is_parameter(self, name: str) -> bool:
        return name not in self.states and name not in self.other_names and name not in _BUILT_IN

    def _walk(self, tokens: list[ExprToken], at: int, group: _Group) -> int:
        """Put operands into `group` up to the bracket that ends it; returns where that is."""
        top = group
        while at < len(tokens):
            token = tokens[at]
            if token.text in (")", "]"):
                return at
            if token.text in _SEPARATORS:
                if token.text != "," or not top.joins_arguments:
                    group = _Group(strong=top.strong if token.text == "," else None)
                    self._groups.append(group)
                at += 1
            elif token.text == "(":
                at = self._walk(tokens, at + 1, group) + 1
            elif token.kind == "name" and token.text not in ("true", "false"):
                at = self._operand(tokens, at, group)
            else:
                _literal(token, group)
                at += 1
        return at

    def _operand(self, tokens: list[ExprToken], at: int, group: _Group) -> int:
        name = tokens[at].text
        after = tokens[at + 1].text if at + 1 < len(tokens) else ""
        if after == "(":
            return self._call(tokens, at, group)
        end, keys = at + 1, 0
        while end < len(tokens) and tokens[end].text == "[":
            end = self._key(tokens, end, name, keys)
            keys += 1
        if end + 1 < len(tokens) and tokens[end].text == ".":
            if name == "user":
                group.weak = group.weak or "string"
            return end + 2
        if name in self.states:
            entry = entry_types(self.states[name], keys)
            group.strong = group.strong or (entry[1] if entry else None)
        elif name in self.other_names:
            group.weak = group.weak or "int"
        elif keys == 0 and name in self.types:
            group.names.append(name)
        return end

    def _key(self, tokens: list[ExprToken], at: int, state: str, index: int) -> int:
        entry = entry_types(self.states.get(state, ""), index + 1)
        group = _Group(strong=entry[0][index] if entry else None, operators=1)
        self._groups.append(group)
        return self._walk(tokens, at + 1, group) + 1

    def _call(self, tokens: list[ExprToken], at: int, group: _Group) -> int:
        name = tokens[at].text
        joins = name in _SAME_TYPE
        arguments = _Group(operators=1, joins_arguments=joins)
        self._groups.append(arguments)
        if name in _TEXT_ARGUMENTS:
            arguments.strong = "string"
        end = self._walk(tokens, at + 2, arguments)
        if name in _AGGREGATES:
            group.strong = group.strong or self._leaf_of(tokens[at + 2 : end])
        elif name in _RESULT:
            group.weak = group.weak or _RESULT[name]
        elif name in _SAME_TYPE:
            group.strong = group.strong or arguments.strong
            group.names += arguments.names
        return end + 1

    def _leaf_of(self, arguments: list[ExprToken]) -> str | None:
        state = arguments[0].text.strip("\"'") if arguments else ""
        return leaf_type(self.states[state]) if state in self.states else None


def _too_nested(tokens: list[ExprToken]) -> bool:
    """Whether brackets nest beyond what any expression may; the checker will say so."""
    depth = 0
    for token in tokens:
        depth += (token.text in "([") - (token.text in ")]")
        if depth > _MAX_DEPTH:
            return True
    return False


def _literal(token: ExprToken, group: _Group) -> None:
    if token.text in _OPERATORS:
        group.operators += 1
    elif token.kind == "number":
        decimal = any(mark in token.text for mark in ".eE")
        group.weak = "float" if decimal else group.weak or "int"
    elif token.kind == "text":
        group.weak = group.weak or "string"
    elif token.text in ("true", "false"):
        group.weak = group.weak or "bool"


def infer(
    states: Mapping[str, str],
    token_states: Collection[str],
    uses: Iterable[tuple[str, str | None]],
) -> tuple[dict[str, str], list[str]]:
    """The parameters that `uses` (expression, type) need, and those of unknown type.

    `states` maps data states to their types.
    """
    parameters = Parameters(states, token_states)
    for expression, type_ in uses:
        parameters.use(expression, type_)
    solved = parameters.solve()
    return solved, parameters.undecided()
