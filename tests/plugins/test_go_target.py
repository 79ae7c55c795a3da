"""A third party's distribution extends the Go target, and the result is a Go program."""

from __future__ import annotations

import itertools
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from pathlib import PurePosixPath as P

import pytest
from petri_pilot.generate import Plan, generate, write
from petri_pilot.plugins.api import Emitter
from petri_pilot.plugins.collection import Plugins
from petri_pilot.program.ir import Program
from petri_pilot_go.emitter import GoEmitter
from petri_pilot_openapi.emitter import OpenApiEmitter

Load = Callable[..., Plugins]


def _plan(load: Load, program: Program) -> Plan:
    """The plan of all 24 orders of four emitters, which is one."""
    emitters: list[Emitter] = [GoEmitter(), OpenApiEmitter(), *load("gopher").emitters]
    plans = [generate(program, order) for order in itertools.permutations(emitters)]
    assert [plan.diagnostics for plan in plans] == [()] * 24
    assert all(list(plan.files.items()) == list(plans[0].files.items()) for plan in plans)
    return plans[0]


def test_an_extension_adds_a_middleware_a_setting_a_file_and_a_module(
    load: Load, program: Program
) -> None:
    plan = _plan(load, program)
    texts = {str(path): file.text for path, file in plan.files.items()}
    server = texts["server.go"]
    # The last wrapper is the outermost, so the first item comes last.
    assert server.index("StripPrefix") < server.index("stampResponses(cfg.StampHeader)")
    assert "\tStampHeader string\n" in texts["config.go"]
    assert "func stampResponses(" in texts["stamp.go"]
    assert plan.files[P("stamp.go")].plugin == "gopher"
    direct = [line for line in texts["go.mod"].splitlines() if "// indirect" not in line]
    assert "\tgithub.com/google/uuid v1.6.0" in direct
    assert texts["go.mod"].count("google/uuid") == 1


def test_without_the_extension_nothing_of_it_is_there(load: Load, program: Program) -> None:
    load("gopher")
    plan = generate(program, [GoEmitter(), OpenApiEmitter()])
    assert plan.ok and P("stamp.go") not in plan.files
    assert not any("stampResponses" in file.text for file in plan.files.values())


def test_another_version_of_a_module_is_refused_with_both_parties_named(
    load: Load, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    emitters: list[Emitter] = [GoEmitter(), *load("gopher").emitters]
    stamp = next(e for e in emitters if e.name == "gopher")
    monkeypatch.setitem(type(stamp).emit.__globals__, "UUID", "modernc.org/sqlite")
    (found, *_) = generate(program, emitters).diagnostics
    assert found.code == "core/data-conflict"
    assert "'go'" in found.message and "'gopher'" in found.message


def test_the_extended_program_is_formatted_and_vetted_go(
    load: Load, program: Program, tmp_path: Path
) -> None:
    assert write(_plan(load, program), tmp_path).ok
    environment = {**os.environ, "GOFLAGS": "-mod=readonly", "GOPROXY": "off", "CGO_ENABLED": "0"}
    for command in (["gofmt", "-l", "."], ["go", "vet", "."]):
        result = subprocess.run(
            command,
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            timeout=600,
            check=False,
        )
        assert (result.returncode, result.stdout) == (0, ""), result.stderr
