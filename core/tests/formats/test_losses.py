"""Writers lose nothing in silence: what is told as not held is all that is missing."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import given, settings
from petri_pilot.diagnostics import has_errors
from petri_pilot.formats import convert
from petri_pilot.formats.losses import differences

from .samples import FORMATS, LIGHTS, TOKEN, nets, read

DEFAULTS = {"initial": 0, "weight": 1, "version": "1.0.0", "exported": True, "resource": False}


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_a_plain_net_survives_every_format(name: str) -> None:
    plain = copy.deepcopy(LIGHTS)
    del plain["transitions"][1]["guard"]
    if name == "pflow":
        del plain["places"][1]["capacity"]
    written = convert(plain, name)
    assert written.diagnostics == ()
    assert _normal(read(name, written.text).document) == _normal(plain)


@pytest.mark.parametrize("name", ["json", "yaml"])
@given(net=nets())
def test_the_languages_own_formats_hold_everything(name: str, net: dict[str, Any]) -> None:
    written = FORMATS[name].write(net)
    assert written.diagnostics == ()
    assert read(name, written.text).document == net


@pytest.mark.parametrize("name", ["pflow", "pflow-xyz-json", "petri-pilot-json"])
@settings(max_examples=150)
@given(net=nets())
def test_a_net_is_read_back_but_for_the_listed_losses(name: str, net: dict[str, Any]) -> None:
    before = copy.deepcopy(net)
    written = FORMATS[name].write(net)
    assert net == before
    back = read(name, written.text).document
    if has_errors(list(written.diagnostics)):
        assert written.text == ""
        return
    assert back is not None
    lost = {d.origin.pointer for d in written.diagnostics}
    for pointer, value in _leaves("", net):
        if not _told(pointer, lost):
            assert _find(net, back, pointer) == value, pointer


@pytest.mark.parametrize("name", ["pflow", "pflow-xyz-json", "petri-pilot-json"])
@settings(max_examples=60)
@given(net=nets())
def test_what_was_read_back_is_written_without_loss(name: str, net: dict[str, Any]) -> None:
    written = FORMATS[name].write(net)
    if written.text:
        back = read(name, written.text).document
        assert back is not None
        again = FORMATS[name].write(back)
        assert [d.message for d in again.diagnostics] == []


def test_each_loss_is_told_with_its_pointer() -> None:
    written = convert(LIGHTS, "pflow-xyz-json")
    assert [(d.code, d.origin.pointer) for d in written.diagnostics] == [
        ("core/not-held", "/transitions/1/guard")
    ]
    written = convert(LIGHTS, "pflow")
    assert [d.origin.pointer for d in written.diagnostics] == ["/places/1/capacity"]


def test_an_arc_that_is_left_out_does_not_blame_those_after_it() -> None:
    net = copy.deepcopy(LIGHTS)
    net["arcs"].insert(1, {"from": "red", "to": "stop", "type": "reset"})
    pointers = [d.origin.pointer for d in convert(net, "petri-pilot-json").diagnostics]
    assert pointers == ["/arcs/1"]


@pytest.mark.parametrize("name", ["pflow", "pflow-xyz-json"])
def test_an_application_is_refused_by_formats_of_nets(name: str) -> None:
    written = convert({"name": "a", "entities": []}, name)
    assert written.text == ""
    assert [d.code for d in written.diagnostics] == ["core/cannot-write"]


def test_an_unknown_format_is_an_error_that_names_all() -> None:
    written = convert(LIGHTS, "xml")
    assert [d.code for d in written.diagnostics] == ["core/unknown-format"]
    assert "pflow-xyz-json" in written.diagnostics[0].message


@pytest.mark.parametrize("name", sorted(FORMATS))
@pytest.mark.parametrize(
    "document",
    [{}, {"places": 1, "arcs": "x"}, {"places": [1, {"id": 2}], "arcs": [{}], "name": None}],
)
def test_writers_take_documents_that_are_no_models(name: str, document: dict[str, Any]) -> None:
    written = FORMATS[name].write(document)
    assert written.text or has_errors(list(written.diagnostics))


def test_erc20_like_models_survive_all_formats_for_nets_with_data() -> None:
    document = read("pflow", TOKEN).document
    assert document is not None
    for name in ("json", "yaml", "petri-pilot-json", "pflow"):
        assert [d.message for d in convert(document, name).diagnostics] == []


def test_differences_see_every_change_of_a_leaf() -> None:
    document = json.loads(json.dumps(LIGHTS))
    for pointer, value in _leaves("", LIGHTS):
        changed = copy.deepcopy(document)
        target: Any = changed
        *path, last = pointer.split("/")[1:]
        for segment in path:
            target = target[int(segment)] if isinstance(target, list) else target[segment]
        target[last] = f"{value}x"
        assert list(differences(document, changed)), pointer


def _normal(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _normal(v) for k, v in value.items() if DEFAULTS.get(k, ...) != v}
    return [_normal(v) for v in value] if isinstance(value, list) else value


def _leaves(pointer: str, value: Any) -> list[tuple[str, Any]]:
    if isinstance(value, dict):
        keys = [k.replace("~", "~0").replace("/", "~1") for k in value]
        parts = list(zip(keys, value.values(), strict=True))
    elif isinstance(value, list):
        parts = [(str(i), part) for i, part in enumerate(value)]
    else:
        return [(pointer, value)]
    return [leaf for key, part in parts for leaf in _leaves(f"{pointer}/{key}", part)]


def _told(pointer: str, lost: set[str]) -> bool:
    return any(pointer == loss or pointer.startswith(f"{loss}/") for loss in lost)


def _find(net: Any, back: Any, pointer: str) -> Any:
    """The value at a pointer of `net` in `back`, where lists may be shorter."""
    key = ""
    for raw in pointer.split("/")[1:]:
        key = raw.replace("~1", "/").replace("~0", "~")
        if isinstance(net, list):
            shorter = len(back) < len(net)
            net, index = net[int(key)], int(key)
            back = _counterpart(net, back) if shorter else back[index]
        else:
            net, back = net[key], back.get(key, DEFAULTS.get(key) if key in DEFAULTS else None)
            if net == "normal" and back is None:
                back = "normal"
            if net in ("", None) and back in ("", None):
                back = net
    return back


def _counterpart(entry: Any, back: list[Any]) -> Any:
    if not isinstance(entry, dict):
        return entry if entry in back else None
    if "id" in entry:
        return next(b for b in back if b["id"] == entry["id"])
    if "from" in entry:
        alike = [b for b in back if (b["from"], b["to"]) == (entry["from"], entry["to"])]
        keys = ("weight", "type", "keys", "value", "op")
        return max(alike, key=lambda b: sum(b.get(k) == entry.get(k) for k in keys))
    return next(b for b in back if b["name"] == entry["name"])
