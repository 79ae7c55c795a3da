"""petri.toml has closed keys, and what is wrong is told with its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from petri_pilot.plugins.settings import Settings, read_settings


def _read(tmp_path: Path, text: str) -> tuple[Settings, list[tuple[str, str]]]:
    file = tmp_path / "petri.toml"
    file.write_text(text, encoding="utf-8")
    settings, diagnostics = read_settings(file)
    return settings, [(d.code, d.origin.pointer) for d in diagnostics]


def test_without_a_file_the_settings_are_empty() -> None:
    assert read_settings(None) == (Settings(), [])


def test_all_keys_are_read(tmp_path: Path) -> None:
    settings, problems = _read(
        tmp_path,
        """
        [generate]
        targets = ["go"]
        with = ["openapi"]
        without = ["pages"]
        out = "app"
        [plugins]
        block = ["acme"]
        [plugins.go]
        module = "example.com/shop"
        stores = ["memory"]
        """,
    )
    assert problems == []
    assert settings == Settings(
        ("go",),
        ("openapi",),
        ("pages",),
        str(tmp_path / "app"),
        ("acme",),
        {"go": {"module": "example.com/shop", "stores": ["memory"]}},
    )


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("[generate", [("core/settings-unreadable", "")]),
        ("[generat]", [("core/setting-unknown", "/generat")]),
        ("[generate]\ntarget = []", [("core/setting-unknown", "/generate/target")]),
        ("[generate]\ntargets = 'go'", [("core/setting-type", "/generate/targets")]),
        ("[generate]\nwith = [1]", [("core/setting-type", "/generate/with")]),
        ("[generate]\nout = ['a']", [("core/setting-type", "/generate/out")]),
        ("generate = 1", [("core/setting-type", "/generate")]),
        ("[plugins]\nblock = 'a'", [("core/setting-type", "/plugins/block")]),
        ("[plugins]\ngo = 1", [("core/setting-type", "/plugins/go")]),
        (
            "x = 1\n[generate]\ny = 2\nout = 3",
            [
                ("core/setting-unknown", "/x"),
                ("core/setting-unknown", "/generate/y"),
                ("core/setting-type", "/generate/out"),
            ],
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_place(
    tmp_path: Path, text: str, problems: list[tuple[str, str]]
) -> None:
    assert _read(tmp_path, text) == (Settings(), problems)


def test_a_misspelt_key_is_answered_with_the_right_one(tmp_path: Path) -> None:
    file = tmp_path / "petri.toml"
    file.write_text("[generate]\ntarget = []")
    _, (found,) = read_settings(file)
    assert found.notes == ("did you mean 'targets'?",)


def test_a_file_that_is_not_there_or_no_text_is_told(tmp_path: Path) -> None:
    (tmp_path / "latin").write_bytes(b"\xff\xfe")
    for name in ("missing", "latin"):
        _, (found,) = read_settings(tmp_path / name)
        assert found.code == "core/settings-unreadable"
