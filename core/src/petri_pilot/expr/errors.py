"""The errors of the guard language."""

from __future__ import annotations


class ExprError(Exception):
    """A text that is no well-typed expression.

    `code` is a stable slug, `span` the half-open range of code points that is at
    fault, `hint` says what to write instead, where that is known.
    """

    def __init__(
        self, code: str, message: str, span: tuple[int, int], hint: str | None = None
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.span = span
        self.hint = hint


class EvaluationError(Exception):
    """A well-typed expression that has no value in this state.

    `code` is one of the evaluation codes of docs/semantics.md.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class TypeNameError(Exception):
    """A text that names no type."""

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class WireError(Exception):
    """A JSON value that does not fit its type.

    `code` is one of the input codes of docs/semantics.md; `pointer` (RFC 6901)
    leads from the value to the part at fault, empty for the value itself.
    """

    def __init__(self, code: str, message: str, pointer: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.pointer = pointer


class JsonError(Exception):
    """A text that is not one strict JSON value; `position` counts code points."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.message = message
        self.position = position
