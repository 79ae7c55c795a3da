"""What an expression may mention, and what it is evaluated against."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from petri_pilot.expr.types import Type
from petri_pilot.expr.wire import Value


@dataclass(frozen=True, slots=True)
class Scope:
    """The names of an expression with their types.

    A parameter hides a data place of the same name. `roles` None leaves the
    argument of hasRole unchecked; `user` False refuses `user` and hasRole.
    """

    parameters: Mapping[str, Type]
    data: Mapping[str, Type]
    places: frozenset[str]
    roles: frozenset[str] | None = None
    user: bool = False


@dataclass(frozen=True, slots=True)
class UserValue:
    """The caller. `roles` holds the inherited roles too."""

    id: str
    name: str
    email: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Environment:
    """The values of an evaluation.

    An absent optional parameter has no key in `parameters`; every data place and
    token place has one. `user` None is a call without a caller; `now` is a
    canonical time.
    """

    parameters: Mapping[str, Value]
    data: Mapping[str, Value]
    marking: Mapping[str, int]
    user: UserValue | None
    now: str
