"""
JSON as the Interactions API writes it: compact, nothing escaped that need not be.
"""

from __future__ import annotations

import json

import orjson

from mockgemini.jsontext import Json

_ASCII = json.JSONEncoder(allow_nan=False, separators=(",", ":"))


def spell(value: Json) -> str:
    """
    One line that UTF-8 has bytes for: half a surrogate pair, which it has none for, is escaped.
    """
    return encode(value).decode()


def encode(value: Json) -> bytes:
    """
    The bytes of that line.
    """
    try:
        return orjson.dumps(value)
    except TypeError:
        # Half a surrogate pair, or an integer of more than 64 bits.
        return _ASCII.encode(value).encode()
