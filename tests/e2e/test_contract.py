"""schemathesis against running applications: no 5xx, nothing undocumented."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.harness import running

EXAMPLES_A_OPERATION = os.environ.get("PETRI_SCHEMATHESIS_EXAMPLES", "25")


@pytest.mark.parametrize("example", ["order-processing", "token-ledger"])
def test_the_running_app_keeps_to_its_document(
    built: Callable[[str], Path], tmp_path: Path, example: str
) -> None:
    with running(built(example), tmp_path) as app:
        result = subprocess.run(
            [
                str(Path(sys.executable).with_name("schemathesis")),
                f"--config-file={Path(__file__).with_name('schemathesis.toml')}",
                "run",
                f"{app.url}/openapi.json",
                "--checks=not_a_server_error,status_code_conformance,content_type_conformance,"
                "response_schema_conformance,response_headers_conformance,"
                "negative_data_rejection,unsupported_method",
                "--exclude-path-regex=/api/[^/]+/(events|ws)$",
                f"--max-examples={EXAMPLES_A_OPERATION}",
                "--seed=7",
                "--generation-database=none",
                "--request-timeout=20",
            ],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=900,
            check=False,
        )
        assert result.returncode == 0, result.stdout[-6000:] + result.stderr[-2000:]
        assert app.call("GET", "/health").status == 200
