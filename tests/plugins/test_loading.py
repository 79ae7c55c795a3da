"""What is wrong with one plugin is told, and the others work."""

from __future__ import annotations

from collections.abc import Callable

import click
import pytest
from petri_pilot.plugins.collection import Plugins
from petri_pilot.program.ir import Program

Load = Callable[..., Plugins]


def _codes(plugins: Plugins) -> list[str]:
    return [d.code for d in plugins.diagnostics]


def _messages(plugins: Plugins) -> list[str]:
    return [d.message for d in plugins.diagnostics]


def test_an_installed_plugin_is_loaded_and_listed(load: Load) -> None:
    plugins = load("fake", "acme")
    assert [e.name for e in plugins.emitters] == ["acme", "fake"]
    (core,) = (r for r in plugins.records if r.name == "core")
    acme, fake = (r for r in plugins.records if r.name != "core")
    assert core.hooks == ("petri_formats", "petri_validators")
    assert acme.as_json() == {
        "name": "acme",
        "distribution": "petri-pilot-acme",
        "version": "2.3.0",
        "url": "https://example.com/acme/bugs",
        "status": "enabled",
        "problem": None,
        "hooks": ["petri_emitters"],
        "emitters": [
            {
                "name": "acme",
                "target": False,
                "implements": [],
                "sections": [],
                "options": [
                    {
                        "name": "rate",
                        "type": "int",
                        "default": 10,
                        "help": "Requests a second.",
                        "choices": [],
                    }
                ],
            }
        ],
    }
    assert fake.emitters[0].sections == ("fake:http.middleware", "fake:config.field")
    assert "enabled" in fake.as_line() and "(fake)" in fake.as_line()
    assert plugins.diagnostics == ()


def test_a_plugin_that_cannot_be_imported_is_reported_to_its_authors(load: Load) -> None:
    plugins = load("fake", "importerror")
    assert [e.name for e in plugins.emitters] == ["fake"]
    assert _messages(plugins) == [
        "the plugin 'importerror' cannot be imported: ModuleNotFoundError: No module named "
        "'petri_pilot_module_that_does_not_exist'; this is a bug in petri-pilot-importerror "
        "0.2.0, report it at https://example.com/importerror"
    ]
    (record,) = (r for r in plugins.records if r.name == "importerror")
    assert record.status == "broken" and "ModuleNotFoundError" in str(record.problem)


def test_a_plugin_that_exits_does_not_end_the_process(load: Load) -> None:
    plugins = load("exits", "fake")
    assert [e.name for e in plugins.emitters] == ["fake"]
    assert _codes(plugins) == ["core/plugin-broken"]


def test_a_hook_that_raises_loses_only_its_own_results(load: Load, program: Program) -> None:
    plugins = load("crashing", "fake", "acme")
    assert [f.name for f in plugins.formats] == [f.name for f in load("fake").formats]
    assert [e.name for e in plugins.emitters] == ["acme", "crashing", "fake"]
    assert _messages(plugins) == [
        "the plugin 'crashing' raised RuntimeError in petri_formats: no formats today; "
        "this is a bug in petri-pilot-crashing 0.3.0"
    ]
    (record,) = (r for r in plugins.records if r.name == "crashing")
    assert record.status == "broken"


def test_a_validator_that_raises_is_a_bug_report_and_the_others_run(
    load: Load, program: Program
) -> None:
    sound = load("fake").validate(program)
    found = load("crashing").validate(program)
    assert found[:-1] == sound
    assert found[-1].code == "core/plugin-crashed"
    assert found[-1].message == (
        "the plugin 'crashing' crashed in the validator crashing/validator: "
        "ZeroDivisionError: door; this is a bug in petri-pilot-crashing 0.3.0"
    )


def test_commands_of_a_plugin_that_raises_are_not_half_there(load: Load) -> None:
    plugins = load("crashing")
    cli = click.Group(commands={"validate": click.Command("validate")})
    plugins.add_commands(cli)
    assert list(cli.commands) == ["validate"]
    assert _codes(plugins) == ["core/plugin-broken"]


def test_a_command_cannot_take_the_name_of_another(load: Load) -> None:
    plugins = load("clash", "observe", "fake")
    core = click.Command("validate")
    cli = click.Group(commands={"validate": core})
    plugins.add_commands(cli)
    assert sorted(cli.commands) == ["own", "validate"] and cli.commands["validate"] is core
    assert _messages(plugins) == [
        "the command 'validate' is claimed by core and by petri-pilot-clash; the latter is not used"
    ]


def test_a_misspelt_hook_is_named_with_the_right_one(load: Load) -> None:
    plugins = load("misspelt", "fake")
    (found,) = plugins.diagnostics
    assert found.code == "core/plugin-hook-unknown"
    assert found.message == (
        "the plugin 'misspelt' implements the hook 'petri_emiters', which does not exist; "
        "this is a bug in petri-pilot-misspelt 0.4.0"
    )
    assert found.notes == ("did you mean 'petri_emitters'?",)
    assert [e.name for e in plugins.emitters] == ["fake"]
    names = [validator.name for validator in load("fake").validators]
    assert [validator.name for validator in plugins.validators] == names


