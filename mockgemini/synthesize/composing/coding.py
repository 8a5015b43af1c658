"""
Antigravity: an agent that works in an environment of its own: it runs code, writes files, reports.

Recorded: code and its results, calls of its own functions and theirs, then text. Deltas may lack
such a result; the schema requires it, so here they have it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from mockgemini.jsontext import Json
from mockgemini.synthesize import ids
from mockgemini.synthesize.composing import counting
from mockgemini.synthesize.composing.answering import answered, last_prompt
from mockgemini.synthesize.composing.calling import calls
from mockgemini.synthesize.composing.executing import executed, worked
from mockgemini.synthesize.composing.seeing import Sight
from mockgemini.synthesize.composing.shaping import Shaping
from mockgemini.synthesize.composing.tools import counted, uses
from mockgemini.synthesize.composing.topic import topic
from mockgemini.synthesize.composing.used import Used, told
from mockgemini.synthesize.dice import Dice
from mockgemini.synthesize.lifecycle import BUDGET_EXCEEDED, COMPLETED, REQUIRES_ACTION
from mockgemini.synthesize.scene import Scene
from mockgemini.wire.brief import Brief
from mockgemini.wire.fields import mapping
from mockgemini.wire.outcome import FunctionCall, FunctionResult, Outcome, Part, Thought
from mockgemini.wire.refusal import invalid

PREFIX = "antigravity"

_FOREGROUND_ONLY = "antigravity-preview-05-2026"
_SIGNATURE = (200, 700)
_THOUGHT_TOKENS = (300, 1200)
_ITS_OWN = frozenset({"code_execution", "bash", "filesystem", "computer_use"})
"""Tools that it has anyway, or that nobody could wait for."""

_WORKSPACE = "/workspace"


@dataclass(frozen=True, slots=True)
class Coding:
    """
    Answers for the agents of that name.
    """

    shaping: Shaping = field(default_factory=Shaping, compare=False)

    def concerns(self, brief: Brief) -> bool:
        """
        Whether it is for the agents of that name.
        """
        return brief.name.startswith(PREFIX)

    def compose(self, scene: Scene) -> Outcome:
        """
        Calls of the client's functions, else steps of work and a closing text; what would come last
        is missing where the budget ran out.
        """
        check(scene)
        dice = scene.dice.fork("coding")
        asked = calls(scene, self.shaping)
        parts = _asking(scene, dice, asked) if asked else tuple(_worked(scene, dice))
        thought = dice.integer(*_THOUGHT_TOKENS)
        used = counting.usage(scene, parts, thought=thought, tools=counted(scene, [Used(parts)]))
        budget = _budget(scene)
        is_over = budget is not None and (used.total or 0) > budget
        status = REQUIRES_ACTION if asked else COMPLETED
        return Outcome(
            parts[:-1] if is_over else parts,
            status=BUDGET_EXCEEDED if is_over else status,
            usage=used,
            environment_id=environment(scene, dice.fork("environment")),
        )


def check(scene: Scene) -> None:
    """
    Refused where the agent does not work that way: the first one runs in the foreground only, the
    second was reported to run in the background. The words are ours, after recorded ones.
    """
    name = scene.brief.name
    if scene.brief.background and name == _FOREGROUND_ONLY:
        raise invalid(f"Agent '{name}' does not support background interactions.")


def environment(scene: Scene, dice: Dice) -> str:
    """
    The id of the environment that the request names; a new one where it names none.
    """
    wanted = scene.brief.environment
    named = wanted if isinstance(wanted, str) else mapping(wanted).get("environment_id")
    if isinstance(named, str) and named and named != "remote":
        return named
    return ids.environment_id(dice)


def _budget(scene: Scene) -> int | None:
    """
    Recorded by SDKs as a number in a text.
    """
    told: Json = scene.brief.agent_config.get("max_total_tokens")
    if isinstance(told, str) and re.fullmatch(r"\d{1,12}", told):
        return int(told)
    return told if isinstance(told, int) and not isinstance(told, bool) else None


def _asking(scene: Scene, dice: Dice, asked: tuple[FunctionCall, ...]) -> tuple[Part, ...]:
    about = topic(scene.prompt)
    return (_thought(scene, dice, "Asking Back", f"I need more to know about {about}."), *asked)


def _worked(scene: Scene, dice: Dice) -> Iterator[Part]:
    prompt = last_prompt(scene)
    about, sum_asked = topic(prompt), worked(prompt)
    path = f"{_WORKSPACE}/result.txt"
    yield _thought(
        scene, dice, "Planning the Work", f"I split {about} into steps: run, keep, report."
    )
    yield from executed(scene, sum_asked.code, sum_asked.result + "\n", dice)
    found = uses(scene, _ITS_OWN)
    for used in found:
        yield from used.parts
    call = ids.call_id(dice)
    yield FunctionCall("write_file", {"path": path, "content": f"{sum_asked.result}\n"}, call)
    yield FunctionResult(call, "write_file", f"The file was written: {path}", is_error=False)
    yield _thought(scene, dice, "Checking the Result", f"The file is there, and so is {about}.")
    lines = [
        *answered(scene, Sight(scene)),
        f"I have worked on this: {about}.",
        f"*   The code printed `{sum_asked.result}`.\n*   The result is kept in `{path}`.",
    ]
    yield told("\n\n".join(lines), found)


def _thought(scene: Scene, dice: Dice, title: str, body: str) -> Thought:
    signature = ids.signature(dice, dice.integer(*_SIGNATURE))
    summaries = scene.brief.agent_config.get("thinking_summaries")
    return Thought(f"**{title}**\n\n{body}\n\n\n" if summaries == "auto" else "", signature)
