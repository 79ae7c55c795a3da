"""Elements that only changed their name.

Two elements that exist on one side each are the same if, with the renames known
so far, all that they do is equal and no other element could be meant. A place
does nothing but what the arcs at it do, so these count as its facts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from petri_pilot.compare.facts import Facts, Key

Signature = tuple[tuple[str, str], ...]


def find_renames(before: Mapping[Key, Facts], after: Mapping[Key, Facts]) -> dict[Key, Key]:
    """Old key to new key of every renamed element."""
    renames: dict[Key, Key] = {}
    while True:
        old = _unmatched(before, set(after) | set(renames))
        new = _unmatched(after, set(before) | set(renames.values()))
        names = {o[1]: n[1] for o, n in renames.items()}
        old_by_signature = _by_signature(before, old, names)
        new_by_signature = _by_signature(after, new, {})
        found = {
            keys[0]: new_by_signature[signature][0]
            for signature, keys in old_by_signature.items()
            if len(keys) == 1 and len(new_by_signature.get(signature, ())) == 1
        }
        if not found:
            return renames
        renames.update(found)


def _unmatched(facts: Mapping[Key, Facts], matched: set[Key]) -> list[Key]:
    return [key for key in facts if key not in matched]


def _by_signature(
    facts: Mapping[Key, Facts], keys: list[Key], names: Mapping[str, str]
) -> dict[tuple[str, Signature], list[Key]]:
    found: dict[tuple[str, Signature], list[Key]] = defaultdict(list)
    at_place = _arcs_by_place(facts, names)
    for key in keys:
        own = {**facts[key].behaviour, **facts[key].contract}
        rows = [(_rename(name, names), _rename(text, names)) for name, text in own.items()]
        if key[0] in ("place", "data place"):
            rows += at_place[key[1]]
        found[key[0], tuple(sorted(rows))].append(key)
    return found


def _arcs_by_place(
    facts: Mapping[Key, Facts], names: Mapping[str, str]
) -> dict[str, list[tuple[str, str]]]:
    arcs: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for (sort, id_), fact in facts.items():
        if sort != "transition":
            continue
        for name, text in fact.behaviour.items():
            if " arc " in name:
                arc, _, place = name.rpartition(" ")
                arcs[place.partition("[")[0]].append((f"{arc} {names.get(id_, id_)}", text))
    return arcs


def _rename(text: str, names: Mapping[str, str]) -> str:
    return " ".join(names.get(word, word) for word in text.split(" "))
