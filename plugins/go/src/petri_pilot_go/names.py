"""Go identifiers for the ids of a model.

`exported` follows Go's habits (initialisms, no underscores); `Names` keeps one
scope free of collisions. Both depend on the ids and their order alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_NO_WORD = re.compile(r"[^A-Za-z0-9]+")


def word_set(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


INITIALISMS = word_set(
    """
    acl api ascii cpu css dns eof guid html http https id ip json lhs qps ram rhs rpc sla
    smtp sql ssh tcp tls ttl udp ui uid uuid uri url utf8 vm xml xmpp xsrf xss
    """
)
"""The list that Go's linters use."""

KEYWORDS = word_set(
    """
    break case chan const continue default defer else fallthrough for func go goto if import
    interface map package range return select struct switch type var
    """
)
PREDECLARED = word_set(
    """
    any append bool byte cap clear close comparable complex complex128 complex64 copy delete
    error false float32 float64 imag init int int16 int32 int64 int8 iota len main make max
    min new nil panic print println real recover rune string true uint uint16 uint32 uint64
    uint8 uintptr
    """
)


def exported(name: str) -> str:
    """The CamelCase form of a model id: `customer_id` is `CustomerID`.

    Whatever else a name holds, as the values of an enum may, only parts its words.
    """
    words = [w for w in _NO_WORD.split(name) if w]
    text = "".join(_capital(w) for w in words) or "Blank"
    return text if text[0].isalpha() else "N" + text


def unexported(name: str) -> str:
    """The camelCase form of a model id: `customer_id` is `customerID`."""
    words = [w for w in _NO_WORD.split(name) if w]
    if not words:
        return "blank"
    first = words[0]
    head = first.lower() if first.lower() in INITIALISMS else first[0].lower() + first[1:]
    text = head + "".join(_capital(w) for w in words[1:])
    return text if text[0].isalpha() else "n" + text


def _capital(word: str) -> str:
    return word.upper() if word.lower() in INITIALISMS else word[0].upper() + word[1:]


def package(name: str) -> str:
    """A package name: lower case letters and digits only."""
    text = re.sub(r"[^a-z0-9]", "", name.lower())
    return text if text[:1].isalpha() else "n" + text


class Names:
    """The identifiers taken in one scope."""

    def __init__(self, reserved: Iterable[str] = ()) -> None:
        self._taken = set(reserved) | KEYWORDS | PREDECLARED

    def take(self, *forms: str) -> str:
        """The first of `forms` that is free, else the last with a number behind it."""
        for form in forms:
            if form not in self._taken:
                self._taken.add(form)
                return form
        base = forms[-1]
        separator = "_" if base[-1].isdigit() else ""
        number = 2
        while f"{base}{separator}{number}" in self._taken:
            number += 1
        return self.take(f"{base}{separator}{number}")
