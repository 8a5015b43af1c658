"""
Randomness that repeats itself: the same seed gives the same throws on every machine and Python.

Knows nothing of what is thrown for. A fork has throws of its own, so that taking one more here
changes nothing there.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b, shake_256
from typing import TypeVar

_Each = TypeVar("_Each")

_KEY = 32  # of a block's 64 bytes, the first half is thrown, the second names what follows


class Dice:
    """
    A stream of throws that depends on `seed` alone; each throw goes on where the last one ended.
    """

    __slots__ = ("_block", "_count", "_left", "_rest")

    def __init__(self, seed: bytes) -> None:
        self._block = blake2b(seed).digest()
        self._rest = int.from_bytes(self._block[:_KEY], "big")
        self._left = _KEY * 8
        self._count = 0

    def fork(self, label: str | int) -> Dice:
        """
        Dice of its own for `label`: the same however many throws were taken before.
        """
        return Dice(b"%b/%b" % (self._block[_KEY:], str(label).encode("utf-8", "surrogatepass")))

    def first(self, label: str | int, low: int, high: int) -> int:
        """
        What the fork of that label throws first: `fork(label).integer(low, high)`, sooner.
        """
        span = high - low + 1
        wanted = span.bit_length() + 32
        if span < 1 or wanted > _KEY * 8:
            return self.fork(label).integer(low, high)
        seed = b"%b/%b" % (self._block[_KEY:], str(label).encode("utf-8", "surrogatepass"))
        thrown = int.from_bytes(blake2b(seed).digest()[:_KEY], "big")
        return low + (thrown >> (_KEY * 8 - wanted)) % span

    def integer(self, low: int, high: int) -> int:
        """
        One of `low` … `high`, both included; a ValueError where there is none.
        """
        span = high - low + 1
        if span < 1:
            raise ValueError(f"there is no integer from {low} to {high}")
        # So many more bits than needed that no value is noticeably likelier than another.
        return low + self._bits(span.bit_length() + 32) % span

    def choice(self, options: Sequence[_Each]) -> _Each:
        """
        One of them; an IndexError where there is none.
        """
        if not options:
            raise IndexError("there is nothing to choose from")
        return options[self.integer(0, len(options) - 1)]

    def shuffled(self, options: Sequence[_Each]) -> list[_Each]:
        """
        All of them in another order.
        """
        mixed = list(options)
        for last in range(len(mixed) - 1, 0, -1):
            other = self.integer(0, last)
            mixed[last], mixed[other] = mixed[other], mixed[last]
        return mixed

    def fraction(self) -> float:
        """
        A number from 0 up to, not including, 1.
        """
        return self._bits(53) / (1 << 53)

    def bytes(self, size: int) -> bytes:
        """
        So many random bytes.
        """
        if size > _KEY:
            return shake_256(self._bits(_KEY * 8).to_bytes(_KEY, "big")).digest(size)
        return self._bits(size * 8).to_bytes(size, "big")

    def _bits(self, wanted: int) -> int:
        while self._left < wanted:
            self._count += 1
            more = blake2b(self._count.to_bytes(8, "big"), key=self._block[_KEY:]).digest()
            self._rest = self._rest << 512 | int.from_bytes(more, "big")
            self._left += 512
        self._left -= wanted
        thrown = self._rest >> self._left
        self._rest &= (1 << self._left) - 1
        return thrown
