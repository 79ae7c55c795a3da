"""A plugin whose hooks are not plain is refused whole."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from petri_pilot.plugins import hookimpl
from petri_pilot.plugins.identity import Identity
from petri_pilot.plugins.registration import RefusalError, register


def _plugin(mark: Callable[[Any], Any], name: str = "petri_formats") -> Any:
    def hook(self: object) -> list[Any]:
        return []

    hook.__name__ = name
    return type("Plugin", (), {name: mark(hook)})()


@pytest.mark.parametrize(
    ("plugin", "problem"),
    [
        (_plugin(hookimpl(tryfirst=True)), "orders petri_formats by tryfirst or trylast"),
        (_plugin(hookimpl(trylast=True)), "orders petri_formats by tryfirst or trylast"),
        (_plugin(lambda hook: hook), "has a petri_formats without @hookimpl"),
        (_plugin(lambda hook: hook, "petri_typo"), "implements hooks that do not exist"),
        (object(), "implements no hook"),
        (type(_plugin(hookimpl)), "names a class as its entry point"),
    ],
)
def test_it_is_refused_with_the_reason(plugin: object, problem: str) -> None:
    with pytest.raises(RefusalError) as caught:
        register(Identity("x"), plugin)
    assert problem in caught.value.problem


def test_a_wrapper_is_refused() -> None:
    class Wrapper:
        @hookimpl(wrapper=True)
        def petri_formats(self) -> Any:
            return (yield)

    with pytest.raises(RefusalError) as caught:
        register(Identity("x"), Wrapper())
    assert "hooks here cannot be wrapped" in caught.value.problem


def test_a_plain_plugin_is_registered() -> None:
    assert register(Identity("x"), _plugin(hookimpl)).hooks == ("petri_formats",)
