"""Immutable values that are cheap to declare.

`dataclass(frozen=True, slots=True)` compiles six functions for each class. The
classes on the way of `petri validate` are so many that this took longer than its
work, so here one function is compiled, the initializer, and all classes share
the others. `dataclasses.fields` and `dataclasses.replace` work on the result.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform, overload

T = TypeVar("T")


@overload
@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[T], /) -> type[T]: ...


@overload
@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(*, eq: bool = True, kw_only: bool = False) -> Callable[[type[T]], type[T]]: ...


def frozen(cls: Any = None, /, *, eq: bool = True, kw_only: bool = False) -> Any:
    """Decorate a class like `dataclass(frozen=True, slots=True, eq=eq, kw_only=kw_only)`.

    Without `eq` an instance equals only itself. `__post_init__` is not called.
    """
    if cls is None:
        return lambda decorated: _frozen(decorated, eq, kw_only)
    return _frozen(cls, eq, kw_only)


def _frozen(cls: type, eq: bool, kw_only: bool) -> type:
    shared = _SHARED | (_COMPARED if eq else {})
    inherited = [name for name in shared if name not in vars(cls)]
    made: type = dataclass(init=False, repr=False, eq=False, slots=True, kw_only=kw_only)(cls)
    for name in inherited:
        setattr(made, name, shared[name])
    made.__init__ = _initializer(fields(made))(made)  # type: ignore[misc]
    made._key = _key(made)  # type: ignore[attr-defined]
    return made


def _initializer(own: tuple[Field[Any], ...]) -> Callable[[type], Callable[..., None]]:
    """A function from the class to its `__init__`, which fills the slots directly."""
    positional = [_parameter(f) for f in own if not f.kw_only]
    keyword = [_parameter(f) for f in own if f.kw_only]
    parameters = ", ".join(["self", *positional, *(["*", *keyword] if keyword else [])])
    setters = "".join(f" set_{f.name} = cls.{f.name}.__set__\n" for f in own)
    body = "".join(f"  set_{f.name}(self, {_argument(f)})\n" for f in own) or "  pass\n"
    source = f"def make(cls):\n{setters} def __init__({parameters}):\n{body} return __init__\n"
    names: dict[str, Any] = {"MISSING": MISSING}
    names |= {f"default_{f.name}": f.default for f in own}
    names |= {f"factory_{f.name}": f.default_factory for f in own}
    exec(source, names)
    make: Callable[[type], Callable[..., None]] = names["make"]
    return make


def _parameter(f: Field[Any]) -> str:
    if f.default_factory is not MISSING:
        return f"{f.name}=MISSING"
    return f.name if f.default is MISSING else f"{f.name}=default_{f.name}"


def _argument(f: Field[Any]) -> str:
    if f.default_factory is not MISSING:
        return f"factory_{f.name}() if {f.name} is MISSING else {f.name}"
    return f.name


def _key(cls: type) -> Callable[[Any], Any]:
    """What two instances of a class are compared by."""
    names = [f.name for f in fields(cls) if f.compare]
    return attrgetter(*names) if names else type


def _setattr(self: object, name: str, value: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _delattr(self: object, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _setstate(self: object, state: tuple[None, dict[str, Any]]) -> None:
    for name, value in state[1].items():
        object.__setattr__(self, name, value)


def _eq(self: Any, other: Any) -> Any:
    if type(other) is not type(self):
        return NotImplemented
    return self._key(self) == self._key(other)


def _hash(self: Any) -> int:
    return hash(self._key(self))


def _repr(self: Any) -> str:
    inner = ", ".join(f"{f.name}={getattr(self, f.name)!r}" for f in fields(self) if f.repr)
    return f"{type(self).__qualname__}({inner})"


_SHARED: dict[str, Any] = {
    "__setattr__": _setattr,
    "__delattr__": _delattr,
    "__setstate__": _setstate,
    "__repr__": _repr,
}
_COMPARED: dict[str, Any] = {"__eq__": _eq, "__hash__": _hash}
