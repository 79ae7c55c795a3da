"""Texts and nets that the tests of formats share."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from petri_pilot.formats import builtin_formats
from petri_pilot.plugins.api import Format, ReadResult

FORMATS: dict[str, Format] = {f.name: f for f in builtin_formats()}

TOKEN = """(schema wallet
  (version v1.2.0)
  (states
    (state open :kind token :initial 1 :exported)
    (state balances :type map[string]int64 :exported)
    (state total :type int64 :initial 0 :exported))
  (actions
    (action pay :guard {balances[from] >= amount && amount > 0})
    (action mint))
  (arcs
    (arc open -> pay)
    (arc pay -> open :weight 2)
    (arc balances -> pay :keys (from) :value amount)
    (arc pay -> balances :keys (to) :value amount)
    (arc mint -> balances :keys (to) :value amount)
    (arc mint -> total :value amount))
  (constraints
    (constraint conserved {sum(balances) == total})))
"""

LIGHTS: dict[str, Any] = {
    "name": "lights",
    "places": [{"id": "red", "initial": 1}, {"id": "green", "capacity": 1}],
    "transitions": [{"id": "go"}, {"id": "stop", "guard": "1 < 2"}],
    "arcs": [
        {"from": "red", "to": "go"},
        {"from": "go", "to": "green"},
        {"from": "green", "to": "stop"},
        {"from": "stop", "to": "red"},
    ],
}

EDITOR = """{
  "@context": "https://pflow.xyz/schema",
  "@type": "PetriNet",
  "name": "gate",
  "token": ["https://pflow.xyz/tokens/black"],
  "places": {
    "open sign": {"@type": "Place", "initial": [1], "capacity": [null], "x": 1, "y": 2},
    "inside": {"initial": [], "capacity": [5]}
  },
  "transitions": {"enter": {"role": "default"}, "close": {}},
  "arcs": [
    {"source": "enter", "target": "inside", "weight": [2]},
    {"source": "enter", "target": "open sign", "weight": [1], "inhibitTransition": true},
    {"source": "inside", "target": "close", "weight": [3], "inhibitTransition": true},
    {"source": "open sign", "target": "close"}
  ]
}
"""

NESTED = """{
  "version": "2.0",
  "net": {
    "name": "desk",
    "places": [{"id": "waiting", "initial": 1, "persisted": true}, {"id": "done", "capacity": 0}],
    "transitions": [{"id": "serve", "event_type": "Served", "http_method": "POST",
                     "http_path": "/desk/{id}/serve", "bindings": {"clerk": "string"}}],
    "arcs": [{"from": "waiting", "to": "serve", "weight": 0}, {"from": "serve", "to": "done"}],
    "constraints": [{"id": "one", "expr": "waiting + done == 1"}]
  },
  "extensions": {
    "petri-pilot/roles": [{"id": "clerk"}],
    "petri-pilot/views": {"views": [{"id": "board"}], "admin": {"enabled": true}}
  }
}
"""


def read(name: str, text: str, file: str = "model") -> ReadResult:
    """Read with the format of that name."""
    return FORMATS[name].read(text, file)


def codes(result: ReadResult) -> list[str]:
    """The codes of its diagnostics, in order."""
    return [d.code for d in result.diagnostics]


identifiers = st.from_regex(r"[A-Za-z_][A-Za-z0-9_-]{0,12}", fullmatch=True)
texts = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=20
)
json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**80), 2**80)
    | st.floats(allow_nan=False, allow_infinity=False)
    | texts
    | st.just(""),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)
"""JSON values; keys are not empty, because YAML has no plain spelling for one."""

_SCALARS = ("string", "int", "int64", "float", "bool", "time", "amount")
types = st.recursive(
    st.sampled_from(_SCALARS), lambda inner: inner.map(lambda t: f"map[string]{t}"), max_leaves=3
)


@st.composite
def nets(draw: st.DrawFn) -> dict[str, Any]:
    """Nets in the language's own shape, with all that formats may fail to hold."""
    names = draw(st.lists(identifiers, min_size=3, max_size=8, unique=True))
    cut = draw(st.integers(1, len(names) - 1))
    places = [draw(_places(name)) for name in names[:cut]]
    transitions = [draw(_transitions(name)) for name in names[cut:]]
    ends = st.tuples(st.sampled_from(names[:cut]), st.sampled_from(names[cut:]), st.booleans())
    arcs = [draw(_arcs(*end)) for end in draw(st.lists(ends, max_size=6))]
    net: dict[str, Any] = {"name": draw(st.sampled_from(["shop", "a-b", "Two Words"]))}
    net |= {"places": places, "transitions": transitions, "arcs": arcs}
    optional = {
        "version": st.sampled_from(["1.0.0", "2.1", "v3", "draft"]),
        "description": texts,
        "constraints": st.just([{"id": "always", "expr": "1 < 2"}]),
        "roles": st.just([{"id": "clerk", "inherits": []}]),
        "events": st.just([{"id": "paid", "fields": [{"name": "sum", "type": "int"}]}]),
        "metadata": st.dictionaries(texts, json_values, max_size=2),
    }
    return net | draw(st.fixed_dictionaries({}, optional=optional))


@st.composite
def _places(draw: st.DrawFn, name: str) -> dict[str, Any]:
    if draw(st.booleans()):
        optional: dict[str, Any] = {
            "initial_value": st.sampled_from([0, "", 'a \\ "b"\n', {}, True, 1.5]),
            "exported": st.booleans(),
        }
        fixed = {"id": st.just(name), "kind": st.just("data"), "type": types}
        return draw(st.fixed_dictionaries(fixed, optional=optional))
    optional = {
        "initial": st.integers(0, 2**63 - 1),
        "capacity": st.integers(1, 2**63 - 1),
        "description": texts,
        "name": texts,
        "resource": st.booleans(),
        "x": st.integers(-99, 99) | st.just(0.5),
        "y": st.integers(-99, 99),
    }
    return draw(st.fixed_dictionaries({"id": st.just(name)}, optional=optional))


@st.composite
def _transitions(draw: st.DrawFn, name: str) -> dict[str, Any]:
    optional: dict[str, Any] = {
        "guard": st.sampled_from(["amount > 0", "a == '}'", 'b == "{"', "1 < 2", "x < y"]),
        "bindings": st.lists(
            st.fixed_dictionaries(
                {"name": identifiers, "type": types}, optional={"required": st.booleans()}
            ),
            min_size=1,
            max_size=3,
        ),
        "http": st.just({"method": "PUT", "path": "/go"}),
        "event": st.just("paid"),
        "rate": st.sampled_from([0, 1.5, 10]),
        "description": texts,
        "role": st.just("clerk"),
    }
    return draw(st.fixed_dictionaries({"id": st.just(name)}, optional=optional))


@st.composite
def _arcs(draw: st.DrawFn, place: str, transition: str, output: bool) -> dict[str, Any]:
    optional: dict[str, Any] = {
        "weight": st.integers(1, 9) | st.just("amount"),
        "type": st.sampled_from(["normal", "read", "inhibitor", "reset"]),
        "keys": st.lists(st.sampled_from(["who", "a + b", "x[1]"]), min_size=1, max_size=2),
        "value": st.sampled_from(["amount", "a + b", "m[who]"]),
        "op": st.sampled_from(["add", "set"]),
    }
    ends = {"from": transition, "to": place} if output else {"from": place, "to": transition}
    return ends | draw(st.fixed_dictionaries({}, optional=optional))
