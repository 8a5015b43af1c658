"""
Ids as Google makes them, from dice instead of chance.

Shapes as recorded: an interaction's id is `v1_` and the base64url of a protobuf that names the
first turn of the conversation (field 1) and this one (field 2); each name begins with its second.
"""

from __future__ import annotations

import base64
import binascii
import string
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import shake_256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mockgemini.synthesize.dice import Dice

_LETTERS = string.ascii_lowercase + string.digits
_RANDOM_BYTES = 13
_OWN = 32
"""Bytes by which one signature differs from all others; whatever follows is opaque anyway."""

_OPAQUE = shake_256(b"opaque").digest(4096)


@dataclass(frozen=True, slots=True)
class InteractionId:
    """
    An interaction's id, taken apart: the names of its conversation's first turn, and its own.
    """

    root: str
    own: str

    def __str__(self) -> str:
        return _named(self.root, self.own)

    @property
    def created(self) -> datetime:
        """
        When the interaction began, to the second.
        """
        seconds = int.from_bytes(_padded(self.own)[:4], "little")
        return datetime.fromtimestamp(seconds, UTC)

    @classmethod
    def parse(cls, text: str) -> InteractionId | None:
        """
        The inverse of `str`; None for what is no such id.
        """
        try:
            packed = _padded(text.removeprefix("v1_"))
            size = packed[1]
            found = cls(packed[2 : 2 + size].decode(), packed[4 + size :].decode())
            return found if str(found) == text else None
        except (binascii.Error, IndexError, OverflowError, ValueError):
            return None


def interaction_id(dice: Dice, now: datetime, previous: str | None = None) -> str:
    """
    A new id; one that continues `previous` has that conversation's root.
    """
    moment = int(now.timestamp()).to_bytes(4, "little")
    own = _unpadded(moment + dice.bytes(_RANDOM_BYTES))
    before = InteractionId.parse(previous) if previous else None
    return _named(before.root if before else own, own)


def _named(root: str, own: str) -> str:
    first, this = root.encode(), own.encode()
    return "v1_" + _unpadded(b"\x0a%c%b\x12%c%b" % (len(first), first, len(this), this))


def call_id(dice: Dice) -> str:
    """
    Of a function call: 8 lower-case letters and digits.
    """
    return word(dice, 8)


def tool_call_id(dice: Dice) -> str:
    """
    Of a call of a tool on the server's side.
    """
    return f"call_{dice.integer(10_000, 99_999)}"


def environment_id(dice: Dice) -> str:
    """
    Of an agent's environment: a UUID.
    """
    return str(uuid.UUID(bytes=dice.bytes(16), version=4))


def word(dice: Dice, length: int) -> str:
    """
    Lower-case letters and digits.
    """
    return "".join(_LETTERS[dice.integer(0, len(_LETTERS) - 1)] for _ in range(length))


def signature(dice: Dice, size: int) -> str:
    """
    Of a thought: `size` opaque bytes in base64, which begin as recorded ones do.
    """
    begun = b"\x0a%c%b" % (size & 0x7F, dice.bytes(min(size - 2, _OWN)))
    at = begun[-1]
    opaque = begun + _OPAQUE[at : at + size - len(begun)]
    return binascii.b2a_base64(opaque, newline=False).decode()


def _unpadded(data: bytes) -> str:
    return binascii.b2a_base64(data, newline=False).rstrip(b"=").translate(_URLSAFE).decode()


_URLSAFE = bytes.maketrans(b"+/", b"-_")


def _padded(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
