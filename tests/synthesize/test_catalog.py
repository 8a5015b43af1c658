import pytest

from mockgemini.synthesize.catalog import AGENTS, MODELS, Model, agent, model
from mockgemini.wire.refusal import Refused


def test_names_stand_once():
    """
    No model and no agent is listed twice, and none is both.
    """
    assert len({*MODELS, *AGENTS}) == len(MODELS) + len(AGENTS)


@pytest.mark.parametrize("name", ["gemini-2.5-flash", "models/gemini-2.5-flash"])
def test_a_model_by_its_name(name):
    """
    A model may be named with or without its collection.
    """
    assert Model("gemini-2.5-flash") == model(name)


def test_an_agent_by_its_name():
    """
    So may an agent.
    """
    name = "deep-research-preview-04-2026"

    assert name == agent(name) == agent(f"agents/{name}")


@pytest.mark.parametrize(
    ("find", "code", "message"),
    [
        (model, "model_not_found", "Model 'mine' not found."),
        (agent, "not_found", "Agent 'mine' not found."),
    ],
    ids=["model", "agent"],
)
def test_what_there_is_not(find, code, message):
    """
    Others are not found, unless any will do.
    """
    with pytest.raises(Refused) as caught:
        find("mine")

    assert (404, code, message) == (
        caught.value.refusal.status,
        caught.value.refusal.code,
        caught.value.refusal.message,
    )
    assert "mine" in str(find("mine", accepts_any=True))


@pytest.mark.parametrize(
    ("name", "can"),
    [
        ("gemini-2.5-flash", "think"),
        ("gemini-2.0-flash", ""),
        ("gemini-3.1-pro-preview", "think background"),
        ("gemini-2.5-flash-image", "draw think"),
        ("nano-banana-pro-preview", "draw think background"),
        ("gemini-2.5-flash-preview-tts", "speak"),
        ("gemini-2.5-flash-native-audio-preview-12-2025", "speak"),
        ("lyria-3-pro-preview", "sing background"),
        ("gemini-omni-1.1-flash", "film background"),
        ("gemma-4-31b-it", "think"),
    ],
)
def test_what_models_can_do(name, can):
    """
    A model's name tells what it can do.
    """
    one = model(name)

    told = {
        "draw": one.draws,
        "speak": one.speaks,
        "sing": one.sings,
        "film": one.films,
        "think": one.thinks,
        "background": one.runs_in_background,
    }
    assert can.split() == [word for word, is_so in told.items() if is_so]


def test_a_model_as_it_is_listed():
    """
    The resource has the API's keys, and a name to show.
    """
    told = Model("gemini-2.5-flash").resource()

    assert ("models/gemini-2.5-flash", "Gemini 2.5 Flash") == (told["name"], told["displayName"])
    assert "countTokens" in told["supportedGenerationMethods"]
    assert told["thinking"]
