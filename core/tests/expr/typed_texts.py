"""Hypothesis strategies for well-typed texts and environments that fit them."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from petri_pilot.expr import Environment, Scope, UserValue, parse_type
from petri_pilot.expr.types import Type
from petri_pilot.expr.values import parse_wire

from .strategies import times, wires

Texts = st.SearchStrategy[str]

PARAMETERS = {
    "n": "int", "f": "float", "a": "amount", "s": "string", "t": "time", "b": "bool",
    "j": "json", "e": "enum(open, shut)", "l": "list[int]", "user": "json",
}  # fmt: skip
DATA = {
    "m": "map[string]int", "mm": "map[string]map[int]amount", "mj": "map[string]json",
    "n": "map[string]float", "tags": "list[string]",
}  # fmt: skip


def _types(names: dict[str, str]) -> dict[str, Type]:
    return {name: parse_type(text) for name, text in names.items()}


SCOPE = Scope(
    parameters=_types(PARAMETERS),
    data=_types(DATA),
    places=frozenset({"p", "q-1"}),
    roles=frozenset({"admin"}),
    user=True,
)


def _values(types: dict[str, Type], *, optional: bool) -> st.SearchStrategy[dict[str, Any]]:
    fitting = {
        name: wires(type_).map(lambda wire, type_=type_: parse_wire(type_, wire))  # type: ignore[misc]
        for name, type_ in types.items()
    }
    return (
        st.fixed_dictionaries({}, optional=fitting) if optional else st.fixed_dictionaries(fitting)
    )


USERS = st.none() | st.just(UserValue("u1", "Ada", "", ("admin",)))
ENVIRONMENTS: st.SearchStrategy[Environment] = st.builds(
    Environment,
    parameters=_values(_types(PARAMETERS), optional=True),
    data=_values(_types(DATA), optional=False),
    marking=st.fixed_dictionaries({"p": st.integers(0, 2**63 - 1), "q-1": st.just(0)}),
    user=USERS,
    now=times,
)


def _joined(*parts: Texts | str) -> Texts:
    """Texts put together from fixed and drawn parts."""
    return st.tuples(*(st.just(part) if isinstance(part, str) else part for part in parts)).map(
        "".join
    )


def _atom(*texts: str) -> Texts:
    return st.sampled_from(texts)


def _spaced(ops: str) -> Texts:
    return st.sampled_from([f" {op} " for op in ops.split()])


def _wrapped(inner: Texts) -> Texts:
    return _joined("(", inner, ")")


def _pair(name: str, left: Texts, right: Texts) -> Texts:
    return _joined(f"{name}(", left, ", ", right, ")")


def _numbers(atoms: Texts, ops: str, calls: str) -> Texts:
    """Arithmetic of one numeric type, with and without parentheses."""
    return st.recursive(
        atoms,
        lambda inner: st.one_of(
            _joined(inner, _spaced(ops), _wrapped(inner)),
            _joined(_wrapped(inner), _spaced(ops), inner),
            *(_pair(name, inner, inner) for name in calls.split()),
        ),
        max_leaves=4,
    )


jsons = _atom("j", "j.x", "mj['k']", 'mj["k"].a[0]', "j['a b'][n]", "user[0]")
strings = st.recursive(
    _atom("s", "'x'", '"\\u00e9\\n\\""', "user.id", "tags[0]", "'a' + s", "s + j.x"),
    lambda inner: _joined(inner, " + ", inner) | _joined(_wrapped(inner), " + ", _wrapped(inner)),
    max_leaves=3,
)
ints = _numbers(
    _atom("n", "0", "-1", "9223372036854775807", "-9223372036854775808", "tokens('q-1')", "l[0]",
          "m['k']", "sum('m')", "count(mm)", "minOf(l)", "len(s)", "(now() - t)", "n + j.x", "-n",
          "--n", "-(1)", "abs(n)", "- -n", "len(tags)", "[1, n][0]"),
    "+ - * / %", "min max",
)  # fmt: skip
floats = _numbers(
    _atom("f", "1.5", "-0.0", "2e300", "sum('n')", "f * 2", "2 * f", "f + j.x", "-f", "-(1.5)",
          "f + 1 / 2", "abs(f)"),
    "+ - * /", "min max",
)  # fmt: skip
amounts = _numbers(
    _atom("a", "mm['k'][n]", "a + 1", "18446744073709551616 * a", "sum(mm)", "a - j.x",
          "maxOf('mm')"),
    "+ - * / %", "min max",
)  # fmt: skip
instants = _atom("t", "now()", "t + n", "now() - 60", "t - n * 60")
_comparisons = st.one_of(
    *(
        _joined(_wrapped(kind), _spaced("== != < <= > >="), kind | jsons)
        for kind in (ints, floats, amounts, strings, instants)
    )
)
conditions = st.recursive(
    st.one_of(
        _atom("b", "true", "!b", "hasRole('admin')", "e == 'open'", "'shut' != e", "j.x && b",
              "includes(['open'], e)", "includes(m, s)", "t < '2024-01-01T00:00:00+01:00'",
              "includes(user.roles, 'admin')", "j.x == 1", "1.5 < j.x", "includes(l, n)"),
        _comparisons,
        _pair("contains", strings, strings),
        _pair("startsWith", jsons, strings),
    ),
    lambda inner: st.one_of(
        _joined("!", _wrapped(inner)),
        _joined(_wrapped(inner), _spaced("&& || == !="), _wrapped(inner)),
    ),
    max_leaves=4,
)  # fmt: skip
lists = _atom("l", "[1, n]", "[1.0, f]", "[]", "tags", "[j.x, s]", "[[1], [n]]", "user.roles")
expressions: Texts = st.one_of(
    ints, floats, amounts, strings, instants, conditions, jsons, lists.filter(lambda t: t != "[]")
)


def spoilt(text: str) -> Texts:
    """The text with one piece cut out or put in."""
    places = st.tuples(st.integers(0, len(text)), st.integers(0, 3))
    return st.tuples(places, st.sampled_from(["", "(", ")", "-", "&", ".", "'", " 1 ", "["])).map(
        lambda drawn: text[: drawn[0][0]] + drawn[1] + text[drawn[0][0] + drawn[0][1] :]
    )
