"""`petri simulate`: fire commands and watch the state."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from petri_pilot.cli.loading import load_plugins_loudly
from petri_pilot.cli.options import from_option, json_option, model_argument
from petri_pilot.cli.output import FAILURE, fail, print_json, require_valid

if TYPE_CHECKING:
    from petri_pilot.expr import UserValue
    from petri_pilot.program.ir import Aggregate, Program
    from petri_pilot.semantics.decision import Request
    from petri_pilot.semantics.simulation import Step


@click.command("simulate")
@model_argument
@click.argument("fire", metavar="[COMMAND[=INPUT]]...", nargs=-1)
@click.option(
    "--random",
    "count",
    metavar="N",
    type=click.IntRange(1, 1_000_000),
    help="Fire up to N random commands with fitting input.",
)
@click.option(
    "--seed",
    type=int,
    default=0,
    show_default=True,
    help="For --random: equal seeds give equal runs.",
)
@click.option(
    "--replay",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False),
    help="Replay a conformance file (conformance/*.json) and report mismatches.",
)
@click.option("--aggregate", metavar="NAME", help="Which entity, if the model has several.")
@click.option("--user", metavar="ID", help="Who fires; with access rules of the model applied.")
@click.option(
    "--role", "roles", metavar="NAME", multiple=True, help="A role of --user. May be repeated."
)
@click.option(
    "--at",
    metavar="TIME",
    default="2025-01-01T00:00:00.000Z",
    show_default=True,
    help="The time of the first command; each later one is a second after.",
)
@from_option
@json_option
def command(
    model: str,
    fire: tuple[str, ...],
    count: int | None,
    seed: int,
    replay: str | None,
    aggregate: str | None,
    user: str | None,
    roles: tuple[str, ...],
    at: str,
    format_name: str | None,
    as_json: bool,
) -> None:
    """Fire commands, given or random, and show each outcome with the marking.

    An instance is created first unless the first command does so. INPUT is a
    JSON object. Exits 1 if a given command was refused.

    \b
    Examples:
      petri simulate model.json
      petri simulate model.json accept='{"email": "a@b.c", "price": 42}' refuse
      petri simulate model.json --random 20 --seed 7
      petri simulate model.json --replay app/conformance/order-processing.json
    """
    from petri_pilot.pipeline import load_model
    from petri_pilot.semantics.simulation import simulate, simulate_random

    if sum((bool(fire), count is not None, replay is not None)) > 1:
        raise click.UsageError("Give commands, --random or --replay, not several of them.")
    if roles and user is None:
        raise click.UsageError("--role needs --user.")
    loaded = load_model(model, load_plugins_loudly(model=model), format_name=format_name)
    require_valid(loaded)
    assert loaded.program is not None
    net = _choose(loaded.program, aggregate)
    if replay is not None:
        _replay(loaded.program, replay, as_json=as_json)
        return
    steps: Iterable[Step]
    if count is not None:
        steps = simulate_random(loaded.program, net, count, seed=seed, access=False)
    else:
        requests = _requests(net, fire, _user(user, roles), at)
        steps = simulate(loaded.program, net, requests, access=user is not None)
    refused = _tell(net, steps, as_json=as_json)
    if refused and count is None:
        raise SystemExit(FAILURE)


def _choose(program: Program, name: str | None) -> Aggregate:
    nets = {net.id: net for net in program.aggregates}
    if name is None and len(nets) > 1:
        raise click.UsageError(f"Name one with --aggregate: {', '.join(nets)}.")
    if name is not None and name not in nets:
        fail(f"the model has no {name!r}; it has {', '.join(nets)}")
    return nets[name] if name is not None else next(iter(nets.values()))


def _user(id_: str | None, roles: tuple[str, ...]) -> UserValue | None:
    from petri_pilot.expr import UserValue

    return None if id_ is None else UserValue(id_, "", "", roles)


def _requests(
    net: Aggregate, fire: Sequence[str], user: UserValue | None, at: str
) -> list[Request]:
    from petri_pilot.semantics.decision import Request

    known = {c.id for c in net.commands}
    parsed = [_parse(text) for text in fire]
    if not parsed or parsed[0][0] != net.create.id:
        parsed.insert(0, (net.create.id, {}))
    for name, _ in parsed:
        if name not in known:
            fail(f"{net.id} has no command {name!r}; it has {', '.join(sorted(known))}")
    times = _times(at)
    return [Request(name, input_, user, next(times)) for name, input_ in parsed]


def _parse(text: str) -> tuple[str, Any]:
    from petri_pilot.expr.values import JsonError, load_json

    name, given, value = text.partition("=")
    if not given:
        return name, {}
    try:
        input_ = load_json(value)
    except JsonError as error:
        fail(f"the input of {name} is not JSON: {error}")
    if not isinstance(input_, dict):
        fail(f"the input of {name} is not a JSON object")
    return name, input_


def _times(first: str) -> Iterator[str]:
    """The canonical time of each request, a second apart."""
    from petri_pilot.expr.types import TIME
    from petri_pilot.expr.values import WireError, parse_wire

    try:
        start = parse_wire(TIME, first)
    except WireError:
        raise click.BadParameter("not an RFC 3339 time with an offset", param_hint="--at") from None
    from datetime import datetime, timedelta

    moment = datetime.fromisoformat(str(start).replace("Z", "+00:00"))
    while True:
        yield moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
        moment += timedelta(seconds=1)


def _tell(net: Aggregate, steps: Iterable[Step], *, as_json: bool) -> bool:
    """Show each step as it comes; whether any was refused."""
    from petri_pilot.semantics.decision import Refused

    refused = False
    shown = []
    for number, step in enumerate(steps, 1):
        refused = refused or isinstance(step.outcome, Refused)
        if as_json:
            shown.append(_as_json(net, step))
        else:
            click.echo(_line(net, number, step))
    if as_json:
        print_json({"aggregate": net.id, "steps": shown})
    return refused


def _as_json(net: Aggregate, step: Step) -> dict[str, Any]:
    from petri_pilot.semantics.decision import Fired

    asked = {"command": step.request.command, "input": step.request.input, "at": step.request.at}
    state = None if step.state is None else step.state.to_wire(net)
    told: dict[str, Any]
    if isinstance(step.outcome, Fired):
        event = {"type": step.outcome.event.type, "data": step.outcome.event.data}
        told = {"outcome": "fired", "mode": step.outcome.mode, "event": event}
    else:
        refusal = step.outcome
        told = {
            "outcome": "refused",
            "code": refusal.code,
            "reasons": [reason.to_wire() for reason in refusal.reasons],
            "errors": [
                {"pointer": e.pointer, "code": e.code, "message": e.message} for e in refusal.errors
            ],
            "constraint": refusal.constraint,
        }
    return {**asked, **told, "version": step.version, "state": state}


def _line(net: Aggregate, number: int, step: Step) -> str:
    from petri_pilot.semantics.decision import Fired

    input_ = json.dumps(step.request.input, ensure_ascii=False) if step.request.input else ""
    head = f"{number:>4}  {step.request.command} {input_}".rstrip()
    if isinstance(step.outcome, Fired):
        lines = [head]
    else:
        refusal = step.outcome
        why = [*(reason.message for reason in refusal.reasons)]
        why += [f"{error.pointer}: {error.message}" for error in refusal.errors]
        why += [f"constraint {refusal.constraint}"] if refusal.constraint else []
        lines = [f"{head}  REFUSED {refusal.code}" + (f" ({'; '.join(why)})" if why else "")]
    if step.state is not None:
        lines.append(f"      {_state(net, step)}")
    return "\n".join(lines)


def _state(net: Aggregate, step: Step) -> str:
    assert step.state is not None
    wire = step.state.to_wire(net)
    tokens = " ".join(p if n == 1 else f"{p}:{n}" for p, n in wire["marking"].items() if n)
    data = " ".join(
        f"{place}={json.dumps(value, ensure_ascii=False)}" for place, value in wire["data"].items()
    )
    return f"v{step.version}  [{tokens}]" + (f"  {data}" if data else "")


def _replay(program: Program, path: str, *, as_json: bool) -> None:
    from pathlib import Path

    from petri_pilot.expr.values import JsonError, load_json
    from petri_pilot.semantics.replay import replay_traces

    try:
        file = load_json(Path(path).read_text(encoding="utf-8"))
        mismatches = replay_traces(program, file)
    except (JsonError, LookupError, ValueError, TypeError, AttributeError) as error:
        fail(f"{path} is no conformance file of this model: {error}")
    if as_json:
        print_json({"traces": len(file["traces"]), "mismatches": [str(m) for m in mismatches]})
    else:
        for mismatch in mismatches:
            click.echo(str(mismatch))
        click.echo(f"{len(file['traces'])} traces, {len(mismatches)} mismatches")
    if mismatches:
        raise SystemExit(FAILURE)
