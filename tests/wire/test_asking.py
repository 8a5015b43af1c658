import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples.recorded_interactions import JSON, recorded
from samples.shared import needs_recordings
from stages.refusing import refusal, words

from mockgemini.wire.asking import read
from mockgemini.wire.brief import Brief, Format, Function, Generation, ToolChoice, Webhook
from mockgemini.wire.outcome import Text, Turn
from mockgemini.wire.refusal import Refused
from mockgemini.wire.register import NAMES, reader, revision

NEW = NAMES[-1]
MESSAGES = ("user_input",)
HI = (Turn("user", (Text("hi"),)),)


def asked(**body):
    return read(body, reader(NEW).read_input, MESSAGES)


def of_model(**body):
    return asked(model="m", input="hi", **body)


def test_the_shortest_request():
    """
    A model and an input make a request; it is stored, and answered at once.
    """
    assert Brief("m", input="hi", turns=HI) == of_model()
    assert Brief(agent="a", input="hi", turns=HI) == asked(agent="a", input="hi", model=None)
    assert "m" == asked(model="models/m", input="hi").model


def test_all_there_is():
    """
    Every field has its place.
    """
    brief = of_model(
        previous_interaction_id="v1_a",
        system_instruction="Be brief.",
        tools=[{"type": "function", "name": "f"}],
        generation_config={
            "temperature": 1,
            "top_p": 0.5,
            "seed": 7,
            "stop_sequences": ["."],
            "max_output_tokens": 10,
            "thinking_level": "low",
            "thinking_summaries": "auto",
            "tool_choice": "any",
            "speech_config": [{"voice": "Kore"}],
            "image_config": {"image_size": "1K"},
            "video_config": {"task": "edit"},
        },
        response_modalities=["TEXT"],
        stream=True,
        store=True,
        background=True,
        service_tier="flex",
        webhook_config={"uris": ["https://example.com"], "user_metadata": {"a": 1}},
        environment={"type": "remote"},
        continuation_token="t",
        labels={"team": "red"},
        safety_settings=[],
        cached_content="c",
    )

    assert (
        Brief(
            model="m",
            turns=HI,
            input="hi",
            previous_interaction_id="v1_a",
            system_instruction="Be brief.",
            functions=(Function("f"),),
            generation=Generation(
                temperature=1.0,
                top_p=0.5,
                seed=7,
                stop_sequences=(".",),
                max_output_tokens=10,
                thinking_level="low",
                thinking_summaries="auto",
                tool_choice=ToolChoice("any"),
                speech=({"voice": "Kore"},),
                extra={"video_config": {"task": "edit"}},
            ),
            formats=(
                Format("image", path="generation_config.image_config", extra={"image_size": "1K"}),
            ),
            modalities=("text",),
            stream=True,
            background=True,
            service_tier="flex",
            webhook=Webhook(("https://example.com",), {"a": 1}),
            environment={"type": "remote"},
            continuation_token="t",
            labels={"team": "red"},
            extra={"safety_settings": [], "cached_content": "c"},
        )
        == brief
    )


def test_agents():
    """
    An agent has its own configuration.
    """
    config = {"type": "deep-research", "thinking_summaries": "auto"}

    brief = asked(agent="a", input="hi", background=True, agent_config=config, store=None)

    assert (config, True, True) == (brief.agent_config, brief.background, brief.store)
    assert {"x": 1} == asked(agent="a", input="hi", agent_config={"x": 1}).agent_config
    assert {} == asked(agent="a", input="hi").agent_config


def test_continuing_without_input():
    """
    A hop that continues where the last one was cut off needs no input.
    """
    brief = asked(model="m", continuation_token="t", previous_interaction_id="v1_a")

    assert ((), None) == (brief.turns, brief.input)


@pytest.mark.parametrize(
    "speech",
    [{"voice": "Kore"}, [{"voice": "Kore"}], {"speakers": [{"voice": "Kore"}]}],
    ids=str,
)
def test_speakers(speech):
    """
    One speaker, several, or a list of them below a name.
    """
    brief = of_model(generation_config={"speech_config": speech})

    assert ({"voice": "Kore"},) == brief.generation.speech


