"""
Texts cut in a stream exactly where a test has said.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence

from mockgemini.errors import UsageError
from mockgemini.wire.outcome import Part, Text
from mockgemini.wire.pieces import Kind, Pieces, as_recorded


def check(chunks: Sequence[str], parts: Iterable[Part]) -> None:
    """
    A UsageError where the chunks, joined, are not the text of the parts.
    """
    said = "".join(part.text for part in parts if isinstance(part, Text))
    if said != "".join(chunks):
        raise UsageError(
            f"chunks= joined give {''.join(chunks)!r}, and the reply's text is {said!r}; "
            "they have to be the same"
        )


def cut(chunks: Sequence[str], parts: Iterable[Part]) -> Callable[[], Pieces]:
    """
    What makes the Pieces of one stream; all but texts is cut as the API cuts it.
    """
    texts = [part.text for part in parts if isinstance(part, Text)]
    shares = list(_shares(texts, chunks))

    def begin() -> Pieces:
        waiting = iter(shares)

        def pieces(index: int, kind: Kind, text: str) -> Iterable[str]:
            return next(waiting, [text]) if kind == "text" else as_recorded(index, kind, text)

        return pieces

    return begin


def _shares(texts: Sequence[str], chunks: Sequence[str]) -> Iterator[list[str]]:
    """
    The pieces of each text; a chunk that goes over the end of one goes on in the next.
    """
    waiting = deque(chunks)
    for text in texts[:-1]:
        share, left = [], len(text)
        while left:
            chunk = waiting.popleft()
            share.append(chunk[:left])
            if len(chunk) > left:
                waiting.appendleft(chunk[left:])
            left -= len(share[-1])
        yield share or [text]
    if texts:
        yield list(waiting) or [texts[-1]]
