"""Wire values: what is refused, with which code, and where."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from petri_pilot.expr import parse_type
from petri_pilot.expr.instants import TIME_MAX, TIME_MIN, millis_of, parse_time, time_text
from petri_pilot.expr.values import WireError, parse_wire, to_wire


def nested(levels: int) -> Any:
    value: Any = 0
    for _ in range(levels):
        value = [value]
    return value


@pytest.mark.parametrize(
    ("type_", "wire", "code", "pointer"),
    [
        ("string", 1, "wrong-type", ""),
        ("string", None, "wrong-type", ""),
        ("string", "a\0", "invalid-string", ""),
        ("string", "\ud800", "invalid-string", ""),
        ("int", True, "wrong-type", ""),
        ("int", 1.0, "wrong-type", ""),
        ("int", "1", "wrong-type", ""),
        ("int", 2**63, "out-of-range", ""),
        ("int", -(2**63) - 1, "out-of-range", ""),
        ("float", False, "wrong-type", ""),
        ("float", "1", "wrong-type", ""),
        ("float", 10**400, "out-of-range", ""),
        ("float", float("inf"), "out-of-range", ""),
        ("float", float("nan"), "out-of-range", ""),
        ("bool", 1, "wrong-type", ""),
        ("bool", "true", "wrong-type", ""),
        ("time", 0, "wrong-type", ""),
        ("time", "2024-01-01", "wrong-type", ""),
        ("time", "2024-01-01T00:00:00", "wrong-type", ""),
        ("time", "2024-01-01T00:00:00Z\n", "wrong-type", ""),
        ("time", "2024-02-30T00:00:00Z", "wrong-type", ""),
        ("time", "9999-12-31T23:59:59-00:01", "out-of-range", ""),
        ("time", "0001-01-01T00:00:00+00:01", "out-of-range", ""),
        ("amount", 5, "wrong-type", ""),
        ("amount", "", "wrong-type", ""),
        ("amount", "-5", "wrong-type", ""),
        ("amount", "-0", "wrong-type", ""),
        ("amount", "05", "wrong-type", ""),
        ("amount", "5\n", "wrong-type", ""),
        ("amount", "1e3", "wrong-type", ""),
        ("amount", "٣", "wrong-type", ""),
        ("amount", "1" + "0" * 4096, "out-of-range", ""),
        ("enum(a, b)", "c", "not-in-enum", ""),
        ("enum(a, b)", 0, "wrong-type", ""),
        ("list[int]", {}, "wrong-type", ""),
        ("list[int]", [1, "x", 2**70], "wrong-type", "/1"),
        ("list[list[int]]", [[1], [2, None]], "wrong-type", "/1/1"),
        ("map[string]int", [], "wrong-type", ""),
        ("map[string]int", {"b": "x", "a": 2**70}, "out-of-range", "/a"),
        ("map[string]int", {"a/b~": None}, "wrong-type", "/a~1b~0"),
        ("map[string]int", {"a\0": None}, "invalid-string", "/a\0"),
        ("map[int]int", {"01": 1}, "wrong-type", "/01"),
        ("map[int]int", {"-0": 1}, "wrong-type", "/-0"),
        ("map[int]int", {"9223372036854775808": 1}, "out-of-range", "/9223372036854775808"),
        ("map[int]int", {"9" * 5000: 1}, "out-of-range", "/" + "9" * 5000),
        ("map[string]map[int]bool", {"a": {"1": 0}}, "wrong-type", "/a/1"),
        ("json", nested(65), "out-of-range", "/0" * 64),
        ("json", {"a": [float("inf")]}, "out-of-range", "/a/0"),
        ("json", {"a": ["\0"]}, "invalid-string", "/a/0"),
        ("json", {"\ud800": 1}, "invalid-string", "/\ud800"),
    ],
)
def test_what_does_not_fit_is_refused(type_: str, wire: Any, code: str, pointer: str) -> None:
    with pytest.raises(WireError) as caught:
        parse_wire(parse_type(type_), wire)
    assert (caught.value.code, caught.value.pointer) == (code, pointer)


@pytest.mark.parametrize(
    ("type_", "wire", "value"),
    [
        ("int", -(2**63), -(2**63)),
        ("float", 2**53 + 1, 2.0**53),
        ("time", "2024-01-01T00:30:00.9999+01:00", "2023-12-31T23:30:00.999Z"),
        ("amount", "9" * 4096, 10**4096 - 1),
        ("map[int]string", {"-5": "x", "10": "y"}, {-5: "x", 10: "y"}),
        ("json", 3.0, 3),
        ("json", 2.0**63, 2.0**63),
        ("json", 2**63, 2.0**63),
        ("json", nested(64), nested(64)),
    ],
)
def test_what_fits_becomes_its_value(type_: str, wire: Any, value: Any) -> None:
    read = parse_wire(parse_type(type_), wire)
    assert read == value
    assert type(read) is type(value)


def test_negative_zero_becomes_zero() -> None:
    assert str(parse_wire(parse_type("float"), -0.0)) == "0.0"
    assert str(parse_wire(parse_type("json"), -0.0)) == "0"


def test_amounts_do_not_depend_on_the_digit_limit_of_python() -> None:
    code = (
        "from petri_pilot.expr import *; from petri_pilot.expr.values import *\n"
        "a = parse_type('amount'); t = '9' * 4096\n"
        "assert to_wire(a, parse_wire(a, t)) == t\n"
        "s = Scope({}, {}, frozenset()); e = Environment({}, {}, {}, None, '')\n"
        "n = '1' + '0' * 4000\n"
        "assert to_wire(a, evaluate(check(n, s, a), e)) == n\n"
        "assert canonical_json(load_json(n)) == n\n"
    )
    environment = {**os.environ, "PYTHONINTMAXSTRDIGITS": "640"}
    subprocess.run([sys.executable, "-c", code], check=True, env=environment, timeout=60)


EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@given(st.integers(TIME_MIN, TIME_MAX))
def test_instants_agree_with_datetime(millis: int) -> None:
    moment = EPOCH + timedelta(milliseconds=millis)
    text = time_text(millis)
    assert text == moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    assert millis_of(text) == millis


@given(st.datetimes(), st.integers(-1439, 1439))
def test_offsets_agree_with_datetime(local: datetime, minutes: int) -> None:
    sign = "-" if minutes < 0 else "+"
    hours, rest = divmod(abs(minutes), 60)
    text = local.isoformat(timespec="seconds") + f"{sign}{hours:02}:{rest:02}"
    since = local.replace(microsecond=0, tzinfo=UTC) - EPOCH
    wanted = round(since / timedelta(milliseconds=1)) - minutes * 60_000
    assert parse_time(text) == wanted


def test_to_wire_gives_objects_of_its_own() -> None:
    type_ = parse_type("map[string]list[int]")
    value = {"a": [1]}
    to_wire(type_, value)["a"].append(2)
    assert value == {"a": [1]}
