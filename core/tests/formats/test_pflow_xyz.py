from __future__ import annotations

import json
from typing import Any

import pytest

from .samples import EDITOR, FORMATS, codes, read


def _net(**changes: Any) -> str:
    base: dict[str, Any] = {
        "@type": "PetriNet",
        "name": "n",
        "places": {"p": {"initial": [1]}},
        "transitions": {"t": {}},
        "arcs": [{"source": "p", "target": "t", "weight": [1]}],
    }
    return json.dumps(base | changes)


def test_inhibitors_and_read_arcs_follow_the_direction() -> None:
    document = read("pflow-xyz-json", EDITOR).document
    assert document is not None
    assert document["arcs"] == [
        {"from": "enter", "to": "inside", "weight": 2},
        {"from": "open_sign", "to": "enter", "type": "read"},
        {"from": "inside", "to": "close", "type": "inhibitor", "weight": 3},
        {"from": "open_sign", "to": "close"},
    ]


def test_vectors_names_and_positions_are_translated() -> None:
    result = read("pflow-xyz-json", EDITOR)
    assert result.document is not None
    assert result.document["places"] == [
        {"id": "open_sign", "name": "open sign", "initial": 1, "x": 1, "y": 2},
        {"id": "inside", "initial": 0, "capacity": 5},
    ]
    assert set(codes(result)) == {"core/renamed", "core/translated"}
    assert result.locate("/places/1/capacity") == (8, 43)
    assert result.locate("/arcs/2") == (14, 5)


def test_colors_unfold_to_places() -> None:
    document = read(
        "pflow-xyz-json",
        _net(
            token=["https://pflow.xyz/tokens/red", "https://pflow.xyz/tokens/blue"],
            places={"p": {"initial": [2, 1], "capacity": [0, 4]}, "q": {}},
            arcs=[
                {"source": "p", "target": "t", "weight": [1, 3]},
                {"source": "t", "target": "q", "weight": [0, 1]},
            ],
        ),
    ).document
    assert document is not None
    assert [(p["id"], p["initial"], p.get("capacity")) for p in document["places"]] == [
        ("p_red", 2, None),
        ("p_blue", 1, 4),
        ("q_blue", 0, None),
    ]
    assert document["arcs"] == [
        {"from": "p_red", "to": "t"},
        {"from": "p_blue", "to": "t", "weight": 3},
        {"from": "t", "to": "q_blue"},
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (_net(nope=1), "core/unknown-format-key"),
        (_net(places={"p": {"nope": 1}}), "core/unknown-format-key"),
        (_net(places={"p": {"initial": [1.5]}}), "core/wrong-shape"),
        (_net(places={"p": {"initial": [-1]}}), "core/wrong-shape"),
        (_net(places=[]), "core/wrong-shape"),
        (_net(arcs={}), "core/wrong-shape"),
        (_net(arcs=[{"source": "p", "target": "p"}]), "core/cannot-translate"),
        (_net(arcs=[{"source": "p", "target": "x"}]), "core/cannot-translate"),
        (_net(**{"@type": "PetriNetSeal"}), "core/cannot-translate"),
    ],
)
def test_what_cannot_be_said_is_refused(text: str, code: str) -> None:
    result = read("pflow-xyz-json", text)
    assert result.document is None
    assert code in codes(result)


def test_arcs_without_weight_and_parallel_arcs_are_told() -> None:
    arc = {"source": "p", "target": "t"}
    result = read("pflow-xyz-json", _net(arcs=[arc, arc, arc | {"weight": [0]}]))
    assert result.document is not None
    assert len(result.document["arcs"]) == 2
    assert sorted(codes(result)) == ["core/not-translated", "core/translated"]


def test_a_net_without_a_name_is_called_like_its_file() -> None:
    result = FORMATS["pflow-xyz-json"].read(_net(name=""), "dir/my net.jsonld")
    assert result.document is not None
    assert result.document["name"] == "my_net"
