"""
JSON as the Interactions API writes it: compact, nothing escaped that need not be.
"""

from __future__ import annotations

import json

from mockgemini.jsontext import Json

_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))
_ASCII = json.JSONEncoder(allow_nan=False, separators=(",", ":"))


def spell(value: Json) -> str:
    """
    One line that UTF-8 has bytes for: half a surrogate pair, which it has none for, is escaped.
    """
    text = _ENCODER.encode(value)
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return _ASCII.encode(value)
    return text


def encode(value: Json) -> bytes:
    """
    The bytes of that line.
    """
    return spell(value).encode()
