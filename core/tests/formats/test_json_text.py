from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from .samples import codes, json_values, read, texts


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ('{"a": 1,}', "core/json-syntax", (1, 8)),
        ('{"a": [1 , ]}', "core/json-syntax", (1, 10)),
        ("{'a': 1}", "core/json-syntax", (1, 2)),
        ('{"a": True}', "core/json-syntax", (1, 7)),
        ('{"a": "x\ny"}', "core/json-syntax", (1, 9)),
        ('{"a": 1}\n```\n', "core/json-surrounded", (2, 1)),
        ('{"a": 1} {"b": 2}', "core/json-surrounded", (1, 10)),
        ('Sure, here it is:\n{"a": 1}', "core/json-surrounded", (1, 1)),
        ('```json\n{"a": 1}\n```', "core/json-surrounded", (1, 1)),
        ('{"a": [{"b": "x', "core/json-truncated", (1, 16)),
        ('{"a": [1, 2', "core/json-truncated", (1, 12)),
        ('{"a": tru', "core/json-truncated", (1, 10)),
        ('{"a": 1,\n "a": 2}', "core/json-duplicate-key", (2, 7)),
        ('{"a": NaN}', "core/json-number", (1, 7)),
        ('{"a": -Infinity}', "core/json-number", (1, 7)),
        ('{"a": 1e999}', "core/json-number", (1, 7)),
        ('{"a": ' + "9" * 5000 + "}", "core/json-number", (1, 7)),
        ('{"a": "\\ud800"}', "core/json-string", (1, 7)),
        ('{"a": "\\u0000"}', "core/json-string", (1, 7)),
        ("[]", "core/not-an-object", (1, 1)),
        ("null", "core/not-an-object", (1, 1)),
    ],
)
def test_text_that_is_no_json_object_is_refused_at_its_place(
    text: str, code: str, place: tuple[int, int]
) -> None:
    result = read("json", text)
    assert result.document is None
    assert codes(result) == [code]
    assert result.locate(result.diagnostics[0].origin.pointer) == place


@pytest.mark.parametrize("text", ["[" * 10_000, "[" * 10_000 + "]" * 10_000, '{"a":' * 10_000])
def test_deep_nesting_is_a_diagnostic(text: str) -> None:
    result = read("json", text)
    assert result.document is None
    assert codes(result) in (["core/json-too-deep"], ["core/json-truncated"])


def test_the_depth_limit_is_exact() -> None:
    assert read("json", '{"a":' + "[" * 127 + "]" * 127 + "}").document is not None
    assert codes(read("json", '{"a":' + "[" * 128 + "]" * 128 + "}")) == ["core/json-too-deep"]


def test_a_byte_order_mark_is_left_out_with_a_warning() -> None:
    result = read("json", '\ufeff{"a": 1}')
    assert result.document == {"a": 1}
    assert codes(result) == ["core/byte-order-mark"]


def test_advice_around_json_says_what_to_delete() -> None:
    result = read("json", 'Here:\n```json\n{"a": 1}\n```\nBye')
    assert "before line 3, column 1, and everything from line 3, column 9" in (
        result.diagnostics[0].message
    )


def test_all_duplicate_keys_are_told_at_once() -> None:
    result = read("json", '{"a": 1, "a": 2, "b": {"c": 1, "c": 2}}')
    assert [d.origin.pointer for d in result.diagnostics] == ["/a", "/b/c"]


def test_pointers_are_located_or_found_at_their_ancestor() -> None:
    result = read("json", '{\n  "a/b": [1,\n {"~": "x"}]}')
    assert result.locate("") == (1, 1)
    assert result.locate("/a~1b/1/~0") == (3, 8)
    assert result.locate("/a~1b/1/nope/3") == (3, 2)


def test_integers_stay_exact() -> None:
    assert read("json", '{"a": 9007199254740993}').document == {"a": 9007199254740993}


@given(st.dictionaries(texts, json_values, max_size=4), st.sampled_from([None, 0, 2]))
def test_every_value_is_located_where_it_starts(value: dict[str, object], indent: int) -> None:
    text = json.dumps(value, indent=indent)
    result = read("json", text)
    lines = text.split("\n")
    for pointer, part in _parts("", value):
        line, column = result.locate(pointer)
        rest = "\n".join([lines[line - 1][column - 1 :], *lines[line:]])
        found, _ = json.JSONDecoder().raw_decode(rest)
        assert found == part


def _parts(pointer: str, value: object) -> list[tuple[str, object]]:
    found = [(pointer, value)]
    if isinstance(value, dict):
        for key, part in value.items():
            found += _parts(f"{pointer}/{key.replace('~', '~0').replace('/', '~1')}", part)
    elif isinstance(value, list):
        for index, part in enumerate(value):
            found += _parts(f"{pointer}/{index}", part)
    return found
