"""Who gives what to which section."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from petri_pilot.diagnostics import Diagnostic
from petri_pilot.generate.artifacts import Planned
from petri_pilot.generate.emit import Emitted
from petri_pilot.generate.kinds import composition as kinds
from petri_pilot.model.near import suggestion
from petri_pilot.plugins.api import Contribution, Section


@dataclass(slots=True)
class Sections:
    """The items of every section, in emitter order, and within one in its own order."""

    declared: dict[str, tuple[Section, str]] = field(default_factory=dict)
    """Each section with the name of its emitter."""
    items: dict[str, list[object]] = field(default_factory=dict)
    givers: dict[str, str] = field(default_factory=dict)
    """The first emitter that gave an item to the section."""


def distribute(
    answers: Sequence[Emitted], enabled: Sequence[str]
) -> tuple[Sections, list[Diagnostic]]:
    """Give every contribution to its section, and say which cannot be given."""
    sections = Sections()
    for answer in answers:
        for section in answer.emitter.sections:
            sections.declared[section.id] = (section, answer.emitter.name)
            sections.items[section.id] = []
    diagnostics: list[Diagnostic] = []
    for answer in answers:
        for contribution in answer.emission.contributions:
            found = _give(sections, contribution, answer.emitter.name, enabled)
            diagnostics.extend(found)
    return sections, diagnostics


def _give(
    sections: Sections, contribution: Contribution, giver: str, enabled: Sequence[str]
) -> list[Diagnostic]:
    known = sections.declared.get(contribution.section)
    if known is None:
        return [_unknown(sections, contribution.section, giver, enabled)]
    section, owner = known
    found = []
    for item in contribution.items:
        taken = sections.items[section.id]
        if not isinstance(item, section.item):
            given = type(item).__name__
            wrong = kinds.SectionItemType(section.id, owner, section.item.__name__, giver, given)
            found.append(Diagnostic(wrong, plugin=giver))
        elif section.arity == "one" and taken:
            first = sections.givers[section.id]
            found.append(Diagnostic(kinds.SectionTaken(section.id, first, giver), plugin=giver))
        else:
            taken.append(item)
            sections.givers.setdefault(section.id, giver)
    return found


def _unknown(sections: Sections, id_: str, giver: str, enabled: Sequence[str]) -> Diagnostic:
    target = id_.partition(":")[0]
    if target not in enabled:
        return Diagnostic(kinds.TargetNotEnabled(giver, id_), plugin=giver)
    own = [known for known, (_, owner) in sections.declared.items() if owner == target]
    notes = suggestion(id_, own)
    return Diagnostic(kinds.SectionUnknown(giver, id_, target), notes=notes, plugin=giver)


def check_declared(sections: Sections, planned: Sequence[Planned]) -> list[Diagnostic]:
    """Sections that no artifact lists, and listed ones that are not declared."""
    listed: set[str] = set()
    found = []
    for plan in planned:
        name = plan.emitter.name
        for id_ in plan.artifact.sections:
            listed.add(id_)
            if sections.declared.get(id_, (None, ""))[1] != name:
                kind = kinds.SectionNotDeclared(str(plan.artifact.path), name, id_)
                found.append(Diagnostic(kind, plugin=name))
    for id_, (_, owner) in sections.declared.items():
        if id_ not in listed:
            missing = kinds.SectionNotRendered(owner, id_, "no artifact of this run")
            found.append(Diagnostic(missing, plugin=owner))
    return found
