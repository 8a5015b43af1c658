"""
Which composer tells of which tool on the server's side, when, and where in the answer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from mockgemini.synthesize.composing import (
    browsing,
    connecting,
    counting,
    executing,
    locating,
    operating,
    retrieving,
    searching,
)
from mockgemini.synthesize.composing.used import Used, is_second_generation
from mockgemini.synthesize.dice import Dice
from mockgemini.synthesize.lifecycle import COMPLETED, REQUIRES_ACTION
from mockgemini.synthesize.scene import Scene
from mockgemini.wire.brief import Tool
from mockgemini.wire.fields import mapping
from mockgemini.wire.outcome import FunctionResult, Part, Text, ToolCall, ToolResult


@dataclass(frozen=True, slots=True)
class _Kind:
    """
    `use` gives None where this scene does not call for the tool.

    `is_grounding`: it finds what the answer rests on, which is done before the model thinks.
    `goes_on`: it is used as well when the client's results come in.
    """

    use: Callable[[Scene, Tool, Dice], Used | None]
    is_grounding: bool = False
    goes_on: bool = False


_KINDS = {
    "google_search": _Kind(searching.use, is_grounding=True),
    "url_context": _Kind(browsing.use, is_grounding=True),
    "google_maps": _Kind(locating.use, is_grounding=True),
    "file_search": _Kind(retrieving.search_files, is_grounding=True),
    "retrieval": _Kind(retrieving.retrieve, is_grounding=True),
    "code_execution": _Kind(executing.use),
    "mcp_server": _Kind(connecting.use),
    "computer_use": _Kind(operating.use, goes_on=True),
}

KINDS = frozenset(_KINDS)
"""The tools that are used here; all others are left to whoever knows them."""

_COUNTED = ("google_search", "google_maps", "retrieval")

# Recorded: 129 tokens for two queries, 198 for four.
_A_SEARCH, _A_QUERY = 60, 34


def use(scene: Scene, tool: Tool) -> Used | None:
    """
    What comes of one declared tool; None where it is not used.
    """
    kind = _KINDS.get(tool.kind)
    if kind is None or scene.brief.generation.tool_choice.mode == "none":
        return None
    if not kind.goes_on and any(isinstance(part, FunctionResult) for part in scene.asked):
        return None
    return kind.use(scene, tool, scene.dice.fork(f"tool {scene.brief.tools.index(tool)}"))


def uses(scene: Scene, but: frozenset[str] = frozenset()) -> tuple[Used, ...]:
    """
    What comes of all declared tools but some kinds, in the order they were declared.

    Where one makes the client do something, that is all there is.
    """
    if not scene.brief.tools:
        return ()
    tools = [tool for tool in scene.brief.tools if tool.kind not in but]
    found = [used for tool in tools if (used := use(scene, tool)) is not None]
    waiting = [used for used in found if used.status == REQUIRES_ACTION]
    return tuple(waiting[:1] or found)


def status(used: tuple[Used, ...]) -> str:
    """
    What the tools leave the interaction in: `completed` or `requires_action`.
    """
    if not used:
        return COMPLETED
    return REQUIRES_ACTION if any(each.status == REQUIRES_ACTION for each in used) else COMPLETED


def woven(
    scene: Scene, thoughts: tuple[Part, ...], said: Text | None, used: tuple[Used, ...]
) -> tuple[Part, ...]:
    """
    All of an answer in the order that was recorded; `said` None where the client has to act first.

    Gemini 2 thinks, speaks, and tells of its searches last; later ones search, think and speak.
    Code and other people's servers are used between thinking and speaking by all of them.
    """
    if not used:
        return thoughts if said is None else (*thoughts, said)
    found = tuple(part for each in used if _is_grounding(each) for part in each.parts)
    done = tuple(part for each in used if not _is_grounding(each) for part in each.parts)
    spoken: tuple[Part, ...] = () if said is None else (said,)
    if is_second_generation(scene):
        return (*thoughts, *done, *spoken, *found)
    return (*found, *thoughts, *done, *spoken)


def counted(scene: Scene, used: Sequence[Used]) -> counting.Tools:
    """
    What the tools used. Recorded: Gemini 2 counts the tokens of searches, later ones the searches.
    """
    if not used:
        return counting.NO_TOOLS
    parts = [part for each in used for part in each.parts]
    calls = [part for part in parts if isinstance(part, ToolCall)]
    tokens = sum(_tokens(scene, part) for part in parts)
    if is_second_generation(scene):
        return counting.Tools(tokens)
    counts = [(kind, sum(call.kind == kind for call in calls)) for kind in _COUNTED]
    return counting.Tools(tokens, tuple((kind, count) for kind, count in counts if count))


def _tokens(scene: Scene, part: Part) -> int:
    if isinstance(part, ToolCall) and part.kind == "google_search":
        asked = mapping(part.arguments).get("queries")
        count = len(asked) if isinstance(asked, list) else 1
        return _A_SEARCH + _A_QUERY * count if is_second_generation(scene) else 0
    if isinstance(part, ToolCall):
        return counting.text(counting.encoded(part.arguments)) if part.arguments else 0
    if isinstance(part, ToolResult) and part.kind != "google_search":
        return counting.text(counting.encoded(part.result)) if part.result else 0
    return 0


def _is_grounding(used: Used) -> bool:
    kinds = {kind for part in used.parts if (kind := getattr(part, "kind", None)) is not None}
    return any(_KINDS[kind].is_grounding for kind in kinds & KINDS)
