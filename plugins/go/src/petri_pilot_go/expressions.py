"""Prints the guard language as Go expressions.

Operators that can fail are methods of `e`, a `*value.Eval` that keeps the first
error; Go evaluates calls from left to right and short-circuits as the
language does, so the first error is the language's error too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from petri_pilot.expr.ast import (
    Binary,
    Call,
    Cast,
    Data,
    Expr,
    Index,
    ListLiteral,
    Literal,
    Member,
    Negate,
    Not,
    Param,
    Tokens,
    User,
    walk,
)
from petri_pilot.expr.types import (
    AMOUNT,
    BOOL,
    FLOAT,
    INT,
    JSON,
    STRING,
    TIME,
    ListType,
    MapType,
    ScalarType,
    Type,
)
from petri_pilot.expr.values import zero
from petri_pilot.expr.visitor import ExprVisitor

from petri_pilot_go.constants import constant
from petri_pilot_go.literals import go_string
from petri_pilot_go.types import (
    comparable,
    go_type,
    key_codec,
    needs_value_package,
    zero_is_go_zero,
)

_OR, _AND, _COMPARE, _UNARY, _PRIMARY = 1, 2, 3, 6, 7
"""Go's precedences, as far as they are used."""

_ARITHMETIC = {"+": "Add", "-": "Sub", "*": "Mul", "/": "Div", "%": "Mod"}
_SUFFIX: Mapping[Type, str] = {INT: "", FLOAT: "Float", AMOUNT: "Amount"}
_USER_MEMBERS = {"id": "ID", "name": "Name", "email": "Email", "roles": "Roles"}
_TEXT = {"contains": "Contains", "startsWith": "HasPrefix", "endsWith": "HasSuffix"}


@dataclass(frozen=True, slots=True)
class Terms:
    """What the names of an expression are in the Go code around it."""

    parameters: Mapping[str, str]
    """Parameter to Go expression."""
    optional: frozenset[str]
    """The parameters whose Go expression is a pointer, nil when absent."""
    data: Mapping[str, str]
    places: Mapping[str, str]
    """Token place to the constant of its index."""
    codec: Callable[[Type], str]
    """The Go expression for a type's codec."""


@dataclass(slots=True)
class Uses:
    """What the printed code needs around it."""

    imports: set[str] = field(default_factory=set)
    fails: bool = False
    """Whether it mentions `e`."""


Text = tuple[str, int]
"""Go source with its precedence."""


def _repeats(node: Binary) -> bool:
    """Whether the right side of a chain of one logical operator is in it already. It then
    decides nothing, and `go vet` would object.
    """
    left: Expr = node.left
    while isinstance(left, Binary) and left.op == node.op:
        if left.right == node.right:
            return True
        left = left.left
    return left == node.right


def _looks_up(key: Expr) -> bool:
    """Whether a key is itself looked up. The Go compiler's time and memory double with each
    index expression within the key of another, so these are printed as calls.
    """
    return any(isinstance(node, Index) for node in walk(key))


