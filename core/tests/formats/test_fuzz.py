"""No text makes a reader raise, and none is refused without a reason.

PETRI_FUZZ_CASES sets the number of mutations; they are the same in every run.
"""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from petri_pilot.diagnostics import has_errors
from petri_pilot.formats import builtin_formats, read_model

from .samples import EDITOR, FORMATS, LIGHTS, NESTED, TOKEN

CASES = int(os.environ.get("PETRI_FUZZ_CASES", "2000"))

SEEDS = {
    "json": FORMATS["json"].write(LIGHTS).text,
    "yaml": FORMATS["yaml"].write(LIGHTS).text,
    "pflow": TOKEN,
    "pflow-xyz-json": EDITOR,
    "petri-pilot-json": NESTED,
}
_INSERTS = [
    b"{",
    b"}",
    b"[",
    b"]",
    b'"',
    b":",
    b",",
    b"\\",
    b"\x00",
    b"\xff",
    b"(",
    b")",
    b"&a ",
    b"*a",
]
_INSERTS += [
    b"null",
    b"-",
    b"9" * 30,
    b"1e999",
    b"\\ud800",
    b"\xef\xbb\xbf",
    b"\n",
    b"\t",
    b"true",
    b"{}",
]


def _mutate(random_: random.Random, data: bytes) -> bytes:
    out = bytearray(data)
    for _ in range(random_.randint(1, 4)):
        at = random_.randrange(len(out) + 1)
        action = random_.randrange(5)
        if action == 0:
            out[at:at] = random_.choice(_INSERTS)
        elif action == 1:
            del out[at : at + random_.randint(1, 20)]
        elif action == 2:
            out[at : at + 1] = bytes([random_.randrange(256)])
        elif action == 3:
            start = random_.randrange(len(out) + 1)
            out[at:at] = out[start : start + random_.randint(1, 40)]
        else:
            out[at : at + random_.randint(1, 6)] = random_.choice(_INSERTS)
    return bytes(out)


@pytest.mark.parametrize("name", sorted(SEEDS))
def test_mutated_texts_never_raise(name: str) -> None:
    random_ = random.Random(f"formats/{name}")
    seed = SEEDS[name].encode()
    refused = 0
    for _ in range(CASES // len(SEEDS)):
        data = _mutate(random_, seed)
        result = FORMATS[name].read(data.decode("utf-8", "surrogateescape"), "fuzz")
        refused += result.document is None
        assert (result.document is None) == has_errors(list(result.diagnostics)), data
        for diagnostic in result.diagnostics:
            assert diagnostic.message
            assert result.locate is not None
            result.locate(diagnostic.origin.pointer)
        if result.document is not None:
            for format_ in FORMATS.values():
                format_.write(result.document)
    assert refused > 0


def test_mutated_files_never_raise(tmp_path: Path) -> None:
    random_ = random.Random("files")
    formats = builtin_formats()
    path = tmp_path / "model.json"
    for number in range(CASES // 10):
        seed = SEEDS[sorted(SEEDS)[number % len(SEEDS)]]
        path.write_bytes(_mutate(random_, seed.encode()))
        result = read_model(str(path), formats)
        assert (result.document is None) == has_errors(list(result.diagnostics))


@pytest.mark.parametrize("name", sorted(FORMATS))
@given(text=st.text(max_size=200))
def test_arbitrary_texts_never_raise(name: str, text: str) -> None:
    result = FORMATS[name].read(text, "fuzz")
    assert (result.document is None) == has_errors(list(result.diagnostics))
    assert 0 <= FORMATS[name].sniff(text) <= 100
