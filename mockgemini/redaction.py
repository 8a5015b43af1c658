"""
What never reaches a disk, a log, an error or the journal: keys, tokens, signed addresses.

Known formats are replaced by stable placeholders, equal values by equal ones, so that what was
linked stays linked; replacing twice changes nothing. What only resembles a secret is reported.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from mockgemini.exchange import Headers

# In JSON text the character before a secret may be the end of an escape: `\\nAIza…`, `\\u003dAIza…`.
_EDGE = r"(?:(?<![A-Za-z0-9_\-])|(?<=\\[bfnrt])|(?<=\\u[0-9A-Fa-f]{4}))"
_PARAMETER = r"(?:[?&]|\\u0026|%26|%3F)"
_EQUALS = r"(?:=|\\u003[dD]|%3D)"

_KNOWN: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in [
        ("api_key", _EDGE + r"AIza[0-9A-Za-z_\-]{35}(?![0-9A-Za-z_\-])"),
        ("api_key", _EDGE + r"AQ\.[0-9A-Za-z_\-]{40,}"),
        ("access_token", _EDGE + r"ya29\.[0-9A-Za-z_\-.]{20,}"),
        ("refresh_token", _EDGE + r"1//0[0-9A-Za-z_\-]{30,}"),
        ("client_secret", _EDGE + r"GOCSPX-[0-9A-Za-z_\-]{20,}"),
        ("jwt", _EDGE + r"eyJ[0-9A-Za-z_\-]{10,}\.eyJ[0-9A-Za-z_\-]{10,}\.[0-9A-Za-z_\-]{10,}"),
        (
            "private_key",
            r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----[^-]*-----END (?:[A-Z]+ )*PRIVATE KEY-----",
        ),
        ("bearer", r"[Bb]earer (?P<secret>[0-9A-Za-z_\-.~+/]{16,}=*)"),
        (
            "signature",
            _PARAMETER + "X-(?:Goog|Amz)-Signature" + _EQUALS + "(?P<secret>[0-9a-fA-F]{32,})",
        ),
        ("upload_id", _PARAMETER + "upload_id" + _EQUALS + r"(?P<secret>[0-9A-Za-z_\-]{8,})"),
        ("key", _PARAMETER + "key" + _EQUALS + r"(?P<secret>[^&\s\"'\\#%<>]{8,})"),
    ]
)

_SUSPECT: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(_EDGE + pattern))
    for kind, pattern in [
        ("an OpenAI key", r"sk-(?:proj-)?[0-9A-Za-z_\-]{32,}"),
        ("a GitHub token", r"gh[pousr]_[0-9A-Za-z]{36,}"),
        ("a GitHub token", r"github_pat_[0-9A-Za-z_]{40,}"),
        ("an AWS key", r"(?:AKIA|ASIA)[0-9A-Z]{16}(?![0-9A-Za-z])"),
        ("a Slack token", r"xox[abprs]-[0-9A-Za-z\-]{20,}"),
    ]
)

_PLACEHOLDER = re.compile(r"REDACTED_[a-z_]+_[0-9a-f]{8}")
_LONGEST_PLACEHOLDER = 64

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


@dataclass(frozen=True, slots=True)
class Redactor:
    """
    Replaces secrets in text. `known`: exact values, such as the key a recording was made with.

    `rules`: the user's own regular expressions; a group named `secret` is what goes, else the whole
    match. `allowed`: texts that resemble a secret and may stay.
    """

    known: frozenset[str] = frozenset()
    rules: tuple[re.Pattern[str], ...] = ()
    allowed: frozenset[str] = field(default=frozenset())

    def text(self, text: str) -> str:
        """
        The text without its secrets.
        """
        for value in sorted(self.known, key=len, reverse=True):
            text = self._without(text, "key", re.compile(re.escape(value)))
        for kind, pattern in _KNOWN:
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
            f"{kind} ({found[0][:6]}…, {len(found[0])} characters)"
            for kind, pattern in _SUSPECT
            for found in pattern.finditer(text)
            if found[0] not in self.allowed
        ]

    def blank(self, text: str) -> str:
        """
        The text without what `suspects` tells of.
        """
        for _, pattern in _SUSPECT:
            text = self._without(text, "suspect", pattern)
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
    """
    return Redactor(
        frozenset(value for value in known if len(value) >= _SHORTEST),
        tuple(re.compile(rule) for rule in rules),
        frozenset(allowed),
    )


# A known value shorter than this would be found in ordinary words.
_SHORTEST = 6
