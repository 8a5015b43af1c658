"""
How the bytes of an answer are cut into sends, and where the next one waits. The bytes stay as they
are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import ClassVar

from mockgemini.exchange import Piece, Request
from mockgemini.faults import checks, spread
from mockgemini.faults.fault import CHUNKS, WAITS, After, Given, Throw
from mockgemini.faults.gate import Gate
from mockgemini.faults.places import Sleep, in_pieces, offset, with_wait


@dataclass(frozen=True)
class Chunks(After):
    """
    Every send has so many bytes, by default one; characters and events are cut where it happens.
    """

    size: int = 1

    NAME: ClassVar[str] = "chunks"
    LASTS: ClassVar[bool] = True
    ORDER: ClassVar[int] = CHUNKS

    def __post_init__(self) -> None:
        super().__post_init__()
        checks.count("chunks: size", self.size, least=1)

    def change(self, request: Request, answer: Given, throw: Throw) -> Given | None:  # noqa: ARG002
        """
        The answer in such sends.
        """
        whole = in_pieces(answer)
        pieces = (small for piece in whole.pieces for small in _split(piece, self.size))
        return replace(whole, pieces=tuple(pieces))


@dataclass(frozen=True)
class Coalesced(After):
    """
    All bytes come in one send, when the last of them are due: a proxy that buffers.
    """

    NAME: ClassVar[str] = "coalesced"
    LASTS: ClassVar[bool] = True
    ORDER: ClassVar[int] = CHUNKS

    def change(self, request: Request, answer: Given, throw: Throw) -> Given | None:  # noqa: ARG002
        """
        The answer in that send; the head comes with it.
        """
        whole = in_pieces(answer)
        waits = tuple(piece for piece in whole.pieces if piece.wait is not None)
        at = max((piece.at for piece in whole.pieces), default=whole.head)
        data = b"".join(piece.data for piece in whole.pieces)
        return replace(whole, pieces=(*waits, Piece(at, data)))


@dataclass(frozen=True)
class SlowStart(After):
    """
    The head comes at once, the first bytes of the body after so many more seconds, whatever the
    pace: the same as Latency takes.
    """

    seconds: float | None = None
    low: float | None = None
    high: float | None = None
    median: float | None = None
    sigma: float | None = None

    NAME: ClassVar[str] = "slow_start"
    LASTS: ClassVar[bool] = True
    ORDER: ClassVar[int] = WAITS

    def __post_init__(self) -> None:
        super().__post_init__()
        spread.check(
            self.NAME,
            seconds=self.seconds,
            low=self.low,
            high=self.high,
            median=self.median,
            sigma=self.sigma,
        )

    def change(self, request: Request, answer: Given, throw: Throw) -> Given | None:  # noqa: ARG002
        """
        The answer with that wait before its body.
        """
        took = spread.draw(throw, self.seconds, self.low, self.high, self.median, self.sigma)
        return with_wait(answer, 0, Sleep(took))


@dataclass(frozen=True)
class Hold(After):
    """
    After so many events a stream waits for its gate.
    """

    after_events: int = 0
    gate: Gate = field(default_factory=Gate)

    NAME: ClassVar[str] = "hold"
    ORDER: ClassVar[int] = WAITS

    def __post_init__(self) -> None:
        super().__post_init__()
        checks.count("hold: after_events", self.after_events)

    def change(self, request: Request, answer: Given, throw: Throw) -> Given | None:  # noqa: ARG002
        """
        The stream with the gate in it.
        """
        at = offset(answer, self.after_events, None)
        return None if at is None else with_wait(answer, at, self.gate.wait)


def _split(piece: Piece, size: int) -> Iterator[Piece]:
    if not piece.data:
        yield piece
    for at in range(0, len(piece.data), size):
        yield replace(piece, data=piece.data[at : at + size])