def test_a_plugin_with_a_wrong_signature_is_dropped_whole(load: Load) -> None:
    plugins = load("halfway", "fake")
    names = [f.name for f in plugins.formats]
    assert names == [f.name for f in load("fake").formats]
    (found,) = plugins.diagnostics
    assert found.code == "core/plugin-broken" and "petri_validators" in found.message


def test_a_name_that_is_taken_names_both(load: Load) -> None:
    plugins = load("duplicate", "acme", "fake")
    assert [e.name for e in plugins.emitters] == ["acme", "fake"]
    assert _messages(plugins) == [
        "the plugin 'acme' is claimed by petri-pilot-acme and by petri-pilot-zzz; "
        "the latter is not used"
    ]
    assert [(r.distribution, r.status) for r in plugins.records if r.name == "acme"] == [
        ("petri-pilot-acme", "enabled"),
        ("petri-pilot-zzz", "broken"),
    ]


def test_an_emitter_whose_name_is_taken_names_both(load: Load) -> None:
    plugins = load("observe", "clash", "fake")
    assert sorted(e.name for e in plugins.emitters) == ["aaa-log", "fake", "observe"]
    assert [d.code for d in plugins.diagnostics] == ["core/plugin-duplicate"]
    assert "petri-pilot-clash" in _messages(plugins)[0]
    assert "petri-pilot-observe" in _messages(plugins)[0]


def test_entry_points_that_cannot_be_parsed_break_only_their_distribution(load: Load) -> None:
    plugins = load("unreadable", "fake")
    assert [e.name for e in plugins.emitters] == ["fake"]
    (found,) = plugins.diagnostics
    assert "petri-pilot-unreadable" in found.message


@pytest.mark.parametrize("name", ["acme", "petri-pilot-acme"])
@pytest.mark.parametrize("by", ["environment", "settings"])
def test_a_plugin_can_be_blocked_by_either_name(load: Load, name: str, by: str) -> None:
    if by == "environment":
        plugins = load("fake", "acme", environ={"PETRI_BLOCK_PLUGINS": f" {name} ,"})
    else:
        plugins = load("fake", "acme", block=(name,))
    assert [e.name for e in plugins.emitters] == ["fake"]
    assert [(r.name, r.status) for r in plugins.records] == [
        ("acme", "blocked"),
        ("core", "enabled"),
        ("fake", "enabled"),
    ]
    assert plugins.diagnostics == ()


def test_a_blocked_plugin_is_not_even_imported(load: Load) -> None:
    assert load("importerror", "exits", block=("importerror", "exits")).diagnostics == ()


def test_blocking_what_is_not_installed_is_told(load: Load) -> None:
    plugins = load("fake", "acme", block=("acmee", "core"))
    assert _codes(plugins) == ["core/plugin-block-unknown"] * 2
    assert _messages(plugins) == [
        "no plugin 'acmee' can be blocked",
        "no plugin 'core' can be blocked",
    ]
    assert [d.notes for d in plugins.diagnostics] == [
        ("did you mean 'acme'?",),
        ("core itself cannot be blocked",),
    ]


def test_strict_makes_any_problem_an_error(load: Load) -> None:
    strict = {"PETRI_STRICT_PLUGINS": "1"}
    assert load("fake", environ=strict).diagnostics == ()
    assert _codes(load("importerror", environ=strict)) == [
        "core/plugin-broken",
        "core/plugins-not-sound",
    ]
    plugins = load("crashing", environ=strict)
    assert _codes(plugins) == []
    assert plugins.formats
    assert _codes(plugins) == ["core/plugin-broken", "core/plugins-not-sound"]
    assert _codes(load("importerror", environ={"PETRI_STRICT_PLUGINS": "0"})) == [
        "core/plugin-broken"
    ]


def test_all_that_is_broken_at_once_leaves_the_rest_working(load: Load) -> None:
    plugins = load(
        "importerror",
        "crashing",
        "misspelt",
        "halfway",
        "duplicate",
        "exits",
        "unreadable",
        "fake",
        "acme",
        "observe",
    )
    assert sorted(e.name for e in plugins.emitters) == [
        "aaa-log",
        "acme",
        "crashing",
        "fake",
        "observe",
    ]
    assert len(plugins.formats) > 0
    assert sorted(r.name for r in plugins.records if r.status == "broken") == [
        "acme",
        "crashing",
        "exits",
        "halfway",
        "importerror",
        "misspelt",
        "petri-pilot-unreadable",
    ]


def test_an_analyzer_of_a_plugin_answers(load: Load, program: Program) -> None:
    (analyzer,) = load("observe", "fake").analyzers
    assert [f.message for f in analyzer.analyze(program, 1.0)] == ["door: 2 places"]
