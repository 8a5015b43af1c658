import pytest
from stages.staged import cited, staged

from mockgemini.synthesize.composing.locating import use
from mockgemini.synthesize.composing.used import told
from mockgemini.synthesize.dice import Dice
from mockgemini.wire.brief import Tool


def located(prompt, seed=b"", **settings):
    return use(staged(prompt), Tool("google_maps", settings), Dice(seed))


def test_places_are_found_and_cited():
    """
    The result lists places; the text names each of them, and cites it with all that is known.
    """
    used = located("What's the best coffee shop near me?")

    call, result = used.parts
    places = result.result[0]["places"]
    text = told("★ For you:", [used])

    assert {"queries": ["what's best coffee shop near me"]} == call.arguments
    assert ["place_id", "name", "url", "review_snippets"] == list(places[0])
    assert [place["name"] for place in places] == [each["name"] for each in text.citations]
    assert all("Café" in place["name"] for place in places)
    assert {"place_citation"} == {each["type"] for each in text.citations}
    assert [f"**{place['name']}**" for place in places] == [
        each.split(" (")[0] for each in cited(text)
    ]


@pytest.mark.parametrize(
    ("prompt", "settings", "is_used"),
    [
        ("Any hotel there?", {}, True),
        ("What time is it?", {"latitude": 34.05, "longitude": -118.2}, True),
        ("What time is it?", {}, False),
        ("", {"latitude": 34.05}, False),
    ],
    ids=["about places", "placed", "neither", "empty"],
)
def test_used_where_the_prompt_is_about_places(prompt, settings, is_used):
    """
    The tool is used for places, or when it says where the user is.
    """
    assert is_used == (located(prompt, **settings) is not None)


def test_widget_has_a_token():
    """
    A token for the widget comes only where the widget was asked for.
    """
    with_widget = located("Hotels near Rome?", enable_widget=True).parts[1].result[0]
    without = located("Hotels near Rome?").parts[1].result[0]

    assert with_widget["widget_context_token"].startswith("widgetcontent/")
    assert ["places"] == list(without)
