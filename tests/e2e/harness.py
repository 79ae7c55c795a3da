"""Generated applications as the tests use them: generated, built, started, called."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from petri_pilot.generate import generate, write
from petri_pilot.pipeline import load_model
from petri_pilot.plugins.loader import load_plugins

BUILD_TIMEOUT = 600
START_TIMEOUT = 30
LISTENING = re.compile(r"http://127\.0\.0\.1:(\d+)")


def generate_app(model: Path, out: Path, without: frozenset[str] = frozenset()) -> Path:
    """The Go application of a model, with its OpenAPI document, in `out`."""
    plugins = load_plugins()
    loaded = load_model(str(model), plugins)
    assert loaded.program is not None, [d.message for d in loaded.diagnostics]
    assert loaded.valid, [d.message for d in loaded.diagnostics]
    emitters = [e for e in plugins.emitters if e.name in ("go", "openapi")]
    plan = generate(loaded.program, emitters, without=without)
    assert plan.ok, [d.message for d in plan.diagnostics]
    report = write(plan, out)
    assert report.ok, [d.message for d in report.diagnostics]
    return out


def build_app(folder: Path) -> Path:
    """The binary of a generated application, built without cgo."""
    binary = folder / "app.bin"
    run_go(folder, "build", "-o", str(binary), ".")
    return binary


def run_go(folder: Path, *arguments: str, **environment: str) -> str:
    """Run the go command in a folder; its output. Fails with it, too."""
    result = subprocess.run(
        ["go", *arguments],
        cwd=folder,
        env={**os.environ, "CGO_ENABLED": "0", **environment},
        capture_output=True,
        text=True,
        timeout=BUILD_TIMEOUT,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP answer; `body` is parsed if it is JSON."""

    status: int
    headers: Mapping[str, str]
    body: Any


class App:
    """A running application on a free loopback port."""

    def __init__(self, process: subprocess.Popen[str], port: int) -> None:
        self.process = process
        self.port = port

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def call(
        self, method: str, path: str, body: Any = None, *, raw: bytes | None = None, **headers: str
    ) -> Answer:
        """One request on a connection of its own. Header names have _ for -."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        content = raw
        if raw is None and body is not None:
            content = json.dumps(body).encode()
        if content is not None:
            sent.setdefault("Content-Type", "application/json")
        try:
            connection.request(method, path, body=content, headers=sent)
            response = connection.getresponse()
            text = response.read()
            fields = {name.lower(): value for name, value in response.getheaders()}
        finally:
            connection.close()
        parsed = json.loads(text) if "json" in fields.get("content-type", "") and text else text
        return Answer(response.status, fields, parsed)

    def create(self, slug: str, body: Any = None, **headers: str) -> dict[str, Any]:
        """A new instance."""
        answer = self.call("POST", f"/api/{slug}", {} if body is None else body, **headers)
        assert answer.status == 201, answer
        made: dict[str, Any] = answer.body
        return made

    def fire(self, slug: str, id_: str, command: str, body: Any = None, **headers: str) -> Answer:
        """Ask for a command."""
        path = f"/api/{slug}/{id_}/{command}"
        return self.call("POST", path, {} if body is None else body, **headers)

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(timeout=10)

    def stop(self) -> int:
        """Ask it to end; its exit status."""
        self.process.terminate()
        return self.process.wait(timeout=20)


@contextmanager
def running(binary: Path, folder: Path, **environment: str) -> Iterator[App]:
    """Start a binary with SQLite in `folder`; killed at the end if it still runs."""
    app = start(binary, folder, **environment)
    try:
        yield app
    finally:
        if app.process.poll() is None:
            app.kill()


def start(binary: Path, folder: Path, *, under: tuple[str, ...] = (), **environment: str) -> App:
    """Start a binary, as an argument of the command `under` if given, and wait until it
    says where it listens."""
    settings = {
        "PETRI_ADDR": "127.0.0.1:0",
        "PETRI_STORE": "sqlite",
        "PETRI_SQLITE_PATH": str(folder / "events.db"),
        **environment,
    }
    process = subprocess.Popen(
        [*under, str(binary)],
        cwd=folder,
        env={**_without_settings(os.environ), **settings},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    timer = threading.Timer(START_TIMEOUT, process.kill)
    timer.start()
    said: list[str] = []
    assert process.stdout is not None
    try:
        for line in process.stdout:
            said.append(line)
            found = LISTENING.search(line)
            if found:
                threading.Thread(target=_drain, args=(process,), daemon=True).start()
                return App(process, int(found.group(1)))
    finally:
        timer.cancel()
    process.stdout.close()
    process.wait(timeout=10)
    raise AssertionError(f"it ended without listening: {''.join(said)}")


def _without_settings(environ: Mapping[str, str]) -> dict[str, str]:
    """The environment without what configures the tests: applications refuse settings that
    they do not have."""
    return {name: value for name, value in environ.items() if not name.startswith("PETRI_")}


def _drain(process: subprocess.Popen[str]) -> None:
    """Keep the pipe empty, so that logging never blocks; close it at its end."""
    assert process.stdout is not None
    with process.stdout:
        for _ in process.stdout:
            pass
