"""`petri visualize`: a picture of the net."""

from __future__ import annotations

import click

from petri_pilot.cli.loading import load_plugins_loudly
from petri_pilot.cli.options import from_option, model_argument, out_file_option
from petri_pilot.cli.output import fail, show_problems, write_text


@click.command("visualize")
@model_argument
@click.option("--aggregate", metavar="NAME", help="Which entity to draw, if the model has several.")
@click.option(
    "--positions",
    type=click.Choice(["auto", "model"]),
    default="auto",
    show_default=True,
    help="Lay out in layers, or use the x and y of the model.",
)
@from_option
@out_file_option
def command(
    model: str, aggregate: str | None, positions: str, format_name: str | None, out: str
) -> None:
    """Draw a model as SVG: tokens, weights, capacities, read, inhibitor and reset arcs, data.

    \b
    Examples:
      petri visualize model.json -o model.svg
      petri visualize shop.json --aggregate order -o order.svg
    """
    from petri_pilot.drawing import draw, graph_of, lay_out
    from petri_pilot.pipeline import load_model

    loaded = load_model(
        model, load_plugins_loudly(model=model), format_name=format_name, validate=False
    )
    show_problems(loaded)
    if loaded.program is None:
        fail(f"{loaded.file} has errors; nothing was drawn")
    nets = {net.id: net for net in loaded.program.aggregates}
    if aggregate is None and len(nets) > 1:
        raise click.UsageError(f"Name one with --aggregate: {', '.join(nets)}.")
    if aggregate is not None and aggregate not in nets:
        fail(f"{loaded.file} has no {aggregate!r}; it has {', '.join(nets)}")
    net = nets[aggregate] if aggregate is not None else next(iter(nets.values()))
    graph = graph_of(net)
    missing = [node.id for node in graph.nodes if node.position is None]
    if positions == "model" and missing:
        fail(f"--positions model needs x and y on every node; {missing[0]!r} has none")
    layout = lay_out(graph, keep_positions=positions == "model")
    write_text(out, draw(graph, layout, net.name))
