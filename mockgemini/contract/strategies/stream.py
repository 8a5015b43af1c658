"""
Resources and streams as a sound server writes them, and bytes cut as a network may.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from mockgemini.contract.strategies.outcome import outcomes
from mockgemini.exchange import Event
from mockgemini.jsontext import Json
from mockgemini.wire.outcome import Outcome
from mockgemini.wire.pieces import Kind, Pieces
from mockgemini.wire.register import DEFAULT
from mockgemini.wire.register import revision as revision_named
from mockgemini.wire.streaming import frames


def interactions(revision: str = DEFAULT) -> SearchStrategy[dict[str, Json]]:
    """
    Resources: the bodies of answers.
    """
    return outcomes(revision).map(revision_named(revision).renderer.resource)


@st.composite
def event_streams(
    draw: DrawFn,
    revision: str = DEFAULT,
    told: SearchStrategy[Outcome] | None = None,
) -> tuple[Event, ...]:
    """
    Whole streams, event by event; their `raw`, joined, are the body. `told`: what they tell.

    Texts and arguments come in pieces of any sizes, deltas with an `event_id` or without.
    """
    outcome = draw(outcomes(revision) if told is None else told)
    renderer = revision_named(revision).renderer
    return frames(renderer.events(outcome, draw(cuts()), is_resumable=draw(st.booleans())))


@st.composite
def cuts(draw: DrawFn) -> Pieces:
    """
    Pieces of any sizes, as a stream may cut what it tells.
    """
    sizes = draw(st.lists(st.integers(1, 9), min_size=1, max_size=4))

    def cut(index: int, kind: Kind, text: str) -> Iterable[str]:  # noqa: ARG001 - it is a Pieces
        # Base64 is base64 in every piece.
        return _cut(text, [4 * size for size in sizes] if kind == "data" else sizes)

    return cut


def _cut(text: str, sizes: list[int]) -> Iterator[str]:
    at, turn = 0, 0
    while at < len(text):
        size = sizes[turn % len(sizes)]
        yield text[at : at + size]
        at, turn = at + size, turn + 1


@st.composite
def rechunked(draw: DrawFn, body: bytes) -> list[bytes]:
    """
    The bytes in chunks, cut anywhere: within a line, a character, an end of line. None is empty.
    """
    inner = st.integers(1, max(len(body) - 1, 1))
    places = sorted(draw(st.sets(inner, max_size=8)) & set(range(1, len(body))))
    ends = [*places, len(body)]
    return [body[begin:end] for begin, end in zip([0, *places], ends, strict=True) if begin < end]
