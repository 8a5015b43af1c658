"""
Texts of a `format`, and whether a text from elsewhere has it. Unknown formats ask nothing.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from mockgemini.synthesize.dice import Dice
from mockgemini.synthesize.schema.pools import TEXTS, WORDS

_START = datetime(2026, 1, 1, tzinfo=UTC)
_YEAR = 365 * 24 * 3600


def made(name: str, dice: Dice) -> str:
    """
    A text of that format, which has to be one of KNOWN.
    """
    return _MADE[name](dice)


def has_format(name: str, text: str) -> bool:
    """
    Has the text this format? A shape is looked for, not every rule of the RFC.
    """
    compiled = _SHAPES.get(name)
    return compiled is None or compiled.fullmatch(text) is not None


def shape(name: str) -> str | None:
    """
    The regular expression for the whole of such a text; None where there is none.
    """
    source = _SOURCES.get(name)
    return None if source is None else f"^(?:{source})$"


def _moment(dice: Dice) -> datetime:
    return _START + timedelta(seconds=dice.integer(0, _YEAR - 1))


def _date_time(dice: Dice) -> str:
    return _moment(dice).strftime("%Y-%m-%dT%H:%M:%SZ")


def _date(dice: Dice) -> str:
    return _moment(dice).strftime("%Y-%m-%d")


def _time(dice: Dice) -> str:
    return _moment(dice).strftime("%H:%M:%SZ")


def _duration(dice: Dice) -> str:
    return dice.choice((f"PT{dice.integer(1, 59)}M", f"PT{dice.integer(1, 12)}H", "P1D", "P1W"))


def _email(dice: Dice) -> str:
    return dice.choice(TEXTS["email"])


def _hostname(dice: Dice) -> str:
    return f"{dice.choice(WORDS)}.example.com"


def _ipv4(dice: Dice) -> str:
    # 192.0.2.0/24 is set aside for examples.
    return f"192.0.2.{dice.integer(1, 254)}"


def _ipv6(dice: Dice) -> str:
    return f"2001:db8::{dice.integer(1, 0xFFFF):x}"


def _uri(dice: Dice) -> str:
    return f"https://example.com/{dice.choice(WORDS)}"


def _reference(dice: Dice) -> str:
    return f"/{dice.choice(WORDS)}/{dice.choice(WORDS)}"


def _template(dice: Dice) -> str:
    return f"https://example.com/{dice.choice(WORDS)}/{{id}}"


def _uuid(version: int) -> Callable[[Dice], str]:
    def make(dice: Dice) -> str:
        digits = dice.bytes(16).hex()
        variant = "89ab"[int(digits[16], 16) % 4]
        third, fourth = f"{version}{digits[13:16]}", f"{variant}{digits[17:20]}"
        return f"{digits[:8]}-{digits[8:12]}-{third}-{fourth}-{digits[20:]}"

    return make


def _pointer(dice: Dice) -> str:
    return f"/{dice.choice(WORDS)}/{dice.integer(0, 9)}"


def _relative_pointer(dice: Dice) -> str:
    return f"{dice.integer(0, 3)}/{dice.choice(WORDS)}"


def _regex(dice: Dice) -> str:
    return dice.choice(("^[a-z]+$", r"^\d{4}$", "^(yes|no)$"))


def _base64(dice: Dice) -> str:
    return base64.b64encode(dice.choice(WORDS).encode()).decode()


def _color(dice: Dice) -> str:
    return f"#{dice.bytes(3).hex()}"


def _phone(dice: Dice) -> str:
    return dice.choice(TEXTS["phone"])


def _path(dice: Dice) -> str:
    return f"/tmp/{dice.choice(WORDS)}.txt"  # noqa: S108 - a text, not a file


def _json(dice: Dice) -> str:
    return f'{{"{dice.choice(WORDS)}": {dice.integer(0, 9)}}}'


def _decimal(dice: Dice) -> str:
    return f"{dice.integer(0, 199)}.{dice.integer(0, 99):02}"


_MADE: dict[str, Callable[[Dice], str]] = {
    "date-time": _date_time,
    "datetime": _date_time,
    "date": _date,
    "time": _time,
    "duration": _duration,
    "email": _email,
    "idn-email": _email,
    "hostname": _hostname,
    "idn-hostname": _hostname,
    "ipv4": _ipv4,
    "ipv6": _ipv6,
    "ipvanyaddress": _ipv4,
    "ipv4network": lambda _: "192.0.2.0/24",
    "ipv6network": lambda _: "2001:db8::/32",
    "uri": _uri,
    "url": _uri,
    "multi-host-uri": _uri,
    "iri": _uri,
    "uri-reference": _reference,
    "iri-reference": _reference,
    "uri-template": _template,
    "uuid": _uuid(4),
    **{f"uuid{version}": _uuid(version) for version in (1, 3, 4, 5, 6, 7)},
    "json-pointer": _pointer,
    "relative-json-pointer": _relative_pointer,
    "regex": _regex,
    "byte": _base64,
    "base64": _base64,
    "base64url": _base64,
    "color": _color,
    "phone": _phone,
    "path": _path,
    "file-path": _path,
    "directory-path": lambda _: "/tmp",  # noqa: S108 - a text, not a folder
    "json-string": _json,
    "decimal": _decimal,
}

KNOWN = frozenset(_MADE)
"""The formats that we can make."""

_LONG_MONTH = r"(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])"
_SHORT_MONTH = r"(?:0[469]|11)-(?:0[1-9]|[12]\d|30)"
_DAY = rf"\d{{4}}-(?:{_LONG_MONTH}|{_SHORT_MONTH}|02-(?:0[1-9]|1\d|2[0-8]))"
_HOUR = r"(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_BYTE = r"(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)"
_PLAIN_URI = r"[A-Za-z][A-Za-z0-9+.-]*:[!#$&-;=?-Z_a-z~]+"
_SOURCES: dict[str, str] = {
    "date-time": f"{_DAY}T{_HOUR}",
    "datetime": f"{_DAY}T{_HOUR}",
    "date": _DAY,
    "time": _HOUR,
    "duration": r"P(?:\d+W|\d+D|(?:\d+D)?T\d+[HMS])",
    "email": rf"[\w+-]+(?:\.[\w+-]+)*@{_LABEL}(?:\.{_LABEL})+",
    "idn-email": rf"[\w+-]+(?:\.[\w+-]+)*@{_LABEL}(?:\.{_LABEL})+",
    "hostname": rf"{_LABEL}(?:\.{_LABEL})*",
    "idn-hostname": rf"{_LABEL}(?:\.{_LABEL})*",
    "ipv4": rf"{_BYTE}(?:\.{_BYTE}){{3}}",
    "ipv6": r"(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}|(?:[0-9a-f]{1,4}:){1,6}:[0-9a-f]{1,4}",
    "uri": _PLAIN_URI,
    "url": _PLAIN_URI,
    "iri": _PLAIN_URI,
    "uri-reference": r"[!#$&-;=?-Z_a-z~]*",
    "iri-reference": r"[!#$&-;=?-Z_a-z~]*",
    "uri-template": r"[!#$&-;=?-Z_a-z~]*(?:\{\w+\}[!#$&-;=?-Z_a-z~]*)*",
    "uuid": "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}",
    "json-pointer": r"(?:/[^~/]*)*",
    "relative-json-pointer": r"(?:0|[1-9]\d*)(?:#|(?:/[^~/]*)*)",
    "byte": "(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?",
    "base64": "(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?",
}
_SHAPES = {name: re.compile(shape, re.ASCII) for name, shape in _SOURCES.items()}
