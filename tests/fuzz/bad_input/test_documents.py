"""Texts that are no model: each is refused with a diagnostic and status 1."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.fuzz.bad_input.process import MODEL, petri

TEXTS: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "core/empty-file"),
    "truncated": (b'{"name": "x", "places": [', "core/json-truncated"),
    "prose around it": (b'Here it is:\n```json\n{"name":"x","places":[]}\n```', "core/"),
    "binary": (b"a\x00b\x00\xff", "core/"),
    "latin-1": (b'{"name": "caf\xe9"}', "core/not-utf-8"),
    "two keys alike": (b'{"name":"x","name":"y","places":[]}', "core/json-duplicate-key"),
    "not a number": (b'{"name":"x","places":[{"id":"a","x":NaN}]}', "core/json-number"),
    "half a pair": (b'{"name":"\\ud800","places":[]}', "core/json-string"),
    "a huge number": (
        b'{"name":"x","places":[{"id":"a","initial":' + b"9" * 5000 + b"}]}",
        "core/",
    ),
    "10,000 lists": (b"[" * 10_000 + b"]" * 10_000, "core/json-too-deep"),
    "10,000 objects": (b'{"a":' * 10_000 + b"1" + b"}" * 10_000, "core/json-too-deep"),
    "a list": (b"[]", "core/not-an-object"),
    "a number": (b"12", "core/"),
    "unknown key": (b'{"name":"x","places":[],"plcaes":[]}', "core/unknown-key"),
    "wrong types": (b'{"name":"x","places":"p","transitions":3,"arcs":null}', "core/"),
}


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_that_is_no_model_is_refused(name: str, tmp_path: Path) -> None:
    content, code = TEXTS[name]
    (tmp_path / "model").write_bytes(content)
    result = petri("validate", "model", cwd=tmp_path)
    assert result.status == 1
    assert f"error[{code}" in result.err


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("- " * 10_000, "core/yaml-too-deep"),
        ("a: &a [x]\nb: [*a, *a]", "core/yaml-unsupported"),
        ("name: x\nplaces: &p [*p]", "core/yaml-unsupported"),
        ("name: !!python/object/apply:os.system [exit]", "core/yaml-unsupported"),
    ],
)
def test_yaml_that_grows_or_runs_code_is_refused(text: str, code: str, tmp_path: Path) -> None:
    (tmp_path / "model.yaml").write_text(text, "utf-8")
    result = petri("validate", "model.yaml", cwd=tmp_path)
    assert result.status == 1
    assert f"error[{code}]" in result.err


def test_a_file_of_50_megabytes_is_refused_before_it_is_parsed(tmp_path: Path) -> None:
    (tmp_path / "big.json").write_bytes(b'{"name":"' + b"x" * 50_000_000 + b'"}')
    result = petri("validate", "big.json", cwd=tmp_path)
    assert result.status == 1
    assert "core/file-too-large" in result.err


@pytest.mark.parametrize(
    "name", ["../x", "a\nb", '"q"', "a b", "", "é", "x" * 200, "1a", "$(id)", "a;b", "con.txt"]
)
def test_an_id_that_could_break_out_is_refused(name: str, tmp_path: Path) -> None:
    document = {**MODEL, "places": [{"id": name}, *MODEL["places"]]}
    result = _validate(document, tmp_path)
    assert result.status == 1


@pytest.mark.parametrize("id_", ["_", "__", "_-_"])
def test_an_entity_whose_id_gives_no_route_is_refused(id_: str, tmp_path: Path) -> None:
    document = {"name": "shop", "entities": [{"id": id_, "actions": [{"id": "pay"}]}]}
    result = _validate(document, tmp_path)
    assert result.status == 1
    assert "core/no-slug" in result.err


def test_roles_that_inherit_in_a_circle_are_refused(tmp_path: Path) -> None:
    roles = [{"id": "a", "inherits": ["b"]}, {"id": "b", "inherits": ["a"]}]
    result = _validate({**MODEL, "roles": roles}, tmp_path)
    assert result.status == 1
    assert "core/role-cycle" in result.err


@pytest.mark.parametrize("path", [".", "nowhere.json", "x" * 5000, "model.json/x"])
def test_a_path_that_cannot_be_read_is_told(path: str, tmp_path: Path) -> None:
    (tmp_path / "model.json").write_text("{}", "utf-8")
    assert petri("validate", path, cwd=tmp_path).status == 1


def _validate(document: Any, folder: Path) -> Any:
    (folder / "model.json").write_text(json.dumps(document), "utf-8")
    return petri("validate", "model.json", cwd=folder)
