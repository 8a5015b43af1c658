"""
Who may talk to the server: a page in a browser must not reach it through a name of its own making.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

_LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})


@dataclass(frozen=True, slots=True)
class Visitors:
    """
    `hosts`: names welcome in the Host header beside the loopback's; None lets every name in.

    `refuse_origins`: turn away pages from any other Origin, as one who holds a real key must.
    """

    hosts: frozenset[str] | None = frozenset()
    refuse_origins: bool = False

    def refusal(self, host: str | None, origin: str | None) -> str | None:
        """
        The sentence for one who may not come in, else None.
        """
        if self.hosts is not None and not self._knows(host):
            return (
                f"The Host header is {_quoted(host)}, which is not this machine's loopback: "
                f"allow the name with --allow-host."
            )
        if self.refuse_origins and self._is_foreign(origin, host):
            return (
                f"A page from {_quoted(origin)} may not record with your key: "
                f"allow its host with --allow-host."
            )
        return None

    def meddling(self, host: str | None, origin: str | None) -> str | None:
        """
        The sentence for one who may come in, but not change what the server does, else None.
        """
        if self._is_foreign(origin, host):
            return (
                f"A page from {_quoted(origin)} may not steer this server: "
                f"allow its host with --allow-host."
            )
        return None

    def _is_foreign(self, origin: str | None, host: str | None) -> bool:
        return origin is not None and not self._is_home(origin, host)

    def _knows(self, host: str | None) -> bool:
        if host is None:
            return False
        name = _without_port(host).lower()
        return name in _LOOPBACK or (self.hosts is not None and name in self.hosts)

    def _is_home(self, origin: str, host: str | None) -> bool:
        came_from = _host_of(origin)
        return self._knows(came_from) or (came_from is not None and came_from == host)


def _without_port(host: str) -> str:
    name, colon, port = host.rpartition(":")
    return name if colon and port.isdecimal() else host


def _host_of(origin: str) -> str | None:
    try:
        return urlsplit(origin).netloc or None
    except ValueError:
        return None


def _quoted(text: str | None) -> str:
    return "missing" if text is None else repr(text[:100])
