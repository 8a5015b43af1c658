"""
What a user sees when the cassette has no answer.
"""

import json

import pytest
from journeys.sdks import ROOT, Sdk, environment, param, post, ran, serving

CASSETTE = ROOT / "cassettes" / "weather.yaml"
PYTHON = ("1.55.0", "1.75.0", "2.0.0", "2.34.0", "3.4.0")
EVERY = [Sdk("python", version) for version in PYTHON]
EVERY += [Sdk("js", "1.33.0"), Sdk("js", "3.1.0")]


@pytest.mark.parametrize("sdk", [param(sdk) for sdk in EVERY])
def test_a_miss_explains_itself_once(sdk):
    """
    Every SDK raises its error for 422 with our sentence in it, and asks only once.
    """
    with serving(CASSETTE) as player:
        told = ran(sdk.command("conversation", "turns"), environment(player.url))
        journal = json.loads(player.journal())

    assert told.code == 1
    assert "UnprocessableEntityError" in told.err
    assert "No recorded answer: " in told.err
    assert (1, 1) == (journal["requests"], journal["misses"])


def test_a_miss_names_the_nearest_exchange():
    """
    One word changed: the first sentence says which, of which exchange, in about 120 characters.
    """
    wish = {
        "model": "gemini-3.5-flash",
        "input": "What should I wear in Lisboa today? Two short sentences, please.",
        "stream": True,
        "tools": [
            {
                "type": "function",
                "name": "get_weather",
                "description": "The weather of a city, now.",
                "parameters": {
                    "type": "object",
                    "properties": {"city": {"type": "string"}},
                    "required": ["city"],
                },
            }
        ],
    }
    with serving(CASSETTE) as player:
        answer = post(f"{player.url}/v1/interactions", wish, key="any")
        message = json.loads(answer.read())["error"]["message"]

    first = message.splitlines()[0]
    assert answer.status == 422
    assert first.startswith("No recorded answer: /input differs from weather.yaml#1 (")
    assert "Lisboa" in first
    assert len(first) < 180
