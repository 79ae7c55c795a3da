"""Diagnostics of files: what keeps one from being read as text of a known format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from petri_pilot.diagnostics import Kind


@dataclass(frozen=True)
class FileMissing(Kind):
    """There is no such file.

    What it finds
        A path that leads to nothing.

    Why it matters
        There is nothing to read.

    Example
        ```console
        $ petri validate no-such-file.json
        ```

    How to fix
        Correct the path. `-` reads standard input.
    """

    code: ClassVar[str] = "core/file-missing"
    template: ClassVar[str] = "there is no file {path!r}"
    path: str


@dataclass(frozen=True)
class FileUnreadable(Kind):
    """The file cannot be read.

    What it finds
        A directory, a device, a file without permission, or an error of the disk.

    Why it matters
        Nothing is known of the model.

    Example
        ```console
        $ petri validate .
        ```

    How to fix
        Name a file that you may read.
    """

    code: ClassVar[str] = "core/file-unreadable"
    template: ClassVar[str] = "{path!r} cannot be read: {reason}"
    path: str
    reason: str


@dataclass(frozen=True)
class FileTooLarge(Kind):
    """The file is larger than the limit.

    What it finds
        More bytes than a model file may have. It stops reading there.

    Why it matters
        No model is that large; most likely it is another file. A limit keeps a wrong
        path from filling the memory.

    Example
        ```console
        $ head -c 50000000 /dev/zero | petri validate -
        ```

    How to fix
        Check the path. A model that is really so large is best split into several.
    """

    code: ClassVar[str] = "core/file-too-large"
    template: ClassVar[str] = "{path!r} is larger than the limit of {limit} bytes"
    path: str
    limit: int


@dataclass(frozen=True)
class NotUtf8(Kind):
    r"""The file is not UTF-8 text.

    What it finds
        A byte that UTF-8 does not have, or the byte order mark of UTF-16 or UTF-32.

    Why it matters
        Model files are UTF-8. A guessed encoding changes names.

    Example
        ```console
        $ printf '{"name": "caf\xe9"}' | petri validate -
        ```

    How to fix
        Save the file as UTF-8: `iconv -f UTF-16 -t UTF-8 model.json`.
    """

    code: ClassVar[str] = "core/not-utf-8"
    template: ClassVar[str] = "{path!r} is not UTF-8 text: {reason}"
    path: str
    reason: str


@dataclass(frozen=True)
class BinaryFile(Kind):
    """The file holds no text at all.

    What it finds
        Bytes of zero, which text does not have.

    Why it matters
        An image, an archive or a program is no model.

    Example
        ```console
        $ head -c 100 /dev/zero | petri validate -
        ```

    How to fix
        Check the path.
    """

    code: ClassVar[str] = "core/binary-file"
    template: ClassVar[str] = "{path!r} is a binary file (byte {offset} is zero)"
    path: str
    offset: int


@dataclass(frozen=True)
class EmptyFile(Kind):
    """The file is empty.

    What it finds
        A text of nothing but blanks.

    Why it matters
        There is no model in it; a download or a program that wrote it may have failed.

    Example
        ```json

        ```

    How to fix
        Write a model. `petri new` starts one.
    """

    code: ClassVar[str] = "core/empty-file"
    template: ClassVar[str] = "the file is empty"


@dataclass(frozen=True)
class UnknownFormat(Kind):
    """A format is named that is not there.

    What it finds
        A format name that no built-in format and no plugin has.

    Why it matters
        There is no reader or writer to use.

    Example
        ```console
        $ petri validate model.json --from jsn
        ```

    How to fix
        Use one of the names in the message, or install the plugin that brings it.
    """

    code: ClassVar[str] = "core/unknown-format"
    template: ClassVar[str] = "there is no format {name!r}; there are {known}"
    name: str
    known: str


@dataclass(frozen=True)
class UnrecognizedFormat(Kind):
    """No format takes the file for its own.

    What it finds
        A text that looks like none of the formats, in a file whose name does not end
        like one either.

    Why it matters
        Reading it in a format at random would only give misleading errors.

    Example
        ```console
        $ echo 'hello' | petri validate -
        ```

    How to fix
        Name the format, if the text is right.
    """

    code: ClassVar[str] = "core/unrecognized-format"
    template: ClassVar[str] = "{path!r} looks like none of the formats: {known}"
    path: str
    known: str


@dataclass(frozen=True)
class AmbiguousFormat(Kind):
    """Several formats take the file for their own.

    What it finds
        A text that two or more formats are equally sure of.

    Why it matters
        The same text can mean different things in them.

    Example
        ```console
        $ petri validate model.json   # with two plugins that claim the same files
        ```

    How to fix
        Name the format.
    """

    code: ClassVar[str] = "core/ambiguous-format"
    template: ClassVar[str] = "{path!r} could be any of {formats}"
    path: str
    formats: str
