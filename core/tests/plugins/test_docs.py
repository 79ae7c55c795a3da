"""The code in docs/plugins.md runs."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from petri_pilot.plugins.settings import read_settings

PAGE = (Path(__file__).parents[3] / "docs" / "plugins.md").read_text(encoding="utf-8")


def _blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.M | re.S)


@pytest.fixture
def templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    (tmp_path / "ini_templates" / "t").mkdir(parents=True)
    (tmp_path / "ini_templates" / "__init__.py").write_text("")
    (template,) = _blocks("jinja")
    (tmp_path / "ini_templates" / "t" / "plugins.ini.j2").write_text(template)
    monkeypatch.syspath_prepend(str(tmp_path))
    yield "ini_templates:t"
    sys.modules.pop("ini_templates", None)


def test_the_python_examples_run_in_order(templates: str) -> None:
    blocks = _blocks("python")
    assert len(blocks) == 3
    namespace: dict[str, Any] = {"__name__": "__main__"}
    for index, block in enumerate(blocks):
        code = compile(block, f"docs/plugins.md block {index}", "exec", dont_inherit=True)
        exec(code, namespace)
        if "IniEmitter" in namespace:
            namespace["IniEmitter"].templates = templates
    assert namespace["plan"].diagnostics == ()


def test_the_settings_on_the_page_are_accepted(tmp_path: Path) -> None:
    (block,) = _blocks("toml")
    (tmp_path / "petri.toml").write_text(block)
    settings, problems = read_settings(tmp_path / "petri.toml")
    assert problems == []
    assert settings.options == {"ini": {"port": 9090}}


def test_every_ownership_is_on_the_page() -> None:
    from petri_pilot.plugins.api import Ownership

    assert [o.name for o in Ownership if f"| `{o.name}` |" not in PAGE] == []
