"""From a model file to a checked program, in one call.

    text --formats--> document --resolve--> program --validators--> diagnostics

The command line, the tests and plugins' own commands all come through here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from petri_pilot.diagnostics import Diagnostic, has_errors
from petri_pilot.program.ir import Program

if TYPE_CHECKING:
    from petri_pilot.plugins.collection import Plugins

Locate = Callable[[str], tuple[int, int] | None]


@dataclass(frozen=True, slots=True)
class Model:
    """A model file and all that is known of it.

    `program` is None when the text, the document or a reference in it is wrong;
    `diagnostics` then holds at least one error. `locate` finds the line and
    column of a JSON pointer of the document.
    """

    file: str
    document: Mapping[str, Any] | None
    program: Program | None
    diagnostics: tuple[Diagnostic, ...]
    locate: Locate | None
    text: str = ""
    """The text that was read, if it came from a file."""

    @property
    def valid(self) -> bool:
        """Whether nothing stands against generating from it."""
        return self.program is not None and not has_errors(self.diagnostics)


def load_model(
    path: str, plugins: Plugins, *, format_name: str | None = None, validate: bool = True
) -> Model:
    """Read the model at `path` ("-" is standard input), resolve it and run all validators."""
    from petri_pilot.formats import read_model

    read = read_model(path, plugins.formats, format_name)
    file = "<stdin>" if path == "-" else path
    if read.document is None:
        return Model(file, None, None, read.diagnostics, read.locate, read.text)
    model = check_document(read.document, file, plugins, validate=validate)
    return replace(
        model,
        diagnostics=(*read.diagnostics, *model.diagnostics),
        locate=read.locate,
        text=read.text,
    )


def check_document(
    document: Mapping[str, Any], file: str, plugins: Plugins, *, validate: bool = True
) -> Model:
    """Resolve a document and run all validators on the program."""
    from petri_pilot.program import resolve

    resolution = resolve(document, file)
    diagnostics = list(resolution.diagnostics)
    if resolution.program is not None and validate:
        diagnostics += plugins.validate(resolution.program)
    return Model(file, document, resolution.program, tuple(diagnostics), None)
