"""
The agent with tools: recorded once, and scripted where a recording would be hard to get.
"""

import pytest
from assistant.advisor import Advisor

from mockgemini import FunctionCall, calls, expects_result, says


def weather(city):
    """
    What a weather service would say.
    """
    return {"city": city, "sky": "clear", "celsius": 17}


@pytest.mark.mockgemini("advice")
def test_looks_the_weather_up_and_says_what_to_wear(client, mockgemini):
    """
    One call of the tool, and its result goes back.
    """
    advice = Advisor(client, weather).advise("Lisbon")

    assert advice
    assert [request.results[0].result for request in mockgemini.requests[1:]] == [weather("Lisbon")]


@pytest.mark.anyio
@pytest.mark.mockgemini("advice")
async def test_does_the_same_without_blocking(async_client):
    """
    The cassette serves both clients.
    """
    assert await Advisor(async_client, weather).advise_async("Lisbon")


def test_the_result_reaches_the_model(client, mockgemini):
    """
    A tool script says who calls what, and what has to come back.
    """
    mockgemini.script(
        calls("get_weather", city="Oslo"),
        expects_result(lambda result: result["celsius"] == 17),
        says("A light jacket."),
    )

    assert Advisor(client, weather).advise("Oslo") == "A light jacket."


def test_gives_up_on_a_model_that_only_calls(client, mockgemini):
    """
    Five turns are enough.
    """

    @mockgemini.reply
    def model(request):
        return FunctionCall("get_weather", {"city": "Oslo"})

    with pytest.raises(RuntimeError, match="after 5 turns"):
        Advisor(client, weather).advise("Oslo")


def test_survives_an_overloaded_service(client, mockgemini):
    """
    The SDK tries again by itself.
    """
    mockgemini.fail(503, times=2)
    mockgemini.reply("A coat.")

    assert Advisor(client, weather).advise("Oslo") == "A coat."
    assert [request.status for request in mockgemini.requests] == [503, 503, 200]
    mockgemini.assert_well_behaved()
