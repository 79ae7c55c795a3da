"""A run that two programs take differently: the clearest account of a change.

The runs are the conformance traces of either program. They cover every command
and every refusal that a bounded search reaches, so they find most changes; a
change that they miss is still listed as a fact.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from petri_pilot.expr import UserValue
from petri_pilot.program.ir import Aggregate, Program
from petri_pilot.semantics import Fired, Interpreter, Refused, Request, State, traces


@dataclass(frozen=True, slots=True)
class Witness:
    """Steps that both programs take alike, then one that they do not.

    `before` and `after` say what the old and the new program do with the last
    step: "fires", "refuses: <code>", "fires, leaving <place> at <value>".
    """

    aggregate: str
    steps: tuple[tuple[str, Mapping[str, Any]], ...]
    before: str
    after: str


def find_witness(
    old: Program, old_net: Aggregate, new: Program, new_net: Aggregate
) -> Witness | None:
    """The shortest differing run among the traces of both programs, if there is one."""
    shared = {c.id for c in old_net.commands} & {c.id for c in new_net.commands}
    found: list[Witness] = []
    for file in (traces(old, old_net), traces(new, new_net)):
        for trace in file["traces"]:
            steps = trace["steps"]
            if all(step["command"] in shared for step in steps):
                witness = _first_difference(
                    Interpreter(old, old_net), Interpreter(new, new_net), steps
                )
                found += [witness] if witness is not None else []
    return min(found, key=lambda witness: len(witness.steps), default=None)


def _first_difference(
    old: Interpreter, new: Interpreter, steps: list[dict[str, Any]]
) -> Witness | None:
    was: State | None = None
    now: State | None = None
    taken: list[tuple[str, Mapping[str, Any]]] = []
    for version, step in enumerate(steps):
        actor = step["actor"]
        user = UserValue(actor["id"], "", "", tuple(actor["roles"])) if actor else None
        request = Request(step["command"], step["input"], user, step["at"])
        before, after = old.decide(was, version, request), new.decide(now, version, request)
        taken.append((request.command, request.input))
        told = _tell_apart(before, after)
        if told is not None:
            return Witness(new.aggregate.id, tuple(taken), *told)
        if isinstance(before, Fired) and isinstance(after, Fired):
            was, now = before.state, after.state
            # Refused steps explain nothing once another step has fired.
        else:
            taken.pop()
    return None


def _tell_apart(before: Fired | Refused, after: Fired | Refused) -> tuple[str, str] | None:
    if isinstance(before, Refused) or isinstance(after, Refused):
        words = (_say(before), _say(after))
        return words if words[0] != words[1] else None
    for place, value, other in _state_differences(before.state, after.state):
        return f"fires, leaving {place} at {value}", f"fires, leaving {place} at {other}"
    return None


def _say(outcome: Fired | Refused) -> str:
    return "fires" if isinstance(outcome, Fired) else f"refuses: {outcome.code}"


def _state_differences(before: State, after: State) -> Iterator[tuple[str, Any, Any]]:
    """Places that both states have with different contents."""
    for was, now in ((before.marking, after.marking), (before.data, after.data)):
        for place in was:
            if place in now and was[place] != now[place]:
                yield place, was[place], now[place]
