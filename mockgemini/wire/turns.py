"""
A request's input, in all the spellings that SDKs and people use, read into Turns.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mockgemini.jsontext import Json
from mockgemini.wire.content import followed, read_all
from mockgemini.wire.content import read as read_content
from mockgemini.wire.fields import mapping
from mockgemini.wire.outcome import FunctionCall, Part, Thought, ToolCall, ToolResult, Turn

USER, MODEL = "user", "model"

_OF_THE_MODEL = (Thought, FunctionCall, ToolCall, ToolResult)


def read(value: Json, read_own: Callable[[Json], Turn | None]) -> tuple[Turn, ...]:
    """
    Text, a content, a turn, or a list of them; bare contents of one side in a row are one turn.

    `read_own` reads the items that only one revision has, and gives None for all others.
    """
    turns: list[Turn] = []
    is_open = False
    for item in value if isinstance(value, list) else [] if value is None else [value]:
        own = read_own(item)
        turn = own or _turn(item) or _bare(item)
        # A message of the user's is a turn; one of the model's is only a part of what it did.
        joins = "role" not in mapping(item) and (own is None or own.who == MODEL)
        if joins and is_open and turns[-1].who == turn.who:
            before = turns[-1].parts
            turns[-1] = Turn(turn.who, followed(before, turn.parts) if own else before + turn.parts)
        else:
            turns.append(turn)
        is_open = joins
    return tuple(turns)


def said_last(turns: Sequence[Turn]) -> tuple[Part, ...]:
    """
    What the client says since the model spoke, also where it is several turns.
    """
    said: tuple[Part, ...] = ()
    for turn in reversed(turns):
        if turn.who == MODEL:
            break
        said = turn.parts + said
    return said


def _turn(item: Json) -> Turn | None:
    role = mapping(item).get("role")
    if not isinstance(role, str):
        return None
    return Turn(role, read_all(mapping(item).get("content")))


def _bare(item: Json) -> Turn:
    part: Part = read_content(item)
    return Turn(MODEL if isinstance(part, _OF_THE_MODEL) else USER, (part,))
