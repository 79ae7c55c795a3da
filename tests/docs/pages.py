"""The pages of the documentation, as text to look things up in."""

from __future__ import annotations

import re
from pathlib import Path

from tests.packaging.distributions import ROOT

PAGES = sorted(
    page
    for pattern in ("*.md", "*/README.md", "docs/**/*.md", "plugins/*/README.md")
    for page in ROOT.glob(pattern)
)

_LINK = re.compile(r"\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def links(page: Path) -> list[str]:
    """The targets of a page's links within the repository."""
    return [t for t in _LINK.findall(page.read_text()) if not re.match(r"\w+:", t)]


def anchors(page: Path) -> set[str]:
    """The anchors that a page's headings make."""
    headings = _HEADING.findall(page.read_text())
    return {re.sub(r"[^\w -]", "", h.lower()).strip().replace(" ", "-") for h in headings}


def blocks(page: Path, heading: str) -> list[str]:
    """The indented blocks below a heading of the second level, without their indentation."""
    section = page.read_text().split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    found = re.findall(r"(?:^    .*\n)+", section, re.MULTILINE)
    return [re.sub(r"^    ", "", block, flags=re.MULTILINE) for block in found]
