"""
What secrets look like: the formats that are replaced at sight, and those that only resemble one.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass


def _begins(literal: str) -> str:
    """
    The pattern of a beginning that is no part of a longer word.
    """
    # In JSON text, what stands before a secret may be the end of an escape, as in `\nAIza…`. To
    # look back from behind the literal is quick: the engine searches for the literal alone.
    text = re.escape(literal)
    behind = (
        rf"(?<![A-Za-z0-9_\-]{text})",
        rf"(?<=\\[bfnrt]{text})",
        rf"(?<=\\u[0-9A-Fa-f]{{4}}{text})",
    )
    return f"{text}(?:{'|'.join(behind)})"


_PARAMETER = r"(?:^|[?&]|\\u0026|%26|%3F)"
_EQUALS = r"(?:=|\\u003[dD]|%3D)"
_OPAQUE = r"(?P<secret>[0-9A-Za-z%+/_\-~]{32,}=*)"
_QUOTE = r"(?:\\*[\"'])?"
_IS = rf"{_QUOTE}[ \t]*[:=][ \t]*{_QUOTE}"


@dataclass(frozen=True, slots=True)
class Format:
    """
    What a kind of secret looks like. Where `hint` does not occur, `pattern` need not be tried.

    A group named `secret` is what goes, else the whole match; `holds` has the last word on it.
    """

    kind: str
    hint: str
    pattern: str | re.Pattern[str]
    holds: Callable[[str], bool] | None = None

    @property
    def name(self) -> str:
        """
        The kind as placeholders have it, which leave open what only resembles a secret.
        """
        return self.kind if self.kind.isidentifier() else "suspect"

    def find(self, text: str) -> list[tuple[int, int]]:
        """
        Where in a text the secrets of this kind begin and end.
        """
        if self.hint not in text:
            return []
        # Python keeps what it compiled; made beforehand, all would be paid for by every run.
        pattern = re.compile(self.pattern)
        group = "secret" if "secret" in pattern.groupindex else 0
        spans = [found.span(group) for found in pattern.finditer(text)]
        return [
            (start, end)
            for start, end in spans
            if start < end and (self.holds is None or self.holds(text[start:end]))
        ]


# --- what is known ----------------------------------------------------------------------------

KNOWN = tuple(
    Format(kind, hint, pattern)
    for kind, hint, pattern in [
        ("api_key", "AIza", _begins("AIza") + r"[0-9A-Za-z_\-]{35}(?![0-9A-Za-z_\-])"),
        ("api_key", "AQ.", _begins("AQ.") + r"[0-9A-Za-z_\-]{40,}"),
        ("access_token", "ya29.", _begins("ya29.") + r"[0-9A-Za-z_\-.]{20,}"),
        ("refresh_token", "1//0", _begins("1//0") + r"[0-9A-Za-z_\-]{30,}"),
        ("client_secret", "GOCSPX-", _begins("GOCSPX-") + r"[0-9A-Za-z_\-]{20,}"),
        ("jwt", ".eyJ", _begins("eyJ") + r"[\w\-]{10,}\.eyJ[\w\-]{10,}\.[\w\-]{10,}"),
        (
            "private_key",
            "PRIVATE KEY-----",
            r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----[^-]*-----END (?:[A-Z]+ )*PRIVATE KEY-----",
        ),
        ("key_id", "private_key_id", rf"private_key_id{_IS}(?P<secret>[0-9a-f]{{40}})"),
        ("bearer", "earer ", r"[Bb]earer (?P<secret>[0-9A-Za-z_\-.~+/]{16,}=*)"),
        (
            "credentials",
            "uthorization",
            rf"[Aa]uthorization{_IS}Basic (?P<secret>[0-9A-Za-z+/]{{8,}}=*)",
        ),
        ("api_key", "-api-key", rf"x-goog-api-key{_IS}(?P<secret>[0-9A-Za-z_\-.]{{16,}})"),
        ("api_key", "-Api-Key", rf"X-Goog-Api-Key{_IS}(?P<secret>[0-9A-Za-z_\-.]{{16,}})"),
        (
            "cookie",
            "ookie",
            rf"[Cc]ookie{_IS}(?P<secret>[\w\-.]+=[^\s;,\"'\\]{{8,}}(?:; ?[\w\-.]+=[^\s;,\"'\\]+)*)",
        ),
        (
            "signature",
            "ignature",
            rf"{_PARAMETER}(?:X-(?:Goog|Amz)-)?Signature{_EQUALS}{_OPAQUE}",
        ),
        (
            "signature",
            "Security-Token",
            rf"{_PARAMETER}X-Amz-Security-Token{_EQUALS}{_OPAQUE}",
        ),
        (
            "upload_id",
            "upload_id",
            _PARAMETER + "upload_id" + _EQUALS + r"(?P<secret>[0-9A-Za-z_\-]{8,})",
        ),
        ("key", "key", _PARAMETER + "key" + _EQUALS + r"(?P<secret>[^&\s\"'\\#<>]{8,})"),
        *(
            (
                kind,
                name,
                rf"{_PARAMETER}{name}{_EQUALS}(?P<secret>[^&\s\"'\\#<>]{{16,}})",
            )
            for kind, name in [
                ("access_token", "access_token"),
                ("refresh_token", "refresh_token"),
                ("id_token", "id_token"),
                ("client_secret", "client_secret"),
                ("assertion", "assertion"),
            ]
        ),
    ]
)
"""Replaced wherever they stand."""


# --- what resembles a secret ------------------------------------------------------------------

_VALUE = r"(?P<secret>[^\s\"'\\,;(){}\[\]<>&#]{16,})"
_DISTINCT = 9
_BITS = 3.2
# What a manual writes where a secret belongs.
_FOR_SHOW = re.compile(r"(?i)example|redacted|your[_\-]|xxxx|\.\.\.|\$|env\.|environ|://")


def is_random(value: str) -> bool:
    """
    Letters and digits in an order that nobody types, and not a manual's word for a secret.
    """
    counts = Counter(value)
    if len(counts) < _DISTINCT or _FOR_SHOW.search(value):
        return False
    if value.isalpha() or not any(letter.isalpha() for letter in value):
        return False
    size = len(value)
    bits = -sum(count / size * math.log2(count / size) for count in counts.values())
    return bits >= _BITS and any(letter.isdigit() for letter in value)


def _is_meant(value: str) -> bool:
    return not _FOR_SHOW.search(value)


def _is_password(value: str) -> bool:
    return _is_meant(value) and value.strip("*x").lower() not in _PASSWORDS


_PASSWORDS = frozenset({"", "changeme", "password", "postgres", "secret"})

_PREFIXED = (
    ("an Anthropic key", "sk-ant-", r"[0-9A-Za-z_\-]{24,}"),
    ("an OpenAI key", "sk-", r"(?!ant-)(?:proj-|svcacct-|admin-|or-v1-)?[0-9A-Za-z_\-]{32,}"),
    ("a GitHub token", "ghp_", r"[0-9A-Za-z]{36,}"),
    ("a GitHub token", "gho_", r"[0-9A-Za-z]{36,}"),
    ("a GitHub token", "ghu_", r"[0-9A-Za-z]{36,}"),
    ("a GitHub token", "ghs_", r"[0-9A-Za-z]{36,}"),
    ("a GitHub token", "ghr_", r"[0-9A-Za-z]{36,}"),
    ("a GitHub token", "github_pat_", r"[0-9A-Za-z_]{40,}"),
    ("a GitLab token", "glpat-", r"[0-9A-Za-z_\-]{20,}"),
    ("an AWS key", "AKIA", r"[0-9A-Z]{16}(?![0-9A-Za-z])"),
    ("an AWS key", "ASIA", r"[0-9A-Z]{16}(?![0-9A-Za-z])"),
    ("a Slack token", "xox", r"[abeprs]-[0-9A-Za-z\-]{20,}"),
    ("a Slack webhook", "hooks.slack.com/services/", r"[0-9A-Za-z/]{24,}"),
    ("a Stripe key", "sk_live_", r"[0-9A-Za-z]{20,}"),
    ("a Stripe key", "sk_test_", r"[0-9A-Za-z]{20,}"),
    ("a Stripe key", "rk_live_", r"[0-9A-Za-z]{20,}"),
    ("a Stripe key", "rk_test_", r"[0-9A-Za-z]{20,}"),
    ("an npm token", "npm_", r"[0-9A-Za-z]{36,}"),
    ("a PyPI token", "pypi-", r"[0-9A-Za-z_\-]{60,}"),
    ("a Hugging Face token", "hf_", r"[0-9A-Za-z]{30,}"),
    ("a Groq key", "gsk_", r"[0-9A-Za-z]{40,}"),
    ("an xAI key", "xai-", r"[0-9A-Za-z]{40,}"),
    ("a SendGrid key", "SG.", r"[0-9A-Za-z_\-]{16,}\.[0-9A-Za-z_\-]{32,}"),
)
"""Each with the words it begins with, and what follows them."""

# Searched for as the rest of the word, for which there are few places; what is before it follows.
_KIND_OF_TOKEN = "|".join(
    rf"(?<={word}{between}[tT]oken)"
    for word in ("ccess", "efresh", "uth", "earer")
    for between in ("", r"[_\-]")
)

_NAMED = (
    ("a password", "assw", r"assw(?:or)?d"),
    ("a password", "ASSW", r"ASSW(?:OR)?D"),
    ("an API key", "pi_key", r"pi_key"),
    ("an API key", "piKey", r"piKey"),
    ("an API key", "pi-key", r"pi-key"),
    ("an API key", "PI_KEY", r"PI_KEY"),
    ("a secret", "ecret", r"ecret(?:_?[kK]ey)?"),
    ("a secret", "SECRET", r"SECRET(?:_KEY)?"),
    ("a token", "oken", rf"oken(?:{_KIND_OF_TOKEN})"),
    ("a token", "_TOKEN", r"_TOKEN"),
)

RESEMBLING = (
    *(Format(kind, begin, _begins(begin) + rest, _is_meant) for kind, begin, rest in _PREFIXED),
    *(
        Format("an AWS secret key", hint, f"{name}{_IS}(?P<secret>[0-9A-Za-z/+]{{40}})", _is_meant)
        for hint, name in [
            ("ecret", "ecret_?(?:[aA]ccess_?)?[kK]ey"),
            ("SECRET", "SECRET_(?:ACCESS_)?KEY"),
        ]
    ),
    *(Format(kind, hint, name + _IS + _VALUE, is_random) for kind, hint, name in _NAMED),
    Format(
        "a password in an address",
        "://",
        r"://[^\s/:@\"'\\]{1,64}:(?P<secret>[^\s/:@\"'\\]{6,128})@[\w\[]",
        _is_password,
    ),
)
"""Told of, so that somebody decides; the first that finds a place names it."""
