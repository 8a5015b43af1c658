"""
The real key in place of the dummy on the way out; no key at all in what is kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote_plus

from mockgemini.exchange import Headers, Request

_KEY_HEADER = "x-goog-api-key"
_SECRET_FIELDS = frozenset({"key", "access_token"})


@dataclass(frozen=True, slots=True, repr=False)
class Credential:
    """
    `key` goes where a client sent one of the `dummies`; without it everything passes as it came.

    A request without a key gets none: the later legs of an upload are authorised by their address.
    """

    key: str | None
    dummies: frozenset[str] = frozenset()

    def headers(self, headers: Headers) -> Headers:
        """
        The headers as upstream shall see them.
        """
        return tuple((name, self._header(name, value)) for name, value in headers)

    def query(self, query: str) -> str:
        """
        The query as upstream shall see it; nothing but the key is spelled anew.
        """
        return "&".join(self._field(field) for field in query.split("&"))

    def _header(self, name: str, value: str) -> str:
        if name == _KEY_HEADER:
            return self._instead(value)
        if name == "authorization" and value[:7].lower() == "bearer ":
            return value[:7] + self._instead(value[7:])
        return value

    def _field(self, field: str) -> str:
        name, equals, value = field.partition("=")
        return (
            f"{name}{equals}{self._instead(unquote_plus(value), value)}" if name == "key" else field
        )

    def _instead(self, value: str, spelled: str | None = None) -> str:
        if self.key is not None and value.strip() in self.dummies:
            return self.key
        return value if spelled is None else spelled


def keys_of(request: Request) -> Iterator[str]:
    """
    Every key and token that a request authorises itself with.
    """
    for name, value in request.headers:
        if name == _KEY_HEADER:
            yield value.strip()
        elif name == "authorization":
            yield value.rpartition(" ")[2]
    for field in request.query.split("&"):
        name, _, value = field.partition("=")
        if unquote_plus(name).lower() in _SECRET_FIELDS:
            yield unquote_plus(value)


def without_secrets(query: str) -> str:
    """
    The query as it is kept: no key and no token.
    """
    return "&".join(
        field
        for field in query.split("&")
        if unquote_plus(field.partition("=")[0]).lower() not in _SECRET_FIELDS
    )
