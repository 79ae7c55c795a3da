"""A laid-out net as SVG 1.1 with inline style: one file that any browser shows."""

from __future__ import annotations

import itertools
from xml.sax.saxutils import escape, quoteattr

from petri_pilot.drawing.graph import LINE, DrawnEdge, DrawnNode, Graph, Shape
from petri_pilot.drawing.layout import Layout, Point
from petri_pilot.program.ir import ArcKind

STYLE = """
    svg { background: #ffffff; font: 11px ui-sans-serif, system-ui, Helvetica, Arial, sans-serif; }
    text { fill: #1f2937; text-anchor: middle; }
    .place { fill: #ffffff; stroke: #1d4ed8; stroke-width: 1.6; }
    .data { fill: #f0fdf4; stroke: #15803d; stroke-width: 1.4; }
    .transition { fill: #334155; stroke: #0f172a; }
    .token { fill: #0f172a; }
    .arc { fill: none; stroke: #475569; stroke-width: 1.2; }
    .data-arc { stroke: #15803d; stroke-dasharray: 5 3; }
    .read { stroke-dasharray: 2 3; }
    .small { font-size: 10px; fill: #475569; }
    .start { text-anchor: start; }
    .halo { stroke: #ffffff; stroke-width: 4; paint-order: stroke; stroke-linejoin: round; }
"""


def _marker(name: str, box: str, tip: int, size: str, orient: str, shape: str) -> str:
    width, height = size.split("x")
    return (
        f'    <marker id="{name}" viewBox="0 0 {box}" refX="{tip}" refY="5" markerWidth="{width}" '
        f'markerHeight="{height}" orient="{orient}">{shape}</marker>'
    )


MARKERS = "\n".join(
    (
        _marker(
            "arrow",
            "10 10",
            9,
            "7x7",
            "auto-start-reverse",
            '<path d="M0 0 L10 5 L0 10 z" fill="#475569"/>',
        ),
        _marker(
            "arrow2",
            "18 10",
            17,
            "12x7",
            "auto",
            '<path d="M0 0 L9 5 L0 10 z M8 0 L17 5 L8 10 z" fill="#b91c1c"/>',
        ),
        _marker(
            "ring",
            "10 10",
            9,
            "8x8",
            "0",
            '<circle cx="5" cy="5" r="4" fill="#ffffff" stroke="#b91c1c" stroke-width="1.4"/>',
        ),
        _marker("dot", "10 10", 8, "6x6", "0", '<circle cx="5" cy="5" r="3.4" fill="#475569"/>'),
    )
)
"""Arc ends: arrow; double arrow (reset); ring (inhibitor); dot (read)."""

LEGEND = (
    (ArcKind.READ, "read: needs tokens, keeps them"),
    (ArcKind.INHIBITOR, "inhibitor: needs fewer tokens"),
    (ArcKind.RESET, "reset: empties the place"),
)

TOKENS_AS_DOTS = 5
"""More tokens than a die shows are written as a number."""

DOTS = {
    1: ((0, 0),),
    2: ((-6, 0), (6, 0)),
    3: ((-6, 5), (6, 5), (0, -6)),
    4: ((-6, -6), (6, -6), (-6, 6), (6, 6)),
    5: ((-7, -7), (7, -7), (0, 0), (-7, 7), (7, 7)),
}


def draw(graph: Graph, layout: Layout, title: str) -> str:
    """The picture as an SVG document, ending in a newline."""
    legend = _legend(graph, layout)
    height = layout.height + (LINE + 6) * len(legend)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label={quoteattr(safe(title))} '
        f'width="{number(layout.width)}" height="{number(height)}" '
        f'viewBox="0 0 {number(layout.width)} {number(height)}">',
        f"  <title>{text(title)}</title>",
        f"  <style>{STYLE}  </style>",
        f"  <defs>\n{MARKERS}\n  </defs>",
    ]
    nodes = {node.id: node for node in graph.nodes}
    for edge, way in zip(graph.edges, layout.edges, strict=True):
        parts += _edge(edge, way, nodes)
    for node in graph.nodes:
        parts += _node(node, *layout.nodes[node.id])
    return "\n".join([*parts, *legend, "</svg>", ""])


def number(value: float) -> str:
    """A coordinate with at most one decimal, the same on every machine."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def safe(value: str) -> str:
    """The text without the control characters that XML 1.0 forbids."""
    return "".join(
        c
        if c in "\t\n" or (c >= " " and c not in "\ufffe\uffff" and not _surrogate(c))
        else "\ufffd"
        for c in value
    )


def _surrogate(character: str) -> bool:
    return "\ud800" <= character <= "\udfff"


def text(value: str) -> str:
    """A model's string as XML text."""
    return escape(safe(value))


def _words(kind: str, x: float, y: float, words: str) -> str:
    return f'<text class="{kind}" x="{number(x)}" y="{number(y)}">{text(words)}</text>'


