"""Layers and the order within them.

The method is that of Sugiyama, Tagawa and Toda (1981): break cycles, assign
layers, split long edges with dummy nodes, reduce crossings by barycentres. All
ties are broken by the input's order, so that the same net gives the same
picture everywhere.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field

SWEEPS = 8
"""Passes of crossing reduction; more change little (Gansner et al. use 24)."""


@dataclass(slots=True)
class Layered:
    """Nodes 0..n-1 are the input's, those from n on are dummies.

    `chains` holds, for each input edge, the nodes that it passes from its
    source to its target. `layers` holds the nodes of each layer in order.
    """

    layers: list[list[int]]
    chains: list[list[int]]
    neighbours_before: list[list[int]] = field(default_factory=list)
    neighbours_after: list[list[int]] = field(default_factory=list)


def assign_layers(count: int, edges: list[tuple[int, int]]) -> Layered:
    """Layer a directed graph of `count` nodes; linear in its size but for sorting."""
    forward = _break_cycles(count, edges)
    rank = _longest_path(count, forward)
    _tighten(rank, count, forward)
    chains: list[list[int]] = []
    ranks = list(rank)
    before: list[list[int]] = [[] for _ in range(count)]
    after: list[list[int]] = [[] for _ in range(count)]
    for (source, target), (low, high) in zip(edges, forward, strict=True):
        chain = [low]
        for level in range(rank[low] + 1, rank[high]):
            ranks.append(level)
            before.append([])
            after.append([])
            chain.append(len(ranks) - 1)
        chain.append(high)
        for left, right in itertools.pairwise(chain):
            after[left].append(right)
            before[right].append(left)
        chains.append(chain if low == source else chain[::-1])
        assert chains[-1][0] == source and chains[-1][-1] == target
    layers: list[list[int]] = [[] for _ in range(max(ranks, default=-1) + 1)]
    for node, level in enumerate(ranks):
        layers[level].append(node)
    layered = Layered(layers, chains, before, after)
    _reduce_crossings(layered)
    return layered


def _break_cycles(count: int, edges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Each edge, turned round if it closes a cycle of a depth-first search."""
    outgoing: list[list[int]] = [[] for _ in range(count)]
    indegree = [0] * count
    for number, (source, target) in enumerate(edges):
        outgoing[source].append(number)
        indegree[target] += 1
    state = [0] * count
    turned = [False] * len(edges)
    for root in sorted(range(count), key=lambda node: (indegree[node] > 0, node)):
        if state[root]:
            continue
        state[root] = 1
        stack = [(root, iter(outgoing[root]))]
        while stack:
            node, pending = stack[-1]
            for number in pending:
                target = edges[number][1]
                if state[target] == 1:
                    turned[number] = True
                elif state[target] == 0:
                    state[target] = 1
                    stack.append((target, iter(outgoing[target])))
                    break
            else:
                state[node] = 2
                stack.pop()
    return [(b, a) if turned[i] else (a, b) for i, (a, b) in enumerate(edges)]


def _longest_path(count: int, edges: list[tuple[int, int]]) -> list[int]:
    """The smallest layer of each node such that all edges point onwards."""
    outgoing: list[list[int]] = [[] for _ in range(count)]
    waiting = [0] * count
    for source, target in edges:
        outgoing[source].append(target)
        waiting[target] += 1
    rank = [0] * count
    ready = [node for node in range(count) if waiting[node] == 0]
    for node in ready:
        for target in outgoing[node]:
            rank[target] = max(rank[target], rank[node] + 1)
            waiting[target] -= 1
            if waiting[target] == 0:
                ready.append(target)
    return rank


def _tighten(rank: list[int], count: int, edges: list[tuple[int, int]]) -> None:
    """Pull nodes without predecessors next to their first successor."""
    first_after: list[int | None] = [None] * count
    has_before = [False] * count
    for source, target in edges:
        has_before[target] = True
        known = first_after[source]
        first_after[source] = rank[target] if known is None else min(known, rank[target])
    for node in range(count):
        successor = first_after[node]
        if not has_before[node] and successor is not None:
            rank[node] = successor - 1


def _reduce_crossings(layered: Layered) -> None:
    """Order each layer by the mean position of its neighbours, forth and back;
    keep the best order seen.
    """
    best = [list(layer) for layer in layered.layers]
    fewest = crossings(layered)
    for sweep in range(SWEEPS):
        forth = sweep % 2 == 0
        neighbours = layered.neighbours_before if forth else layered.neighbours_after
        indices = range(1, len(layered.layers)) if forth else range(len(layered.layers) - 2, -1, -1)
        for index in indices:
            fixed = layered.layers[index - 1 if forth else index + 1]
            place = {node: position for position, node in enumerate(fixed)}
            layer = layered.layers[index]
            old = {node: position for position, node in enumerate(layer)}

            def barycentre(
                node: int,
                place: dict[int, int] = place,
                old: dict[int, int] = old,
                near_of: list[list[int]] = neighbours,
                size: float = len(fixed) / max(1, len(layer)),
            ) -> tuple[float, int]:
                near = [place[other] for other in near_of[node]]
                mean = sum(near) / len(near) if near else old[node] * size
                return (mean, old[node])

            layer.sort(key=barycentre)
        now = crossings(layered)
        if now < fewest:
            best, fewest = [list(layer) for layer in layered.layers], now
        if fewest == 0:
            break
    layered.layers = best


def crossings(layered: Layered) -> int:
    """The number of edge crossings, by counting inversions with a Fenwick tree
    (Barth, Juenger and Mutzel, 2002).
    """
    total = 0
    for left, right in zip(layered.layers, layered.layers[1:], strict=False):
        place = {node: position for position, node in enumerate(right)}
        tree = [0] * (len(right) + 1)
        seen = 0
        for node in left:
            targets = sorted(place[other] for other in layered.neighbours_after[node])
            for target in targets:
                index, not_after = target + 1, 0
                while index:
                    not_after += tree[index]
                    index -= index & -index
                total += seen - not_after
            for target in targets:
                index = target + 1
                while index < len(tree):
                    tree[index] += 1
                    index += index & -index
            seen += len(targets)
    return total
