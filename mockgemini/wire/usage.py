"""
What an interaction used, in tokens; spelled alike in all revisions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from mockgemini.jsontext import Json
from mockgemini.wire.fields import Fields

Counts: TypeAlias = tuple[tuple[str, int], ...]
"""A number for each kind, in the wire's order."""


# Final is for the checker: a frozen dataclass takes five times as long to make.
@dataclass(slots=True)
class Usage:
    """
    Tokens, in total and by modality; None is what was not told. `tools`: how often each was used.
    """

    total: Final[int | None] = None
    input: Final[int | None] = None
    output: Final[int | None] = None
    thought: Final[int | None] = None
    cached: Final[int | None] = None
    tool_use: Final[int | None] = None
    input_by: Final[Counts] = ()
    output_by: Final[Counts] = ()
    cached_by: Final[Counts] = ()
    tool_use_by: Final[Counts] = ()
    tools: Final[Counts] = ()
    extra: Final[Mapping[str, Json]] = field(default_factory=dict)


def read(value: Json) -> Usage | None:
    """
    The usage of a resource or an event; None where it has none.
    """
    if not isinstance(value, dict):
        return None
    fields = Fields(value)
    thought = fields.number("total_thought_tokens")
    # The first SDKs and servers said "reasoning".
    reasoning = fields.number("total_reasoning_tokens")
    return Usage(
        total=fields.number("total_tokens"),
        input=fields.number("total_input_tokens"),
        output=fields.number("total_output_tokens"),
        thought=reasoning if thought is None else thought,
        cached=fields.number("total_cached_tokens"),
        tool_use=fields.number("total_tool_use_tokens"),
        input_by=_counts(fields, "input_tokens_by_modality", "modality", "tokens"),
        output_by=_counts(fields, "output_tokens_by_modality", "modality", "tokens"),
        cached_by=_counts(fields, "cached_tokens_by_modality", "modality", "tokens"),
        tool_use_by=_counts(fields, "tool_use_tokens_by_modality", "modality", "tokens"),
        tools=_counts(fields, "grounding_tool_count", "type", "count"),
        extra=fields.left,
    )


def total(value: Json) -> int | None:
    """
    The total alone.
    """
    return Fields(value).number("total_tokens") if isinstance(value, dict) else None


def _counts(fields: Fields, key: str, kind: str, count: str) -> Counts:
    counts = []
    for item in (entries := fields.items(key)):
        entry = Fields(item)
        name, number = entry.text(kind), entry.number(count)
        if name is None or number is None or entry.left:
            # Not quite a list of counts: the wire's own words are kept instead.
            fields.left[key] = entries
            return ()
        counts.append((name, number))
    return tuple(counts)
