"""Pictures: complete, deterministic, well-formed, without overlaps."""

from __future__ import annotations

import itertools
from typing import Any
from xml.etree import ElementTree

from petri_pilot.drawing import draw, graph_of, lay_out
from petri_pilot.drawing.graph import wrap
from petri_pilot.drawing.layers import assign_layers, crossings
from petri_pilot.program import resolve
from petri_pilot.program.ir import Aggregate

SVG = "{http://www.w3.org/2000/svg}"


def net(document: dict[str, Any]) -> Aggregate:
    program = resolve(document, "model.json").program
    assert program is not None
    return program.aggregates[0]


MACHINE: dict[str, Any] = {
    "name": "machine",
    "places": [
        {"id": "coins", "capacity": 10},
        {"id": "bottles", "initial": 20},
        {"id": "tray", "initial": 3},
        {"id": "locked"},
        {"id": "sold", "kind": "data", "type": "int"},
    ],
    "transitions": [{"id": "insert"}, {"id": "select"}, {"id": "service"}],
    "arcs": [
        {"from": "locked", "to": "insert", "type": "inhibitor"},
        {"from": "insert", "to": "coins"},
        {"from": "coins", "to": "select", "weight": 3},
        {"from": "bottles", "to": "select"},
        {"from": "select", "to": "bottles"},
        {"from": "select", "to": "tray"},
        {"from": "select", "to": "sold", "value": "1"},
        {"from": "tray", "to": "service", "type": "reset"},
        {"from": "bottles", "to": "service", "type": "read"},
    ],
}


def picture(document: dict[str, Any]) -> str:
    aggregate = net(document)
    graph = graph_of(aggregate)
    return draw(graph, lay_out(graph), aggregate.name)


def test_every_place_transition_and_weight_is_in_the_picture() -> None:
    root = ElementTree.fromstring(picture(MACHINE))
    words = {element.text for element in root.iter(f"{SVG}text")}
    assert {"coins", "bottles", "tray", "locked", "sold", "insert", "select", "service"} <= words
    assert {"3", "20", "≤ 10", "+= 1", "int"} <= words


def test_tokens_up_to_five_are_dots_and_more_are_a_number() -> None:
    root = ElementTree.fromstring(picture(MACHINE))
    dots = [e for e in root.iter(f"{SVG}circle") if e.get("class") == "token"]
    assert len(dots) == 3


def test_each_arc_kind_has_its_own_end_and_a_line_in_the_legend() -> None:
    svg = picture(MACHINE)
    for marker in ("ring", "dot", "arrow2"):
        assert svg.count(f'marker-end="url(#{marker})"') == 2


def test_an_arc_with_its_way_back_is_one_line_with_two_heads() -> None:
    assert picture(MACHINE).count('marker-start="url(#arrow)"') == 1


def test_the_same_net_gives_the_same_bytes() -> None:
    assert picture(MACHINE) == picture(MACHINE)


def test_no_two_nodes_overlap() -> None:
    graph = graph_of(net(MACHINE))
    layout = lay_out(graph)
    for a, b in itertools.combinations(graph.nodes, 2):
        (ax, ay), (bx, by) = layout.nodes[a.id], layout.nodes[b.id]
        apart = abs(ax - bx) >= (a.body[0] + b.body[0]) / 2
        assert apart or abs(ay - by) >= (a.height + b.height) / 2, (a.id, b.id)


def test_all_nodes_lie_inside_the_picture() -> None:
    graph = graph_of(net(MACHINE))
    layout = lay_out(graph)
    for x, y in layout.nodes.values():
        assert 0 < x < layout.width
        assert 0 < y < layout.height


def test_hostile_descriptions_stay_text() -> None:
    document = {**MACHINE, "places": [*MACHINE["places"]]}
    document["places"][0] = {"id": "coins", "description": '</title><script>&"\u0001'}
    graph = graph_of(net(document))
    root = ElementTree.fromstring(draw(graph, lay_out(graph), "x"))
    assert not list(root.iter(f"{SVG}script"))
    assert '</title><script>&"\ufffd' in {e.text for e in root.iter(f"{SVG}title")}


def test_the_authors_coordinates_can_be_kept() -> None:
    document = {
        "name": "two",
        "places": [{"id": "p", "x": 100, "y": 50, "initial": 1}],
        "transitions": [{"id": "t", "x": 300, "y": 90}],
        "arcs": [{"from": "p", "to": "t"}],
    }
    layout = lay_out(graph_of(net(document)), keep_positions=True)
    (px, py), (tx, ty) = layout.nodes["p"], layout.nodes["t"]
    assert (tx - px, ty - py) == (200, 40)


def test_layers_point_onwards_even_around_cycles() -> None:
    edges = [(0, 1), (1, 2), (2, 0), (2, 3)]
    layered = assign_layers(4, edges)
    level = {node: i for i, layer in enumerate(layered.layers) for node in layer}
    assert sum(level[a] < level[b] for a, b in edges) == 3
    assert all(
        abs(level[a] - level[b]) == 1
        for chain in layered.chains
        for a, b in itertools.pairwise(chain)
    )


def test_crossings_that_can_be_avoided_are_avoided() -> None:
    # Two parallel chains whose second halves are listed in the other order.
    layered = assign_layers(6, [(0, 3), (1, 2), (2, 4), (3, 5)])
    assert crossings(layered) == 0


def test_crossings_are_counted() -> None:
    layered = assign_layers(4, [(0, 2), (1, 3)])
    layered.layers[1].reverse()
    assert crossings(layered) == 1


def test_long_names_break_at_their_joints() -> None:
    assert wrap("restock_coffee_beans") == ("restock_coffee_", "beans")
    assert wrap("x") == ("x",)


def test_a_net_without_arcs_is_drawn() -> None:
    document = {"name": "dots", "places": [{"id": "a"}], "transitions": [{"id": "t"}]}
    assert "<svg" in picture(document)
