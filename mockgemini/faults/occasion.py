"""
Whether it is a fault's turn: counting, skipping, and dice that repeat themselves.
"""

from __future__ import annotations

from hashlib import blake2b

from mockgemini.exchange import Request
from mockgemini.faults.conditions import predicate
from mockgemini.faults.fault import Fault, Throw


class Occasion:
    """
    One fault's count. `acted`: on how many requests it has acted.
    """

    def __init__(self, fault: Fault) -> None:
        self._fault = fault
        self._means = predicate(fault.when)
        self._seen = 0
        self.acted = 0

    @property
    def is_over(self) -> bool:
        """
        Has it acted as often as it should?
        """
        most = self._fault.most
        return most is not None and self.acted >= most

    def means(self, request: Request) -> bool:
        """
        Is it meant for this request, whose body is whole?
        """
        return self._means is None or self._means(request)

    def throw(self) -> Throw:
        """
        The dice for the next request that it could act on.
        """
        return dice(self._fault.seed, self._seen + 1)

    def take(self) -> bool:
        """
        Here is a request that it could act on: does it?
        """
        throw = self.throw()
        self._seen += 1
        if self._seen <= self._fault.after or self.is_over:
            return False
        if self._fault.rate < 1 and throw("rate") >= self._fault.rate:
            return False
        self.acted += 1
        return True


def dice(seed: int, number: int) -> Throw:
    """
    Throws that depend on seed, number and label alone.
    """

    def throw(label: str) -> float:
        digest = blake2b(b"%d:%d:%b" % (seed, number, label.encode()), digest_size=8).digest()
        return int.from_bytes(digest, "big") / 2**64

    return throw
