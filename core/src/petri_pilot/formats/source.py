"""From a path, or standard input, to text."""

from __future__ import annotations

import codecs
import sys
from pathlib import Path
from typing import BinaryIO

from petri_pilot.diagnostics import Kind
from petri_pilot.formats.kinds.source import (
    BinaryFile,
    FileMissing,
    FileTooLarge,
    FileUnreadable,
    NotUtf8,
)

MAX_BYTES = 20_000_000
"""Two orders of magnitude above the largest model that we know of."""

_STDIN = "-"

_OTHER_UNICODE = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)


def read_text(path: str, limit: int = MAX_BYTES) -> str | Kind:
    """The text of the file at `path` ("-" is standard input), or why there is none.

    Never takes in more than `limit` bytes and one.
    """
    data = _read_bytes(path, limit)
    return _decode(path, data) if isinstance(data, bytes) else data


def _read_bytes(path: str, limit: int) -> bytes | Kind:
    try:
        if path == _STDIN:
            return _bounded(sys.stdin.buffer, path, limit)
        if not _is_stream_or_file(path):
            return FileUnreadable(path, "it is a directory" if Path(path).is_dir() else "no file")
        with Path(path).open("rb") as file:
            return _bounded(file, path, limit)
    except FileNotFoundError:
        return FileMissing(path)
    except OSError as error:
        return FileUnreadable(path, error.strerror or type(error).__name__)
    except ValueError:
        return FileUnreadable(path, "the path holds the character NUL")


def _is_stream_or_file(path: str) -> bool:
    target = Path(path)
    target.stat()
    return target.is_file() or target.is_fifo() or target.is_char_device()


def _bounded(file: BinaryIO, path: str, limit: int) -> bytes | Kind:
    data = file.read(limit + 1)
    return FileTooLarge(path, limit) if len(data) > limit else data


def _decode(path: str, data: bytes) -> str | Kind:
    for mark, name in _OTHER_UNICODE:
        if data.startswith(mark):
            return NotUtf8(path, f"it starts with the byte order mark of {name}")
    if 0 in data:
        return _with_zero_bytes(path, data)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return NotUtf8(path, f"byte {error.start} is 0x{data[error.start]:02x}, in line {line}")


def _with_zero_bytes(path: str, data: bytes) -> Kind:
    if len(data) > 1 and (data[0] == 0) != (data[1] == 0):
        return NotUtf8(path, "it looks like UTF-16 or UTF-32")
    return BinaryFile(path, data.index(0))
