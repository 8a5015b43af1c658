from dataclasses import dataclass, field

import pytest
from stages.staged import staged

from mockgemini.synthesize.catalog import AGENTS, MODELS
from mockgemini.synthesize.composing.composer import compose, concerned
from mockgemini.synthesize.composing.specialists import PlainAgent, specialists
from mockgemini.wire.outcome import Outcome


@pytest.mark.parametrize("agent", AGENTS)
def test_every_agent_has_its_specialist(agent):
    """
    The agents that the catalog knows are answered before the model is asked.
    """
    scene = staged("Report on tea.", agent=agent, background=agent.startswith("deep"))

    assert "completed" == compose(concerned(specialists(), scene.brief), scene).status


@pytest.mark.parametrize(
    "model", [m for m in MODELS if any(w in m for w in ("image", "tts", "lyria", "omni"))]
)
def test_every_maker_of_media_has_its_specialist(model):
    """
    Models that draw, speak, sing or film give media without further wishes.
    """
    scene = staged("A cat.", model=model)

    outcome = compose(concerned(specialists(), scene.brief), scene)

    assert outcome.usage.output_by


def test_those_who_only_speak_are_left_to_the_model():
    """
    No specialist answers for an ordinary model.
    """
    assert not concerned(specialists(), staged("Hello.").brief)


@dataclass
class Listening:
    """
    A composer that keeps what it was asked.
    """

    scenes: list = field(default_factory=list)

    def concerns(self, brief):  # noqa: ARG002 - it is a composer
        return True

    def compose(self, scene):
        self.scenes.append(scene)
        return Outcome(status="completed")


def test_unknown_agents_tell_what_they_think():
    """
    An agent that nobody knows is a model that tells its thoughts; models are not its business.
    """
    model = Listening()

    outcome = PlainAgent(model).compose(staged("Hello.", agent="my-agent"))

    assert Outcome(status="completed") == outcome
    assert "auto" == model.scenes[0].brief.generation.thinking_summaries
    assert not PlainAgent(model).concerns(staged("Hello.").brief)
