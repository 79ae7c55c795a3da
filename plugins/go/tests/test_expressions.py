"""The golden vectors of the expression language, printed as Go and run."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from petri_pilot.expr import Scope, check, parse_type
from petri_pilot.expr.types import Type
from petri_pilot_go.codecs import Codecs
from petri_pilot_go.expressions import Printer, Terms
from petri_pilot_go.literals import go_string
from petri_pilot_go.names import Names, exported
from petri_pilot_go.types import go_type

from .support import VECTORS, load, program_in_runtime, succeed

FILES = sorted((VECTORS / "expr").glob("*.json"))


class Case:
    """One vector as a Go function that compares the outcome with the expected one."""

    def __init__(self, number: int, case: dict[str, Any], codecs: Codecs) -> None:
        self.name = f"case{number}"
        self._case = case
        self._codecs = codecs
        scope = case["scope"]
        self._parameters = {n: parse_type(t) for n, t in scope["parameters"].items()}
        self._data = {n: parse_type(t) for n, t in scope["data"].items()}
        roles = None if scope["roles"] is None else frozenset(scope["roles"])
        expected = parse_type(case["expected"]) if case.get("expected") else None
        places = frozenset(scope["places"])
        known = Scope(self._parameters, self._data, places, roles, scope["user"])
        self._expr = check(case["expression"], known, expected)

    def text(self) -> str:
        environment = self._case["environment"]
        terms, declarations = self._terms(environment)
        printer = Printer(terms)
        code = printer.print(self._expr)
        self.imports = printer.uses.imports
        codec = self._codecs.of(self._expr.type)
        expect = self._case["expect"]
        wanted = json.dumps(expect["value"]) if "value" in expect else ""
        return "\n".join(
            [
                f"func {self.name}(t *testing.T) {{",
                *("\t" + line for line in declarations),
                "\te := new(value.Eval)",
                f"\tvar got {go_type(self._expr.type)} = {code}",
                f"\tcompare(t, {codec}, got, e.Err(), {go_string(wanted)}, "
                f"{go_string(expect.get('error', ''))})",
                "}",
            ]
        )

    def _terms(self, environment: dict[str, Any]) -> tuple[Terms, list[str]]:
        given = environment["parameters"]
        lines = []
        parameters, optional = {}, set()
        for name, type_ in self._parameters.items():
            variable = f"in{exported(name)}"
            parameters[name] = variable
            if name in given:
                lines.append(f"var {variable} {go_type(type_)} = {self._value(type_, given[name])}")
            else:
                optional.add(name)
                lines.append(f"var {variable} *{go_type(type_)}")
            lines.append(f"_ = {variable}")
        lines += self._state(environment)
        lines += self._call(environment)
        places = {p: str(i) for i, p in enumerate(self._case["scope"]["places"])}
        fields = {n: exported(n) for n in self._data}
        return Terms(parameters, frozenset(optional), fields, places, self._codecs.of), lines

    def _state(self, environment: dict[str, Any]) -> list[str]:
        fields = "; ".join(f"{exported(n)} {go_type(t)}" for n, t in self._data.items())
        places = self._case["scope"]["places"]
        lines = [f"var s struct {{ Marking [{len(places)}]int64; Data struct {{ {fields} }} }}"]
        for name, type_ in self._data.items():
            value = self._value(type_, environment["data"][name])
            lines.append(f"s.Data.{exported(name)} = {value}")
        lines += [f"s.Marking[{i}] = {environment['marking'][p]}" for i, p in enumerate(places)]
        return [*lines, "_ = s"]

    def _call(self, environment: dict[str, Any]) -> list[str]:
        lines = [f"call := &workflow.Call{{At: value.MustTime({go_string(environment['now'])})}}"]
        user = environment["user"]
        if user is not None:
            roles = ", ".join(go_string(r) for r in user["roles"])
            names = {"id": "ID", "name": "Name", "email": "Email"}
            members = ", ".join(f"{go}: {go_string(user[k])}" for k, go in names.items())
            actor = f"aggregate.Actor{{{members}, Roles: []string{{{roles}}}}}"
            lines.append(f"call.Actor = &{actor}")
        return [*lines, "_ = call"]

    def _value(self, type_: Type, wire: Any) -> str:
        """Read by the codec from the wire form of the vector."""
        return f"decode(t, {self._codecs.of(type_)}, {go_string(json.dumps(wire))})"


HELPERS = """
func decode[T any](t *testing.T, c value.Codec[T], text string) T {
	t.Helper()
	node, err := value.Parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	v, fault := c.Decode(node)
	if fault != nil {
		t.Fatal(fault)
	}
	return v
}

func compare[T any](t *testing.T, c value.Codec[T], got T, err error, want, code string) {
	t.Helper()
	var failed *value.Error
	switch {
	case errors.As(err, &failed):
		if string(failed.Code) != code {
			t.Errorf("fails with %s, want %s%s", failed.Code, want, code)
		}
	case err != nil:
		t.Error(err)
	case code != "":
		t.Errorf("got %s, want the error %s", value.Wire(c, got), code)
	default:
		node, parseErr := value.Parse([]byte(want))
		if parseErr != nil {
			t.Fatal(parseErr)
		}
		canonical, have := string(value.AppendCanonical(nil, node)), string(value.Wire(c, got))
		if canonical != have {
			t.Errorf("got %s, want %s", have, canonical)
		}
	}
}
"""


def cases() -> tuple[list[tuple[str, Case]], Codecs]:
    codecs = Codecs(Names())
    found: list[tuple[str, Case]] = []
    for path in FILES:
        for case in load(path)["cases"]:
            if "rejected" not in case["expect"]:
                label = f"{path.stem}: {case['name']}"
                found.append((label, Case(len(found), case, codecs)))
    return found, codecs


def test_every_vector_has_the_expected_value_in_go(tmp_path: Path) -> None:
    found, codecs = cases()
    assert len(found) > 300
    imports = {"errors", "testing", "value", "workflow", "aggregate"}
    functions = []
    for _, case in found:
        functions.append(case.text())
        imports |= case.imports
    runtime = {"value", "workflow", "aggregate"}
    lines = [f'\t"petri/{i}"' if i in runtime else f'\t"{i}"' for i in sorted(imports)]
    variables = [f"var {name} = {text}" for name, text in codecs.variables.items()]
    table = [f"\t{{{go_string(label)}, {case.name}}}," for label, case in found]
    text = "\n".join(
        [
            "package vectors",
            "import (",
            *lines,
            ")",
            "var _ aggregate.Actor",
            *variables,
            HELPERS,
            *functions,
            "var table = []struct { name string; run func(*testing.T) }{",
            *table,
            "}",
            "func TestVectors(t *testing.T) {",
            "\tfor _, c := range table { t.Run(c.name, c.run) }",
            "}",
            "",
        ]
    )
    folder = program_in_runtime(tmp_path, "vectors", {"vectors_test.go": text})
    succeed(folder, "test", "-count=1", "-vet=off", "./vectors")
