from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import pytest
from petri_pilot.formats import builtin_formats, read_model
from petri_pilot.plugins.api import ReadResult

from .samples import EDITOR, NESTED, TOKEN, codes

FORMATS = builtin_formats()
NET = '{"name": "n", "places": [], "transitions": [], "arcs": []}'


def _read(path: Path, name: str | None = None) -> ReadResult:
    return read_model(str(path), FORMATS, name)


@pytest.mark.parametrize(
    ("file", "text", "key"),
    [
        ("m.json", NET, "transitions"),
        ("m.yaml", "name: n\nplaces: []\n", "places"),
        ("m.yml", NET, "arcs"),
        ("m.json", EDITOR, "places"),
        ("m.jsonld", EDITOR, "places"),
        ("m.json", NESTED, "roles"),
        ("m.pflow", TOKEN, "constraints"),
        ("m.txt", TOKEN, "constraints"),
        ("model", "name: n\nplaces: []\n", "places"),
        ("m.json", NET.replace("{", '{"status": {"places": {"a": "b"}}, ', 1), "status"),
    ],
)
def test_the_format_is_found_by_the_text_and_the_name(
    tmp_path: Path, file: str, text: str, key: str
) -> None:
    path = tmp_path / file
    path.write_text(text, encoding="utf-8")
    result = _read(path)
    assert result.document is not None
    assert key in result.document
    backwards = read_model(str(path), FORMATS[::-1])
    assert backwards.document == result.document


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "core/empty-file"),
        (b" \n\t", "core/empty-file"),
        (b"\xef\xbb\xbf\n", "core/empty-file"),
        (b"\x00\x01\x02\x03", "core/not-utf-8"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "core/binary-file"),
        (NET.encode("utf-16"), "core/not-utf-8"),
        (NET.encode("utf-16-le"), "core/not-utf-8"),
        (NET.encode("utf-32"), "core/not-utf-8"),
        (b'{"name": "caf\xe9"}', "core/not-utf-8"),
        (b"hello", "core/unrecognized-format"),
    ],
)
def test_bytes_that_are_no_model_are_refused(tmp_path: Path, data: bytes, code: str) -> None:
    path = tmp_path / "model"
    path.write_bytes(data)
    result = _read(path)
    assert result.document is None
    assert codes(result) == [code]


def test_a_missing_file_a_directory_and_a_bad_path_are_refused(tmp_path: Path) -> None:
    assert codes(_read(tmp_path / "none.json")) == ["core/file-missing"]
    assert codes(_read(tmp_path)) == ["core/file-unreadable"]
    assert codes(read_model("a\0b", FORMATS)) == ["core/file-unreadable"]
    assert codes(_read(tmp_path / ("x" * 300))) == ["core/file-unreadable"]
    file = tmp_path / "file"
    file.write_text("x", encoding="utf-8")
    assert codes(_read(file / "below")) == ["core/file-unreadable"]


def test_a_file_without_permission_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "secret.json"
    path.write_text(NET, encoding="utf-8")
    path.chmod(0)
    if os.access(path, os.R_OK):  # root reads everything, so let the system call refuse

        def refuse(*_: object, **__: object) -> None:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(Path, "open", refuse)
    result = _read(path)
    assert codes(result) == ["core/file-unreadable"]
    assert "permission denied" in result.diagnostics[0].message


def test_a_large_file_is_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "large.json"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    result = _read(path)
    assert codes(result) == ["core/file-too-large"]
    assert "20000000" in result.diagnostics[0].message


def test_an_endless_device_is_read_no_further_than_the_limit() -> None:
    assert codes(read_model("/dev/zero", FORMATS, limit=1000)) == ["core/file-too-large"]


def test_large_yaml_has_its_own_limit(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    path.write_text("a: " + "x" * 6_000_000, encoding="utf-8")
    assert codes(_read(path)) == ["core/file-too-large"]


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(NET.encode())))
    assert read_model("-", FORMATS).document is not None


def test_a_named_format_is_used_whatever_the_text(tmp_path: Path) -> None:
    path = tmp_path / "m.pflow"
    path.write_text(NET, encoding="utf-8")
    assert _read(path, "json").document is not None
    assert codes(_read(path, "pflow")) == ["core/pflow-syntax"]
    result = _read(path, "xml")
    assert codes(result) == ["core/unknown-format"]
    assert "json, petri-pilot-json, pflow, pflow-xyz-json, yaml" in result.diagnostics[0].message


def test_two_formats_that_are_equally_sure_are_told(tmp_path: Path) -> None:
    path = tmp_path / "m.pflow"
    path.write_text(TOKEN, encoding="utf-8")
    result = read_model(str(path), [*FORMATS, _Rival()])
    assert codes(result) == ["core/ambiguous-format"]
    assert "pflow, rival" in result.diagnostics[0].message


class _Rival(type(next(f for f in FORMATS if f.name == "pflow"))):  # type: ignore[misc]
    name = "rival"


def test_broken_json_is_read_as_json_and_not_as_yaml(tmp_path: Path) -> None:
    path = tmp_path / "m.yaml"
    path.write_text('{"name": "n",}', encoding="utf-8")
    assert codes(_read(path)) == ["core/json-syntax"]
