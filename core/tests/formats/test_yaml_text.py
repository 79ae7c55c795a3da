from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from .samples import FORMATS, codes, json_values, read, texts


@pytest.mark.parametrize(
    ("scalar", "value"),
    [
        ("no", "no"),
        ("on", "on"),
        ("y", "y"),
        ("12:30:00", "12:30:00"),
        ("2001-01-01", "2001-01-01"),
        ("1_000", "1_000"),
        ("0o14", 12),
        ("0x1F", 31),
        ("1e3", 1000.0),
        (".5", 0.5),
        ("true", True),
        ("~", None),
        ("'012'", "012"),
        ("v1.0", "v1.0"),
    ],
)
def test_scalars_follow_the_core_schema_of_yaml_1_2(scalar: str, value: object) -> None:
    document = read("yaml", f"a: {scalar}\n").document
    assert document == {"a": value}
    assert type(document["a"]) is type(value)


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("a: &x 1", "core/yaml-unsupported", (1, 4)),
        ("a: 1\nb: *x", "core/yaml-unsupported", (2, 4)),
        ("a: !!python/object:os.system 1", "core/yaml-unsupported", (1, 4)),
        ("a: !x 1", "core/yaml-unsupported", (1, 4)),
        ("<<: {a: 1}", "core/yaml-unsupported", (1, 1)),
        ("a: 012", "core/yaml-unsupported", (1, 4)),
        ("a: .inf", "core/yaml-unsupported", (1, 4)),
        ("a: 1\n---\nb: 1", "core/yaml-unsupported", (2, 1)),
        ("%YAML 1.1\n---\na: 1", "core/yaml-unsupported", (1, 1)),
        ("? [1]\n: 1", "core/yaml-unsupported", (1, 3)),
        ('a: "\\0"', "core/yaml-unsupported", (1, 4)),
        ("a: 1\na: 2", "core/yaml-duplicate-key", (2, 1)),
        ("a:\n\tb: 1", "core/yaml-syntax", (2, 1)),
        ("a: " + "[" * 10_000, "core/yaml-too-deep", (1, 131)),
        ("- 1", "core/not-an-object", (1, 1)),
        ("# nothing\n", "core/not-an-object", (1, 1)),
    ],
)
def test_what_is_no_plain_data_is_refused_at_its_place(
    text: str, code: str, place: tuple[int, int]
) -> None:
    result = read("yaml", text)
    assert result.document is None
    assert codes(result) == [code]
    assert result.locate(result.diagnostics[0].origin.pointer) == place


def test_an_alias_bomb_is_refused_at_its_first_anchor() -> None:
    pairs = zip("abcdefgh", "bcdefghi", strict=True)
    lines = ["a: &a [x, x]", *(f"{b}: &{b} [*{a}, *{a}]" for a, b in pairs)]
    assert codes(read("yaml", "\n".join(lines))) == ["core/yaml-unsupported"]


def test_values_are_located() -> None:
    result = read("yaml", "a:\n  - b: 1\n    c: x\n")
    assert result.locate("/a/0/c") == (3, 8)
    assert result.locate("/a/0/nope") == (2, 5)


def test_several_errors_are_told_at_once() -> None:
    assert codes(read("yaml", "a: 012\nb: .nan\na: 1\n")) == [
        "core/yaml-unsupported",
        "core/yaml-unsupported",
        "core/yaml-duplicate-key",
    ]


@given(st.dictionaries(texts, json_values, max_size=4))
def test_what_is_written_is_read_back_exactly(value: dict[str, object]) -> None:
    text = FORMATS["yaml"].write(value).text
    result = read("yaml", text)
    assert codes(result) == []
    assert repr(result.document) == repr(value)


@given(texts)
def test_written_strings_are_strings_in_yaml_1_1_too(text: str) -> None:
    written = FORMATS["yaml"].write({"a": text}).text
    assert yaml.safe_load(written) == {"a": text}
