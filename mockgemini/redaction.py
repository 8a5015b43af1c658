"""
What never reaches a disk, a log, an error or the journal: keys, tokens, signed addresses.

Known formats are replaced by stable placeholders, equal values by equal ones, so that what was
linked stays linked; replacing twice changes nothing. What only resembles a secret is reported.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from mockgemini.exchange import Headers

# In JSON text, what stands before a secret may be the end of an escape, as in `\nAIza…`.
_EDGE = r"(?:(?<![A-Za-z0-9_\-])|(?<=\\[bfnrt])|(?<=\\u[0-9A-Fa-f]{4}))"
_PARAMETER = r"(?:^|[?&]|\\u0026|%26|%3F)"
_EQUALS = r"(?:=|\\u003[dD]|%3D)"


@dataclass(frozen=True, slots=True)
class _Format:
    """
    What a kind of secret looks like. Where `hint` does not occur, the pattern need not be tried.

    A group named `secret` is what goes, else the whole match.
    """

    kind: str
    hint: str
    pattern: re.Pattern[str]


_KNOWN = tuple(
    _Format(kind, hint, re.compile(pattern))
    for kind, hint, pattern in [
        ("api_key", "AIza", _EDGE + r"AIza[0-9A-Za-z_\-]{35}(?![0-9A-Za-z_\-])"),
        ("api_key", "AQ.", _EDGE + r"AQ\.[0-9A-Za-z_\-]{40,}"),
        ("access_token", "ya29.", _EDGE + r"ya29\.[0-9A-Za-z_\-.]{20,}"),
        ("refresh_token", "1//0", _EDGE + r"1//0[0-9A-Za-z_\-]{30,}"),
        ("client_secret", "GOCSPX-", _EDGE + r"GOCSPX-[0-9A-Za-z_\-]{20,}"),
        ("jwt", ".eyJ", _EDGE + r"eyJ[\w\-]{10,}\.eyJ[\w\-]{10,}\.[\w\-]{10,}"),
        (
            "private_key",
            "PRIVATE KEY-----",
            r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----[^-]*-----END (?:[A-Z]+ )*PRIVATE KEY-----",
        ),
        ("bearer", "earer ", r"[Bb]earer (?P<secret>[0-9A-Za-z_\-.~+/]{16,}=*)"),
        (
            "signature",
            "-Signature",
            _PARAMETER + "X-(?:Goog|Amz)-Signature" + _EQUALS + "(?P<secret>[0-9a-fA-F]{32,})",
        ),
        (
            "upload_id",
            "upload_id",
            _PARAMETER + "upload_id" + _EQUALS + r"(?P<secret>[0-9A-Za-z_\-]{8,})",
        ),
        ("key", "key", _PARAMETER + "key" + _EQUALS + r"(?P<secret>[^&\s\"'\\#<>]{8,})"),
    ]
)

_HINTED = tuple((known.hint, known.kind, known.pattern) for known in _KNOWN)

_SUSPECT = tuple(
    _Format(kind, hint, re.compile(_EDGE + pattern))
    for kind, hint, pattern in [
        ("an OpenAI key", "sk-", r"sk-(?:proj-)?[0-9A-Za-z_\-]{32,}"),
        ("a GitHub token", "gh", r"gh[pousr]_[0-9A-Za-z]{36,}"),
        ("a GitHub token", "github_pat_", r"github_pat_[0-9A-Za-z_]{40,}"),
        ("an AWS key", "AKIA", r"AKIA[0-9A-Z]{16}(?![0-9A-Za-z])"),
        ("an AWS key", "ASIA", r"ASIA[0-9A-Z]{16}(?![0-9A-Za-z])"),
        ("a Slack token", "xox", r"xox[abprs]-[0-9A-Za-z\-]{20,}"),
    ]
)

_PLACEHOLDER = re.compile(r"REDACTED_[a-z_]+_[0-9a-f]{8}")
_LONGEST_PLACEHOLDER = 64
_ROUNDS = 8

REQUEST_HEADERS = frozenset(
    {
        "api-revision",
        "content-type",
        "range",
        "x-goog-upload-command",
        "x-goog-upload-file-name",
        "x-goog-upload-offset",
        "x-goog-upload-protocol",
    }
)
ANSWER_HEADERS = frozenset(
    {
        "accept-ranges",
        "api-revision",
        "content-disposition",
        "content-range",
        "content-type",
        "deprecation",
        "location",
        "retry-after",
        "retry-after-ms",
        "sunset",
        "warning",
        "x-gemini-service-tier",
        "x-goog-upload-chunk-granularity",
        "x-goog-upload-control-url",
        "x-goog-upload-size-received",
        "x-goog-upload-status",
        "x-goog-upload-url",
        "x-should-retry",
    }
)
_PREFIXES = ("x-goog-upload-header-",)


def kept(headers: Headers, allowed: frozenset[str]) -> Headers:
    """
    The headers that may be written down; every other one is dropped, whatever it holds.
    """
    return tuple(
        (name, value) for name, value in headers if name in allowed or name.startswith(_PREFIXES)
    )


class Secrets:
    """
    Exact values that are secret; more become known while a recording goes on.
    """

    def __init__(self, values: Iterable[str] = ()) -> None:
        self._values: tuple[str, ...] = ()
        for value in values:
            self.add(value)

    def add(self, value: str) -> None:
        """
        Know one more. A very short one would be found in ordinary words, and is passed over.
        """
        if len(value) >= _SHORTEST and value not in self._values:
            # The longest first, for one may hold another.
            self._values = tuple(sorted([*self._values, value], key=len, reverse=True))

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)


@dataclass(frozen=True, slots=True)
class Redactor:
    """
    Replaces secrets in text. `known`: exact values, such as the key a recording is made with.

    `rules`: the user's own regular expressions; a group named `secret` is what goes, else the whole
    match. `allowed`: texts that resemble a secret and may stay.
    """

    known: Secrets | tuple[str, ...] = ()
    rules: tuple[re.Pattern[str], ...] = ()
    allowed: frozenset[str] = field(default=frozenset())

    def text(self, text: str) -> str:
        """
        The text without its secrets.
        """
        # One secret may stand right behind another and be seen only when that has gone.
        for _ in range(_ROUNDS):
            if (clean := self._once(text)) == text:
                break
            text = clean
        return text

    def _once(self, text: str) -> str:
        for value in self.known:
            if value in text:
                text = self._without(text, "key", re.compile(re.escape(value)))
        for hint, kind, pattern in _HINTED:
            if hint in text:
                text = self._without(text, kind, pattern)
        for rule in self.rules:
            text = self._without(text, "rule", rule)
        return text

    def headers(self, headers: Headers) -> Headers:
        """
        The same for every header's value.
        """
        return tuple((name, self.text(value)) for name, value in headers)

    def suspects(self, text: str) -> list[str]:
        """
        What resembles a secret and is not allowed by name, told without the secret itself.
        """
        return [
            f"{suspect.kind} ({found[0][:6]}…, {len(found[0])} characters)"
            for suspect in _SUSPECT
            if suspect.hint in text
            for found in suspect.pattern.finditer(text)
            if found[0] not in self.allowed
        ]

    def blank(self, text: str) -> str:
        """
        The text without what `suspects` tells of.
        """
        for suspect in _SUSPECT:
            text = self._without(text, "suspect", suspect.pattern)
        return text

    def _without(self, text: str, kind: str, pattern: re.Pattern[str]) -> str:
        group = "secret" if "secret" in pattern.groupindex else 0

        def instead(found: re.Match[str]) -> str:
            secret = found[group]
            if not secret or secret in self.allowed or _is_in_placeholder(found, group):
                return found[0]
            before = text[found.start() : found.start(group)]
            return before + placeholder(kind, secret) + text[found.end(group) : found.end()]

        return pattern.sub(instead, text)


def _is_in_placeholder(found: re.Match[str], group: str | int) -> bool:
    # Otherwise a rule that matches hex digits would replace its own placeholders for ever.
    start, end = found.span(group)
    near = _PLACEHOLDER.finditer(
        found.string, max(start - _LONGEST_PLACEHOLDER, 0), end + _LONGEST_PLACEHOLDER
    )
    return any(each.start() <= start and end <= each.end() for each in near)


def placeholder(kind: str, value: str) -> str:
    """
    What stands for a secret: equal for equal values, and of no use to anybody.
    """
    return f"REDACTED_{kind}_{hashlib.sha256(value.encode(errors='replace')).hexdigest()[:8]}"


def redactor(
    known: Iterable[str] = (), rules: Iterable[str] = (), allowed: Iterable[str] = ()
) -> Redactor:
    """
    A Redactor from plain texts; a `re.error` where a rule is no regular expression.

    `known` may be Secrets that go on growing.
    """
    return Redactor(
        known if isinstance(known, Secrets) else Secrets(known),
        tuple(re.compile(rule) for rule in rules),
        frozenset(allowed),
    )


# A known value shorter than this would be found in ordinary words.
_SHORTEST = 6
