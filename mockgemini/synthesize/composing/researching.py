"""
Deep research: an agent that plans, searches, reads and writes a report that cites what it read.

Recorded: thoughts are told by paragraphs; the answer to the request itself is only its beginning.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mockgemini.jsontext import Json
from mockgemini.synthesize import ids
from mockgemini.synthesize.composing import counting, reporting
from mockgemini.synthesize.composing.browsing import browsed
from mockgemini.synthesize.composing.delivering import delivered
from mockgemini.synthesize.composing.searching import SITES, searched, site
from mockgemini.synthesize.composing.tools import counted, uses
from mockgemini.synthesize.composing.topic import titled, topic
from mockgemini.synthesize.composing.used import Used
from mockgemini.synthesize.dice import Dice
from mockgemini.synthesize.lifecycle import COMPLETED
from mockgemini.synthesize.media.png import png
from mockgemini.synthesize.scene import Scene
from mockgemini.wire.brief import Brief, Format, Tool
from mockgemini.wire.outcome import Media, Outcome, Part, Text, Thought, Turn
from mockgemini.wire.refusal import invalid
from mockgemini.wire.turns import MODEL

PREFIX = "deep-research"

_SEARCH = Tool("google_search")
_ITS_OWN = frozenset({"google_search", "url_context", "computer_use"})
"""Tools that it has anyway, or that nobody could wait for."""

_SIGNATURE = (400, 1200)
_THOUGHT_TOKENS = (1500, 4000)
_CHART = (800, 450)


@dataclass(frozen=True, slots=True)
class Researching:
    """
    Answers for the agents of that name.
    """

    def concerns(self, brief: Brief) -> bool:
        """
        Whether it is for the agents of that name.
        """
        return brief.name.startswith(PREFIX)

    def compose(self, scene: Scene) -> Outcome:
        """
        A report, or where the client wants to agree on one first, a plan.
        """
        check(scene)
        dice = scene.dice.fork("research")
        parts = _planned(scene, dice) if _plans(scene) else tuple(_researched(scene, dice))
        used = counting.usage(
            scene,
            parts,
            thought=dice.integer(*_THOUGHT_TOKENS),
            tools=counted(scene, [Used(parts)]),
        )
        return Outcome(parts, status=COMPLETED, usage=used)


def check(scene: Scene) -> None:
    """
    Refused where the agent does not work that way. That it refuses is documented, the words are
    ours, after recorded ones.
    """
    brief, name = scene.brief, scene.brief.name
    if not brief.background:
        raise invalid(f"Agent '{name}' requires background interactions. Set 'background' to true.")
    if not brief.store:
        raise invalid(f"Agent '{name}' requires 'store' to be true.")
    if brief.functions:
        raise invalid(f"Agent '{name}' does not support function calling.")
    if any(form.schema is not None for form in brief.formats):
        raise invalid(f"Agent '{name}' does not support structured output.")


# --- planning ---------------------------------------------------------------------------------


def _plans(scene: Scene) -> bool:
    """
    Collaborative planning goes on until a request without it continues the interaction.
    """
    return scene.brief.agent_config.get("collaborative_planning") is True


def _planned(scene: Scene, dice: Dice) -> tuple[Part, ...]:
    return (_thought(scene, dice, 0, 1), Text(reporting.plan(_topic(scene))))


# --- researching ------------------------------------------------------------------------------


def _researched(scene: Scene, dice: Dice) -> Iterator[Part]:
    about = _topic(scene)
    yield _thought(scene, dice, 0, 2)
    yield from searched(scene, _SEARCH, [about, f"{about} {scene.now:%Y}"], dice)
    yield _thought(scene, dice, 2, 3)
    sources = [site(name, dice) for name in dice.shuffled(SITES)[:5]]
    yield from browsed(scene, [f"https://{source['title']}/" for source in sources[:2]], dice)
    for used in uses(scene, _ITS_OWN):
        yield from used.parts
    yield _thought(scene, dice, 3, 4)
    text, citations = reporting.report(about, scene.now, sources)
    yield Text(text, tuple[Json, ...](citation.behind(0) for citation in citations))
    if scene.brief.agent_config.get("visualization") == "auto":
        yield _chart(dice)
        yield Text(f"*Figure 1: {titled(about)} at a glance.*\n")


def _chart(dice: Dice) -> Media:
    return delivered(png(*_CHART, dice), Format("image"), "image/png", None)


def _thought(scene: Scene, dice: Dice, first: int, end: int) -> Thought:
    signature = ids.signature(dice, dice.integer(*_SIGNATURE))
    if scene.brief.agent_config.get("thinking_summaries") != "auto":
        return Thought(signature=signature)
    return Thought("".join(reporting.thoughts(_topic(scene))[first:end]), signature)


def _topic(scene: Scene) -> str:
    """
    What was asked first: a follow-up such as "go on" says nothing about it.
    """
    asked = next((_words(turn) for turn in scene.turns if turn.who != MODEL), scene.prompt)
    return topic(asked if len(scene.prompt.split()) < 4 else scene.prompt)


def _words(turn: Turn) -> str:
    return "\n".join(part.text for part in turn.parts if isinstance(part, Text))
