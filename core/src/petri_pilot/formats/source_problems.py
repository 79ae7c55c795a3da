"""Why a file could not be read as text."""

from __future__ import annotations

import codecs

from petri_pilot.diagnostics import Kind
from petri_pilot.formats.kinds.source import (
    BinaryFile,
    FileMissing,
    FileTooLarge,
    FileUnreadable,
    NotUtf8,
)
from petri_pilot.formats.source import NotTextError, TooLargeError

_OTHER_UNICODE = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)


def diagnose(path: str, error: Exception) -> Kind:
    """The diagnostic for what `read_text` caught."""
    if isinstance(error, TooLargeError):
        return FileTooLarge(path, error.args[0])
    if isinstance(error, NotTextError):
        return _not_text(path, error.args[0])
    if isinstance(error, FileNotFoundError):
        return FileMissing(path)
    if isinstance(error, IsADirectoryError):
        return FileUnreadable(path, "it is a directory")
    if isinstance(error, OSError):
        return FileUnreadable(path, (error.strerror or type(error).__name__).lower())
    return FileUnreadable(path, "the path holds the character NUL")


def _not_text(path: str, data: bytes) -> Kind:
    for mark, name in _OTHER_UNICODE:
        if data.startswith(mark):
            return NotUtf8(path, f"it starts with the byte order mark of {name}")
    if 0 in data:
        if len(data) > 1 and (data[0] == 0) != (data[1] == 0):
            return NotUtf8(path, "it looks like UTF-16 or UTF-32")
        return BinaryFile(path, data.index(0))
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return NotUtf8(path, f"byte {error.start} is 0x{data[error.start]:02x}, in line {line}")
    raise AssertionError("called for bytes that are text")
