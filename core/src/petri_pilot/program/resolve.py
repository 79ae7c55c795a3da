"""From a document to a program."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from petri_pilot.diagnostics.diagnostic import Diagnostic, has_errors
from petri_pilot.diagnostics.origin import Origin
from petri_pilot.model.reader import Reading, read_document
from petri_pilot.model.record import Record
from petri_pilot.program.context import Context
from petri_pilot.program.features import note_features
from petri_pilot.program.fixes import verified
from petri_pilot.program.hashing import model_hash, structural_hash
from petri_pilot.program.ir import AccessRule, Aggregate, Program
from petri_pilot.program.kinds.references import NoSlug
from petri_pilot.program.naming import slugify
from petri_pilot.program.net import lower_net
from petri_pilot.program.roles import read_roles


@dataclass(frozen=True, slots=True)
class Resolution:
    """A program, or None if there are errors, and everything that was found."""

    program: Program | None
    diagnostics: tuple[Diagnostic, ...]


def resolve(document: Mapping[str, Any], file: str) -> Resolution:
    """Checks a document and gives it its meaning.

    All errors are found at once; what only follows from another one is not
    reported. Fixes are offered only if the document with the fix has no trace of
    the diagnostic and no error that it did not have before. Never raises on what
    a document holds.
    """
    resolution = resolve_once(document, file)
    diagnostics = verified(document, file, resolution.diagnostics, resolve_once)
    return Resolution(resolution.program, diagnostics)


def resolve_once(document: Any, file: str) -> Resolution:
    """Like `resolve`, with the fixes not yet verified."""
    reading = read_document(document, file)
    if reading.record is None:
        return Resolution(None, _sorted(reading.diagnostics))
    ctx = Context(file, broken=frozenset(reading.broken), dropped=frozenset(reading.dropped))
    program = _lower(ctx, reading, reading.record)
    diagnostics = _sorted([*reading.diagnostics, *ctx.diagnostics])
    if program is None or has_errors(diagnostics):
        return Resolution(None, diagnostics)
    return Resolution(_hashed(program), diagnostics)


def _lower(ctx: Context, reading: Reading, record: Record) -> Program | None:
    roles = read_roles(ctx, record.records("roles"))
    ctx.roles = frozenset(r.id for r in roles)
    slug = slugify(record.get("name", ""))
    if not slug and "name" in record:
        ctx.report(NoSlug(record["name"]), record.at("name"))
    aggregates, access = _aggregates(ctx, reading.kind, record, slug)
    for request in reading.requests:
        ctx.feature(request.feature, request.pointer, request.value)
    program = Program(
        kind=reading.kind,
        name=record.get("name", ""),
        slug=slug,
        version=record.get("version", "1.0.0"),
        description=record.get("description", ""),
        aggregates=tuple(aggregates),
        roles=roles,
        access=tuple(access),
        features=(),
        model_hash="",
        structural_hash="",
        origin=Origin(ctx.file, ""),
        metadata=record.get("metadata") or {},
    )
    note_features(ctx, program)
    return replace(program, features=tuple(ctx.features))


def _aggregates(
    ctx: Context, kind: str, record: Record, slug: str
) -> tuple[list[Aggregate], list[AccessRule]]:
    if kind == "net":
        aggregate, rules = lower_net(ctx, record, slug)
        return [aggregate], rules
    from petri_pilot.program.entities.application import lower_entities

    return lower_entities(ctx, record)


def _hashed(program: Program) -> Program:
    return replace(
        program, model_hash=model_hash(program), structural_hash=structural_hash(program)
    )


def _sorted(diagnostics: list[Diagnostic]) -> tuple[Diagnostic, ...]:
    """In the order of the document; at one place in the order in which they were found."""
    return tuple(sorted(diagnostics, key=lambda d: _position(d.origin.pointer)))


def _position(pointer: str) -> list[tuple[int, int, str]]:
    parts = pointer.split("/")[1:]
    return [(0, int(p), "") if p.isdecimal() and p.isascii() else (1, 0, p) for p in parts]
