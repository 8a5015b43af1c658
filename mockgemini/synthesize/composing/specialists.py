"""
Everything that does more than speak, in the order in which it is asked: agents, then media.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from mockgemini.synthesize.composing.coding import Coding
from mockgemini.synthesize.composing.composer import Composer
from mockgemini.synthesize.composing.delivering import Keep
from mockgemini.synthesize.composing.filming import Filming
from mockgemini.synthesize.composing.picturing import Picturing
from mockgemini.synthesize.composing.researching import Researching
from mockgemini.synthesize.composing.singing import Singing
from mockgemini.synthesize.composing.voicing import Voicing
from mockgemini.synthesize.scene import Scene
from mockgemini.wire.brief import Brief
from mockgemini.wire.outcome import Outcome


def specialists(keep: Keep | None = None) -> tuple[Composer, ...]:
    """
    The composers that stand before the one who only speaks; `keep` makes files of what they make.
    """
    return (
        Researching(),
        Coding(),
        Singing(keep),
        Voicing(keep),
        Filming(keep),
        Picturing(keep),
    )


@dataclass(frozen=True, slots=True)
class PlainAgent:
    """
    Agents that nobody knows: they answer as a model does that tells what it thinks.
    """

    model: Composer

    def concerns(self, brief: Brief) -> bool:
        """
        Whether it is an agent that is asked.
        """
        return brief.agent is not None

    def compose(self, scene: Scene) -> Outcome | None:
        """
        The model's outcome.
        """
        generation = replace(scene.brief.generation, thinking_summaries="auto")
        return self.model.compose(replace(scene, brief=replace(scene.brief, generation=generation)))
