"""
What a model does, part by part, as the API was seen to tell it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from mockgemini.contract.strategies.values import data, ids, maybe, names, objects, words
from mockgemini.jsontext import Json
from mockgemini.wire.outcome import (
    FunctionCall,
    Media,
    Part,
    Text,
    Thought,
    ToolCall,
    ToolResult,
)

_TYPES = {
    "image": ("image/png", "image/jpeg"),
    "audio": ("audio/wav", "audio/mp3"),
    "video": ("video/mp4",),
    "document": ("application/pdf",),
}
_FLOWING = frozenset({"text", "audio"})


def texts() -> SearchStrategy[Text]:
    """
    Text, with citations or without.
    """
    return st.builds(Text, words(), st.lists(citations(), max_size=2).map(tuple))


def citations() -> SearchStrategy[dict[str, Json]]:
    """
    Where a text has something from.
    """
    fields: dict[str, SearchStrategy[Json]] = {
        "start_index": st.integers(0, 99),
        "end_index": st.integers(0, 99),
        "url": names().map("https://example.com/{}".format),
        "title": words(),
        "type": st.just("url_citation"),
    }
    return st.fixed_dictionaries(fields)


def media() -> SearchStrategy[Media]:
    """
    An image, sound, a video or a document: its bytes, or where it lies.
    """
    return st.sampled_from(sorted(_TYPES)).flatmap(_media)


def _media(kind: str) -> SearchStrategy[Media]:
    mime_types = st.sampled_from(_TYPES[kind])
    links = names().map("https://example.com/{}".format)
    return st.builds(Media, st.just(kind), mime_types, data=data()) | st.builds(
        Media, st.just(kind), mime_types, uri=links
    )


def thoughts() -> SearchStrategy[Thought]:
    """
    A thought; mostly its signature is all that is told of it.
    """
    return st.builds(Thought, st.just("") | words(), maybe(data()))


def function_calls(called: SearchStrategy[str] | None = None) -> SearchStrategy[FunctionCall]:
    """
    A call of one of the client's functions. `called`: by which names; any without it.
    """
    return st.builds(
        FunctionCall, names() if called is None else called, objects(), ids(), maybe(data())
    )


def searches() -> SearchStrategy[tuple[Part, ...]]:
    """
    What the model does with the server's tools: a call, and its result.
    """
    queries = st.builds(
        lambda call, query, html: (
            ToolCall("google_search", {"queries": [query]}, call),
            ToolResult("google_search", call, [{"search_suggestions": html}], is_error=False),
        ),
        ids(),
        words(),
        words(),
    )
    runs = st.builds(
        lambda call, code, printed: (
            ToolCall("code_execution", {"code": code, "language": "python"}, call),
            ToolResult("code_execution", call, printed, is_error=False),
        ),
        ids(),
        words(),
        words(),
    )
    pages = st.builds(
        lambda call, url: (
            ToolCall("url_context", {"urls": [url]}, call),
            ToolResult("url_context", call, [{"url": url, "status": "success"}]),
        ),
        ids(),
        names().map("https://example.com/{}".format),
    )
    return queries | runs | pages


def distinct(parts: Iterable[Part]) -> tuple[Part, ...]:
    """
    The parts, of which contents begin a message of their own only behind others, and must where a
    stream joins them.
    """
    found: list[Part] = []
    for part in parts:
        last = found[-1] if found else None
        found.append(_apart(part, last) if isinstance(part, Text | Media) else part)
    return tuple(found)


def _apart(part: Text | Media, last: Part | None) -> Part:
    follows = isinstance(last, Text | Media)
    joins = (
        isinstance(last, Text | Media) and _kind(part) in _FLOWING and _kind(part) == _kind(last)
    )
    return replace(part, is_apart=joins or (follows and part.is_apart))


def together(part: Part) -> Part:
    """
    The part in the same message as the one before it.
    """
    return replace(part, is_apart=False) if isinstance(part, Text | Media) else part


def _kind(part: Text | Media) -> str:
    return "text" if isinstance(part, Text) else part.kind