def test_images_are_asked_for_once():
    """
    A format says more about images than the older setting does.
    """
    brief = of_model(
        response_format={"type": "image"}, generation_config={"image_config": {"image_size": "1K"}}
    )

    assert (Format("image", path="response_format"),) == brief.formats


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({"input": "hi"}, "Missing parameter: one of 'model' or 'agent' is required."),
        (
            {"input": "hi", "model": "m", "agent": "a"},
            "Only one of 'model' and 'agent' may be set.",
        ),
        ({"model": 7}, "Invalid value at 'model': expected a string, not a number."),
        ({"model": "m"}, "Missing parameter: 'input' is required."),
        ({"model": "m", "input": ""}, "Missing parameter: 'input' is required."),
        ({"model": "m", "input": []}, "Missing parameter: 'input' is required."),
        (
            {"agent": "a", "input": "hi", "generation_config": {}},
            "'generation_config' is not supported for agents.",
        ),
        (
            {"model": "m", "input": "hi", "agent_config": {"type": "dynamic"}},
            "'agent_config' is not supported for models.",
        ),
        (
            {"model": "m", "input": "hi", "background": True, "store": False},
            "Background interactions must be stored: 'store' may not be false.",
        ),
        (
            {"model": "m", "input": "hi", "stream": "true"},
            "Invalid value at 'stream': expected a boolean, not a string.",
        ),
        (
            {"model": "m", "input": "hi", "service_tier": "fast"},
            (
                "The value 'fast' is not supported for 'service_tier' at 'service_tier'. "
                "Supported values: 'flex', 'standard', 'priority', 'deferred'."
            ),
        ),
        (
            {"model": "m", "input": "hi", "environment": 7},
            "Invalid value at 'environment': expected a string or an object, not a number.",
        ),
        (
            {"model": "m", "input": "hi", "labels": {"a": 7}},
            "Invalid value at 'labels.a': expected a string, not a number.",
        ),
        (
            {"model": "m", "input": "hi", "generation_config": {"temperature": 3}},
            "Invalid value at 'generation_config.temperature': 3 is not in the range [0, 2].",
        ),
        (
            {"model": "m", "input": "hi", "generation_config": {"speech_config": ["Kore"]}},
            (
                "Invalid value at 'generation_config.speech_config[0]': "
                "expected an object, not a string."
            ),
        ),
        (
            {"model": "m", "input": "hi", "tools": {}},
            "Invalid value at 'tools': expected a list, not an object.",
        ),
    ],
    ids=lambda value: str(value)[:70],
)
def test_bad_requests(body, message):
    """
    What does not go together, or is of another type, is refused.
    """
    assert message == words(lambda: asked(**body))


@pytest.mark.parametrize(
    ("more", "place"),
    [
        ({"messages": []}, "messages"),
        ({"generation_config": {"top_k": 1}}, "generation_config.top_k"),
    ],
)
def test_unknown_parameters(more, place):
    """
    A parameter there is not is refused with a code of its own.
    """
    assert (400, "parameter_unknown", f"Unknown parameter '{place}'.") == refusal(
        lambda: of_model(**more)
    )


@pytest.mark.parametrize("name", NAMES)
@given(body=st.dictionaries(st.sampled_from(list(Brief.__dataclass_fields__)), JSON) | JSON)
def test_anything(name, body):
    """
    A body makes a brief or is refused; nothing else ever happens.
    """
    for value in (body, {"model": "m", "input": body}, {"model": "m", "input": "x", "tools": body}):
        told = brief_or_refusal(revision(name).asker, value)

        if isinstance(told, Brief):
            assert (told.model is None) != (told.agent is None)
        else:
            assert 400 == told.status


def brief_or_refusal(asker, body):
    try:
        return asker.read_brief(body)
    except Refused as refused:
        return refused.refusal


@needs_recordings
@pytest.mark.parametrize(
    "exchange",
    [
        pytest.param(each, id=name)
        for name, each in recorded()
        if each.request.method == "POST" and each.request.body.payload.size
    ],
)
def test_recordings(exchange):
    """
    Every request that Google took is taken, and says the same as its input.
    """
    body = json.loads(exchange.request.body.payload.read())

    brief = revision(exchange.revision).asker.read_brief(body)

    assert reader(exchange.revision).read_input(body) == brief.turns
    assert (body.get("model"), body.get("agent")) == (brief.model, brief.agent)