class Printer(ExprVisitor[Text]):
    """Prints expressions over one set of terms; `uses` grows with each of them."""

    def __init__(self, terms: Terms, uses: Uses | None = None) -> None:
        self.terms = terms
        self.uses = uses or Uses()
        self._printed: dict[int, Text] = {}

    def print(self, node: Expr) -> str:
        """The expression, fit for an argument or the right side of an assignment.

        Operands are printed before what holds them, so that a deep expression
        needs no deep recursion.
        """
        self._printed = {}
        for part in reversed(list(walk(node))):
            if not isinstance(part, User):
                self._printed[id(part)] = self.visit(part)
        return self._at(node, 0)

    def _text(self, node: Expr) -> str:
        return self._at(node, 0)

    def _at(self, node: Expr, binding: int) -> str:
        """An operand, in parentheses if it binds less than `binding`."""
        text, precedence = self._printed.get(id(node)) or self.visit(node)
        return f"({text})" if precedence < binding else text

    def visit_user(self, node: User) -> Text:
        """Only ever the base of a Member, which prints it."""
        raise TypeError("the user is no value")

    def visit_not(self, node: Not) -> Text:
        """`!operand`."""
        return "!" + self._at(node.operand, _UNARY), _UNARY

    def visit_cast(self, node: Cast) -> Text:
        """A json value as another type."""
        e, operand = self._e(), self._text(node.operand)
        return self._value(f"Cast({e}, {self._codec(node.type)}, {operand})")

    def visit_literal(self, node: Literal) -> Text:
        """A constant."""
        if isinstance(node.type, ScalarType) and node.type in (AMOUNT, TIME):
            self.uses.imports.add("value")
        return constant(node.type, str(node.value) if node.type == AMOUNT else node.value), _PRIMARY

    def visit_list_literal(self, node: ListLiteral) -> Text:
        """A slice literal."""
        if needs_value_package(node.type):
            self.uses.imports.add("value")
        items = ", ".join(self._text(i) for i in node.items)
        return f"{go_type(node.type)}{{{items}}}", _PRIMARY

    def visit_param(self, node: Param) -> Text:
        """A field of the input or of the event."""
        code = self.terms.parameters[node.name]
        if node.name not in self.terms.optional:
            return code, _PRIMARY
        return self._value(f"Deref({self._e()}, {code})")

    def visit_data(self, node: Data) -> Text:
        """A field of the state's data."""
        return "s.Data." + self.terms.data[node.place], _PRIMARY

    def visit_tokens(self, node: Tokens) -> Text:
        """A place of the state's marking."""
        return f"s.Marking[{self.terms.places[node.place]}]", _PRIMARY

    def visit_index(self, node: Index) -> Text:
        """An entry of a map, an item of a list, a part of a json value."""
        base, key = self._at(node.base, _PRIMARY), self._text(node.key)
        match node.base.type:
            case MapType(value=value) if zero_is_go_zero(value) and not _looks_up(node.key):
                return f"{base}[{key}]", _PRIMARY
            case MapType(value=value):
                return self._value(f"Get({base}, {key}, {constant(value, zero(value))})")
            case ListType():
                return self._value(f"At({self._e()}, {base}, {key})")
            case _:
                kind = "Item" if node.key.type == INT else "Field"
                return self._method(f"{kind}({base}, {key})")

    def visit_member(self, node: Member) -> Text:
        """A member of the user or of a json object."""
        if isinstance(node.base, User):
            return f"call.User{_USER_MEMBERS[node.name]}({self._e()})", _PRIMARY
        base = self._text(node.base)
        return self._method(f"Field({base}, {go_string(node.name)})")

    # Operators

    def visit_binary(self, node: Binary) -> Text:
        """Logic and comparison with Go's operators, arithmetic with checked methods."""
        if node.op in ("||", "&&") and _repeats(node):
            return self._printed[id(node.left)]
        if node.op == "||":
            return f"{self._at(node.left, _OR)} || {self._at(node.right, _OR + 1)}", _OR
        if node.op == "&&":
            return f"{self._at(node.left, _AND)} && {self._at(node.right, _AND + 1)}", _AND
        if node.op in _ARITHMETIC:
            return self._arithmetic(node)
        return self._comparison(node)

    def _comparison(self, node: Binary) -> Text:
        type_ = node.left.type
        if type_ == BOOL and isinstance(node.right, Literal):
            same = node.right.value is (node.op == "==")
            if same:
                return self._printed[id(node.left)]
            return "!" + self._at(node.left, _UNARY), _UNARY
        if comparable(type_):
            left = self._at(node.left, _COMPARE + 1)
            return f"{left} {node.op} {self._at(node.right, _COMPARE + 1)}", _COMPARE
        method = "Cmp" if type_ == AMOUNT else "Compare"
        left, right = self._at(node.left, _PRIMARY), self._text(node.right)
        return f"{left}.{method}({right}) {node.op} 0", _COMPARE

    def _arithmetic(self, node: Binary) -> Text:
        left, right = self._text(node.left), self._text(node.right)
        if node.left.type == STRING:
            return self._method(f"Join({left}, {right})")
        if node.left.type == TIME and node.right.type == TIME:
            return f"{left}.Sub({right})", _PRIMARY
        if node.left.type == TIME:
            name = "AddTime" if node.op == "+" else "SubTimeBy"
        else:
            name = _ARITHMETIC[node.op] + _SUFFIX[node.type]
        return self._method(f"{name}({left}, {right})")

    def visit_negate(self, node: Negate) -> Text:
        """`-operand`; an int may overflow."""
        if node.type == FLOAT:
            operand = self._at(node.operand, _PRIMARY)
            return (f"-({operand})" if operand.startswith("-") else "-" + operand), _UNARY
        return self._method(f"Neg({self._text(node.operand)})")

    # Calls

    def visit_call(self, node: Call) -> Text:
        """A built-in function."""
        first = node.args[0].type if node.args else BOOL
        if node.function == "now":
            return "call.At", _PRIMARY
        args = [self._text(a) for a in node.args]
        match node.function:
            case "hasRole":
                return f"call.HasRole({args[0]})", _PRIMARY
            case "contains" | "startsWith" | "endsWith":
                self.uses.imports.add("strings")
                return f"strings.{_TEXT[node.function]}({', '.join(args)})", _PRIMARY
            case "len" | "count":
                return self._length(first, args[0])
            case "includes":
                return self._includes(first, *args)
            case "min" | "max" | "abs":
                return self._numeric(node.function, node.type, args)
            case _:
                return self._total(node.function, first, args[0])

    def _length(self, type_: Type, argument: str) -> Text:
        if type_ == STRING:
            return self._value(f"Length({argument})")
        if type_ == JSON:
            return self._method(f"Size({argument})")
        return f"int64(len({argument}))", _PRIMARY

    def _includes(self, type_: Type, container: str, item: str) -> Text:
        if isinstance(type_, MapType):
            self.uses.imports.add("workflow")
            return f"workflow.Has({container}, {item})", _PRIMARY
        if isinstance(type_, ListType) and not (comparable(type_.item) or type_.item == TIME):
            self.uses.imports.add("workflow")
            return f"workflow.Includes({self._codec(type_.item)}, {container}, {item})", _PRIMARY
        self.uses.imports.add("slices")
        return f"slices.Contains({container}, {item})", _PRIMARY

    def _numeric(self, function: str, type_: Type, args: list[str]) -> Text:
        if function == "abs":
            return self._method(f"Abs{_SUFFIX[type_]}({args[0]})")
        if type_ == AMOUNT:
            name = f"{function.capitalize()}Amount"
            return self._value(f"{name}({', '.join(args)})")
        return f"{function}({', '.join(args)})", _PRIMARY

    def _total(self, function: str, type_: Type, argument: str) -> Text:
        leaves, leaf = self._leaves(type_, argument)
        if function == "sum":
            return self._method(f"Sum{_SUFFIX[leaf]}({leaves})")
        name = function[0].upper() + function[1:] + ("Amounts" if leaf == AMOUNT else "")
        return self._value(f"{name}({self._e()}, {leaves})")

    def _leaves(self, type_: Type, argument: str) -> tuple[str, Type]:
        """An iterator over the numeric leaves: lists in order, maps by key."""
        if not isinstance(type_, ListType | MapType):
            raise TypeError(f"{type_} has no leaves")
        values = self._values(type_, argument)
        inner = type_.item if isinstance(type_, ListType) else type_.value
        if inner in _SUFFIX:
            return values, inner
        body, leaf = self._leaves(inner, "x")
        self.uses.imports.add("iter")
        function = f"func(x {go_type(inner)}) iter.Seq[{go_type(leaf)}] {{ return {body} }}"
        return self._value(f"Within({values}, {function})")[0], leaf

    def _values(self, type_: ListType | MapType, argument: str) -> str:
        if isinstance(type_, ListType):
            self.uses.imports.add("slices")
            return f"slices.Values({argument})"
        return self._value(f"Values({key_codec(type_.key)}, {argument})")[0]

    # Imports and errors

    def _value(self, text: str) -> Text:
        self.uses.imports.add("value")
        return "value." + text, _PRIMARY

    def _method(self, text: str) -> Text:
        return f"{self._e()}.{text}", _PRIMARY

    def _codec(self, type_: Type) -> str:
        return self.terms.codec(type_)

    def _e(self) -> str:
        self.uses.fails = True
        return "e"
