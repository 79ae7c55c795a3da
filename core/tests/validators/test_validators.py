"""The built-in validators as a whole; their findings are in the cases of core/tests/program."""

from __future__ import annotations

from petri_pilot.program import Program, resolve
from petri_pilot.validators import builtin_validators

NET = {
    "name": "shop",
    "places": [{"id": "open", "initial": 1}],
    "transitions": [{"id": "close"}],
    "arcs": [{"from": "open", "to": "close"}],
}


def program() -> Program:
    found = resolve(NET, "m").program
    assert found is not None
    return found


def test_validators_have_sorted_unique_names_of_core() -> None:
    names = [v.name for v in builtin_validators()]
    assert names == sorted(set(names))
    assert all(n.startswith("core/") for n in names)


def test_a_sound_model_has_nothing_but_a_note_of_its_pattern() -> None:
    found = [d.code for v in builtin_validators() for d in v.validate(program())]
    assert found == ["core/detected-pattern"]


def test_validators_are_pure() -> None:
    subject = program()
    first = [list(v.validate(subject)) for v in builtin_validators()]
    assert first == [list(v.validate(subject)) for v in builtin_validators()]
