"""
Where a stream cuts what it tells: texts, thoughts, arguments and sound come in pieces.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, Protocol, TypeAlias

Kind: TypeAlias = Literal["text", "summary", "arguments", "data"]
"""What is cut: a text, a thought's summary, a call's arguments as JSON, sound in base64."""


class Pieces(Protocol):
    """
    Cuts one text; the pieces, joined, are the text again.
    """

    def __call__(self, index: int, kind: Kind, text: str) -> Iterable[str]:
        """
        The pieces in order. `index`: of the step or content, as the stream numbers them.
        """


def whole(index: int, kind: Kind, text: str) -> Iterable[str]:  # noqa: ARG001 - it is a Pieces
    """
    One piece, whatever it is.
    """
    return (text,)


def as_recorded(index: int, kind: Kind, text: str) -> Iterable[str]:  # noqa: ARG001 - it is a Pieces
    """
    As the API was seen to cut; the same text is always cut the same way.

    The first piece of a text is short, the others have 66 characters in the median, whatever that
    cuts in two. A summary comes by paragraphs, arguments in one, sound by 24 KiB.
    """
    if kind == "text":
        return _deltas(text)
    if kind == "summary":
        return _paragraphs(text)
    if kind == "data":
        return (text[at : at + _CHUNK] for at in range(0, len(text), _CHUNK))
    return (text,)


# Base64 cut at multiples of four characters is base64 itself.
_CHUNK = 4 * 8192
_SHORT = 24
_PARAGRAPH = "\n\n\n"
_SIZES = (88, 37, 66, 121, 46, 64, 180, 21, 66, 91, 15, 127, 71, 58, 102, 35, 61)


def _deltas(text: str) -> list[str]:
    length = len(text)
    if length <= _SHORT:
        return [text]
    at, turn = 2 + length % 9, length
    pieces = [text[:at]]
    while at < length:
        size = _SIZES[turn % len(_SIZES)]
        pieces.append(text[at : at + size])
        at += size
        turn += 1
    return pieces


def _paragraphs(text: str) -> Iterator[str]:
    *paragraphs, last = text.split(_PARAGRAPH)
    yield from (paragraph + _PARAGRAPH for paragraph in paragraphs)
    if last or not paragraphs:
        yield last
