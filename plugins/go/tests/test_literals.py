"""Whatever a model's text is, it stays one Go token with exactly that text."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from petri_pilot_go.literals import comment_text, go_comment, go_float, go_string, markdown_text

from .support import succeed, unformatted, write_files

NASTY = [
    "",
    'quote " and \\ backslash',
    "new\nline\r\n\ttab",
    "*/ /* // `backtick` ``two`` ''two''",
    "${jinja} {{ braces }} {% tag %} %s %d",
    "nul \x00 bell \x07 escape \x1b delete \x7f",
    "\ufeffbom \u200b zero width \u202e override \u2028 separator \u2029",
    "käse 日本語 😀 e\u0301",
    "//go:build ignore",
    "- item\n1. item\n# Heading\n[link]: https://example.com",
    "package main; func init() { panic(1) }",
    "\U000e0001 tag \ue000 private",
]
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


def test_a_go_program_reads_back_what_was_printed(tmp_path: Path) -> None:
    texts: list[str] = list(NASTY)

    @settings(max_examples=400, deadline=None, database=None, derandomize=True)
    @given(TEXTS)
    def collect(text: str) -> None:
        texts.append(text)

    collect()
    items = "\n".join(f"\t\t{go_string(text)}," for text in texts)
    source = f"""package main

import (
	"encoding/base64"
	"fmt"
)

func main() {{
	texts := []string{{
{items}
	}}
	for _, text := range texts {{
		fmt.Println(base64.StdEncoding.EncodeToString([]byte(text)))
	}}
}}
"""
    write_files(tmp_path, {"go.mod": "module literals\n\ngo 1.26\n", "main.go": source})
    printed = succeed(tmp_path, "run", ".").split("\n")
    assert [base64.b64decode(line).decode() for line in printed[: len(texts)]] == texts
    assert unformatted(tmp_path) == ""


def test_comments_stay_comments_and_gofmt_leaves_them_alone(tmp_path: Path) -> None:
    texts: list[str] = [*NASTY, " ".join(NASTY * 3)]

    @settings(max_examples=400, deadline=None, database=None, derandomize=True)
    @given(TEXTS)
    def collect(text: str) -> None:
        texts.append(text)

    collect()
    functions = "\n".join(
        f"{go_comment(f'F{i} is: {text}')}\nfunc F{i}() {{}}\n" for i, text in enumerate(texts)
    )
    source = "package comments\n\n" + functions
    write_files(tmp_path, {"go.mod": "module comments\n\ngo 1.26\n", "comments.go": source})
    assert unformatted(tmp_path) == ""
    succeed(tmp_path, "vet", ".")


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_float_constant_reads_back_as_the_same_double(value: float) -> None:
    assert float(go_float(value)) == value


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_a_float_that_is_not_finite_has_no_constant(value: float) -> None:
    with pytest.raises(ValueError, match="no Go literal"):
        go_float(value)


@given(st.text())
def test_a_comment_is_one_line_of_visible_text(text: str) -> None:
    shown = comment_text(text)
    assert "\n" not in shown
    assert "``" not in shown
    assert shown == shown.strip()
    assert all(c == " " or c.isprintable() for c in shown)


def test_markdown_shows_markup_as_it_is() -> None:
    assert markdown_text("<b>*x* `y`\n# z</b>") == "\\<b\\>\\*x\\* \\`y\\` # z\\</b\\>"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("order-processing", "order-processing"),
        ("- item", "\\- item"),
        ("1. item", "1\\. item"),
        ("# heading", "\\# heading"),
        ("---", "\\---"),
        ("![x](y)", "!\\[x\\](y)"),
    ],
)
def test_markdown_escapes_what_means_something_there(text: str, shown: str) -> None:
    assert markdown_text(text) == shown


def test_a_lone_surrogate_becomes_bytes_and_no_error() -> None:
    assert go_string("\ud800") == '"\\xed\\xa0\\x80"'