def _node(node: DrawnNode, x: float, y: float) -> list[str]:
    width, height = node.body
    parts = ["  <g>", f"    <title>{text(node.title)}</title>"]
    if node.shape is Shape.PLACE:
        parts.append(f'    <circle class="place" cx="{number(x)}" cy="{number(y)}" r="18"/>')
        parts += _tokens(node.tokens, x, y)
    else:
        radius = 8 if node.shape is Shape.DATA else 2
        parts.append(
            f'    <rect class="{node.shape}" '
            f'x="{number(x - width / 2)}" y="{number(y - height / 2)}" '
            f'width="{number(width)}" height="{number(height)}" rx="{radius}"/>'
        )
        if node.inside:
            parts.append("    " + _words("small", x, y + 3.5, node.inside))
    below = y + height / 2 + LINE
    lines = [(line, "halo") for line in node.label]
    lines += [(node.note, "small halo")] if node.note else []
    for row, (line, kind) in enumerate(lines):
        parts.append("    " + _words(kind, x, below + row * LINE, line))
    return [*parts, "  </g>"]


def _tokens(count: int, x: float, y: float) -> list[str]:
    if count == 0:
        return []
    if count > TOKENS_AS_DOTS:
        return ["    " + _words("count", x, y + 4, str(count))]
    return [
        f'    <circle class="token" cx="{number(x + dx)}" cy="{number(y + dy)}" r="3.4"/>'
        for dx, dy in DOTS[count]
    ]


def _edge(edge: DrawnEdge, way: tuple[Point, ...], nodes: dict[str, DrawnNode]) -> list[str]:
    start = _border(nodes[edge.source], way[0], way[1])
    end = _border(nodes[edge.target], way[-1], way[-2])
    points = [start, *way[1:-1], end]
    kinds = ["arc", "data-arc" if edge.data else "", "read" if edge.kind is ArcKind.READ else ""]
    marker = {
        ArcKind.NORMAL: "arrow",
        ArcKind.READ: "dot",
        ArcKind.INHIBITOR: "ring",
        ArcKind.RESET: "arrow2",
    }[edge.kind]
    heads = f'marker-end="url(#{marker})"' + (
        ' marker-start="url(#arrow)"' if edge.both_ways else ""
    )
    parts = [f'  <path class="{" ".join(filter(None, kinds))}" d="{_spline(points)}" {heads}/>']
    if edge.label:
        x, y = _middle(points)
        parts.append("  " + _words("small halo", x, y - 4, edge.label))
    return parts


def _border(node: DrawnNode, centre: Point, towards: Point) -> Point:
    """Where the line from the centre towards a point leaves the node's shape."""
    dx, dy = towards[0] - centre[0], towards[1] - centre[1]
    if dx == dy == 0:
        return centre
    half_width, half_height = node.body[0] / 2 + 1.5, node.body[1] / 2 + 1.5
    if node.shape is Shape.PLACE:
        scale = half_width / (dx * dx + dy * dy) ** 0.5
    else:
        scale = min(half_width / abs(dx) if dx else 1e9, half_height / abs(dy) if dy else 1e9)
    return (centre[0] + dx * scale, centre[1] + dy * scale)


def _spline(points: list[Point]) -> str:
    """Cubic segments with horizontal tangents at the inner points."""
    path = f"M{number(points[0][0])} {number(points[0][1])}"
    if len(points) == 2:
        return f"{path} L{number(points[1][0])} {number(points[1][1])}"
    for (x0, y0), (x1, y1) in itertools.pairwise(points):
        bend = (x1 - x0) / 2
        path += (
            f" C{number(x0 + bend)} {number(y0)} {number(x1 - bend)} {number(y1)}"
            f" {number(x1)} {number(y1)}"
        )
    return path


def _middle(points: list[Point]) -> Point:
    half = len(points) // 2
    if len(points) % 2:
        return points[half]
    (x0, y0), (x1, y1) = points[half - 1], points[half]
    return ((x0 + x1) / 2, (y0 + y1) / 2)


def _legend(graph: Graph, layout: Layout) -> list[str]:
    used = {edge.kind for edge in graph.edges}
    rows = [(kind, words) for kind, words in LEGEND if kind in used]
    marker = {ArcKind.READ: "dot", ArcKind.INHIBITOR: "ring", ArcKind.RESET: "arrow2"}
    parts = []
    for row, (kind, words) in enumerate(rows):
        y = layout.height + row * (LINE + 6)
        line_class = "arc read" if kind is ArcKind.READ else "arc"
        parts.append(
            f'  <path class="{line_class}" d="M24 {number(y)} L60 {number(y)}" '
            f'marker-end="url(#{marker[kind]})"/>' + _words("small start", 70, y + 3.5, words)
        )
    return parts
