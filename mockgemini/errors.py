"""
Every error we raise. The first fork of the tree is whose fault it was.

MockGeminiError
├── UsageError        the caller's words: an option, a marker, a path (exit 2)
├── CassetteError     a cassette that cannot be read, or must not be written
│   └── SecretError   what would have been written looks like a secret
└── UpstreamError     the real API could not be reached or broke off

MockGeminiWarning stands beside them: the test goes on, and may not mean what it says.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

_T = TypeVar("_T", bound=str)


class MockGeminiError(Exception):
    """
    Said in one sentence: what was expected, what came, where, and what to do.
    """


class UsageError(MockGeminiError):
    """
    The caller's words do not fit: an option, a marker's argument, a missing file, a taken port.
    """


class CassetteError(MockGeminiError):
    """
    A cassette cannot be read or written; the message begins with `file:line:` where it can.
    """


class SecretError(CassetteError):
    """
    Something that resembles a secret would reach the disk; nothing was written.
    """


class UpstreamError(MockGeminiError):
    """
    The real API could not be reached, or closed the connection before its answer was whole.
    """


class MockGeminiWarning(UserWarning):
    """
    A test passes perhaps for a wrong reason, or fails for one that is hard to see.
    """


def one_of(words: Iterable[_T], name: str, given: object) -> _T:
    """
    The word among a few that a user has given; a UsageError, by the option's name, for any other.
    """
    known = list(words)
    for word in known:
        if word == given:
            return word
    raise UsageError(f"{name} takes {', '.join(known)}, not {given!r}")


def true_or_false(name: str, given: object) -> bool:
    """
    What a user has given to a switch; a UsageError, by the option's name, for any other value.
    """
    if not isinstance(given, bool):
        raise UsageError(f"{name} takes True or False, not {given!r}")
    return given
