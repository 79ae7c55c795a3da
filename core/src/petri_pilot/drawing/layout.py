"""Coordinates: layers from left to right, nodes within a layer from top to bottom."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import fmean

from petri_pilot.drawing.graph import Graph
from petri_pilot.drawing.layers import Layered, assign_layers

COLUMN_GAP = 46.0
"""Free space between the widest nodes of neighbouring layers, in pixels."""

ROW_GAP = 18.0
"""Free space between neighbours within a layer, in pixels."""

DUMMY_HEIGHT = 14.0
"""The room that an edge takes where it passes a layer, in pixels."""

PASSES = 12
"""Alternating passes that straighten edges; the picture settles after about eight."""

MARGIN = 24.0

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Layout:
    """Centres of the nodes' shapes, the way of each edge, and the picture's size, in pixels."""

    nodes: dict[str, Point]
    edges: tuple[tuple[Point, ...], ...]
    width: float
    height: float


def lay_out(graph: Graph, *, keep_positions: bool = False) -> Layout:
    """Place all nodes. With `keep_positions` the author's coordinates are used,
    which all nodes must then have.
    """
    if keep_positions:
        return _as_positioned(graph)
    index = {node.id: number for number, node in enumerate(graph.nodes)}
    layered = assign_layers(
        len(graph.nodes), [(index[edge.source], index[edge.target]) for edge in graph.edges]
    )
    heights = [node.height + ROW_GAP for node in graph.nodes]
    heights += [DUMMY_HEIGHT] * (len(layered.neighbours_before) - len(heights))
    across = _straighten(layered, heights)
    along = _columns(graph, layered)
    points = {
        node: (along[level], across[node])
        for level, row in enumerate(layered.layers)
        for node in row
    }
    top = min((across[n] - heights[n] / 2 for n in across), default=0.0) - MARGIN
    nodes = {node.id: (points[n][0], points[n][1] - top) for n, node in enumerate(graph.nodes)}
    edges = tuple(
        tuple((points[n][0], points[n][1] - top) for n in chain) for chain in layered.chains
    )
    bottom = max((across[n] + heights[n] / 2 for n in across), default=0.0)
    right = max((points[n][0] + node.width / 2 for n, node in enumerate(graph.nodes)), default=0.0)
    return Layout(nodes, edges, right + MARGIN, bottom - top + MARGIN)


def _as_positioned(graph: Graph) -> Layout:
    given = {node.id: node.position for node in graph.nodes if node.position is not None}
    left = min((x for x, _ in given.values()), default=0.0) - 60
    top = min((y for _, y in given.values()), default=0.0) - 40
    nodes = {id_: (x - left, y - top) for id_, (x, y) in given.items()}
    edges = tuple((nodes[edge.source], nodes[edge.target]) for edge in graph.edges)
    width = max((x for x, _ in nodes.values()), default=0.0) + 80
    height = max((y for _, y in nodes.values()), default=0.0) + 80
    return Layout(nodes, edges, width, height)


def _columns(graph: Graph, layered: Layered) -> list[float]:
    """The x of each layer, from the widths of its nodes."""
    widths = [
        max((graph.nodes[n].width for n in layer if n < len(graph.nodes)), default=20.0)
        for layer in layered.layers
    ]
    columns: list[float] = []
    edge = MARGIN
    for width in widths:
        columns.append(edge + width / 2)
        edge += width + COLUMN_GAP
    return columns


def _straighten(layered: Layered, heights: list[float]) -> dict[int, float]:
    """The y of each node: as near to its neighbours as order and sizes allow."""
    position: dict[int, float] = {}
    for layer in layered.layers:
        edge = -sum(heights[node] for node in layer) / 2
        for node in layer:
            position[node] = edge + heights[node] / 2
            edge += heights[node]
    for turn in range(PASSES):
        layers = layered.layers if turn % 2 == 0 else layered.layers[::-1]
        near = layered.neighbours_before if turn % 2 == 0 else layered.neighbours_after
        if turn == PASSES - 1:
            near = [
                [*b, *a]
                for b, a in zip(layered.neighbours_before, layered.neighbours_after, strict=True)
            ]
        for layer in layers:
            wanted = [
                fmean(position[other] for other in near[node]) if near[node] else position[node]
                for node in layer
            ]
            for node, value in zip(
                layer, _separate(wanted, [heights[n] for n in layer]), strict=True
            ):
                position[node] = value
    return position


def _separate(wanted: list[float], heights: list[float]) -> list[float]:
    """The positions nearest to `wanted` (least squares) that keep order and distance.

    With the distances subtracted this is isotonic regression, which pooling
    adjacent violators solves exactly (Ayer et al., 1955).
    """
    offsets: list[float] = []
    offset = 0.0
    for number, height in enumerate(heights):
        if number:
            offset += (heights[number - 1] + height) / 2
        offsets.append(offset)
    blocks: list[tuple[float, int]] = []
    for value, shift in zip(wanted, offsets, strict=True):
        blocks.append((value - shift, 1))
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            (a, m), (b, n) = blocks[-2], blocks[-1]
            blocks[-2:] = [((a * m + b * n) / (m + n), m + n)]
    level = [value for value, size in blocks for _ in range(size)]
    return [value + shift for value, shift in zip(level, offsets, strict=True)]
