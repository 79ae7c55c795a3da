"""Diagnostics for a terminal."""

from __future__ import annotations

from collections.abc import Iterable

from petri_pilot.diagnostics.diagnostic import Diagnostic, Severity
from petri_pilot.diagnostics.render.position import Locate, position, safe

_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.NOTE: "36"}
_MAX_WIDTH = 160
"""Characters of a source line that are shown; longer ones are cut around the caret."""


def render_text(
    diagnostics: Iterable[Diagnostic],
    locate: Locate | None = None,
    source_text: str = "",
    color: bool = False,
) -> str:
    """One block a diagnostic: what, where, the line with a caret, and what to do.

    `source_text` is the text that `locate` speaks of. Nothing that comes from a
    model can emit a control sequence.
    """
    lines = source_text.split("\n") if source_text else []
    blocks = [_block(d, locate, lines, color) for d in diagnostics]
    return "\n\n".join(blocks) + "\n" if blocks else ""


def _block(d: Diagnostic, locate: Locate | None, lines: list[str], color: bool) -> str:
    head = f"{d.severity}[{safe(d.code)}]"
    if color:
        head = f"\x1b[1;{_COLOURS[d.severity]}m{head}\x1b[0m"
    out = [f"{head}: {safe(d.message)}"]
    out += _place(d, locate, lines)
    for label, origin in d.related:
        where = position(locate, origin.pointer)
        at = f"{safe(origin.file)}:{where[0]}:{where[1]}" if where else safe(origin.pointer)
        out.append(f"  = note: {safe(label)}: {at}")
    out += [f"  = help: {safe(note)}" for note in d.notes]
    if d.fix is not None:
        out.append(f"  = fix: {safe(d.fix.title)}")
    return "\n".join(out)


def _place(d: Diagnostic, locate: Locate | None, lines: list[str]) -> list[str]:
    if not d.origin.file and not d.origin.pointer:
        return []
    file, pointer = safe(d.origin.file), safe(d.origin.pointer)
    where = position(locate, d.origin.pointer)
    if where is None:
        return [f"  --> {file}" + (f" at {pointer}" if pointer else "")]
    line, column = where
    out = [f"  --> {file}:{line}:{column}" + (f" ({pointer})" if pointer else "")]
    if 0 < line <= len(lines):
        out += _snippet(lines[line - 1].rstrip("\r"), line, column, _spanned(d, lines[line - 1]))
    out += _quoted(d, lines[line - 1] if 0 < line <= len(lines) else "")
    return out


def _spanned(d: Diagnostic, line: str) -> tuple[int, int] | None:
    """Where in the source line the faulty part of an expression stands, if it stands there
    as it is.
    """
    text = _expression(d)
    at = line.find(text) if text else -1
    if d.origin.span is None or at < 0 or line.find(text, at + 1) >= 0:
        return None
    start, end = d.origin.span
    return at + start + 1, max(1, end - start)


def _expression(d: Diagnostic) -> str:
    return d.origin.text or ""


def _snippet(text: str, line: int, column: int, span: tuple[int, int] | None) -> list[str]:
    column, width = span or (column, 1)
    start = max(0, column - 1 - _MAX_WIDTH // 2) if len(text) > _MAX_WIDTH else 0
    shown = text[start : start + _MAX_WIDTH].replace("\t", " ")
    before = safe(shown[: column - 1 - start])
    number = str(line)
    gutter = " " * len(number)
    return [
        f"{gutter} |",
        f"{number} | {safe(shown)}",
        f"{gutter} | {' ' * len(before)}{'^' * max(1, min(width, _MAX_WIDTH))}",
    ]


def _quoted(d: Diagnostic, line: str) -> list[str]:
    """The expression on its own, where the source line does not hold it as it is."""
    text = _expression(d)
    if not text or d.origin.span is None or _spanned(d, line) is not None:
        return []
    start, end = d.origin.span
    caret = " " * len(safe(text[:start])) + "^" * max(1, end - start)
    return [f"  in: {safe(text)}", f"      {caret}"]
