"""
Google Maps: places that never were, with addresses, reviews and citations.
"""

from __future__ import annotations

import re

from mockgemini.jsontext import Json
from mockgemini.synthesize import ids
from mockgemini.synthesize.composing.topic import query
from mockgemini.synthesize.composing.used import (
    Sentence,
    Used,
    call_id,
    len_of,
    resting,
    signature,
)
from mockgemini.synthesize.dice import Dice
from mockgemini.synthesize.scene import Scene
from mockgemini.wire.brief import Tool
from mockgemini.wire.outcome import ToolCall, ToolResult

_ABOUT_PLACES = re.compile(
    r"\b(near|nearby|nearest|where|around|restaurants?|caf[eé]s?|coffee|bars?|hotels?|museums?|parks?"
    r"|shops?|stores?|directions?|map|maps|places?|walk|drive|route|visit|address|city|town|street"
    r"|open now|itinerary|trip)\b",
    re.IGNORECASE,
)
_NAMES = ("Harbour", "Linden", "Old Mill", "Sunrise", "Copper", "Meadow", "Lantern", "Riverside")
_KINDS = (
    (r"coffee|caf[eé]", "Café"),
    (r"hotel|stay|sleep", "Hotel"),
    (r"museum|art", "Museum"),
    (r"park|walk|garden", "Park"),
    (r"bar|pub|drink", "Bar"),
    (r"shop|store|buy", "Market"),
    (r"restaurant|eat|food|lunch|dinner|breakfast|pizza|sushi|italian", "Restaurant"),
)
_REVIEWS = ("Friendly and quiet", "Worth the way", "Well kept, fair prices", "We will come again")


def use(scene: Scene, tool: Tool, dice: Dice) -> Used | None:
    """
    Places, where the prompt is about some, or the tool says where the user is.
    """
    is_placed = isinstance(tool.extra.get("latitude"), int | float)
    if not scene.prompt.strip() or not (is_placed or _ABOUT_PLACES.search(scene.prompt)):
        return None
    places = [_place(name, scene, dice) for name in dice.shuffled(_NAMES)[: dice.integer(2, 3)]]
    text, citations = resting([("These places fit:", ()), *map(_line, places)], "\n*   ")
    return Used(_located(scene, tool, places, dice), text, citations)


def _located(
    scene: Scene, tool: Tool, places: list[dict[str, Json]], dice: Dice
) -> tuple[ToolCall, ToolResult]:
    name = call_id(scene, dice)
    result: dict[str, Json] = {"places": list[Json](places)}
    if tool.extra.get("enable_widget") is True:
        result["widget_context_token"] = f"widgetcontent/{ids.signature(dice, 48)}"
    return (
        ToolCall("google_maps", {"queries": [query(scene.prompt)]}, name, signature(scene, dice)),
        ToolResult("google_maps", name, [result], signature=signature(scene, dice)),
    )


def _place(name: str, scene: Scene, dice: Dice) -> dict[str, Json]:
    sort = next(
        (kind for words, kind in _KINDS if re.search(words, scene.prompt, re.IGNORECASE)), "Place"
    )
    url = f"https://maps.google.com/?cid={dice.integer(10**17, 10**19)}"
    review: dict[str, Json] = {
        "title": dice.choice(_REVIEWS),
        "url": f"{url}&review=1",
        "review_id": ids.word(dice, 12),
    }
    return {
        "place_id": "ChIJ" + ids.word(dice, 23),
        "name": f"{name} {sort}",
        "url": url,
        "review_snippets": [review],
    }


def _line(place: dict[str, Json]) -> Sentence:
    source = {**place, "type": "place_citation"}
    stars = 38 + len_of(str(place["place_id"]) + str(place["name"])) % 11
    return (f"**{place['name']}** ({stars / 10:.1f}★)", (source,))
