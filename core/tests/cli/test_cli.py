"""The command line: exit statuses, JSON, help, bad input without a traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result
from petri_pilot.cli.main import BUILT_IN, cli

MODEL: dict[str, Any] = {
    "name": "order",
    "places": [
        {"id": "new", "initial": 1},
        {"id": "paid"},
        {"id": "price", "kind": "data", "type": "int", "initial_value": 10},
    ],
    "transitions": [
        {"id": "pay", "guard": "amount == price", "bindings": [{"name": "amount", "type": "int"}]}
    ],
    "arcs": [{"from": "new", "to": "pay"}, {"from": "pay", "to": "paid"}],
}


def petri(*arguments: str, input_: str | bytes | None = None) -> Result:
    result = CliRunner().invoke(cli, arguments, input=input_)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def process(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "petri_pilot", *arguments],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "model.json"
    path.write_text(json.dumps(MODEL))
    return path


def edited(path: Path, **changes: Any) -> Path:
    other = path.with_name("edited.json")
    other.write_text(json.dumps({**MODEL, **changes}))
    return other


@pytest.mark.parametrize("name", sorted(BUILT_IN))
def test_every_command_has_help_with_an_example(name: str) -> None:
    result = petri(name, "--help")
    assert result.exit_code == 0
    assert "Example" in result.output
    assert f"petri {name}" in result.output


def options_of(command: click.Command, path: str) -> list[tuple[str, click.Option]]:
    found = [(path, p) for p in command.params if isinstance(p, click.Option)]
    if isinstance(command, click.Group):
        for name in command.list_commands(click.Context(command)):
            sub = command.get_command(click.Context(command), name)
            assert sub is not None
            found += options_of(sub, f"{path} {name}")
    return found


def test_every_option_has_help() -> None:
    for path, option in options_of(cli, "petri"):
        assert option.help, f"{path} {option.opts}"


def test_a_valid_model_passes_with_status_0(model: Path) -> None:
    result = petri("validate", str(model))
    assert result.exit_code == 0
    assert "valid (2 places, 1 data places, 2 transitions)" in result.output


def test_an_invalid_model_fails_with_its_place(model: Path) -> None:
    model.write_text(model.read_text().replace('"to": "paid"', '"to": "payd"'))
    result = petri("validate", str(model))
    assert result.exit_code == 1
    assert "payd" in result.output
    assert "model.json:1:" in result.output
    assert "paid" in result.output.replace("payd", "")


def test_validate_prints_json_for_programs(model: Path) -> None:
    model.write_text(model.read_text().replace("amount == price", "amount == prise"))
    result = CliRunner().invoke(cli, ["validate", "--json", str(model)])
    assert result.exit_code == 1
    (told,) = json.loads(result.stdout)["models"]
    assert told["valid"] is False
    (found,) = [d for d in told["diagnostics"] if d["severity"] == "error"]
    assert (found["pointer"], found["line"]) == ("/transitions/0/guard", 1)


def test_validate_prints_sarif_with_a_run_a_model(model: Path) -> None:
    result = CliRunner().invoke(cli, ["validate", "--format", "sarif", str(model), str(model)])
    log = json.loads(result.stdout)
    assert log["version"] == "2.1.0"
    assert len(log["runs"]) == 2


def test_a_model_comes_from_standard_input(model: Path) -> None:
    assert petri("validate", "-", input_=model.read_text()).exit_code == 0


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"{",
        b'{"name": "x", "places": [}',
        b"Here is your model:\n```json\n{}\n```",
        b"[1, 2]",
        b'"text"',
        b"\x00\x01\x02",
        b"\xff\xfe\x00",
        b"[" * 100_000,
        b'{"name": "a", "name": "b", "places": []}',
        b'{"name": "x", "places": [{"id": "../up"}]}',
        b'{"name": "x", "places": [{"id": "a\\"b\\n"}]}',
        b'{"name": "x", "places": {"p": 5}}',
        b'{"name": "x", "places": [{"id": 7, "initial": "many"}]}',
        b'{"name": 3}',
        b'{"name": "x", "places": [], "colour": 1}',
        b'{"name": "x", "places": [{"id": "p", "initial": 99999999999999999999}]}',
        b"a: &a [*a]",
        b"(schema x (states",
    ],
)
def test_bad_models_get_diagnostics_and_never_a_traceback(model: Path, text: bytes) -> None:
    model.with_name("bad").write_bytes(text)
    for command in (
        ["validate", "bad"],
        ["simulate", "bad"],
        ["visualize", "bad"],
        ["convert", "bad", "--to", "yaml"],
        ["diff", "bad", str(model)],
    ):
        result = petri(*command)
        assert result.exit_code == 1, (command, result.output)
        assert "error" in result.output, command
        assert "Traceback" not in result.output


def test_a_model_that_is_missing_or_a_folder_is_told(model: Path) -> None:
    for path in ("nowhere.json", "."):
        result = petri("validate", path)
        assert result.exit_code == 1
        assert "error" in result.output


def test_a_file_of_50_megabytes_is_refused_at_once(model: Path) -> None:
    big = model.with_name("big.json")
    with big.open("wb") as stream:
        stream.write(b'{"name": "')
        stream.write(b"x" * 50_000_000)
    result = petri("validate", str(big))
    assert result.exit_code == 1
    assert "error" in result.output


def test_given_commands_are_fired_and_a_refusal_fails(model: Path) -> None:
    done = petri("simulate", str(model), 'pay={"amount": 10}')
    assert done.exit_code == 0
    assert "[paid]" in done.output
    refused = petri("simulate", str(model), 'pay={"amount": 9}')
    assert refused.exit_code == 1
    assert "REFUSED guard-failed" in refused.output


def test_random_runs_are_equal_for_equal_seeds(model: Path) -> None:
    first, again, other = (
        petri("simulate", str(model), "--random", "5", "--seed", seed, "--json").stdout
        for seed in ("1", "1", "2")
    )
    assert first == again
    assert json.loads(first)["steps"][1]["outcome"] == "fired"
    assert other


@pytest.mark.parametrize(
    "arguments",
    [
        ["pay", "--random", "3"],
        ["--role", "admin"],
        ["--random", "0"],
        ["--at", "yesterday"],
        ["--no-such-option"],
    ],
)
def test_contradictory_or_unknown_options_are_usage_errors(
    model: Path, arguments: list[str]
) -> None:
    assert petri("simulate", str(model), *arguments).exit_code == 2


@pytest.mark.parametrize("fire", ["dance", "pay=[1]", "pay={"])
def test_a_command_that_cannot_be_read_is_told(model: Path, fire: str) -> None:
    result = petri("simulate", str(model), fire)
    assert result.exit_code == 1
    assert "Traceback" not in result.output


def test_convert_writes_what_validates_as_the_same_model(model: Path) -> None:
    assert petri("convert", str(model), "--to", "yaml", "-o", "model.yaml").exit_code == 0
    assert petri("diff", str(model), "model.yaml").exit_code == 0


def test_convert_refuses_an_unknown_format(model: Path) -> None:
    assert petri("convert", str(model), "--to", "xml").exit_code == 2


def test_diff_fails_on_behaviour_and_shows_a_run(model: Path) -> None:
    transitions = [{**MODEL["transitions"][0], "guard": "amount >= price"}]
    result = petri("diff", str(model), str(edited(model, transitions=transitions)))
    assert result.exit_code == 1
    assert "amount == price -> amount >= price" in result.output
    assert "after:  fires" in result.output


def test_diff_passes_on_looks(model: Path) -> None:
    result = petri("diff", str(model), str(edited(model, description="nicer")))
    assert result.exit_code == 0
    assert "Same behaviour." in result.output


def test_schema_is_json_schema_and_model_files_fit(model: Path) -> None:
    from jsonschema import Draft202012Validator

    schema = json.loads(petri("schema").stdout)
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(MODEL)
    assert not Draft202012Validator(schema).is_valid({**MODEL, "colour": 1})


def test_explain_lists_and_explains() -> None:
    codes = [row["code"] for row in json.loads(petri("explain", "--json").stdout)]
    assert len(codes) > 40
    text = petri("explain", codes[0]).output
    for heading in ("What it finds", "Why it matters", "How to fix"):
        assert heading in text


def test_explain_suggests_the_nearest_code() -> None:
    result = petri("explain", "core/unknown-plce")
    assert result.exit_code == 1
    assert "Near:" in result.output


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts_name_the_command(shell: str) -> None:
    assert "_PETRI_COMPLETE" in petri("completion", shell).stdout


def test_completion_completes_subcommands(tmp_path: Path) -> None:
    done = process(
        cwd=tmp_path,
        _PETRI_COMPLETE="bash_complete",
        COMP_WORDS="petri val",
        COMP_CWORD="1",
    )
    assert "validate" in done.stdout


def test_doctor_reports_each_tool_as_json() -> None:
    names = {row["name"] for row in json.loads(petri("doctor", "--json").stdout)}
    assert {"python", "git", "go", "node"} <= names


def test_visualize_writes_an_svg_and_leaves_nothing_else(model: Path) -> None:
    assert petri("visualize", str(model), "-o", "net.svg").exit_code == 0
    assert (model.parent / "net.svg").read_text().startswith("<svg")
    assert {p.name for p in model.parent.iterdir()} == {"model.json", "net.svg"}


def test_an_output_that_cannot_be_written_is_told(model: Path) -> None:
    result = petri("visualize", str(model), "-o", "no/such/folder/net.svg")
    assert result.exit_code == 1
    assert "cannot write" in result.output


def test_a_misspelt_command_gets_a_suggestion() -> None:
    result = petri("valdate")
    assert result.exit_code == 2
    assert "validate" in result.output


def test_codegen_without_a_target_says_which_there_are(model: Path) -> None:
    result = petri("codegen", str(model), "-o", "app")
    assert result.exit_code == 2
    assert "--target" in result.output


def test_codegen_for_an_unknown_target_says_how_to_install_it(model: Path) -> None:
    result = petri("codegen", str(model), "--target", "cobol", "-o", "app")
    assert result.exit_code == 1
    assert "pip install petri-pilot-cobol" in result.output


def test_a_bug_ends_with_status_3_and_no_traceback(model: Path) -> None:
    sabotage = model.with_name("sitecustomize.py")
    sabotage.write_text(
        "import petri_pilot.pipeline as p\n"
        "def load_model(*a, **k): raise RuntimeError('planted')\n"
        "p.load_model = load_model\n"
    )
    done = process("validate", "model.json", cwd=model.parent, PYTHONPATH=str(model.parent))
    assert done.returncode == 3
    assert "RuntimeError: planted" in done.stderr
    assert "Traceback" not in done.stderr


def test_too_many_findings_are_cut(model: Path) -> None:
    places = [*MODEL["places"], *({"id": f"p{number}"} for number in range(500))]
    result = petri("validate", str(edited(model, places=places)))
    assert result.exit_code == 0
    assert result.output.count("[core/") == 200
    assert "more; petri validate --json lists all" in result.output
