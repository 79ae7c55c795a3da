"""From a path, or standard input, to text."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import BinaryIO

from petri_pilot.diagnostics import Kind

MAX_BYTES = 20_000_000
"""Two orders of magnitude above the largest model that we know of."""

_STDIN = "-"


class TooLargeError(Exception):
    """The file has more bytes than the limit, which is the argument."""


class NotTextError(Exception):
    """The bytes, which are the argument, are no UTF-8 text."""


def read_text(path: str, limit: int = MAX_BYTES) -> str | Kind:
    """The text of the file at `path` ("-" is standard input), or why there is none.

    Never takes in more than `limit` bytes and one.
    """
    try:
        return _decode(_read_bytes(path, limit))
    except (OSError, ValueError, TooLargeError, NotTextError) as error:
        from petri_pilot.formats.source_problems import diagnose

        return diagnose(path, error)


def _read_bytes(path: str, limit: int) -> bytes:
    if path == _STDIN:
        return _bounded(sys.stdin.buffer, limit)
    target = Path(path)
    target.stat()
    if target.is_dir():
        raise IsADirectoryError
    if not (target.is_file() or target.is_fifo() or target.is_char_device()):
        raise OSError(0, "it is no file")
    with target.open("rb") as file:
        return _bounded(file, limit)


def _bounded(file: BinaryIO, limit: int) -> bytes:
    data = file.read(limit + 1)
    if len(data) > limit:
        raise TooLargeError(limit)
    return data


def _decode(data: bytes) -> str:
    if 0 in data:
        raise NotTextError(data)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise NotTextError(data) from error
