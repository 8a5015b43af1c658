"""
A Reply as an Outcome: what the test has left open is filled in as the API fills it.
"""

from __future__ import annotations

from dataclasses import replace

from mockgemini.synthesize import ids
from mockgemini.synthesize.composing import counting
from mockgemini.synthesize.composing.composer import Told
from mockgemini.synthesize.dice import Dice
from mockgemini.synthesize.scene import Scene
from mockgemini.synthesize.scripting.chunks import cut
from mockgemini.synthesize.scripting.reply import Reply
from mockgemini.wire.outcome import FunctionCall, Outcome, Part, Thought, ToolCall, ToolResult

_SIGNATURE = 96
"""Bytes of a signature that is made up; the API's have from 60 to many thousands."""


def told(reply: Reply, scene: Scene) -> Told:
    """
    What the model does, how often it is seen in progress, and how a stream cuts it.
    """
    parts = _named(reply.parts, scene.dice)
    thought = sum(counting.text(part.summary) for part in parts if isinstance(part, Thought))
    usage = reply.usage or counting.usage(scene, parts, thought=thought)
    outcome = Outcome(parts, status=reply.status, usage=usage)
    if not reply.chunks:
        return Told(outcome, reply.polls)
    return Told(outcome, reply.polls, cut(reply.chunks, parts))


def _named(parts: tuple[Part, ...], dice: Dice) -> tuple[Part, ...]:
    """
    The parts with ids and signatures; a tool's result belongs to the call of its kind before it.
    """
    done: list[Part] = []
    calls: dict[str, str | None] = {}
    for number, part in enumerate(parts):
        named = _with_id(part, dice.fork(f"scripted {number}"), calls)
        if isinstance(named, ToolCall):
            calls[named.kind] = named.id
        done.append(named)
    return tuple(done)


def _with_id(part: Part, dice: Dice, calls: dict[str, str | None]) -> Part:
    match part:
        case FunctionCall(id=None):
            return replace(part, id=ids.call_id(dice))
        case ToolCall(id=None):
            return replace(part, id=ids.tool_call_id(dice))
        case ToolResult(call_id=None):
            return replace(part, call_id=calls.get(part.kind))
        case Thought(signature=None):
            return replace(part, signature=ids.signature(dice, _SIGNATURE))
        case _:
            return part
