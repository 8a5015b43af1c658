"""
What recording may cost: calls and tokens, counted for one process or for all that share a file.
"""

from __future__ import annotations

import re
import sqlite3
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from mockgemini.errors import UsageError
from mockgemini.exchange import Exchange, Request
from mockgemini.wire.operation import Kind, operation
from mockgemini.wire.reading import outcome_of
from mockgemini.wire.wording import grouped

_AMOUNT = re.compile(r"(\d+)([kM]?)")
_TIMES = {"": 1, "k": 1_000, "M": 1_000_000}
_FREE = frozenset(
    {
        *(Kind.CANCEL, Kind.COUNT_TOKENS, Kind.DELETE),
        *(kind for kind in Kind if kind.name.startswith("FILE_")),
    }
)


@dataclass(frozen=True, slots=True)
class Limits:
    """
    How much there is to spend; None is without limit.
    """

    calls: int | None = None
    tokens: int | None = None

    @classmethod
    def parse(cls, text: str) -> Self:
        """
        From `calls:200,tokens:500k`, either alone too; a UsageError where a word is wrong.
        """
        limits: dict[str, int] = {}
        for word in text.split(","):
            kind, _, amount = word.strip().partition(":")
            found = _AMOUNT.fullmatch(amount)
            if kind not in ("calls", "tokens") or kind in limits or found is None:
                raise UsageError(
                    "a budget is written calls:200 or tokens:500k, or both with a comma, "
                    f"not {text!r}"
                )
            limits[kind] = int(found[1]) * _TIMES[found[2]]
        return cls(**limits)


@dataclass(frozen=True, slots=True)
class Spent:
    """
    How much was spent so far.
    """

    calls: int
    tokens: int


class Budget:
    """
    Counts what is asked of the real API, and refuses what would exceed the limits.

    A call is a request that may cost: to look, to poll, to cancel, to delete and to handle files is
    free, so that what was paid for can still be fetched. Tokens are known when an answer has come,
    so the call that reaches their limit is the last one. Budgets on the same `file` count together,
    in whatever process. `option` is what a user gives it by. Safe in any thread; ended by `close`.
    """

    def __init__(
        self, limits: Limits, file: Path | None = None, *, option: str = "--budget"
    ) -> None:
        self.limits = limits
        self._option = option
        self._lock = threading.Lock()
        self._counted: dict[str, int] = {}
        self._ledger = sqlite3.Connection(
            ":memory:" if file is None else file,
            timeout=60.0,
            isolation_level=None,
            check_same_thread=False,
        )
        with self._lock:
            self._ledger.execute(
                "CREATE TABLE IF NOT EXISTS spent"
                " (id INTEGER PRIMARY KEY, calls INTEGER, tokens INTEGER)"
            )
            self._ledger.execute("INSERT OR IGNORE INTO spent VALUES (1, 0, 0)")

    def take(self, request: Request) -> None:
        """
        Spend a call on a request that goes out; a UsageError where there is nothing left.
        """
        if not _costs(request):
            return
        limits = self.limits
        with self._lock:
            taken = self._ledger.execute(
                "UPDATE spent SET calls = calls + 1"
                " WHERE calls < ifnull(:calls, calls + 1) AND tokens < ifnull(:tokens, tokens + 1)",
                {"calls": limits.calls, "tokens": limits.tokens},
            )
            is_enough = taken.rowcount == 1
        if not is_enough:
            raise UsageError(
                f"{request.method} {request.path} was not sent: {self} are spent; "
                f"allow a larger {self._option} to record the rest"
            )

    def count(self, exchange: Exchange) -> None:
        """
        Add the tokens that a recorded answer reports; those of one interaction only once.
        """
        outcome = outcome_of(exchange)
        if outcome is None or outcome.usage is None or not (tokens := outcome.usage.total):
            return
        with self._lock:
            # Every poll of an interaction tells its usage again, and perhaps more of it.
            before = self._counted.get(outcome.id, 0) if outcome.id else 0
            if outcome.id:
                self._counted[outcome.id] = max(before, tokens)
            self._ledger.execute("UPDATE spent SET tokens = tokens + ?", (max(tokens - before, 0),))

    @property
    def spent(self) -> Spent:
        """
        What all that share it have spent so far.
        """
        with self._lock:
            return Spent(*self._ledger.execute("SELECT calls, tokens FROM spent").fetchone())

    def close(self) -> None:
        """
        Let go of the file, which stays.
        """
        self._ledger.close()

    def __str__(self) -> str:
        """
        `200 of 200 calls and 31 415 of 500 000 tokens`.
        """
        spent, limits = self.spent, self.limits
        calls = (spent.calls, limits.calls, "calls")
        tokens = (spent.tokens, limits.tokens, "tokens")
        return " and ".join(
            f"{grouped(used)} of {grouped(limit)} {kind}"
            for used, limit, kind in (calls, tokens)
            if limit is not None
        )


def _costs(request: Request) -> bool:
    kind = operation(request.method, request.path).kind
    return request.method.upper() == "POST" and kind not in _FREE
