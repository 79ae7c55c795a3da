"""The comparison of two programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from petri_pilot.compare.facts import Facts, Key, differing, facts_of
from petri_pilot.compare.renames import find_renames
from petri_pilot.compare.witness import Witness, find_witness
from petri_pilot.program.ir import Aggregate, Program


class Reach(StrEnum):
    """Whom a change reaches, the gravest first."""

    BEHAVIOUR = "behaviour"
    """Other states can be reached, or the same by other input."""
    CONTRACT = "contract"
    """Callers or stored events see it."""
    LOOKS = "looks"
    """People see it; nothing else does."""


@dataclass(frozen=True, slots=True)
class Change:
    """One property of one element that differs. None means that it was not there."""

    reach: Reach
    aggregate: str
    element: str
    property: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that differs between two programs.

    `witnesses` are runs that end differently; their absence does not prove that
    none exists, but equal `model_hash`es do, and so does `same_behaviour`.
    """

    changes: tuple[Change, ...]
    witnesses: tuple[Witness, ...]

    @property
    def same_behaviour(self) -> bool:
        """Whether all changes are in names of things that nobody refers to, or in looks."""
        return all(change.reach is Reach.LOOKS for change in self.changes)


def compare(old: Program, new: Program) -> Comparison:
    """Compare two programs, element by element, and look for runs that differ."""
    before = {a.id: a for a in old.aggregates}
    after = {a.id: a for a in new.aggregates}
    pairs: list[tuple[Aggregate, Aggregate]] = []
    changes: list[Change] = []
    if len(before) == len(after) == 1:
        # A model of one net that was renamed is still the same net.
        pairs = [(old.aggregates[0], new.aggregates[0])]
    else:
        pairs = [(before[i], after[i]) for i in before if i in after]
        changes += [_whole(i, "was there", None) for i in before if i not in after]
        changes += [_whole(i, None, "is new") for i in after if i not in before]
    witnesses: list[Witness] = []
    for a, b in pairs:
        found = list(_compare_aggregates(a, b))
        changes += found
        if any(change.reach is not Reach.LOOKS for change in found):
            witness = find_witness(old, a, new, b)
            witnesses += [witness] if witness is not None else []
    changes += _access_changes(old, new)
    order = list(Reach)
    return Comparison(tuple(sorted(changes, key=lambda c: order.index(c.reach))), tuple(witnesses))


def _whole(aggregate: str, before: str | None, after: str | None) -> Change:
    return Change(Reach.BEHAVIOUR, aggregate, "aggregate", "existence", before, after)


def _compare_aggregates(a: Aggregate, b: Aggregate) -> Iterator[Change]:
    before, after = facts_of(a), facts_of(b)
    renames = find_renames(before, after)
    renamed = {new: old for old, new in renames.items()}
    words = {old[1]: new[1] for old, new in renames.items()}
    for old, new in renames.items():
        reach = Reach.BEHAVIOUR if old[0] == "command" else Reach.CONTRACT
        yield Change(reach, b.id, " ".join(new), "name", old[1], new[1])
    for key in dict.fromkeys([*before, *after]):
        if key in renames:
            continue
        old_facts = before.get(renamed.get(key, key))
        new_facts = after.get(key)
        yield from _compare_facts(b.id, key, old_facts, new_facts, words)


def _compare_facts(
    aggregate: str, key: Key, old: Facts | None, new: Facts | None, words: Mapping[str, str]
) -> Iterator[Change]:
    element = " ".join(key)
    if old is None or new is None:
        before = None if old is None else "was there"
        after = None if new is None else "is new"
        reach = Reach.CONTRACT if key[0] == "event" else Reach.BEHAVIOUR
        yield Change(reach, aggregate, element, "existence", before, after)
        return
    for reach, was, now in (
        (Reach.BEHAVIOUR, old.behaviour, new.behaviour),
        (Reach.CONTRACT, old.contract, new.contract),
        (Reach.LOOKS, old.looks, new.looks),
    ):
        translated = {_translate(k, words): _translate(v, words) for k, v in was.items()}
        for name in differing(translated, now):
            yield Change(reach, aggregate, element, name, translated.get(name), now.get(name))


def _translate(text: str, words: Mapping[str, str]) -> str:
    """An old fact in the new names."""
    return " ".join(words.get(word, word) for word in text.split(" "))


def _access_changes(old: Program, new: Program) -> Iterator[Change]:
    def rules(program: Program) -> dict[str, str]:
        found: dict[str, str] = {}
        for rule in program.access:
            name = f"{rule.aggregate}.{rule.command}"
            text = f"roles {', '.join(rule.roles) or 'any'}; guard {rule.guard_text or 'none'}"
            found[name] = f"{found[name]} | {text}" if name in found else text
        return found

    before, after = rules(old), rules(new)
    for name in differing(before, after):
        aggregate = name.partition(".")[0]
        yield Change(
            Reach.BEHAVIOUR, aggregate, f"access {name}", "rule", before.get(name), after.get(name)
        )
    roles_before = {r.id: ", ".join(r.implies) for r in old.roles}
    roles_after = {r.id: ", ".join(r.implies) for r in new.roles}
    for name in differing(roles_before, roles_after):
        yield Change(
            Reach.BEHAVIOUR,
            "",
            f"role {name}",
            "implies",
            roles_before.get(name),
            roles_after.get(name),
        )
